#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A real rsyslogd on a socket of its own takes the events, in order and with every field, whatever
# the files are called, and after it was away.
build=$1
. "$(dirname "$0")/../support/daemon.sh"
. "$(dirname "$0")/../support/receiver.sh"

receiver_comes
watching --rules rules/general --syslog "$dir/log" "$dir/docs"
faulty >"$dir/docs/first.txt"
forged=$(printf 'x\n<8>Oct 16 00:00:00 sshd[1]: forged \033[2J \377.txt')
faulty >"$dir/docs/$forged"
comes "$dir/events" '^1 duly daemon.notice START '
comes "$dir/events" ' duly daemon.err FINDING_OPENED date.impossible 4 .*/docs/first.txt$'
comes "$dir/events" ' duly daemon.err FINDING_OPENED date.impossible 4 .*/docs/x\\x0a<8>.*\\x1b.*\\xff.txt$'
comes "$dir/events" ' duly daemon.info SCAN_DONE '

# While nobody listens events wait, and then come in order.
receiver_goes
for i in 1 2 3 4 5 6 7 8; do
    faulty >"$dir/docs/away-$i.txt"
done
comes "$dir/said" 'away-8.txt'
sound >"$dir/docs/first.txt"
comes "$dir/said" '^RESOLVED .*/first.txt'
receiver_comes
comes "$dir/events" 'daemon.notice FINDING_RESOLVED date.impossible 4 .*/docs/first.txt$'
stopped
comes "$dir/events" ' duly daemon.notice STOP '

# Each number once, none missing, in order; each line one of ours.
cut -d ' ' -f 1 "$dir/events" >"$dir/seqs"
seq 1 "$(wc -l <"$dir/events")" | cmp -s - "$dir/seqs" || fail "the numbers are not 1, 2, 3 ..."
[ "$(grep -c '^[0-9]* duly daemon\.' "$dir/events")" = "$(wc -l <"$dir/events")" ] ||
    fail "a line that is not ours"
[ "$(wc -l <"$dir/events")" = "$(wc -l <"$dir/said")" ] || fail "terminal and syslog differ"
