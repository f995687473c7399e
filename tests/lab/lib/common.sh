# Words every part of the lab uses: messages, folders, locks, and processes that outlive this shell.

cache=$(realpath -m -- "${FLOTILLA_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/flotilla}")
packages=$cache/packages
labs=$cache/labs
lock_folder=/run/lock

say() { printf 'lab: %s\n' "$*" >&2; }

die() {
    say "$*"
    exit 1
}

# The machine cannot run a lab at all; callers tell this (2) from a lab that failed (1).
unable() {
    say "$*"
    exit 2
}

# The caller called it wrongly.
misuse() {
    say "$*; see: lab help"
    exit 64
}

require_machine() {
    [[ $(uname -s) == Linux ]] || unable 'the lab needs Linux: it runs engines in kernel namespaces'
    ((EUID == 0)) || unable 'the lab needs root: it makes namespaces, mounts and network links'
}

# Names become host names, folder names and parts of interface names.
require_name() {
    [[ $2 =~ ^[a-z0-9][a-z0-9-]{0,30}$ ]] || misuse "$1 '$2' is not a name (a-z, 0-9 and -, at most 31)"
}

# read_line VARIABLE FILE: fails quietly if there is none. With `set -e`, `x=$(<FILE)` of a missing file ends
# the whole script even where a failure is expected.
read_line() {
    printf -v "$1" ''
    { read -r "$1" <"$2" || [[ -n ${!1} ]]; } 2>/dev/null
}

short_hash() {
    local sum
    sum=$(sha256sum <<<"$1")
    printf '%s' "${sum:0:6}"
}

# Holds a lock until this (sub)shell and its background parts end: hold NAME [with-others]. Lock files stay
# behind, since removing one that someone waits for lets two in; they lie outside the cache, which may be purged.
hold() {
    local descriptor mode=-x
    [[ ${2:-} != with-others ]] || mode=-s
    mkdir -p "$lock_folder"
    exec {descriptor}>"$lock_folder/flotilla-lab-$1.lock"
    flock "$mode" "$descriptor"
}

# until_true SECONDS COMMAND…: polls; every wait of the lab has a deadline. Naps are reads from a pipe
# nobody writes to, since a sleep process per turn is felt when several engines start on few cores.
exec {nap}<> <(:)
until_true() {
    local deadline=$((${EPOCHREALTIME/[.,]/} + $1 * 1000000))
    shift
    until "$@"; do
        ((${EPOCHREALTIME/[.,]/} < deadline)) || return 1
        read -rt 0.02 -u "$nap" || true
    done
}

# --- processes -------------------------------------------------------------------------------
# A recorded pid may belong to somebody else by now, or stem from before a restart of the machine.
# So a mark holds pid, start time and boot id, and nothing is signalled unless all three still fit.

process_mark() {
    local stat fields
    read_line stat "/proc/$1/stat" || return 1
    read -ra fields <<<"${stat##*) }"
    [[ ${fields[0]} != [ZX] ]] || return 1
    printf '%s %s %s\n' "$1" "${fields[19]}" "$(</proc/sys/kernel/random/boot_id)"
}

process_state() {
    local stat
    read_line stat "/proc/$1/stat" || return 1
    stat=${stat##*) }
    printf '%s' "${stat:0:1}"
}

# Prints the pid in a mark file if that very process still lives.
marked_pid() {
    local mark
    read_line mark "$1" || return 1
    [[ -n $mark && $mark == "$(process_mark "${mark%% *}")" ]] && printf '%s' "${mark%% *}"
}

is_gone() { ! marked_pid "$1" >/dev/null; }

are_gone() {
    local mark
    for mark; do is_gone "$mark" || return 1; done
}

signal_marked() {
    local pid
    pid=$(marked_pid "$2") || return 0
    kill "-$1" "$pid" 2>/dev/null || true
}

# The child that unshare or nsenter made in another pid namespace; before they run, the process has other children.
child_in_node() {
    local children child
    read_line children "/proc/$1/task/$1/children" || return 1
    child=${children%% *}
    [[ -n $child && -e /proc/$child/ns/pid && ! /proc/$child/ns/pid -ef /proc/self/ns/pid ]] && printf '%s' "$child"
}

has_child_or_ended() { child_in_node "$1" >/dev/null || ! process_mark "$1" >/dev/null; }

# Starts a command that outlives this shell: detached MARK LOG COMMAND…  It marks itself before it
# becomes the command, so that a crash of this script at any point leaves nothing unknown. It gets
# none of our descriptors: a daemon that keeps the caller's pipe or our locks open blocks them.
detached() {
    local mark=$1 log=$2
    shift 2
    (
        process_mark "$BASHPID" >"$mark"
        for descriptor in /proc/self/fd/*; do
            descriptor=${descriptor##*/}
            ((descriptor <= 2)) || eval "exec $descriptor>&-"
        done
        ulimit -n 1048576 2>/dev/null || ulimit -n "$(ulimit -Hn)"
        exec setsid env --default-signal=HUP,INT,QUIT,TERM,PIPE "$@"
    ) </dev/null >>"$log" 2>&1 &
}
