# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# Sourced by system tests of `duly watch`: a folder of their own, processes that end with the test,
# waiting for what must come. $build is the build folder.
set -eu
build=$(cd "${build:?}" && pwd)
dir=$(mktemp -d /tmp/duly-system-XXXXXX)
mkdir "$dir/docs"
running=
ended() {
    for p in $running; do
        kill "$p" 2>/dev/null || :
    done
    wait 2>/dev/null || :
    rm -rf "$dir"
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
    "$build/duly" watch --stderr --language en "$@" 2>"$dir/said" &
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

# An agreement with a date that the calendar does not have: date.impossible.
faulty() {
    printf 'Samarbetsavtal\n\n1 Avtalstid\nAvtalet gäller från den 31 februari 2024.\n'
}
sound() {
    printf 'Samarbetsavtal\n\n1 Avtalstid\nAvtalet gäller från den 1 februari 2024.\n'
}
