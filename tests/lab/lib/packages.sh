# Engines and what they need, unpacked below the cache; nothing of Docker is installed on the machine.
#   packages/engine/28.5.2    one engine and its CLI, label files packages/label/28.5 point to it
#   packages/runtime          containerd, runc, init and busybox of Debian 12: they serve all engines,
#                             while newer ones want a newer libc than Debian 12 has

runtime=$packages/runtime

suite_of() {
    case $1 in
        20.10 | 20.10.*) echo bookworm ;;
        26.1 | 26.1.*) echo trixie ;;
        # The newest suite moves on; what it has now is taken and labelled by its real version.
        2[89].* | [3-9][0-9].* | sid) echo sid ;;
        *) misuse "no Debian release has an engine '$1' (known: 20.10, 26.1, 28.5)" ;;
    esac
}

# engine_version LABEL: the version a label stands for, for example 28.5 -> 28.5.2. Fails if not prepared.
engine_version() {
    [[ $1 != */* && -f $packages/label/$1 ]] && cat "$packages/label/$1"
}

engine_folder() { printf '%s' "$packages/engine/$1"; }

# Search path inside a node: its engine first, so that `docker` there is the engine's own CLI; at the end
# busybox, for machines without ping and the like.
engine_path() {
    local folder
    folder=$(engine_folder "$1")
    printf '%s' "$folder/usr/sbin:$folder/usr/bin:$runtime/usr/sbin:$runtime/usr/bin"
    printf ':/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:%s' "$runtime/bin"
}

prepare() {
    local label
    (($#)) || set -- 20.10
    for label; do suite_of "$label" >/dev/null; done
    prepare_tools
    is_prepared "$@" && return
    (
        hold packages
        [[ -d $runtime ]] || prepare_runtime
        for label; do
            engine_version "$label" >/dev/null || prepare_engine "$label"
        done
    )
}

is_prepared() {
    local label
    [[ -d $runtime ]] || return 1
    for label; do engine_version "$label" >/dev/null || return 1; done
}

prepare_tools() {
    local tool missing=()
    for tool in ip:iproute2 iptables:iptables nsenter:util-linux setpriv:util-linux flock:util-linux \
        mount:mount curl:curl tar:tar awk:mawk; do
        command -v "${tool%%:*}" >/dev/null || missing+=("${tool#*:}")
    done
    ((${#missing[@]} == 0)) || (
        hold packages
        install_on_machine "${missing[@]}"
    )
}

prepare_runtime() {
    local work=$packages/unpacking
    rm -rf "$work"
    fetch bookworm "$work/debs" containerd runc tini busybox-static
    unpack "$work/debs" "$work/root"
    require_libraries "$work/root"
    mv "$work/root" "$runtime"
    rm -rf "$work"
}

prepare_engine() {
    local label=$1 suite version work=$packages/unpacking
    suite=$(suite_of "$label")
    rm -rf "$work"
    # Debian 12 has the CLI in the engine's package, later releases apart.
    if [[ $suite == bookworm ]]; then
        fetch "$suite" "$work/debs" docker.io
    else
        fetch "$suite" "$work/debs" docker.io docker-cli
    fi
    version=$(dpkg-deb -f "$work"/debs/docker.io_*.deb Version)
    version=${version#*:}
    version=${version%%[-+~]*}
    if [[ ! -d $(engine_folder "$version") ]]; then
        unpack "$work/debs" "$work/root"
        ln -sfn "$runtime/usr/bin/tini-static" "$work/root/usr/bin/docker-init"
        require_libraries "$work/root"
        mkdir -p "$packages/engine"
        mv "$work/root" "$(engine_folder "$version")"
    fi
    rm -rf "$work"
    mkdir -p "$packages/label"
    # The real version and its release are labels too; 28.5.2 and 28.5 are one folder.
    local name
    for name in "$label" "$version" "${version%.*}"; do printf '%s\n' "$version" >"$packages/label/$name"; done
    [[ $version == "$label"* || $label == sid ]] || say "Debian $suite has engine $version in place of $label"
    say "engine $version is ready"
}

unpack() {
    local deb
    mkdir -p "$2"
    for deb in "$1"/*.deb; do dpkg-deb -x "$deb" "$2"; done
}

require_libraries() {
    local missing
    missing=$(find "$1" -path '*/usr/*bin/*' -type f -perm /111 -exec ldd {} + 2>/dev/null | grep 'not found' || true)
    [[ -z $missing ]] || install_on_machine libdevmapper1.02.1 libseccomp2 libsystemd0
}

# Path of a docker CLI: lab cli [VERSION]. Without version the machine's own, else the newest unpacked.
cli() {
    local version newest
    if (($#)); then
        prepare "$1"
        version=$(engine_version "$1")
        printf '%s\n' "$(engine_folder "$version")/usr/bin/docker"
        return
    fi
    command -v docker && return
    newest=$(find "$packages/engine" -mindepth 1 -maxdepth 1 -printf '%f\n' 2>/dev/null | sort -V | tail -n 1)
    if [[ -z $newest ]]; then
        prepare 20.10
        newest=$(engine_version 20.10)
    fi
    printf '%s\n' "$(engine_folder "$newest")/usr/bin/docker"
}
