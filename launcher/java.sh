# What every start of Spikestill's Java shares: finding a JDK, and the environment that the native library runs well in.
# To be sourced by bash.

readonly WANTED=25

fail() {
    printf 'spikestill: %s\n' "$1" >&2
    exit 1
}

# Feature version of the JDK in $1, or 0 if there is none: read off its release file, or asked of the JVM itself.
version_of() {
    local version=
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || { echo 0; return; }
    [ -r "$1/release" ] && version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
    [ -n "$version" ] || version=$("$1/bin/java" -version 2>&1 | sed -n '1s/.*"\([0-9]*\).*/\1/p')
    echo "${version:-0}"
}

# Home of the java on the PATH, seen through its links; the JVM itself is asked only where a stub stands in for it.
home_on_path() {
    local java home
    java=$(command -v java) || return 0
    home=$(readlink -f "$java" 2>/dev/null) || home=
    home=${home%/bin/java}
    if [ -r "$home/release" ]; then
        printf '%s\n' "$home"
        return
    fi
    java=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p') || return 0
    printf '%s\n' "$java"
}

# Places to look in, one per line, best first.
candidates() {
    [ -z "${JAVA_HOME:-}" ] || printf '%s\n' "$JAVA_HOME"
    home_on_path
    printf '%s\n' /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk*
    if [ -x /usr/libexec/java_home ]; then /usr/libexec/java_home -v "$WANTED+" 2>/dev/null || true; fi
    printf '%s\n' /Library/Java/JavaVirtualMachines/*/Contents/Home
    printf '%s\n' "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*
}

find_jdk() {
    local home
    if [ -n "${SPIKESTILL_JAVA_HOME:-}" ]; then
        [ "$(version_of "$SPIKESTILL_JAVA_HOME")" -ge "$WANTED" ] ||
            fail "SPIKESTILL_JAVA_HOME=$SPIKESTILL_JAVA_HOME is no JDK $WANTED or newer: point it at one or unset it"
        printf '%s\n' "$SPIKESTILL_JAVA_HOME"
        return
    fi
    while IFS= read -r home; do
        if [ "$(version_of "$home")" -ge "$WANTED" ]; then
            printf '%s\n' "$home"
            return
        fi
    done < <(candidates)
    fail "no JDK $WANTED or newer found: install one (Debian: apt-get install openjdk-$WANTED-jdk-headless; macOS: brew install openjdk; anywhere: https://adoptium.net) or set SPIKESTILL_JAVA_HOME to it"
}

# Could a folder be made at $1, or written if it is there?
can_hold() {
    local place=$1
    while [ ! -e "$place" ]; do place=$(dirname "$place"); done
    [ -d "$place" ] && [ -w "$place" ]
}

# Maven, for the checkout in HOME_DIR. It keeps in the user's home what it fetches, by the home that the wrapper takes from the
# environment and the one that Java takes from the user's entry; in the checkout if one of them cannot be written.
maven() {
    local entry
    entry=$(unset HOME; printf '%s\n' ~)
    if ! can_hold "$HOME/.m2" || ! can_hold "$entry/.m2"; then
        export MAVEN_USER_HOME=${MAVEN_USER_HOME:-$HOME_DIR/.m2}
        set -- -Dmaven.repo.local="$HOME_DIR/.m2/repository" "$@"
    fi
    "$HOME_DIR/mvnw" "$@"
}

# Services and containers may set no HOME: the user's entry has one too.
if [ -z "${HOME:-}" ]; then
    unset HOME
    HOME=~
    export HOME
fi

# Large tensors stay in the process instead of being mapped and unmapped at every operation, and so do the pieces (64 MB
# each) of the heap that threads other than the first allocate from: a third off a training step.
export GLIBC_TUNABLES=${GLIBC_TUNABLES:-glibc.malloc.hugetlb=1:glibc.malloc.mmap_max=0:glibc.malloc.trim_threshold=17179869184:glibc.malloc.top_pad=134217728}

# Threads that wait for others sleep: spinning would take the cores from those that work, here and in other programs.
export OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-PASSIVE}

# The same for the matrix products' threads, which spin for milliseconds after each product: a fifth off a training step.
export OPENBLAS_THREAD_TIMEOUT=${OPENBLAS_THREAD_TIMEOUT:-6}

# What takes long lives in native memory, and Java's objects are few: a small nursery and the collector without regions keep
# the arrays of every batch from piling up, a quarter of a gigabyte of a training.
readonly LONG_RUN=(-XX:+UseSerialGC -Xmn32m)

# The JVM's own lines up to the one on the incubating module, which is taken away; whatever follows it as it comes.
# This ends as soon as the program writes to standard error itself, see StandardError.java.
without_notice() {
    local line
    trap '' INT TERM HUP
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
            "WARNING: Using incubator modules: "*) exec cat ;;
            *) printf '%s\n' "$line" ;;
        esac
    done
}

# Class path of extensions: the jars in plugins/ of the home in $1, and what SPIKESTILL_CLASSPATH names.
extensions() {
    local path= jar
    for jar in "$1"/plugins/*.jar; do
        [ ! -f "$jar" ] || path=$path:$jar
    done
    path=$path${SPIKESTILL_CLASSPATH:+:$SPIKESTILL_CLASSPATH}
    printf '%s\n' "${path#:}"
}

# Names of files and arguments are UTF-8 where the locale knows ASCII alone, as that of cron and of containers does: Java
# could not even write them otherwise. Any locale of this kind will do, since Java is told how to write numbers.
names_in_utf8() {
    local charset name
    charset=$(locale charmap 2>/dev/null) || return 0
    case $charset in ANSI_X3.4-1968 | US-ASCII | 646) ;; *) return 0 ;; esac
    for name in $(locale -a 2>/dev/null); do
        case $name in
            C.[Uu][Tt][Ff]*) export LC_ALL=$name; return 0 ;;
            *.[Uu][Tt][Ff]*) export LC_ALL=$name ;;
        esac
    done
}
names_in_utf8
