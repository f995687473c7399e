# Debian packages of any suite, fetched without touching the machine's own package database.
# Mirror and keyring are whatever the machine's apt uses for Debian itself.

# Prints "URIs: …" and "Signed-By: …" (deb822 fields) of the machine's main Debian source.
debian_source() {
    local codename file found
    codename=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")
    [[ -n $codename ]] || unable 'the lab needs Debian: /etc/os-release names no release'
    for file in /etc/apt/sources.list.d/*.sources; do
        [[ -f $file ]] || continue
        found=$(deb822_source "$codename" "$file")
        [[ -n $found ]] && printf '%s\n' "$found" && return
    done
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [[ -f $file ]] || continue
        found=$(one_line_source "$codename" "$file")
        [[ -n $found ]] && printf '%s\n' "$found" && return
    done
    unable "apt on this machine has no source for Debian $codename main"
}

# The Signed-By field is copied with its continuation lines: it may hold a whole key.
deb822_source() {
    awk -v codename="$1" '
        function has(list, word,    words, i) {
            for (i = split(list, words, " "); i > 0; i--) if (words[i] == word) return 1
            return 0
        }
        function end_stanza() {
            if (!done && has(types, "deb") && has(suites, codename) && has(components, "main") && enabled !~ /^no/) {
                split(uris, first, " ")
                print "URIs: " first[1]
                if (signed != "") print "Signed-By:" signed
                done = 1
            }
            types = suites = components = uris = signed = enabled = field = ""
        }
        /^[[:space:]]*#/ { next }
        /^[[:space:]]*$/ { end_stanza(); next }
        /^[[:space:]]/ {
            if (field == "signed-by") signed = signed "\n" $0
            else if (field == "suites") suites = suites " " $0
            else if (field == "components") components = components " " $0
            else if (field == "uris") uris = uris " " $0
            next
        }
        {
            field = tolower(substr($0, 1, index($0, ":") - 1))
            value = substr($0, index($0, ":") + 1)
            if (field == "types") types = value
            else if (field == "suites") suites = value
            else if (field == "components") components = value
            else if (field == "uris") uris = value
            else if (field == "signed-by") signed = value
            else if (field == "enabled") { sub(/^[[:space:]]+/, "", value); enabled = value }
        }
        END { end_stanza() }' "$2"
}

one_line_source() {
    awk -v codename="$1" '
        $1 != "deb" { next }
        {
            line = $0
            sub(/^[[:space:]]*deb[[:space:]]+/, "", line)
            options = ""
            if (match(line, /^\[[^]]*\][[:space:]]*/)) {
                options = substr(line, 1, RLENGTH)
                line = substr(line, RLENGTH + 1)
            }
            n = split(line, part, " ")
            if (part[2] != codename) next
            for (i = 3; i <= n; i++) if (part[i] == "main") {
                print "URIs: " part[1]
                if (match(options, /signed-by=[^] ]+/)) print "Signed-By: " substr(options, RSTART + 10, RLENGTH - 10)
                exit
            }
        }' "$2"
}

# suite_apt SUITE TOOL ARGS…: an apt that knows one suite only and believes nothing is installed.
suite_apt() {
    local suite=$1 tool=$2 home=$packages/apt/$1
    shift 2
    "$tool" -qq \
        -o Dir::Etc::sourcelist="$home/debian.sources" -o Dir::Etc::sourceparts=/dev/null \
        -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null \
        -o Dir::State::lists="$home/lists" -o Dir::State::status="$home/status" \
        -o Dir::Cache="$home/cache" -o Acquire::Languages=none -o APT::Sandbox::User=root "$@"
}

suite_update() {
    local home=$packages/apt/$1
    mkdir -p "$home/lists/partial" "$home/cache/archives/partial"
    : >"$home/status"
    { printf 'Types: deb\nSuites: %s\nComponents: main\n' "$1" && debian_source; } >"$home/debian.sources"
    say "reading the package list of Debian $1"
    suite_apt "$1" apt-get update >&2 && touch "$home/read"
}

# fetch SUITE FOLDER PACKAGE…: puts the .deb files into the folder. A list that exists is tried first;
# it is read again only when the mirror no longer has what it names.
fetch() {
    local suite=$1 folder=$2 fresh=
    shift 2
    mkdir -p "$folder"
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || unable 'the lab needs Debian: there is no apt-get here'
    if [[ ! -f $packages/apt/$suite/read ]]; then
        suite_update "$suite" || die "cannot read the package list of Debian $suite"
        fresh=yes
    fi
    say "fetching $* from Debian $suite"
    (cd "$folder" && suite_apt "$suite" apt-get download "$@") >&2 && return
    [[ -z $fresh ]] || die "Debian $suite does not give $*"
    suite_update "$suite" && (cd "$folder" && suite_apt "$suite" apt-get download "$@") >&2 ||
        die "Debian $suite does not give $*"
}

# The machine's own apt, for tools and libraries that must be there; never for the engine.
install_on_machine() {
    command -v apt-get >/dev/null || unable "the lab needs $*, and there is no apt-get here"
    say "installing $*"
    local install=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "$@")
    "${install[@]}" >/dev/null 2>&1 && return
    say "installing failed; reading the machine's package lists"
    apt-get -qq update >&2 || true
    "${install[@]}" >&2 || die "cannot install $*"
}
