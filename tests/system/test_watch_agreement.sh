#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The real agreement dropped into a watched folder: a real rsyslogd writes its violations to a file.
build=$1
agreement=${DULY_SHARED:-../shared}/documents/000_30dbf4e2f17ddaad.txt
[ -f "$agreement" ] || {
    echo "the real agreement is not here"
    exit 77
}
. "$(dirname "$0")/../support/daemon.sh"
. "$(dirname "$0")/../support/receiver.sh"

receiver_comes
watching --rules rules/se.samverkan --rules rules/general --syslog "$dir/log" "$dir/docs"
comes "$dir/events" ' duly daemon.info SCAN_DONE '
cp "$agreement" "$dir/docs/agreement.txt"
comes "$dir/events" 'daemon.err FINDING_OPENED agreement.signatures-dated 154 .*/docs/agreement.txt$'
comes "$dir/events" 'daemon.err FINDING_OPENED agreement.numbering 96 '
comes "$dir/events" 'daemon.err FINDING_OPENED agreement.activity-within-schedule 50 '
comes "$dir/events" 'daemon.err FINDING_OPENED agreement.repayment 113 '
comes "$dir/events" 'daemon.err FINDING_OPENED agreement.called-amendment 126 '
comes "$dir/events" 'daemon.warning FINDING_OPENED agreement.signed-before-start 38 '
how_often "$dir/events" 'daemon.err FINDING_OPENED' 5
stopped
