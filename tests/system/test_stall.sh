#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The receiver of the system log stops reading for 20 seconds, is then gone and comes back, and is
# slow at last, while findings come and go: all are told, in order, none twice, and nothing in the
# daemon ever waits for it.
build=$1
. "$(dirname "$0")/../support/daemon.sh"

# Findings that come and go for so many seconds; the daemon answers meanwhile, and at once.
busy() { # NAME SECONDS
    i=0
    end=$(($(date +%s) + $2))
    while [ "$(date +%s)" -lt "$end" ]; do
        i=$((i + 1))
        faulty >"$dir/docs/$1-$i.txt"
        [ "$i" -lt 4 ] || sound >"$dir/docs/$1-$((i - 3)).txt"
        [ "$i" -lt 6 ] || rm "$dir/docs/$1-$((i - 5)).txt"
        timeout 2 "$build/duly" status --config "$dir/duly.yaml" >"$dir/status" 2>&1 ||
            fail "no answer to status: $(cat "$dir/status")"
        sleep 0.1
    done
}
arrived() {
    [ "$(tail -n 1 "$dir/received" | cut -d ' ' -f 1)" = "$(status_number last_seq)" ]
}

configuration
sink_comes
watching --config "$dir/duly.yaml"
within 5 arrived || fail "the first events do not arrive"

kill -USR1 "$sink"
busy stopped 20
[ "$(status_number unsent)" -gt 20 ] || fail "hardly anything waits: is the receiver stopped?"
kill -USR2 "$sink"
within 10 arrived || fail "what waited for the receiver does not arrive"

kill -USR1 "$sink"
busy full 2
sink_goes
busy gone 4
sink_comes
within 10 arrived || fail "what waited for another receiver does not arrive"

sink_goes
sink_comes 20
busy slow 3
within 20 arrived || fail "a slow receiver does not get all"

asked status --sync >/dev/null
longest=$(status_number longest_ms)
printf 'the longest step: %s ms\n' "$longest"
believes_what_is
stopped
sink_goes
told once=1
[ "$longest" -le 50 ] || fail "a step took $longest ms"
