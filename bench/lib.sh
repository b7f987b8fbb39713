# Shared by bench/run, bench/profile and the scripts in bench/proxies. Expects $home, the bench directory.

# The newest JDK of at least 21 that can be found: JAVA_HOME, the PATH, or where systems put them.
find_java() {
    local candidate
    for candidate in "${BENCH_JAVA:-}" "${JAVA_HOME:-/nonexistent}/bin/java" "$(command -v java || true)" \
            $(ls -d /usr/lib/jvm/*/bin/java "$HOME"/.sdkman/candidates/java/*/bin/java 2>/dev/null | sort -rV); do
        if [[ -x $candidate ]] && (($(java_release "$candidate") >= 21)); then
            echo "$candidate"
            return
        fi
    done
    echo "bench: expected a JDK of at least 21 in JAVA_HOME, the PATH or /usr/lib/jvm, found none; install one" >&2
    return 1
}

java_release() {
    "$1" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = \([0-9]*\).*/\1/p'
}

# Two sockets a stream in the proxy, one in each of the others.
raise_limits() {
    ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -Hn)"
}

classpath() {
    echo "$home/target/classes:$home/target/lib/*"
}

build_bench() {
    local built=$home/target/built
    if [[ ! -f $built || -n $(find "$home/pom.xml" "$home/src/main" -newer "$built" -print -quit) ]]; then
        echo "building the bench" >&2
        JAVA_HOME=$(dirname "$(dirname "$1")") mvn -q -B -Dquick -f "$home/pom.xml" package >&2
        touch "$built"
    fi
}

# Ends a process group that this shell started: politely, then surely.
end_group() {
    [[ -n $1 ]] || return 0
    kill -TERM -- "-$1" 2>/dev/null || return 0
    for _ in {1..60}; do
        kill -0 -- "-$1" 2>/dev/null || return 0
        sleep 0.1
    done
    kill -KILL -- "-$1" 2>/dev/null || true
}
