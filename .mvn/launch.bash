# Shared by verifier-cli/bin/rescue and registry-server/bin/registry, which source it. Written for bash 3.2, and for
# speed: once everything is built a launch starts two short processes before Java.
#
# RESCUE_JAVA=<JDK home>  run on that JDK, not on the newest one found.
# RESCUE_BUILD=never      fail where a build would be needed (for a test that runs inside a build).

# Prints the version of the Java at home $1 as one comparable number (17.0.15 is 17000015); fails when there is none.
java_number() {
    [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
    local line version= major minor patch rest
    while IFS= read -r line; do
        case $line in JAVA_VERSION=*) version=${line#*=} ;; esac
    done <"$1/release"
    version=${version//\"/}
    IFS=. read -r major minor patch rest <<<"${version%%[-+_]*}"
    case "$major${minor:-0}${patch:-0}" in '' | *[!0-9]*) return 1 ;; esac
    number=$((major * 1000000 + ${minor:-0} * 1000 + ${patch:-0}))
    [ "$number" -ge 17000000 ]
}

# Sets java_home to the newest Java from 17 up among JAVA_HOME, the PATH and the usual folders.
find_java() {
    local home number best=0 on_path
    java_home=
    if [ -n "$RESCUE_JAVA" ]; then
        java_number "$RESCUE_JAVA" || die "RESCUE_JAVA=$RESCUE_JAVA is no home of a Java from 17 up"
        java_home=$RESCUE_JAVA
        return
    fi
    for home in "$JAVA_HOME" /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "$HOME"/.sdkman/candidates/java/* "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
        if java_number "$home" && [ "$number" -gt "$best" ]; then
            best=$number java_home=$home
        fi
    done
    if [ -z "$java_home" ]; then
        on_path=$(command -v java) && on_path=$(follow "$on_path")
        home=${on_path%/bin/java}
        if java_number "$home"; then
            java_home=$home
        elif home=$(/usr/libexec/java_home -v 17+ 2>/dev/null) && java_number "$home"; then
            java_home=$home
        else
            die "no Java from 17 up found: set JAVA_HOME, or put java on the PATH"
        fi
    fi
}

# Prints where the symbolic link $1 leads in the end.
follow() {
    local path=$1 to
    while [ -L "$path" ]; do
        to=$(readlink "$path")
        case $to in /*) path=$to ;; *) path=${path%/*}/$to ;; esac
    done
    printf '%s\n' "$path"
}

die() {
    printf '%s: %s\n' "$program" "$1" >&2
    exit 70
}

# Reads the class path Maven wrote into class_path and checks that the build is whole and newer than its sources.
is_built() {
    local newer entry
    [ -r "$target/classpath" ] || return 1
    read -r newer < <(find "$root/pom.xml" "$root"/{sdk,trust-anchors,"$module"}/{pom.xml,src/main} \
        -newer "$target/classpath" -print)
    [ -z "$newer" ] || return 1
    IFS= read -r class_path <"$target/classpath" || [ -n "$class_path" ] || return 1
    # First a jar of verifier-cli's that replaces a slower picocli, for both programs.
    local IFS=: picocli=("$root"/verifier-cli/target/verifier-cli-*-picocli.jar)
    [ "$module" != verifier-cli ] || picocli=()
    entries=("${picocli[@]}" "$target/$module"-*.jar $class_path)
    class_path=${entries[*]}
    unset IFS
    for entry in "${entries[@]}"; do
        [ -e "$entry" ] || return 1
    done
}

# Builds both programs at once: building the second later could replace jars under the first while it runs.
build() {
    [ "$RESCUE_BUILD" != never ] || die "not built, or older than its sources, and RESCUE_BUILD=never"
    printf '%s: building what is missing; the first time this takes minutes\n' "$program" >&2
    local home=$JAVA_HOME number quiet=
    java_number "$home" && [ -x "$home/bin/javac" ] || home=$java_home
    java_number "$home" && [ "$number" -ge 24000000 ] && quiet=--sun-misc-unsafe-memory-access=allow
    (cd "$root" && JAVA_HOME=$home MAVEN_OPTS="$MAVEN_OPTS $quiet" ./mvnw -q -B -ntp -pl registry-server,verifier-cli -am \
        -DskipTests -Dtest.compile.skip=true package) </dev/null >&2 || die "the build failed"
    is_built || die "the build left no class path in $target"
}

# Sets archive to a class-data archive for this Java and these jars, made by one short run of the program with the arguments
# in rehearsal: the more of its classes it loads, the more are in the archive. Without one the program only starts more slowly,
# so nothing here is an error.
find_archive() {
    local entry made
    archive=$target/start${java_home//\//_}.jsa
    if [ -e "$archive" ]; then
        made=yes
        for entry in "$root/.mvn/launch.bash" "$java_home/release" "${entries[@]}"; do
            [ "$archive" -nt "$entry" ] || made=
        done
        [ -z "$made" ] || return 0
    fi
    "$java_home/bin/java" "${flags[@]}" -XX:ArchiveClassesAtExit="$archive.$$" -Xlog:disable \
        -cp "$class_path" "$main" "${rehearsal[@]}" >/dev/null 2>&1
    [ -s "$archive.$$" ] && mv -f "$archive.$$" "$archive" || rm -f "$archive.$$"
}

# launch MODULE MAIN-CLASS [JVM-FLAG...] -- [ARGUMENT...]: never returns. root and rehearsal are set by the caller.
launch() {
    module=$1 main=$2 program=${0##*/} target=$root/$1/target
    shift 2
    flags=(-XX:+UseSerialGC)
    while [ "$1" != -- ]; do
        flags+=("$1")
        shift
    done
    shift
    find_java
    is_built || build
    find_archive
    exec "$java_home/bin/java" "${flags[@]}" -XX:SharedArchiveFile="$archive" -Xlog:disable -Xlog:all=error:stderr \
        -cp "$class_path" "$main" "$@"
}
