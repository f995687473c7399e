# shellcheck shell=bash
# What building needs, for scripts at the root to source: find_jdk prints the folder of a JDK >= 25, find_maven
# the path of Maven. Both fail silently; what to tell the user is the caller's business.

# The value of a key in a JDK's release file; reading it is much quicker than asking java.
release() {
  local line
  while IFS= read -r line; do
    if [[ $line == "$2="* ]]; then
      line=${line#*=\"}
      printf '%s' "${line%\"*}"
      return
    fi
  done < "$1/release"
}

find_jdk() {
  local folder version on_path
  on_path=$(command -v java || true)
  [[ -z $on_path ]] || on_path=$(readlink -f "$on_path")
  for folder in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/* "${on_path%/bin/java}"; do
    [[ -n $folder && -x $folder/bin/java && -x $folder/bin/javac && -r $folder/release ]] || continue
    version=$(release "$folder" JAVA_VERSION)
    version=${version%%[!0-9]*}
    if ((${version:-0} >= 25)); then
      printf '%s' "$folder"
      return
    fi
  done
  return 1
}

find_maven() {
  local candidate
  for candidate in "$(command -v mvn || true)" "${MAVEN_HOME:-}/bin/mvn" /usr/share/maven/bin/mvn; do
    if [[ -x $candidate ]]; then
      printf '%s' "$candidate"
      return
    fi
  done
  return 1
}
