# A small image without any registry: Debian's static busybox with a link per applet, made once as an image
# archive, loaded and tagged with whatever names a test wants. Same bytes, so same image id everywhere.

archive=$packages/image/busybox.tar

image() {
    local lab=${1-} nodes node pids=() pid failed=
    require_name lab "$lab"
    shift
    if [[ ${1-} == all ]]; then
        shift
        nodes=$(nodes_of "$lab")
    elif [[ -n ${1-} && -f $labs/$lab/$1/index ]]; then
        nodes=$1
        shift
    else
        nodes=$(nodes_of "$lab")
    fi
    [[ -n $nodes ]] || die "there is no lab '$lab'"
    (($#)) || misuse 'image needs a name such as busybox:latest'
    build_archive
    for node in $nodes; do
        (load_image "$lab" "$node" "$@") &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do wait "$pid" || failed=yes; done
    [[ -z $failed ]]
}

load_image() {
    local lab=$1 node=$2 id ref name tag
    shift 2
    engine_of "$lab" "$node" >/dev/null || die "the engine of $node is not running"
    id=$(<"$archive.id")
    if ! api "$lab" "$node" "/images/$id/json" >/dev/null 2>&1; then
        api "$lab" "$node" /images/load -X POST -H 'Content-Type: application/x-tar' --upload-file "$archive" >/dev/null
        api "$lab" "$node" "/images/$id/json" >/dev/null || die "$node did not take the image"
    fi
    for ref; do
        name=$ref tag=latest
        # The last colon starts a tag, unless it belongs to a registry's port.
        if [[ ${ref##*/} == *:* ]]; then
            name=${ref%:*} tag=${ref##*:}
        fi
        api "$lab" "$node" "/images/$id/tag?repo=$name&tag=$tag" -X POST || die "$node did not take the name $ref"
    done
}

sum_of() { sha256sum "$1" | cut -d ' ' -f 1; }

plain_tar() { tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 --format=gnu "$@"; }

build_archive() (
    hold image
    [[ ! -f $archive.id ]] || exit 0
    work=$packages/image/building
    rm -rf "$work"
    mkdir -p "$work"/root/{bin,dev,etc,home,proc,root,run,sys,tmp,usr/bin,usr/sbin,var/spool,var/www} "$work/image"
    chmod 1777 "$work/root/tmp"
    chmod 700 "$work/root/root"
    ln -s ../run "$work/root/var/run"
    cp "$runtime/bin/busybox" "$work/root/bin/busybox"
    "$runtime/bin/busybox" --list | while read -r applet; do
        [[ $applet == busybox ]] || ln -s busybox "$work/root/bin/$applet"
    done
    ln -s ../../bin/env "$work/root/usr/bin/env"
    printf 'root:x:0:0:root:/root:/bin/sh\nwww-data:x:33:33:www-data:/var/www:/bin/false\nnobody:x:65534:65534:nobody:/home:/bin/false\n' >"$work/root/etc/passwd"
    printf 'root:x:0:\nwww-data:x:33:\nnogroup:x:65534:\n' >"$work/root/etc/group"
    plain_tar -C "$work/root" -cf "$work/image/layer.tar" .
    layer=$(sum_of "$work/image/layer.tar")
    printf '{"architecture":"%s","os":"linux","created":"2020-01-01T00:00:00Z","config":{"Env":["%s"],"Cmd":["sh"]},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]},"history":[{"created":"2020-01-01T00:00:00Z","created_by":"lab image"}]}' \
        "$(dpkg --print-architecture)" PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$layer" >"$work/image/config.json"
    id=$(sum_of "$work/image/config.json")
    mv "$work/image/config.json" "$work/image/$id.json"
    printf '[{"Config":"%s.json","RepoTags":null,"Layers":["layer.tar"]}]' "$id" >"$work/image/manifest.json"
    plain_tar -C "$work/image" -cf "$archive" manifest.json "$id.json" layer.tar
    printf 'sha256:%s\n' "$id" >"$archive.id"
    rm -rf "$work"
)
