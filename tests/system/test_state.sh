#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What the daemon keeps, and what becomes of it: restarts, another daemon, damage, a full disk, a
# system log that is not there, a root that went away, faulty rules, a clock that is set.
build=$1
. "$(dirname "$0")/../support/daemon.sh"

begins() { # WHAT: with nothing kept and nothing told
    printf '== %s\n' "$1"
    rm -rf "$dir/docs" "$dir/state" "$dir/received" "$dir/said" "$dir/rules"
    mkdir "$dir/docs"
    rules='' && configuration
}
runs() {
    watching --config "$dir/duly.yaml"
}
received() { # PATTERN: soon
    within 15 grep -q -e "$1" "$dir/received" || {
        cat "$dir/received"
        fail "the sink did not get: $1"
    }
}
often() { # NUMBER PATTERN
    asked status --sync >/dev/null || :
    n=$(grep -c -e "$2" "$dir/received" || :)
    [ "$n" = "$1" ] || {
        cat "$dir/received"
        fail "the sink got $n times instead of $1: $2"
    }
}
# It believes what is, and ends; all that was told was told once, in order.
ends() {
    believes_what_is
    stopped
    sink_goes
    told once=1
}

begins 'a restart says nothing twice and reads nothing'
sink_comes
for i in 1 2 3; do
    faulty >"$dir/docs/$i.txt"
done
sound >"$dir/docs/sound.txt"
printf '\000\001\002' >"$dir/docs/binary.txt"
sleep 1.1 # else the next change of a file just written might not show, and it is read once more
runs
stopped
"$build/tests/system/opens" "$dir/docs" >"$dir/opened" &
running="$running $!"
comes "$dir/opened" watching
runs
stopped
runs
often 0 FLAPPING
[ "$(sort -u "$dir/opened")" = watching ] || fail "opened: $(sort "$dir/opened" | uniq -c)"
how_often "$dir/received" ' FINDING_[A-Z]* .*date.impossible' 1
sound >"$dir/docs/2.txt"
received 'RESOLVED .*date.impossible .*/2.txt'
grep -qx 2.txt "$dir/opened" || fail "opening is not noticed by this test"
! grep -qx 1.txt "$dir/opened" || fail "another file was opened"
# What happened while nobody watched is told by the next start.
stopped
rm "$dir/docs/1.txt"
faulty >"$dir/docs/4.txt"
runs
received 'RESOLVED .*date.impossible .*/1.txt'
received 'OPENED .*date.impossible .*/4.txt'
ends

begins 'two daemons on one ledger'
sink_comes
runs
status=0
sed "s|^run: .*|run: $dir/run2|" "$dir/duly.yaml" >"$dir/second.yaml"
"$build/duly" watch --config "$dir/second.yaml" --language en >"$dir/second" 2>&1 || status=$?
[ "$status" = 2 ] || fail "the second daemon ended with status $status: $(cat "$dir/second")"
grep -q "\\b$daemon\\b" "$dir/second" || fail "it does not name process $daemon: $(cat "$dir/second")"
sed "s|^state: .*|state: $dir/state2|" "$dir/duly.yaml" >"$dir/second.yaml"
status=0
"$build/duly" watch --config "$dir/second.yaml" --language en >"$dir/second" 2>&1 || status=$?
[ "$status" = 2 ] || fail "one with the same socket ended with status $status"
faulty >"$dir/docs/a.txt"
received 'OPENED .*date.impossible .*/a.txt'
ends

begins 'a damaged ledger'
sink_comes
for i in 1 2 3 4 5 6; do
    faulty >"$dir/docs/$i.txt"
done
runs
stopped
before=$(tail -n 1 "$dir/received" | cut -d ' ' -f 1)
size=$(stat -c %s "$dir/state/ledger.db")
dd if=/dev/urandom of="$dir/state/ledger.db" bs=4096 seek=1 count=$((size / 4096 - 1)) \
    conv=notrunc 2>/dev/null
runs
received 'WATCH_DEGRADED '
often 1 'WATCH_DEGRADED '
believes_what_is
asked ledger check
ls "$dir/state" | grep -q 'ledger.*damaged\|damaged.*ledger' ||
    fail "the damaged one does not lie aside: $(ls "$dir/state")"
stopped
sink_goes
awk -v before="$before" '$1 in seen && seen[$1] != $2 {exit 1} {seen[$1] = $2}
    $1 <= last {exit 1} {last = $1} END {exit last <= before}' "$dir/received" ||
    fail "seq does not go on rising"

begins 'the system log is not there at the start'
faulty >"$dir/docs/a.txt"
runs
faulty >"$dir/docs/b.txt"
asked status --sync >/dev/null
sink_comes
received 'OPENED .*/b.txt'
ends

begins 'a root that is missing or empty at the start'
sink_comes
for i in 1 2 3; do
    faulty >"$dir/docs/$i.txt"
done
runs
stopped
mv "$dir/docs" "$dir/away"
runs
received 'WATCH_DEGRADED .*/docs'
stopped
mkdir "$dir/docs"
runs
sleep 1.5
[ "$(status_number documents)" = 3 ] || fail "what lay in the root is forgotten"
rmdir "$dir/docs"
mv "$dir/away" "$dir/docs"
received 'WATCH_RESTORED .*/docs'
often 0 RESOLVED
rm "$dir/docs/3.txt"
received 'RESOLVED .*/3.txt'
ends

begins 'faulty rules'
cp -R rules "$dir/rules"
rules=$dir/rules && configuration
sink_comes
runs
cp "$dir/rules/general/pack.yaml" "$dir/pack.yaml"
printf 'surprise: 1\n' >>"$dir/rules/general/pack.yaml"
status=0
asked reload >"$dir/answer" 2>&1 || status=$?
[ "$status" = 1 ] || fail "reload of faulty rules ended with status $status"
grep -q 'pack.yaml:[0-9]' "$dir/answer" || fail "it does not tell where: $(cat "$dir/answer")"
received 'RULES_REJECTED '
faulty >"$dir/docs/a.txt"
received 'OPENED .*/a.txt'
often 1 RULES_REJECTED
stopped
runs
faulty >"$dir/docs/b.txt"
received 'OPENED .*/b.txt'
often 2 RULES_REJECTED
often 0 RESOLVED
cp "$dir/pack.yaml" "$dir/rules/general/pack.yaml"
asked reload >/dev/null || fail "sound rules are refused"
received RULES_LOADED
often 2 OPENED
ends

begins 'a full disk'
if [ "$(id -u)" = 0 ] && mkdir "$dir/state" && mount -t tmpfs -o size=4m tmpfs "$dir/state" 2>/dev/null; then
    mounted=$dir/state
    sink_comes
    faulty >"$dir/docs/a.txt"
    runs
    dd if=/dev/zero of="$dir/state/full" bs=4096 2>/dev/null || :
    for i in 1 2 3 4 5 6 7 8; do
        faulty >"$dir/docs/full-$i.txt"
        rm -f "$dir/docs/a.txt"
        sleep 0.4
    done
    received '^0 .* WATCH_DEGRADED'
    [ "$(grep -c WATCH_DEGRADED "$dir/received")" = 1 ] || fail "it is said more than once"
    asked status >/dev/null || fail "no answer with a full disk"
    rm "$dir/state/full"
    received WATCH_RESTORED
    received 'OPENED .*/full-8.txt'
    received 'RESOLVED .*/a.txt'
    sed -i '/^0 /d' "$dir/received"
    ends
    umount "$mounted"
    mounted=
else
    echo 'skipped: no file system can be mounted'
fi

begins 'a clock that is set'
faketime=${FAKETIME_LIB:-$(find /usr/lib -name libfaketime.so.1 2>/dev/null | head -n 1)}
if [ -r "$faketime" ]; then
    sink_comes
    faulty >"$dir/docs/a.txt"
    faulty >"$dir/docs/b.txt"
    step() { # OFFSET: and something for the daemon to see
        echo "$1" >"$dir/clock.new"
        mv "$dir/clock.new" "$dir/clock"
        touch "$dir/docs/b.txt"
        sleep 0.5
    }
    echo '+0' >"$dir/clock"
    runs_by_that_clock() {
        export LD_PRELOAD="$faketime" FAKETIME_TIMESTAMP_FILE="$dir/clock" FAKETIME_NO_CACHE=1 \
            FAKETIME_DONT_FAKE_MONOTONIC=1 NO_FAKE_STAT=1
        runs
        unset LD_PRELOAD
    }
    runs_by_that_clock
    step '+3h'
    received CLOCK_JUMP
    step '-40d'
    step '+400d'
    step '+0'
    often 4 CLOCK_JUMP
    how_often "$dir/received" ' FINDING_REMINDED .*date.impossible' 2 # a year later
    # A clock that was ahead does not silence what is due by the right one.
    step '+8d'
    often 5 CLOCK_JUMP
    how_often "$dir/received" ' FINDING_REMINDED .*date.impossible' 4
    # Set back while nobody looked.
    stopped
    echo '+0' >"$dir/clock"
    runs_by_that_clock
    received 'CLOCK_JUMP'
    often 6 CLOCK_JUMP
    sound >"$dir/docs/a.txt"
    received 'RESOLVED .*/a.txt'
    asked status --sync >/dev/null
    how_often "$dir/received" ' FINDING_[A-Z]* .*date.impossible' 6
    ends
else
    echo 'skipped: no libfaketime'
fi
