#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The daemon is killed 200 times at any moment while documents come, change and go: no event is
# lost, what comes twice is the same, and in the end it believes what is. Half of it with the ledger
# on disk, half with it in memory. SEED=n repeats a run, KILLS=n makes it longer.
build=$1
. "$(dirname "$0")/../support/daemon.sh"
seed=${SEED:-4711} kills=${KILLS:-200}
memory=$(mktemp -d -p /dev/shm duly-system-XXXXXX) || memory=$dir/memory
elsewhere=$memory

mkdir "$dir/texts"
faulty >"$dir/texts/faulty"
sound >"$dir/texts/sound"
printf 'Avtal\n\nEnligt bilaga 7 gäller detta.\n\n[fyll i namn]\n' >"$dir/texts/holes"
printf 'Avtal\n\n1 Avtalstid\nFrån den 30 februari 2023 till den 31 april 2024, [belopp] kr.\n' \
    >"$dir/texts/several"
mkdir "$dir/texts/heap"
for i in $(seq 30); do
    cat "$dir/texts/several" "$dir/texts/holes" >"$dir/texts/heap/$i.txt"
done

# Each document has a name of its own and changes at most three times: more would be flapping.
operations() { # SEED
    awk -v seed="$1" -v texts="$dir/texts" '
    function pick(words,  n, w) { n = split(words, w, " "); return w[int(rand() * n) + 1] }
    function text() { return texts "/" pick("faulty sound holes several faulty") }
    BEGIN {
        srand(seed)
        print "mkdir -p a b a/c"
        for (i = 0; i < 4000; i++) {
            # a document that was made some while ago
            old = int(rand() * 12) + 1
            old = i > old ? i - old : 0
            r = rand()
            name = pick("a b a/c .") "/" i ".txt"
            if (r < 0.35) print "cat " text() " >" name
            else if (r < 0.50) print "cat " text() " >tmp; mv tmp " name
            else name = ""
            made[i] = name
            if (!name && made[old] && changes[old] < 2) {
                changes[old]++
                if (r < 0.65) print "cat " text() " >" made[old]
                else if (r < 0.75) { print "rm " made[old]; made[old] = "" }
                else if (r < 0.90) { to = pick("a b .") "/moved-" i ".txt"
                                     print "mv " made[old] " " to; made[old] = to }
                else print "cat " texts "/faulty >>" made[old]
            }
            if (rand() < 0.1) print "cp -R " texts "/heap a/heap-" i
            print "sleep 0.0" int(rand() * 4)
        }
    }'
}

# Milliseconds to live, and how it ends. Most are killed at the start or in the first comparison; one
# in ten comes to rest before.
ways() { # SEED COUNT
    awk -v seed="$1" -v n="$2" 'BEGIN {
        srand(seed)
        for (i = 0; i < n; i++) {
            r = rand()
            ms = i % 10 == 3 ? 500 + rand() * 400 : 10 + rand() * 140
            print int(ms), r < 0.82 ? "kill" : r < 0.88 ? "stop" : r < 0.94 ? "reload" : "reader"
        }
    }'
}

pause() { # MILLISECONDS
    sleep "$(printf '0.%03d' "$1")"
}

# Killed by surprise; in the middle of stopping, of reloading, or after a reader was.
end_daemon() { # WAY
    case $1 in
    stop) kill -TERM "$daemon" 2>/dev/null && pause 3 ;;
    reload) kill -HUP "$daemon" 2>/dev/null && pause 3 ;;
    reader)
        read -r readers <"/proc/$daemon/task/$daemon/children" || :
        kill -KILL ${readers:-} && pause 20
        ;;
    esac 2>/dev/null
    kill -KILL "$daemon" 2>/dev/null || :
    wait "$daemon" 2>/dev/null || :
}

# On disk it is killed from the very first scan on; in memory that is over.
round() { # NAME STATE KILLS
    configuration "$2"
    rm -rf "$dir/docs" "$dir/received"
    mkdir "$dir/docs"
    sink_comes
    [ "$1" = 'on disk' ] || {
        watching --config "$dir/duly.yaml"
        stopped
    }
    operations "$seed" >"$dir/operations"
    (cd "$dir/docs" && exec sh "$dir/operations" 2>/dev/null) &
    writer=$!
    running="$running $writer"
    ways "$seed" "$3" | while read -r ms way; do
        "$build/duly" watch --config "$dir/duly.yaml" 2>>"$dir/said" &
        daemon=$!
        pause "$ms"
        end_daemon "$way"
    done
    kill "$writer" 2>/dev/null || :
    wait "$writer" || :

    watching --config "$dir/duly.yaml"
    believes_what_is
    asked ledger check
    stopped
    within 5 test "$(asked events | sed -n 's/^ *\([0-9]*\) .*/\1/p' | tail -n 1)" = \
        "$(sort -n "$dir/received" | tail -n 1 | cut -d ' ' -f 1)" || fail "the last event never came"
    sink_goes
    printf '%s: ' "$1"
    told
}

round 'on disk' "$dir/state" $((kills / 2))
round 'in memory' "$memory/state" $((kills - kills / 2))
