# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# Sourced by system tests of `duly watch`: a folder of their own, processes that end with the test,
# waiting for what must come. $build is the build folder.
set -eu
build=$(cd "${build:?}" && pwd)
dir=$(mktemp -d /tmp/duly-system-XXXXXX)
mkdir "$dir/docs"
running=
mounted= # a file system beneath $dir
elsewhere= # a folder that is not beneath it
ended() {
    for p in $running; do
        kill "$p" 2>/dev/null || :
    done
    wait 2>/dev/null || :
    [ -z "$mounted" ] || umount "$mounted"
    rm -rf "$dir" ${elsewhere:+"$elsewhere"}
}
trap ended EXIT
trap 'exit 1' INT TERM

fail() {
    printf 'failed: %s\n' "$*"
    for f in "$dir/said" "$dir/events"; do
        [ ! -e "$f" ] || { printf -- '--- %s\n' "$f" && cat "$f"; }
    done
    exit 1
}

# within SECONDS COMMAND...: until the command succeeds.
within() {
    tries=$(($1 * 20))
    shift
    while ! "$@" >/dev/null 2>&1; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || return 1
        sleep 0.05
    done
}

# comes FILE PATTERN: a line like that, soon.
comes() {
    within 15 grep -q -e "$2" "$1" || fail "no such line in $1: $2"
}

never_came() {
    ! grep -q -e "$2" "$1" || fail "a line in $1 that must not be: $2"
}

# how_often FILE PATTERN NUMBER
how_often() {
    n=$(grep -c -e "$2" "$1" || :)
    [ "$n" = "$3" ] || fail "$n times instead of $3 in $1: $2"
}

watching() { # watching ARGUMENT...: the daemon; its events are in $dir/said
    : >"$dir/said" # here, or the words of the last one might be taken for the next one's
    "$build/duly" watch --stderr --language en "$@" 2>>"$dir/said" &
    daemon=$!
    running="$running $daemon"
    comes "$dir/said" '^SCAN_DONE '
}

stopped() { # by SIGTERM, with status 0, having said so
    kill -TERM "$daemon"
    status=0
    wait "$daemon" || status=$?
    [ "$status" = 0 ] || fail "the daemon ended with status $status"
    comes "$dir/said" '^STOP '
}

# configuration [STATE]: $dir/duly.yaml, for one root, with all that the daemon keeps beside it. $rules
# is where packs are looked for.
configuration() {
    cat >"$dir/duly.yaml" <<END
duly: 1
zone: Europe/Stockholm
language: en
roots: [{path: $dir/docs, packs: [general]}]
rules: [${rules:-$PWD/rules}]
state: ${1:-$dir/state}
run: $dir/run
syslog: {socket: $dir/log}
END
}

# asked COMMAND [OPTION...]: of the daemon with that configuration.
asked() {
    command=$1
    shift
    "$build/duly" "$command" --config "$dir/duly.yaml" "$@"
}

# status_number NAME: of the status, "loop.longest_ms" by its last part.
status_number() {
    asked status --format json | sed -n "s/.*\"$1\":[[:space:]]*\([0-9]*\).*/\1/p" | head -n 1
}

# A receiver of our own (sink.c), which notes all it gets in $dir/received.
sink_comes() { # [MILLISECONDS]: of rest behind each
    "$build/tests/system/sink" "$dir/log" "$dir/received" "$@" &
    sink=$!
    running="$running $sink"
    within 5 test -S "$dir/log" || fail "the sink does not come"
}
sink_goes() {
    kill "$sink"
    wait "$sink" || :
}

# What the daemon believes to be open is what a fresh look at the same folder finds.
believes_what_is() {
    asked status --sync >/dev/null
    asked status --dump --format json | "$build/tests/system/open_findings" >"$dir/open"
    "$build/duly" check --config "$dir/duly.yaml" --language en --unknown-ok --format json \
        "$dir/docs" >"$dir/check.json" || [ $? = 1 ] || fail "check ended otherwise"
    "$build/tests/system/open_findings" <"$dir/check.json" | cut -d ' ' -f 2- | sort >"$dir/found"
    cut -d ' ' -f 2- "$dir/open" | sort >"$dir/believed"
    diff "$dir/found" "$dir/believed" || fail "found (<) is not what the daemon believes (>)"
}

# told [once=1]: what the sink got keeps to the promises, and ends at what is open (support/told.awk)
told() {
    awk -f "$(dirname "$0")/../support/told.awk" ${1:+-v "$1"} -v open="$dir/open" "$dir/received" ||
        fail "what was told is not right"
}

# An agreement with a date that the calendar does not have: date.impossible.
faulty() {
    printf 'Samarbetsavtal\n\n1 Avtalstid\nAvtalet gäller från den 31 februari 2024.\n'
}
sound() {
    printf 'Samarbetsavtal\n\n1 Avtalstid\nAvtalet gäller från den 1 februari 2024.\n'
}
