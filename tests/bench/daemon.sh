#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# daemon.sh BUILD_FOLDER [latency|storm|restart|idle...]: the daemon beside what the same machine needs
# for the bare work, in one run. Without a section all of them. FILES (200000), STORM (20000) and
# EVENTS (300) tell how much; of a restart the median of RUNS (5).
set -euo pipefail
build=$(realpath "$1") here=$(realpath "$(dirname "$0")")
shift
work=$(mktemp -d)
memory=$(mktemp -d -p /dev/shm)
daemon=
ended() {
    [ -z "$daemon" ] || { kill "$daemon" && wait "$daemon"; } 2>/dev/null || :
    rm -rf "$work" "$memory"
}
trap ended EXIT
duly=$build/duly RUNS=${RUNS:-5}

configure() { # STATE_FOLDER PACK
    mkdir -p "$work/docs"
    cat >"$work/duly.yaml" <<END
duly: 1
roots: [{path: $work/docs, packs: [$2]}]
rules: [$work/rules, $(realpath "$here/../../rules")]
state: $1
run: $work/run
syslog: {socket: $work/log}
reminders: {undated: off}
END
}
begin() {
    "$duly" watch --config "$work/duly.yaml" 2>"$work/err" &
    daemon=$!
    until [ -S "$work/run/control" ]; do
        kill -0 "$daemon" 2>/dev/null || { cat "$work/err" && exit 1; }
        sleep 0.005
    done
}
synced() { "$duly" status --sync --config "$work/duly.yaml" >"$work/status"; }
end() {
    kill "$daemon"
    wait "$daemon" || :
    daemon=
}
now() { date +%s.%N; }
since() { awk -v a="$1" -v b="$(now)" 'BEGIN {printf "%.3f", b - a}'; }
median() { sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.2f", a / b}'; }
resident() { # KiB of the daemon and its readers, each page counted once
    cat /proc/"$daemon"/smaps_rollup $(pgrep -P "$daemon" | sed 's|.*|/proc/&/smaps_rollup|') |
        awk '/^Pss:/ {n += $2} END {print n}'
}

# A rule for each document, so that no flood of one is held back.
one_rule_each() { # COUNT
    mkdir -p "$work/rules/words"
    {
        printf 'duly: 1\npack: {id: words, version: 1.0.0, title: Words}\nrules:\n'
        for ((i = 0; i < $1; i++)); do
            printf '  word%d: {for: any, severity: notice, check: {absent: "re:\\\\bword%d\\\\b"}, message: "word"}\n' \
                "$i" "$i"
        done
    } >"$work/rules/words/pack.yaml"
}

latency() {
    local events=${EVENTS:-300} state name
    rm -rf "$work/docs" && mkdir -p "$work/docs"
    read -r bare50 bare99 < <("$build/tests/bench/close_to_event" "$work/docs" "$events")
    printf 'close to event, beyond the 20 ms of settling (microseconds)\n'
    printf '%-24s %8s %8s\n' '' p50 p99 'bare inotify reader' "$bare50" "$bare99"
    one_rule_each "$events"
    for state in "$memory/state" "$work/state"; do
        name=$([ "$state" = "$memory/state" ] && echo 'state on tmpfs' || echo 'state on disk')
        rm -rf "$work/docs" "$state"
        configure "$state" words
        begin
        synced
        read -r p50 p99 < <("$build/tests/bench/close_to_event" "$work/docs" "$events" "$work/log")
        end
        printf '%-24s %8d %8d\n' "duly, $name" $((p50 - 20000)) $((p99 - 20000))
    done
}

storm() {
    local count=${STORM:-20000} took check
    rm -rf "$work/docs" "$work/state"
    python3 "$here/generate.py" "$work/tree" "$count" 1
    configure "$work/state" general
    "$duly" check --quiet --unknown-ok --rules general "$work/tree" >"$work/checked" || :
    begin
    synced
    local began
    began=$(now)
    cp -R "$work/tree" "$work/docs/tree"
    synced
    took=$(since "$began")
    cp=$(began=$(now) && cp -R "$work/tree" "$work/again" && since "$began")
    end
    began=$(now)
    "$duly" check --quiet --unknown-ok --rules general "$work/docs" >"$work/checked" || :
    check=$(since "$began")
    printf '%d files copied in: all judged %s s after the first; copying alone takes %s s, check %s s: %s times both\n' \
        "$count" "$took" "$cp" "$check" "$(ratio "$took" "$(awk "BEGIN {print $cp + $check}")")"
    grep '^longest' "$work/status" || :
    rm -rf "$work/tree" "$work/again"
}

many_small() { # COUNT
    python3 - "$work/docs" "$1" <<'END'
import os, sys
folder, count = sys.argv[1], int(sys.argv[2])
for n in range(count):
    place = f'{folder}/{n // 10000:03d}/{n // 500:04d}'
    if n % 500 == 0:
        os.makedirs(place)
    with open(f'{place}/document-{n:07d}.txt', 'w') as f:
        f.write(f'Avtal {n}\n\nDetta gäller.\n')
END
}

restart() {
    local count small=10000 began i
    declare -A pss
    for count in $small "${FILES:-200000}"; do
        rm -rf "$work/docs" "$work/state"
        configure "$work/state" general
        many_small "$count"
        begin
        synced
        end
        for ((i = 0; i < RUNS; i++)); do
            began=$(now)
            begin
            synced
            since "$began" >>"$work/restart-$count"
            echo >>"$work/restart-$count"
            [ "$i" -lt $((RUNS - 1)) ] || sleep 1
            pss[$count]=$(resident)
            end
            began=$(now)
            find "$work/docs" -printf '%s %C@ %i\n' >"$work/found"
            since "$began" >>"$work/find-$count"
            echo >>"$work/find-$count"
        done
    done
    local first found
    first=$(median <"$work/restart-$count") found=$(median <"$work/find-$count")
    printf 'restart on %d unchanged files: %s s; find needs %s s: %s times\n' "$count" "$first" \
        "$found" "$(ratio "$first" "$found")"
    printf 'memory of daemon and readers: %d KiB with %d files, %d KiB with %d: %d bytes for each further file\n' \
        "${pss[$small]}" $small "${pss[$count]}" "$count" \
        $(((pss[$count] - pss[$small]) * 1024 / (count - small)))
}

idle() {
    rm -rf "$work/docs" "$work/state"
    configure "$work/state" general
    many_small 1000
    begin
    synced
    sleep 15 # reconnecting to a system log that is not there has its longest pause then
    local before after
    switches() { awk '/^voluntary/ {print $2}' "/proc/$daemon/status"; }
    before=$(switches)
    sleep 60
    after=$(switches)
    end
    printf 'idle: woken %d times in a minute (a root is looked at every 10 s, a system log that is away every 5 s)\n' \
        $((after - before))
}

for section in "${@:-latency storm restart idle}"; do
    for part in $section; do
        case $part in
        latency | storm | restart | idle) "$part" ;;
        *)
            echo "no such section: $part" >&2
            exit 2
            ;;
        esac
    done
done
