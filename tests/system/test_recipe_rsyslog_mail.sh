#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# rsyslog-mail.conf: what is an error or worse is mailed, under a subject of one line whatever the
# file is called; a flood of events is no flood of mails.
build=$1
. "$(dirname "$0")/../support/daemon.sh"
. "$(dirname "$0")/../support/recipe.sh"

# receives NAME PAUSE: rsyslog with a mail server of its own, PAUSE microseconds between two mails.
receives() {
    "$build/tests/system/smtp_sink" "$dir/$1.mails" >"$dir/$1.port" &
    running="$running $!"
    within 5 test -s "$dir/$1.port" || fail "no mail server"
    {
        recipe "$1" rsyslog-file.conf
        recipe "$1" rsyslog-mail.conf -e "s|port=\"25\"|port=\"$(cat "$dir/$1.port")\"|" \
            -e "s|\(queue.dequeueSlowDown\)=\"30000000\"|\1=\"$2\"|"
    } >"$dir/$1.conf"
    rsyslog "$1"
}
mails() {
    grep -c '^=== ' "$dir/$1.mails"
}
has_ended() {
    [ ! -e "$dir/$1/pid" ]
}
has_mails() {
    [ "$(mails "$1")" -ge "$2" ]
}

# Each error is a mail, in order, and each mail is made of nothing but its event.
receives each 1
"$say" "$dir/each/log" "$dir/expected" 1 160
awk -F '\t' '$11 % 8 <= 3' "$dir/expected" >"$dir/errors"
count=$(wc -l <"$dir/errors")
within 30 has_mails each "$count" || fail "$(mails each) of $count mails"
# A mail is 24 lines; one line more, and all behind it are out of their place.
sed 's/\r$//' "$dir/each.mails" | awk -v OFS='\t' '
    { line[NR % 24] = $0 }
    NR % 24 == 0 { print line[2] ~ /^Date: / && line[10] == "" && line[0] == "", line[5], line[11],
                         line[13], line[14], line[15], line[16], line[20] }' >"$dir/got"
awk -F '\t' -v OFS='\t' '{ print 1, "Subject: [duly] " $2 " " $3 " " $5, $10, "Document: " $5,
    "Line:     " $6, "Case:     " $7, "Rule:     " $3, "Event:    " $2 ", number " $1 }' \
    "$dir/errors" >"$dir/meant"
same "mail" "$dir/meant" "$dir/got"
LC_ALL=C awk 'length > 998 { exit 1 }' "$dir/each.mails" || fail "a line longer than a mail may have"

# An impostor gets no header and no second mail.
impostor each '@cee: {"msg":"x\r\n.\r\nMAIL FROM: <x>","event":"E\r\nBcc: x","rule":"\nBcc: x","path":"\r\n\r\nx"}'
within 10 has_mails each $((count + 1)) || fail "no mail of an impostor"
sleep 0.3
[ "$(wc -l <"$dir/each.mails")" = $((24 * (count + 1))) ] || {
    tail -n 30 "$dir/each.mails"
    fail "a mail of an impostor with lines of his own"
}
! grep -q '^Bcc:' "$dir/each.mails" || fail "a forged header"

# 2,000 events at once: all are in the file, a mail comes now and then, and what waits is bounded.
receives flood 500000
"$say" "$dir/flood/log" "$dir/expected" 1 2000
arrives "$dir/flood/duly.log" 2000 20
within 20 has_mails flood 6 || fail "$(mails flood) mails of a flood"
tr -d '\r' <"$dir/flood.mails" | awk '$1 == "===" { if (last && $2 - last < 450) exit 1; last = $2 }' ||
    fail "mails of a flood come one upon the other"

# What waits outlives a restart. Once the pauses are over it comes, and it is a hundred or so.
kill "$(cat "$dir/flood/pid")"
within 20 has_ended flood || fail "rsyslogd does not end"
sed -i 's|dequeueSlowDown="500000"|dequeueSlowDown="1"|' "$dir/flood/conf"
rm -f "$dir/flood/log"
rsyslog_comes flood
within 20 has_mails flood 90 || fail "$(mails flood) mails of a flood, after the restart"
sleep 1
[ "$(mails flood)" -le 120 ] || fail "$(mails flood) mails of a flood"
echo "$(mails flood) mails of $(awk -F '\t' '$11 % 8 <= 3' "$dir/expected" | wc -l) errors at once"
