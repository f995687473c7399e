# A node is a host: a first process (tini) and the namespaces that live and die with it. Nothing pins them
# from outside, so killing that process is pulling the plug: processes, links, mounts, all is gone.
#
# labs/LAB/NODE/ holds   what outlives `down`:  data/, etc-docker/
#                        while the lab is up:   index, version, engine-args, log, docker.sock, booted and the
#                                               process marks keeper, init, launcher, engine

node_folder() { printf '%s' "$labs/$1/$2"; }

node_index() { cat "$(node_folder "$1" "$2")/index"; }

nodes_of() {
    local index
    for index in "$labs/$1"/*/index; do
        [[ -f $index ]] || continue
        index=${index%/index}
        printf '%s\n' "${index##*/}"
    done | sort -V
}

require_node() {
    [[ -f $labs/$1/subnet ]] || die "there is no lab '$1'"
    [[ -f $(node_folder "$1" "$2")/index ]] || die "lab '$1' has no node '$2'"
}

init_of() { marked_pid "$(node_folder "$1" "$2")/init"; }

has_booted() { [[ -f $1/booted ]] || is_gone "$1/keeper"; }

# power_on LAB NODE: unshare stays as the keeper, because it is known (marked) before any namespace exists
# and takes them with it when killed.
power_on() {
    local lab=$1 node=$2 home keeper init subnet
    home=$(node_folder "$lab" "$node")
    subnet=$(<"$labs/$lab/subnet")
    rm -f "$home"/{keeper,init,launcher,engine,booted}
    detached "$home/keeper" "$home/log" \
        unshare --net --mount --uts --ipc --pid --fork --kill-child --mount-proc --propagation private \
        "$lib/boot-node" "$labs/$lab" "$node" "$runtime/usr/bin/tini-static" "${subnet%.*}.1"
    keeper=$!
    until_true 10 has_child_or_ended "$keeper" && init=$(child_in_node "$keeper") || return 1
    process_mark "$init" >"$home/init" || return 1
    plug "$lab" "$(node_index "$lab" "$node")" "$init" || return 1
    until_true 10 has_booted "$home"
    [[ -f $home/booted ]]
}

# The link goes first: a host without power sends no farewell on its connections. Then the first process,
# alone: keeper and launcher have to reap what they started in the node, or the node lingers until whoever
# inherits that gets round to it.
power_off() {
    local lab=$1 node=$2 home index keeper init
    home=$(node_folder "$lab" "$node")
    index=$(node_index "$lab" "$node")
    set_link "$lab" "$index" down || true
    if [[ ! -f $home/init ]] && keeper=$(marked_pid "$home/keeper") && init=$(child_in_node "$keeper"); then
        process_mark "$init" >"$home/init" || true
    fi
    signal_marked CONT "$home/launcher"
    signal_marked KILL "$home/init"
    until_true 10 is_gone "$home/init" || die "$node does not die"
    signal_marked KILL "$home/keeper"
    signal_marked KILL "$home/launcher"
    until_true 10 are_gone "$home/keeper" "$home/launcher" "$home/engine" || die "$node leaves processes behind"
    unplug "$lab" "$index"
    remove_cgroups "$lab/$node"
    rm -f "$home"/{keeper,init,launcher,engine,booted,docker.sock}
}

# Containers' cgroups outlive their processes and belong to the machine; remove_cgroups LAB[/NODE].
remove_cgroups() {
    local root
    for root in /sys/fs/cgroup /sys/fs/cgroup/*; do
        [[ -d $root/flotilla/$1 ]] || continue
        find "$root/flotilla/$1" -depth -type d -exec rmdir {} + 2>/dev/null || true
        rmdir --ignore-fail-on-non-empty "$root/flotilla" 2>/dev/null || true
    done
}

# lab exec LAB NODE -- COMMAND…: this script stays in between, for whoever started it knows only its pid.
# TERM and INT sent to it reach the command; when it is killed the command is killed too.
run_inside() {
    local lab=$1 node=$2 init path outer
    shift 2
    [[ ${1:-} != -- ]] || shift
    (($#)) || misuse 'exec needs a command'
    require_node "$lab" "$node"
    init=$(init_of "$lab" "$node") || die "$node is off"
    path=$(engine_path "$(<"$(node_folder "$lab" "$node")/version")")
    # shellcheck disable=SC2086 # several names
    unset ${!DOCKER_*}
    setpriv --pdeathsig KILL env --ignore-signal=TERM,INT \
        nsenter --target "$init" --net --mount --uts --ipc --pid -- \
        env --default-signal=TERM,INT,QUIT PATH="$path" HOSTNAME="$node" setpriv --pdeathsig KILL "$@" <&0 &
    outer=$!
    trap 'pass_signal TERM "$outer"' TERM
    trap 'pass_signal INT "$outer"' INT
    # A trapped signal ends `wait` early, with the command still running; the last word is a wait after its end.
    while kill -0 "$outer" 2>/dev/null; do wait "$outer" || true; done
    wait "$outer"
}

pass_signal() {
    local inner
    inner=$(child_in_node "$2") && kill "-$1" "$inner" 2>/dev/null || true
}
