#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `duly doctor`: what is sound, what is missing, each with its remedy, seen as the daemon's user; and
# nothing on disk is another after it.
build=$1
. "$(dirname "$0")/../support/daemon.sh"
. "$(dirname "$0")/../support/receiver.sh"

repository=$PWD
mkdir -m 0700 "$dir/state"
mkdir "$dir/run"
configure() { # ROOTS
    cat >"$dir/duly.yaml" <<END
duly: 1
roots: [$1]
rules: [$repository/rules]
state: $dir/state
run: $dir/run
syslog: {socket: $dir/log}
END
}

# examined STATUS: what is said is in $dir/examined
examined() {
    status=0
    "$build/duly" doctor --config "$dir/duly.yaml" >"$dir/examined" 2>"$dir/said" || status=$?
    [ "$status" = "$1" ] && [ ! -s "$dir/said" ] || {
        cat "$dir/examined"
        fail "doctor ended with status $status instead of $1"
    }
}
tells() { # PATTERN
    grep -q -e "$1" "$dir/examined" || {
        cat "$dir/examined"
        fail "doctor does not tell: $1"
    }
}

# All is well but that no daemon runs.
receiver_comes
sound >"$dir/docs/a.txt"
mkdir "$dir/docs/old" "$dir/docs/old/older"
faulty >"$dir/docs/old/older/b.txt"
ln -s "$dir" "$dir/docs/link"
configure "{path: $dir/docs, exclude: ['**/older']}"
find "$dir/docs" "$dir/state" "$dir/run" -printf '%p %i %C@ %M\n' | sort >"$dir/before"
examined 0
find "$dir/docs" "$dir/state" "$dir/run" -printf '%p %i %C@ %M\n' | sort >"$dir/after"
cmp -s "$dir/before" "$dir/after" || fail "the doctor changed something"
tells "^ok       configuration $dir/duly.yaml, 1 root\$"
tells '^ok       packs         [0-9]* packs, no fault$'
tells '^ok       zone          Europe/Stockholm, where it is '
tells "^ok       root          $dir/docs: 2 folders, 1 document, all readable\$"
tells "^ok       state         $dir/state is writable, on a local disk, [0-9]* MiB are free\$"
tells '^ok       ledger        there is none yet'
tells "^ok       control       $dir/run is writable\$"
tells "^[a-z]*  *syslog        delivered to $dir/log"
tells '^ok       jail          a reader read a document in it: .*system call filter'
tells '^[a-z]*  *kernel        '
word=$(grep -o 'duly-doctor-[0-9a-f]*' "$dir/examined") || fail "no word to look for"
comes "$dir/events" ' duly daemon.info '
"$build/duly" doctor --config "$dir/duly.yaml" --format json >"$dir/json"
grep -q '"fault":.0' "$dir/json" || fail "not all is well: $(cat "$dir/json")"

# What is missing, and the remedy beneath it.
receiver_goes
chmod 0755 "$dir/state"
configure "{path: $dir/docs, poll: always}, {path: $dir/nowhere}"
examined 1
tells "^ok       root          $dir/docs: [a-z0-9 ]*, looked at every [0-9]* s as configured\$"
tells "^fault    root          $dir/nowhere is not there"
tells "^fault    syslog        nobody listens at $dir/log"
tells '^             systemctl start rsyslog'
tells "^warning  state         .*others may read there"
tells "^             chmod 0700 $dir/state\$"
chmod 0700 "$dir/state"
: >"$dir/log"
examined 1
tells '^fault    syslog        '
rm "$dir/log"

# Faults of the configuration and of packs, with their place.
printf 'surprise: 1\n' >>"$dir/duly.yaml"
examined 1
tells "^fault    configuration $dir/duly.yaml:[0-9]*:[0-9]*: .*surprise"
cp -R rules/general "$dir/packs-general"
mkdir "$dir/packs" && mv "$dir/packs-general" "$dir/packs/general"
configure "{path: $dir/docs}"
sed -i "s|^rules:.*|rules: [$dir/packs]|" "$dir/duly.yaml"
printf 'surprise: 1\n' >>"$dir/packs/general/pack.yaml"
examined 1
tells "^fault    packs         $dir/packs/general/pack.yaml:[0-9]*:[0-9]*: .*surprise"
configure "{path: $dir/docs}"

# A ledger that is damaged, and one that a stranger holds.
receiver_comes
printf 'no ledger at all, but long enough to be looked at\n' >"$dir/state/ledger.db"
examined 1
tells '^fault    ledger        '
rm "$dir/state/ledger.db"
watching --config "$dir/duly.yaml" --stderr
examined 0
tells "^ok       service       a daemon runs as user $(id -un), process $daemon\$"
tells '^ok       ledger        sound: [0-9]* documents, [0-9]* events so far$'
tells "^ok       control       the daemon answers at $dir/run/control\$"
mkdir "$dir/other"
sed -i "s|^run:.*|run: $dir/other|" "$dir/duly.yaml"
examined 1
tells "^fault    ledger        process $daemon holds it, and does not answer at $dir/other/control\$"
stopped
configure "{path: $dir/docs}"

# As the daemon's user sees it, who is another than the one who asks.
[ "$(id -u)" = 0 ] || exit 0
chmod 0755 "$dir"
chmod 0777 "$dir/log"
chown -R 65534:65534 "$dir/state" "$dir/run" "$dir/docs"
setpriv --reuid=65534 --regid=65534 --clear-groups \
    "$build/duly" watch --stderr --config "$dir/duly.yaml" 2>"$dir/said" &
daemon=$!
running="$running $daemon"
comes "$dir/said" '^SCAN_DONE '
faulty >"$dir/docs/private.txt"
chmod 0600 "$dir/docs/private.txt"
mkdir -m 0700 "$dir/closed"
mkdir "$dir/closed/docs" "$dir/docs/it's"
chmod 0700 "$dir/docs/it's"
configure "{path: $dir/docs}, {path: $dir/closed/docs}"
status=0
"$build/duly" doctor --config "$dir/duly.yaml" >"$dir/examined" || status=$?
[ "$status" = 1 ] || fail "the doctor sees nothing wrong"
user=$(id -un 65534)
tells "^fault    root          $dir/docs: [0-9]* folders, [0-9]* documents; 2 of them cannot be read by $user: "
tells "^             setfacl -R -m u:$user:rX -m d:u:$user:rX $dir/docs\$"
tells "^fault    root          $dir/closed/docs: $dir/closed does not let $user through\$"
tells "^             setfacl -m u:$user:x $dir/closed\$"
tells ", [0-9]* warnings*; looked as user $user\$"
chmod 0644 "$dir/docs/private.txt"
chmod 0755 "$dir/docs/it's" "$dir/closed"
status=0
"$build/duly" doctor --config "$dir/duly.yaml" >"$dir/examined" || status=$?
[ "$status" = 0 ] || {
    cat "$dir/examined"
    fail "the remedies do not help"
}
stopped
