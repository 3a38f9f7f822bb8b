#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Run as root by systemd in the booted container of test_service.sh, where duly is installed and not
# yet configured. Each case goes on from what the one before it left.
exec >/out/log 2>&1
set -u
export LC_ALL=C.UTF-8
faults=0

fault() {
    printf '  FAULT: %s\n' "$*"
    faults=$((faults + 1))
}
check() { # WHAT COMMAND...
    local what=$1
    shift
    "$@" >/tmp/said 2>&1 || { fault "$what" && sed 's/^/    /' /tmp/said; }
}
check_not() {
    local what=$1
    shift
    ! "$@" >/tmp/said 2>&1 || { fault "$what" && sed 's/^/    /' /tmp/said; }
}
within() { # SECONDS COMMAND...: until the command succeeds
    local end=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        ((SECONDS <= end)) || return 1
        sleep 0.1
    done
}

# The system log as people read it.
log() { journalctl -t duly -o cat --no-pager; }
logged() { log | grep -q -e "$1"; }
times() { log | grep -c -e "$1"; }
comes() { within 10 logged "$1" || fault "not in the journal: $1"; }

property() { systemctl show -P "$1" duly; }
is() { [ "$(property "$1")" = "$2" ]; }
judged() { timeout 30 duly status --sync >/dev/null || fault 'not judged in time'; } # all that has happened
finding() { printf '"event":"FINDING_%s".*"rule":"date.impossible".*"path":"%s"' "$1" "$2"; }

# Each is another document: what was read once is not read again.
faulty() { printf 'Samarbetsavtal\n\n1 Avtalstid\nAvtalet gäller från den 31 februari 2024.\n%s\n' "$SRANDOM"; }
sound() { printf 'Samarbetsavtal\n\n1 Avtalstid\nAvtalet gäller från den 1 februari 2024.\n'; }

readers() { # their process numbers
    local comm
    for comm in /proc/[0-9]*/comm; do
        [ "$(cat "$comm" 2>/dev/null)" = duly-text ] && echo "${comm//[^0-9]/}"
    done
}

end() {
    [ "$faults" = 0 ] || {
        log | tail -n 60
        systemctl status duly --no-pager
        journalctl -u duly -o cat --no-pager -n 60
    }
    echo "$faults faults"
    exit $((faults > 0))
}

not_configured() {
    check 'a start without configuration is no failure' systemctl start duly
    check 'it is not started' is ActiveState inactive
    check 'its condition tells why' is ConditionResult no
}

configured() {
    mkdir -p /etc/duly/rules /srv/agreements
    cat >/etc/duly/duly.yaml <<END
duly: 1
language: en
roots:
  - {path: /srv/agreements, packs: [general]}
END
    chgrp adm /srv/agreements
    chmod 2750 /srv/agreements
    setfacl -R -m u:duly:rX -m d:u:duly:rX /srv/agreements
    faulty | tee /srv/agreements/first.txt >/srv/agreements/copy.txt
    chmod 640 /srv/agreements/*
    systemctl start duly || { fault 'it does not start' && end; }
    judged
    check 'it is active' is ActiveState active
    check 'it says what it does' grep -q '2 documents' <(property StatusText)
    comes '"event":"START"'
    comes '"event":"FINDING_GROUP".*"why":"first-scan"'
    comes '"event":"SCAN_DONE"'
    check 'its ledger is its own' [ "$(stat -c '%a %U' /var/lib/duly)" = '700 duly' ]
    check 'the ledger lies there' ls /var/lib/duly/ledger.db
}

speaks() {
    faulty >/srv/agreements/second.txt
    judged
    comes "$(finding OPENED .*/second.txt)"
    within 10 grep -q ' err VIOLATION error date.impossible.*second.txt' /var/log/duly.log ||
        fault "rsyslog: $(cat /var/log/duly.log)"
    sound >/srv/agreements/second.txt
    comes "$(finding RESOLVED .*/second.txt)"
    check 'nothing is written to standard error' [ -z "$(journalctl -u duly -t duly --no-pager -o cat \
        _TRANSPORT=stdout)" ]
}

# The jail within the service's own.
confined() {
    local reader main
    main=$(property MainPID)
    reader=$(readers | sed -n 1p)
    [ -n "$reader" ] || fault 'no reader'
    check 'a reader is first in line when memory runs out' grep -qx 1000 "/proc/$reader/oom_score_adj"
    check 'the daemon is not' grep -qx 0 "/proc/$main/oom_score_adj"
    check 'a reader has two filters' awk '/^Seccomp_filters:/ {exit !($2 >= 2)}' "/proc/$reader/status"
    check 'it has no capability' grep -qE '^CapBnd:\s0+$' "/proc/$main/status"
    check 'nothing can be written beside its own folders' \
        nsenter -t "$main" -m sh -c '! touch /srv/agreements/x /etc/x /usr/x 2>/dev/null'
}

# The doctor in the place of the daemon: all that the unit takes away is taken from it too.
within_the_unit() {
    local unit
    unit=$(property FragmentPath)
    sed -e 's|^ExecStart=.*|ExecStart=-/usr/bin/duly doctor|' -e 's/^Type=.*/Type=oneshot/' \
        -e '/^ExecReload=/d; /^WatchdogSec=/d; /^Restart/d; /^StateDirectory/d; /^RuntimeDirectory/d' \
        "$unit" >/run/systemd/system/within.service
    systemctl daemon-reload
    check 'the doctor runs there' systemctl start within
    journalctl -u within -o cat --no-pager >/tmp/within
    duly doctor >/tmp/without
    jail() { sed -n 's/.*a reader read a document in it: //p' "$1"; }
    check 'the jail is whole within the unit' [ "$(jail /tmp/within)" = "$(jail /tmp/without)" ]
    check 'there is one' grep -q 'system call filter' <(jail /tmp/within)
}

asked() {
    check 'root asks' duly status
    useradd -G duly member && useradd stranger
    check 'who is in the group asks' runuser -u member -- duly status
    check_not 'who is not does not' runuser -u stranger -- duly status
    check_not 'who is in the group reloads nothing' runuser -u member -- duly reload
    duly doctor >/tmp/doctor 2>&1
    check 'the doctor finds no fault' [ $? = 0 ]
    check 'the doctor says that it runs' grep -q 'a daemon runs as user duly' /tmp/doctor
    check_not 'a second daemon on the ledger' runuser -u duly -- duly watch
    check 'the first does not mind' is ActiveState active
}

pack() { # VERSION SEVERITY: a pack of this host
    mkdir -p /etc/duly/rules/local
    cat >/etc/duly/rules/local/pack.yaml <<END
duly: 1
pack: {id: local, version: $1, title: Of this host}
rules:
  words: {for: any, severity: $2, check: {mentions: [förlängning]}, message: No word on it}
END
}

reloaded() {
    sed -i 's/packs: \[general\]/packs: [general, local]/' /etc/duly/duly.yaml
    pack 1.0.0 warning
    check 'a reload takes good rules' systemctl reload duly
    comes '"event":"RULES_LOADED".*local 1.0.0'
    judged
    comes '"rule":"words"'
    pack 1.0.1 'no-such-severity'
    check_not 'a reload refuses a broken pack' systemctl reload duly
    comes '"event":"RULES_REJECTED"'
    check 'it is active all the same' is ActiveState active
    check 'what is wrong is told' grep -q 'no-such-severity' <(duly reload 2>&1)
    check 'status tells too' grep -q '^! the rules on disk are faulty' <(duly status)
}

# To the journal itself: fields, and what the catalog says; rsyslog gets the same text as before.
native() {
    printf 'syslog: {journal: on}\n' >>/etc/duly/duly.yaml
    check 'a reload takes it' systemctl reload duly
    faulty >/srv/agreements/native.txt
    comes "$(finding OPENED .*/native.txt)"
    check 'its fields are matched' grep -q 'VIOLATION error' \
        <(journalctl -o cat --no-pager DULY_EVENT=FINDING_OPENED DULY_RULE=date.impossible \
            DULY_PATH=/srv/agreements/native.txt PRIORITY=3)
    check 'the catalog explains it' grep -q ' Subject: A document breaks the rule date.impossible$' \
        <(journalctl -x -t duly --no-pager)
    within 10 grep -q ' err VIOLATION error date.impossible.*native.txt' /var/log/duly.log ||
        fault "rsyslog: $(cat /var/log/duly.log)"
    check 'the doctor sees it arrive' grep -q 'delivered to /run/systemd/journal/socket and seen in' \
        <(duly doctor)
    sed -i '/journal: on/d' /etc/duly/duly.yaml
    check 'a reload takes it back' systemctl reload duly
}

# As after a night: the pack is broken still.
restarted_with_broken_rules() {
    systemctl restart duly || fault 'no restart with a broken pack'
    judged
    check 'it is active' is ActiveState active
    faulty >/srv/agreements/third.txt
    comes "$(finding OPENED .*/third.txt)"
    rm -r /etc/duly/rules/local
    sed -i 's/, local\]/]/' /etc/duly/duly.yaml
    check 'a reload takes what is good again' systemctl reload duly
    judged
}

# In the middle of a document: it was handed to a reader that does not get on with it.
reader_killed() {
    local main old
    main=$(property MainPID)
    faulty >/srv/agreements/before.txt
    judged
    mapfile -t old < <(readers)
    kill -STOP "${old[@]}"
    faulty >/srv/agreements/middle.txt
    handed_out() { duly status | grep -q '1 to be read'; }
    within 10 handed_out || fault 'no reader is at work'
    kill -KILL "${old[@]}"
    comes "$(finding OPENED .*/middle.txt)"
    check 'the daemon lives' is MainPID "$main"
    check_not 'others read now' [ -d "/proc/${old[0]}" ]
    check_not 'the document is read' grep -q 'could not be read' <(duly status --sync)
}

stuck() {
    local before main
    mkdir -p /run/systemd/system/duly.service.d
    printf '[Service]\nWatchdogSec=2s\nTimeoutAbortSec=1s\nRestartSec=1s\n' \
        >/run/systemd/system/duly.service.d/watchdog.conf
    systemctl daemon-reload
    systemctl restart duly
    judged
    sleep 3
    check 'who is not stuck is left alone' is NRestarts 0
    before=$(times 'FINDING_')
    main=$(property MainPID)
    kill -STOP "$main"
    within 10 is Result watchdog || fault "not the watchdog: $(property Result)"
    restarted() { is ActiveState active && ! is MainPID "$main"; }
    within 10 restarted || fault 'it is not started again'
    check 'once' is NRestarts 1
    judged
    comes '"event":"STOP"\|"event":"START"'
    check 'what is known is not said again' [ "$(times 'FINDING_')" = "$before" ]
    faulty >/srv/agreements/fourth.txt
    comes "$(finding OPENED .*/fourth.txt)"
    rm /run/systemd/system/duly.service.d/watchdog.conf
    systemctl daemon-reload
}

# Files of others: what may not be read is told, and a capability reads it.
of_others() {
    faulty >/srv/agreements/private.txt
    setfacl -b /srv/agreements/private.txt
    chmod 600 /srv/agreements/private.txt
    chown member /srv/agreements/private.txt
    judged
    check 'it is counted as unreadable' grep -q '^! 1 document could not be read' <(duly status)
    check 'the doctor says what to do' grep -q 'setfacl .*/srv/agreements' <(duly doctor)
    check_not 'nobody has read it' logged "$(finding OPENED .*/private.txt)"
    printf '[Service]\nCapabilityBoundingSet=CAP_DAC_READ_SEARCH\nAmbientCapabilities=CAP_DAC_READ_SEARCH\nPrivateUsers=no\n' \
        >/run/systemd/system/duly.service.d/all.conf
    systemctl daemon-reload
    systemctl restart duly
    judged
    comes "$(finding OPENED .*/private.txt)"
    rm -r /run/systemd/system/duly.service.d
    systemctl daemon-reload
}

stopped() {
    systemctl stop duly
    check 'it ends well' is Result success
    check 'with status 0' is ExecMainStatus 0
    check 'it is inactive' is ActiveState inactive
    [ "$(log | tail -n 1 | grep -c '"event":"STOP"')" = 1 ] || fault 'STOP is not the last word'
    check 'its control socket is gone' [ ! -e /run/duly/control ]
    check_not 'nobody answers' duly status
    check 'the ledger is sound' duly ledger check
}

# Numbers of events: each once, none missing, over all restarts.
numbers() {
    log | sed -n 's/.*"seq":\([0-9]*\),.*/\1/p' >/tmp/numbers
    sort -n -u /tmp/numbers | cmp -s - <(seq 1 "$(sort -n /tmp/numbers | tail -n 1)") ||
        fault "numbers are missing: $(paste -sd ' ' /tmp/numbers)"
    check 'they come in order' sort -n -c /tmp/numbers
}

cp /usr/share/doc/duly/recipes/rsyslog-file.conf /etc/rsyslog.d/20-duly.conf
systemctl start rsyslog
journalctl --update-catalog
for case in not_configured configured speaks confined within_the_unit asked native reloaded restarted_with_broken_rules \
    reader_killed stuck of_others stopped numbers; do
    begun=$EPOCHREALTIME
    printf '%s\n' "$case"
    $case
    printf '%s %d ms\n' "$case" $(((${EPOCHREALTIME/./} - ${begun/./}) / 1000))
done
end
