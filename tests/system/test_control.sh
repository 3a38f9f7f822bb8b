#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The commands that ask the daemon: status, reload, events; and the ledger's own.
build=$1
. "$(dirname "$0")/../support/daemon.sh"

mkdir "$dir/rules"
cp -R rules/general "$dir/rules/general"
configure() { # FOLDER
    cat >"$1/duly.yaml" <<END
duly: 1
roots: [{path: $dir/docs, packs: [general]}]
rules: [$dir/rules]
state: $1/state
run: $1/run
syslog: {socket: $dir/nobody}
END
}
configure "$dir"

# ask STATUS COMMAND...: standard output in $dir/answer, standard error in $dir/complaint
ask() {
    wanted=$1
    shift
    status=0
    "$build/duly" "$@" --config "$dir/duly.yaml" >"$dir/answer" 2>"$dir/complaint" || status=$?
    [ "$status" = "$wanted" ] || {
        cat "$dir/answer" "$dir/complaint"
        fail "duly $* ended with status $status instead of $wanted"
    }
}
answered() { # PATTERN
    grep -q -e "$1" "$dir/answer" || {
        cat "$dir/answer"
        fail "the answer does not tell: $1"
    }
}
complained() { # PATTERN
    grep -q -e "$1" "$dir/complaint" || {
        cat "$dir/complaint"
        fail "no such complaint: $1"
    }
}

# Nobody runs: which socket, and what to do.
ask 2 status
complained "^duly: no daemon answers at $dir/run/control: it is not running; start it with "
ask 2 reload
complained 'no daemon answers'
ask 2 events
complained 'no daemon has kept a ledger there yet'

faulty >"$dir/docs/first.txt"
watching --config "$dir/duly.yaml"
ask 0 status --language en
answered "$dir/docs"
ask 0 status --format json
answered '"command":.*"status"'

# The barrier: whatever was written before is judged when the answer comes.
for i in 1 2 3 4 5; do
    faulty >"$dir/docs/round-$i.txt"
    ask 0 status --sync --dump
    answered "round-$i.txt"
    ask 0 status --sync --dump --format json
    answered "\"path\":.*round-$i.txt"
    answered 'date.impossible'
done

# Several at once.
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    "$build/duly" status --config "$dir/duly.yaml" >/dev/null 2>"$dir/asker-$i" &
    askers="${askers:-} $!"
done
for p in $askers; do
    wait "$p" || fail "one of twenty who asked at once was not answered"
done

# Rules: taken, refused with the place, taken again.
ask 0 reload
[ ! -s "$dir/complaint" ] || fail "a reload that was taken complains"
cp "$dir/rules/general/pack.yaml" "$dir/pack.yaml"
printf 'surprise: 1\n' >>"$dir/rules/general/pack.yaml"
ask 1 reload
complained "^$dir/rules/general/pack.yaml:[0-9]*:[0-9]*: error: .*surprise.* \[.*\]\$"
complained '^duly: refused: the last good configuration and rules stay in force$'
cp "$dir/pack.yaml" "$dir/rules/general/pack.yaml"
ask 0 reload

# The same for the configuration, by which the daemon is found all the same.
printf 'surprise: 1\n' >>"$dir/duly.yaml"
ask 1 reload
complained "^$dir/duly.yaml:[0-9]*:[0-9]*: error: .*surprise.* \[.*\]\$"
ask 0 status --language en
ask 2 ledger check
complained "^$dir/duly.yaml:[0-9]*:[0-9]*: error: "
configure "$dir"
ask 0 reload

# What was said, from a number on, as people and as programs read it.
ask 0 events
answered '^ *1  20[0-9-]*T[0-9:+]*  notice    START '
answered 'VIOLATION error date.impossible .*/first.txt'
lines=$(wc -l <"$dir/answer")
ask 0 events --since 1
[ "$(wc -l <"$dir/answer")" = $((lines - 1)) ] || fail "--since 1 leaves out more than the first"
ask 0 events --since 1 --format json
answered '"event":"FINDING_OPENED"'
grep -q '"seq":1[,}]' "$dir/answer" && fail "--since 1 shows the first"
ask 0 events --since 9007199254740992
[ ! -s "$dir/answer" ] || fail "there are events behind the last number"
for number in 18446744073709551615 -1 1x ''; do
    ask 2 events --since "$number"
    complained '^duly: --since: no SEQ: '
done
ask 0 events --resend --since 1
answered ' events are said again$'

# The ledger beside the daemon.
ask 0 ledger check
answered '^sound: 6 documents, '
ask 0 ledger export
mv "$dir/answer" "$dir/exported"
[ -s "$dir/exported" ] || fail "nothing is exported"
ask 2 ledger import "$dir/exported"
complained 'held by another duly'

# Others: by the socket's group, and not to command.
if [ "$(id -u)" = 0 ]; then
    chmod 0755 "$dir"
    chmod 0644 "$dir/duly.yaml"
    as() { # GROUP COMMAND...
        group=$1
        shift
        setpriv --reuid=65534 --regid="$group" --clear-groups "$@"
    }
    status=0
    as 65534 "$build/duly" status --config "$dir/duly.yaml" 2>"$dir/complaint" || status=$?
    [ "$status" = 2 ] || fail "a stranger is answered"
    complained "^duly: $dir/run/control: no permission; ask as root"
    as 0 "$build/duly" status --config "$dir/duly.yaml" >"$dir/answer" || fail "the group is refused"
    status=0
    as 0 "$build/duly" reload --config "$dir/duly.yaml" 2>"$dir/complaint" || status=$?
    [ "$status" = 2 ] || fail "the group may reload"
    complained '^duly: reload is for root and the user of the daemon$'
fi

# Without a daemon the ledger tells the same.
ask 0 events
mv "$dir/answer" "$dir/from-daemon"
stopped
[ ! -e "$dir/run/control" ] || fail "the socket is left behind"
ask 0 events
head -n "$(wc -l <"$dir/from-daemon")" "$dir/answer" >"$dir/from-ledger"
cmp "$dir/from-daemon" "$dir/from-ledger" || fail "the ledger tells other events than the daemon"
answered 'STOP '
ask 2 events --resend
complained 'no daemon answers'

# What was taken out comes back into another ledger.
mkdir "$dir/new"
configure "$dir/new"
"$build/duly" ledger import "$dir/exported" --config "$dir/new/duly.yaml" || fail "no import"
"$build/duly" ledger export --config "$dir/new/duly.yaml" >"$dir/again" || fail "no export"
grep -v seq "$dir/exported" | sort >"$dir/a"
grep -v seq "$dir/again" | sort >"$dir/b"
cmp "$dir/a" "$dir/b" || fail "the import lost something"
printf 'no line of JSON\n' >"$dir/nonsense"
status=0
"$build/duly" ledger import "$dir/nonsense" --config "$dir/new/duly.yaml" 2>"$dir/complaint" || status=$?
[ "$status" = 2 ] || fail "nonsense is taken"
complained "^$dir/nonsense:1:"

# A damaged ledger is called so.
printf 'damage' | dd of="$dir/state/ledger.db" bs=1 seek=5000 conv=notrunc 2>/dev/null
dd if=/dev/urandom of="$dir/state/ledger.db" bs=4096 seek=1 count=8 conv=notrunc 2>/dev/null
status=0
"$build/duly" ledger check --config "$dir/duly.yaml" >"$dir/answer" 2>"$dir/complaint" || status=$?
[ "$status" != 0 ] || fail "damage is not seen"
