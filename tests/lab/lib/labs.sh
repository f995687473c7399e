# Whole labs: up, add, list, down.
#
# labs/LAB/ holds subnet, versions, engine-args, hosts and one folder per node. While a lab changes its
# shape it is locked by one alone; verbs for single engines hold that lock together.

hold_lab() { hold "lab-$(short_hash "$labs/$1")" "${2:-}"; }

is_up() {
    local node
    for node in $(nodes_of "$1"); do
        marked_pid "$labs/$1/$node/keeper" >/dev/null && return
    done
    return 1
}

up() {
    local lab='' engines=3 versions=20.10 subnet='' args=() list i fresh=yes
    while (($#)); do
        case $1 in
            --name) lab=${2-} ;;
            --engines) engines=${2-} ;;
            --versions) versions=${2-} ;;
            --subnet) subnet=${2-} ;;
            --engine-arg) args+=("${2-}") ;;
            *) misuse "up does not know '$1'" ;;
        esac
        (($# > 1)) || misuse "$1 needs a value"
        shift 2
    done
    require_name lab "$lab"
    [[ $engines =~ ^[1-9][0-9]{0,2}$ ]] && ((engines <= 240)) || misuse "there cannot be '$engines' engines"
    IFS=, read -ra list <<<"$versions"
    prepare "${list[@]}"

    hold_lab "$lab"
    is_up "$lab" && die "lab '$lab' is up already"
    [[ ! -d $labs/$lab ]] || fresh=
    clear_lab "$lab"
    mkdir -p "$labs/$lab"
    # Whatever ends this script before all engines answer takes the lab with it. (Expanded now: the trap
    # may run when the local variables are gone.)
    # shellcheck disable=SC2064
    trap "abandon $lab '$fresh'" EXIT
    trap 'exit 130' INT TERM HUP
    printf '%s\n' "${list[@]}" >"$labs/$lab/versions"
    printf '%s\n' "${args[@]}" | sed '/^$/d' >"$labs/$lab/engine-args"
    make_bridge "$lab" "$subnet"
    printf '127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n' >"$labs/$lab/hosts"
    for ((i = 1; i <= engines; i++)); do
        create_node "$lab" "node-$i" "$i" "${list[(i - 1) % ${#list[@]}]}"
    done
    on_all_nodes start_engine "$lab"
    trap - EXIT INT TERM HUP
    for i in $(nodes_of "$lab"); do engine_line "$lab" "$i"; done
}

abandon() {
    trap '' INT TERM HUP
    wait
    clear_lab "$1"
    [[ -z $2 ]] || rm -rf "${labs:?}/$1"
}

# on_all_nodes FUNCTION LAB: calls FUNCTION LAB NODE for all nodes at once, and fails if one call does.
on_all_nodes() {
    local node pids=() pid failed=
    for node in $(nodes_of "$2"); do
        ("$1" "$2" "$node") &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do wait "$pid" || failed=yes; done
    [[ -z $failed ]]
}

create_node() {
    local lab=$1 node=$2 index=$3 home
    home=$(node_folder "$lab" "$node")
    mkdir -p "$home"
    # 107 bytes is all the kernel takes as the name of a unix socket.
    ((${#home} + 12 <= 107)) || die "the folder $home is too long for a socket; set FLOTILLA_CACHE to a shorter one"
    engine_version "$4" >"$home/version"
    cp "$labs/$lab/engine-args" "$home/engine-args"
    printf '%s\n' "$index" >"$home/index"
    # Written in place: nodes have this very file mounted.
    printf '%s %s\n' "$(node_address "$lab" "$index")" "$node" >>"$labs/$lab/hosts"
}

add() {
    local lab='' node='' version='' args=() index
    while (($#)); do
        case $1 in
            --name) lab=${2-} ;;
            --node) node=${2-} ;;
            --version) version=${2-} ;;
            --engine-arg) args+=("${2-}") ;;
            *) misuse "add does not know '$1'" ;;
        esac
        (($# > 1)) || misuse "$1 needs a value"
        shift 2
    done
    require_name lab "$lab"
    require_name node "$node"
    [[ -e /sys/class/net/$(bridge_of "$lab") ]] || die "lab '$lab' is not up"
    version=${version:-$(head -n 1 "$labs/$lab/versions")}
    prepare "$version"

    hold_lab "$lab"
    [[ ! -f $labs/$lab/$node/index ]] || die "lab '$lab' has a node '$node' already"
    index=$(free_index "$lab" "$node")
    # shellcheck disable=SC2064
    trap "drop_node $lab $node" EXIT
    trap 'exit 130' INT TERM HUP
    create_node "$lab" "$node" "$index" "$version"
    ((${#args[@]} == 0)) || printf '%s\n' "${args[@]}" >>"$labs/$lab/$node/engine-args"
    # In a subshell: its exit has to reach the trap first.
    (start_engine "$lab" "$node")
    trap - EXIT INT TERM HUP
    engine_line "$lab" "$node"
}

# node-7 gets 7 if it can; any other name the first number above all others.
free_index() {
    local index other highest=0 taken=' '
    for other in "$labs/$1"/*/index; do
        other=$(<"$other")
        taken+="$other "
        ((other <= highest)) || highest=$other
    done
    index=$((highest + 1))
    [[ $2 =~ ^node-([1-9][0-9]{0,2})$ && $taken != *" ${BASH_REMATCH[1]} "* ]] && index=${BASH_REMATCH[1]}
    ((index <= 240)) || die "lab '$1' is full"
    printf '%s' "$index"
}

drop_node() {
    local others
    trap '' INT TERM HUP
    [[ -f $labs/$1/$2/index ]] || return 0
    (power_off "$1" "$2") || true
    # Read whole and written in place, for the same reason as in create_node.
    others=$(grep -v " $2\$" "$labs/$1/hosts")
    printf '%s\n' "$others" >"$labs/$1/hosts"
    rm -rf "${labs:?}/$1/$2"
}

list() {
    local node
    [[ -d $labs/$1 ]] || die "there is no lab '$1'"
    for node in $(nodes_of "$1"); do
        printf '%s %s\n' "$(engine_line "$1" "$node")" "$(engine_state "$1" "$node")"
    done
}

ps_labs() {
    local lab node engines running
    for lab in "$labs"/*/; do
        [[ -d $lab ]] || continue
        lab=$(basename "$lab")
        engines=0 running=0
        for node in $(nodes_of "$lab"); do
            engines=$((engines + 1))
            [[ $(engine_state "$lab" "$node") != running* ]] || running=$((running + 1))
        done
        printf '%s %s %d engines, %d running\n' "$lab" "$(cat "$labs/$lab/subnet" 2>/dev/null || echo -)" "$engines" "$running"
    done
}

down() {
    local lab=${1-} purge=
    require_name lab "$lab"
    case ${2-} in
        '') ;;
        --purge) purge=yes ;;
        *) misuse "down does not know '$2'" ;;
    esac
    hold_lab "$lab"
    clear_lab "$lab"
    [[ -z $purge ]] || rm -rf "${labs:?}/$lab"
}

# Takes away all of a lab but its data, whatever state a crash or a restart of the machine left it in.
clear_lab() {
    local lab=$1 node point
    on_all_nodes power_off "$lab" || die "not all nodes of '$lab' could be ended"
    remove_bridge "$lab"
    remove_cgroups "$lab"
    # Mounts of nodes vanish with the nodes; what is found here somebody made by hand. Innermost first.
    awk -v under="$labs/$lab/" 'index($2, under) == 1 { print $2 }' /proc/mounts | sort -r | while read -r point; do
        umount "$point" || umount --lazy "$point"
    done
    rm -f "$labs/$lab"/{hosts,versions,engine-args}
    for node in "$labs/$lab"/*/; do
        [[ -d $node ]] || continue
        rm -f "$node"/{index,version,engine-args,log}
    done
}

purge_all() {
    local lab
    for lab in "$labs"/*/; do
        [[ -d $lab ]] || continue
        (down "$(basename "$lab")" --purge)
    done
    hold packages
    rm -rf "$packages" "$labs"
    rmdir "$cache" 2>/dev/null || true
}
