# Sourced by start and verify: what the machine must offer, and how it is asked for. Speaks on stderr only.

say() { printf 'timewait-lab: %s\n' "$*" >&2; }

# Sets JAVA (the java command) and JAVA_MAJOR, or ends with status 2.
find_java() {
  local home release version
  JAVA=${JAVA_HOME:+$JAVA_HOME/bin/java}
  JAVA=${JAVA:-$(command -v java || true)}
  if [ ! -x "$JAVA" ]; then
    say "no Java found${JAVA_HOME:+ in JAVA_HOME}; a JDK 17 or later is needed (Debian, Ubuntu: apt-get install openjdk-17-jdk)"
    exit 2
  fi
  # The release file answers at once; starting a JVM to ask it would cost more than some commands take.
  home=$(dirname "$(dirname "$(readlink -f "$JAVA" 2>/dev/null || echo "$JAVA")")")
  release=$home/release
  version=
  [ -r "$release" ] && version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$release")
  [ -n "$version" ] || version=$("$JAVA" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
  JAVA_MAJOR=${version:-0}
  if [ "$JAVA_MAJOR" -lt 17 ]; then
    say "Java $JAVA_MAJOR found; a JDK 17 or later is needed (Debian, Ubuntu: apt-get install openjdk-17-jdk)"
    exit 2
  fi
}

# Ends with status 2 unless the program can be built: a compiler beside the java command, and Maven.
need_build_tools() {
  local javac
  javac=$(dirname "$(readlink -f "$JAVA" 2>/dev/null || echo "$JAVA")")/javac
  if [ ! -x "$javac" ] && ! { [ -z "${JAVA_HOME:-}" ] && command -v javac >/dev/null; }; then
    say "Java $JAVA_MAJOR has no compiler; a JDK is needed (Debian, Ubuntu: apt-get install openjdk-17-jdk)"
    exit 2
  fi
  if ! command -v mvn >/dev/null; then
    say "no Maven found; mvn 3.8 or later is needed (Debian, Ubuntu: apt-get install maven)"
    exit 2
  fi
}

# need_libraries PACKAGE=FILE...: asks for each Debian package whose FILE is absent. A FILE with a slash is a path,
# otherwise a shared library known to the linker. Package names differ between releases; the files do not.
need_libraries() {
  [ "$(uname -s)" = Linux ] || return 0
  local known missing=() need file
  known=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null || true)
  for need in "$@"; do
    file=${need#*=}
    case $file in
      /*) [ -e "$file" ] || missing+=("${need%%=*}") ;;
      *) case $known in *"$file "*) ;; *) missing+=("${need%%=*}") ;; esac ;;
    esac
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  install_packages "${missing[@]}"
}

install_packages() {
  local as_root=()
  if ! command -v apt-get >/dev/null; then
    say "these seem to be missing, by their Debian names: $*"
    return 0
  fi
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null || ! { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
      say "missing, and only root can add them: apt-get install $*"
      return 0
    fi
    as_root=(sudo)
  fi
  say "installing $*"
  as_root+=(env DEBIAN_FRONTEND=noninteractive apt-get -qq)
  if ! { "${as_root[@]}" install -y --no-install-recommends "$@" ||
         { "${as_root[@]}" update && "${as_root[@]}" install -y --no-install-recommends "$@"; }; } >/dev/null 2>&1 </dev/null; then
    say "could not install them; try: apt-get install $*"
  fi
}
