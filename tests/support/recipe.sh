# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# Sourced behind daemon.sh: a real rsyslogd that runs recipes as they are shipped, but for the folders
# and ports that belong to the system. Each receiver has a folder of its own, $dir/NAME.
PATH=$PATH:/usr/sbin:/sbin
support=$(realpath "$(dirname "$0")/../support")
recipes=$(realpath "$(dirname "$0")/../../systemd/recipes")
say=$build/tests/system/say_events
modules=$(dirname "$(find /usr/lib -name imuxsock.so 2>/dev/null | head -n 1)")
columns='seq event rule sev path line case id state msg'

# unpacked PACKAGE: the folder $root that it lies in, without being installed; its $libraries are
# found by those that are started with them as LD_LIBRARY_PATH. Where it cannot be had the test ends.
libraries=
unpacked() {
    status=0
    root=$("$support/unpack.sh" "$1" 2>"$dir/unpack.log") || status=$?
    [ "$status" = 0 ] || {
        cat "$dir/unpack.log"
        exit "$status"
    }
    for folder in $(find "$root" -name 'lib*.so.*' -printf '%h\n' | sort -u); do
        libraries=${libraries:+$libraries:}$folder
    done
}

# rsyslog NAME: with the configuration $dir/NAME.conf behind a socket, $dir/NAME/log.
rsyslog() {
    command -v rsyslogd >/dev/null || {
        echo "no rsyslogd"
        exit 77
    }
    mkdir -p "$dir/$1"
    {
        printf 'global(workDirectory="%s")\n' "$dir/$1"
        printf 'module(load="imuxsock" SysSock.Use="off")\n'
        printf 'input(type="imuxsock" Socket="%s" CreatePath="off")\n' "$dir/$1/log"
        cat "$dir/$1.conf"
    } >"$dir/$1/conf"
    rsyslogd -N1 -M "$modules" -f "$dir/$1/conf" >"$dir/$1/checked" 2>&1 || {
        cat "$dir/$1/checked"
        fail "rsyslogd does not like the recipes"
    }
    rsyslog_comes "$1"
}
rsyslog_comes() {
    rsyslogd -n -M "$modules" -f "$dir/$1/conf" -i "$dir/$1/pid" >>"$dir/$1/rsyslogd.log" 2>&1 &
    receiver=$!
    running="$running $receiver"
    within 10 test -S "$dir/$1/log" || {
        cat "$dir/$1/rsyslogd.log"
        fail "rsyslogd does not start"
    }
}

# recipe NAME FILE [SED_ARGUMENT...]: the recipe as receiver NAME is to have it.
recipe() {
    name=$1 file=$recipes/$2
    shift 2
    sed -e "s|/var/log/|$dir/$name/|; s|fileGroup=\"adm\"|fileGroup=\"$(id -gn)\"|" \
        -e "s|group(\"adm\")|group(\"$(id -gn)\")|" "$@" "$file"
}

# What rsyslog has understood of an event, in $dir/NAME/fields, as say_events tells it.
fields() {
    printf 'template(name="fields" type="string" string="'
    for column in $columns; do
        # shellcheck disable=SC2016
        printf '%%$!%s%%\\t' "$column"
    done
    printf '%%pri%%\\t%%procid%%\\n")\n'
    # shellcheck disable=SC2016
    printf 'if $programname == "duly" then action(type="omfile" file="%s" template="fields")\n' \
        "$dir/$1/fields"
}

has_lines() {
    [ "$(wc -l <"$1")" -ge "$2" ]
}

# arrives FILE LINES SECONDS
arrives() {
    within "$3" has_lines "$1" "$2" || fail "$(wc -l <"$1") of $2 lines in $1"
}

# same WHAT EXPECTED GOT
same() {
    cmp -s "$2" "$3" || {
        diff "$2" "$3" | head -n 20
        fail "$1: what was understood is not what was said"
    }
}

# The line that is to be read of each event, made of what it was to be understood as.
readable() {
    awk -F '\t' '
        BEGIN { split("emerg alert crit err warning notice info debug", severity, " ") }
        { place = ""
          if ($7 != "" && $5 != "")
              place = " (" $5 ($6 != "" ? ":" $6 : "") ")"
          print severity[$11 % 8 + 1] " " $10 place }' "$1"
}

# Nothing in the file that a terminal or a reader of lines could be led astray with.
is_plain() {
    ! LC_ALL=C grep -q '[[:cntrl:]]' "$1" || fail "control characters in $1"
    iconv -f UTF-8 -t UTF-8 "$1" >/dev/null 2>&1 || fail "invalid UTF-8 in $1"
}

# Somebody else who says of himself that he is duly.
impostor() {
    logger -u "$dir/$1/log" -t duly -p daemon.err -- "$2"
}
