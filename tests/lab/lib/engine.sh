# dockerd on a node that is powered on.

# The machine's docker settings and proxies are not the engine's: it starts with an empty environment.
launch_engine() {
    local lab=$1 node=$2 home init version launcher engine zone extra=()
    home=$(node_folder "$lab" "$node")
    init=$(init_of "$lab" "$node")
    version=$(<"$home/version")
    zone=z$((($(node_index "$lab" "$node") + 1) % 2 + 1))
    mapfile -t extra <"$home/engine-args"
    extra=("${extra[@]//\{node\}/$node}")
    mkdir -p "$home/data"
    resume_engine "$home"
    rm -f "$home/engine" "$home/docker.sock"
    # --tls=false: on plain TCP engines otherwise sleep for 15 s at the start, to warn.
    # oom score: engines before 25 want it lower, which needs a right that not every root has.
    [[ $version != 2[0-4].* ]] || extra=(--oom-score-adjust 0 "${extra[@]}")
    detached "$home/launcher" "$home/log" \
        nsenter --target "$init" --net --mount --uts --ipc --pid -- \
        env --ignore-environment PATH="$(engine_path "$version")" HOME=/root LANG=C.UTF-8 \
        dockerd --data-root "$home/data" --cgroup-parent "/flotilla/$lab/$node" \
        --host unix:///run/docker.sock --host "unix://$home/docker.sock" --host tcp://0.0.0.0:2375 --tls=false \
        --storage-driver "$(storage_driver "$home/data")" --exec-opt native.cgroupdriver=cgroupfs \
        --label "name=$node" --label "zone=$zone" "${extra[@]}"
    launcher=$!
    until_true 10 has_child_or_ended "$launcher" && engine=$(child_in_node "$launcher") || return 1
    process_mark "$engine" >"$home/engine"
}

# overlay on overlay is refused by the kernel; that is where a cache inside a container may lie.
storage_driver() {
    if [[ $(stat --file-system --format=%T "$1") == overlayfs ]]; then echo vfs; else echo overlay2; fi
}

engine_of() { marked_pid "$(node_folder "$1" "$2")/engine"; }

# api LAB NODE PATH [CURL OPTIONS…]
api() {
    local home path=$3
    home=$(node_folder "$1" "$2")
    shift 3
    curl --silent --show-error --fail --max-time 60 --unix-socket "$home/docker.sock" "$@" "http://engine$path"
}

answers() {
    is_gone "$labs/$1/$2/engine" ||
        [[ $(api "$1" "$2" /_ping --max-time 2 2>/dev/null) == OK ]]
}

# Any HTTP answer is good: with TLS options the engine refuses plain requests.
answers_on_wire() {
    curl --silent --noproxy '*' --max-time 2 --output /dev/null "http://$(node_address "$1" "$(node_index "$1" "$2")"):2375/_ping"
}

# Powers on if needed, starts the engine if needed, waits until it answers.
start_engine() {
    local lab=$1 node=$2
    engine_of "$lab" "$node" >/dev/null && return
    if ! init_of "$lab" "$node" >/dev/null; then
        power_off "$lab" "$node"
        power_on "$lab" "$node" || fail_engine "$lab" "$node" 'did not boot'
    fi
    launch_engine "$lab" "$node" || fail_engine "$lab" "$node" 'did not start'
    until_true 60 answers "$lab" "$node" || fail_engine "$lab" "$node" 'does not answer after 60 s'
    engine_of "$lab" "$node" >/dev/null || fail_engine "$lab" "$node" 'stopped while starting'
    if link_is_up "$lab" "$(node_index "$lab" "$node")"; then
        until_true 5 answers_on_wire "$lab" "$node" || fail_engine "$lab" "$node" 'is not reachable over the network'
    fi
}

fail_engine() {
    local log
    log=$(node_folder "$1" "$2")/log
    say "engine of $2 $3; the end of its log:"
    # A wrong option is named above a long list of options.
    grep -E '^Status: ' "$log" >&2 || true
    tail -n 25 "$log" >&2 || true
    exit 1
}

# A stopped process does not see TERM before it continues. Engines give their containers 10 s each and
# themselves 15 s; an engine that takes far longer is a fault worth seeing.
stop_engine() {
    local home
    home=$(node_folder "$1" "$2")
    signal_marked TERM "$home/engine"
    resume_engine "$home"
    until_true 60 is_gone "$home/engine" || die "engine of $2 does not stop within 60 s"
    rm -f "$home/engine"
}

# nsenter, the parent, stops itself when the engine is stopped, and would not notice its end.
resume_engine() {
    signal_marked CONT "$1/engine"
    signal_marked CONT "$1/launcher"
}

control_engine() {
    local lab=$1 node=$2 verb=$3 home index
    require_node "$lab" "$node"
    hold_lab "$lab" with-others
    hold "node-$(short_hash "$labs/$lab/$node")"
    home=$(node_folder "$lab" "$node")
    index=$(node_index "$lab" "$node")
    case $verb in
        start)
            [[ -e /sys/class/net/$(bridge_of "$lab") ]] || die "lab '$lab' is down"
            prepare "$(<"$home/version")"
            start_engine "$lab" "$node"
            ;;
        stop) stop_engine "$lab" "$node" ;;
        restart)
            stop_engine "$lab" "$node"
            start_engine "$lab" "$node"
            ;;
        kill) power_off "$lab" "$node" ;;
        freeze | thaw)
            engine_of "$lab" "$node" >/dev/null || die "the engine of $node is not running"
            if [[ $verb == freeze ]]; then signal_marked STOP "$home/engine"; else resume_engine "$home"; fi
            ;;
        cut) set_link "$lab" "$index" down || die "$node is off" ;;
        mend) set_link "$lab" "$index" up || die "$node is off" ;;
        *) misuse "engine cannot '$verb'" ;;
    esac
}

# running, frozen, stopped (node on, engine off) or off; with ",cut" while the link is down.
engine_state() {
    local lab=$1 node=$2 pid state=running
    if ! init_of "$lab" "$node" >/dev/null; then
        printf off
        return
    fi
    if ! pid=$(engine_of "$lab" "$node"); then
        state=stopped
    elif [[ $(process_state "$pid") == T ]]; then
        state=frozen
    fi
    link_is_up "$lab" "$(node_index "$lab" "$node")" || state=$state,cut
    printf '%s' "$state"
}

engine_line() {
    printf '%s %s:2375 %s\n' "$2" "$(node_address "$1" "$(node_index "$1" "$2")")" "$(<"$(node_folder "$1" "$2")/version")"
}
