#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# syslog-ng.conf: 100,000 events with hostile names are understood field by field, and become one
# readable line each.
build=$1
. "$(dirname "$0")/../support/daemon.sh"
. "$(dirname "$0")/../support/recipe.sh"
count=100000

# Installed it would put rsyslog out of the system.
if ! command -v syslog-ng >/dev/null; then
    unpacked syslog-ng-core
    parts=$(find "$root/usr/lib/syslog-ng" -name libjson-plugin.so)
    parts=${parts%/*}
    PATH=$PATH:$root/usr/sbin
fi

mkdir "$dir/a"
{
    echo '@version: 3.38'
    printf 'source s_src { unix-dgram("%s" log-fetch-limit(1000) log-iw-size(10000)); };\n' "$dir/a/log"
    recipe a syslog-ng.conf
    # shellcheck disable=SC2016
    printf 'destination d_fields { file("%s" template("' "$dir/a/fields"
    for column in $columns; do
        printf '${.duly.%s}\\t' "$column"
    done
    # shellcheck disable=SC2016
    printf '$PRI\\t$PID\\n")); };\nlog { source(s_src); parser(p_duly); destination(d_fields); };\n'
} >"$dir/a/conf"

ng() { # its process is the caller's, when it runs beside it
    exec env LD_LIBRARY_PATH="$libraries" syslog-ng ${parts:+--module-path="$parts"} -f "$dir/a/conf" \
        -R "$dir/a/persist" -c "$dir/a/control" -p "$dir/a/pid" "$@"
}
(ng --syntax-only) >"$dir/a/checked" 2>&1 || {
    cat "$dir/a/checked"
    fail "syslog-ng does not like the recipe"
}
ng -F >"$dir/a/syslog-ng.log" 2>&1 &
running="$running $!"
within 10 test -S "$dir/a/log" || {
    cat "$dir/a/syslog-ng.log"
    fail "syslog-ng does not start"
}

"$say" "$dir/a/log" "$dir/expected" 1 $count
arrives "$dir/a/fields" $count 60
same "syslog-ng" "$dir/expected" "$dir/a/fields"
arrives "$dir/a/duly.log" $count 30
readable "$dir/expected" >"$dir/readable"
cut -d ' ' -f 3- "$dir/a/duly.log" >"$dir/written"
same "duly.log" "$dir/readable" "$dir/written"
is_plain "$dir/a/duly.log"

# An impostor does not get a second line either.
impostor a '@cee: {"msg":"one\nforged\u001b[2J","case":"c","path":"p\nforged","line":"1\n"}'
impostor a '@cee: {"msg":"two'
impostor a "$(printf 'three \033[2J\nforged')"
impostor a '@cee: []'
arrives "$dir/a/duly.log" $((count + 4)) 5
has_lines "$dir/a/duly.log" $((count + 5)) && fail "a forged line"
is_plain "$dir/a/duly.log"
exit 0
