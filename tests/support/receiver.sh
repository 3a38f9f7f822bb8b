# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced behind daemon.sh: a real rsyslogd on the socket $dir/log, which writes each event's fields
# to $dir/events. receiver_comes and receiver_goes start and stop it.
PATH=$PATH:/usr/sbin:/sbin
command -v rsyslogd >/dev/null || {
    echo "no rsyslogd"
    exit 77
}

cat >"$dir/rsyslog.conf" <<END
global(workDirectory="$dir")
module(load="imuxsock" SysSock.Use="off")
module(load="mmjsonparse")
input(type="imuxsock" Socket="$dir/log" CreatePath="off" RateLimit.Interval="0")
template(name="fields" type="string"
  string="%\$!seq% %programname% %syslogfacility-text%.%syslogseverity-text% %\$!event% %\$!rule% %\$!line% %\$!path%\\n")
action(type="mmjsonparse")
action(type="omfile" file="$dir/events" template="fields")
END
receiver_comes() {
    rsyslogd -n -f "$dir/rsyslog.conf" -i "$dir/rsyslogd.pid" >"$dir/rsyslogd.log" 2>&1 &
    receiver=$!
    running="$running $receiver"
    within 10 test -S "$dir/log" || {
        cat "$dir/rsyslogd.log"
        fail "rsyslogd does not start"
    }
}
receiver_goes() {
    kill "$receiver"
    wait "$receiver" || :
    rm -f "$dir/log"
}
