# The wire: one bridge per lab on the machine (address .1), one veth pair per node. Nodes have no default
# route, and addresses come from 198.18.0.0/15 (set aside for tests), so nothing can leave the machine.

bridge_of() { printf 'fl%s' "$(short_hash "$labs/$1")"; }

veth_of() { printf 'fl%sn%s' "$(short_hash "$labs/$1")" "$2"; }

# A node keeps its MAC address over power cuts, as a machine does; neighbours' caches stay right.
mac_of() {
    local hash
    hash=$(short_hash "$labs/$1")
    printf '02:fe:%s:%s:%s:%02x' "${hash:0:2}" "${hash:2:2}" "${hash:4:2}" "$2"
}

# node_address LAB INDEX: node-1 is .11.
node_address() {
    local subnet
    subnet=$(<"$labs/$1/subnet")
    printf '%s.%d' "${subnet%.*}" $((10 + $2))
}

# (No `ip | grep -q`: grep leaves early, ip dies of the broken pipe, and pipefail calls that "not found".)
subnet_is_free() {
    local addresses
    addresses=$(ip -4 -oneline address)
    [[ $addresses != *" ${1%.0/24}."* ]]
}

# make_bridge LAB [SUBNET]: choosing a subnet and putting its address up is one step under a lock of the
# whole machine, so that labs of different caches do not take the same.
make_bridge() {
    local lab=$1 wanted=${2:-} bridge
    bridge=$(bridge_of "$lab")
    (
        hold machine
        [[ -n $wanted ]] || wanted=$(free_subnet "$lab")
        [[ $wanted =~ ^198\.1[89]\.([0-9]{1,3})\.0/24$ ]] && ((BASH_REMATCH[1] < 256)) ||
            misuse "subnet '$wanted' is not 198.18.K.0/24 or 198.19.K.0/24"
        subnet_is_free "$wanted" || die "subnet $wanted is in use on this machine"
        printf '%s\n' "$wanted" >"$labs/$lab/subnet"
        ip link add "$bridge" address "$(mac_of "$lab" 1)" type bridge forward_delay 0 mcast_snooping 0
        ip address add "${wanted%.0/24}.1/24" dev "$bridge"
        ip link set "$bridge" up
    )
    open_forwarding "$bridge"
}

# The lab's last subnet if nobody took it, else the lowest free one.
free_subnet() {
    local old k
    if read_line old "$labs/$1/subnet" && subnet_is_free "$old"; then
        printf '%s' "$old"
        return
    fi
    for k in {0..511}; do
        old=198.$((18 + k / 256)).$((k % 256)).0/24
        subnet_is_free "$old" && printf '%s' "$old" && return
    done
    die 'all subnets of 198.18.0.0/15 are in use'
}

forwarding_rule() { iptables -w "$1" FORWARD -i "$2" -o "$2" -j ACCEPT 2>/dev/null; }

# Where bridged frames pass the machine's firewall and that drops them by default (any machine with
# Docker running does), nodes could not reach each other. Untouched machines stay untouched.
open_forwarding() {
    [[ $(cat /proc/sys/net/bridge/bridge-nf-call-iptables 2>/dev/null) == 1 ]] || return 0
    [[ $(iptables -w -S FORWARD 2>/dev/null) != '-P FORWARD ACCEPT' ]] || return 0
    forwarding_rule -I "$1" || say "cannot open the firewall for bridge $1; nodes may not reach each other"
}

remove_bridge() {
    local bridge link
    bridge=$(bridge_of "$1")
    if command -v iptables >/dev/null; then
        while forwarding_rule -D "$bridge"; do :; done
    fi
    for link in /sys/class/net/"${bridge}"n* /sys/class/net/"$bridge"; do
        [[ ! -e $link ]] || ip link delete "${link##*/}" 2>/dev/null || [[ ! -e $link ]]
    done
}

# plug LAB INDEX PID: gives the namespaces of that process an eth0 on the lab's bridge.
plug() {
    local veth
    veth=$(veth_of "$1" "$2")
    unplug "$1" "$2"
    ip link add "$veth" type veth peer name eth0 address "$(mac_of "$1" $((10 + $2)))" netns "$3"
    ip link set "$veth" master "$(bridge_of "$1")" up
    nsenter --target "$3" --net ip -batch - <<END
link set lo up
address add $(node_address "$1" "$2")/24 brd + dev eth0
link set eth0 up
END
}

# The kernel removes a dead namespace's links a little later by itself; a new link of that name cannot wait.
unplug() {
    local link
    link=$(veth_of "$1" "$2")
    ip link delete "$link" 2>/dev/null || [[ ! -e /sys/class/net/$link ]]
}

set_link() {
    ip link set "$(veth_of "$1" "$2")" "$3" 2>/dev/null
}

link_is_up() {
    local flags
    read_line flags "/sys/class/net/$(veth_of "$1" "$2")/flags" && ((flags & 1))
}
