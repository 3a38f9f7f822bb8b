#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# rsyslog-file.conf: 100,000 events with hostile names are understood field by field, and become one
# readable line each.
build=$1
. "$(dirname "$0")/../support/daemon.sh"
. "$(dirname "$0")/../support/recipe.sh"
count=100000

{ recipe a rsyslog-file.conf && fields a; } >"$dir/a.conf"
rsyslog a
"$say" "$dir/a/log" "$dir/expected" 1 $count
arrives "$dir/a/fields" $count 60
same "rsyslog" "$dir/expected" "$dir/a/fields"
arrives "$dir/a/duly.log" $count 5
readable "$dir/expected" >"$dir/readable"
cut -d ' ' -f 3- "$dir/a/duly.log" >"$dir/written"
same "duly.log" "$dir/readable" "$dir/written"
is_plain "$dir/a/duly.log"
grep -Evqc "^[0-9T:.+-]+ [^ ]+ [a-z]+ [A-Z_-]+ [a-z]+[ :]" "$dir/a/duly.log" && fail "a line of another form"

# An impostor does not get a second line either.
: >"$dir/a/duly.log"
kill -HUP "$receiver"
impostor a '@cee: {"msg":"one\nforged\u001b[2J","case":"c","path":"p\nforged","line":"1\n"}'
impostor a '@cee: {"msg":"two'
impostor a "$(printf 'three \033[2J\377 \302')"
impostor a '@cee: []'
arrives "$dir/a/duly.log" 4 5
has_lines "$dir/a/duly.log" 5 && fail "a forged line"
is_plain "$dir/a/duly.log"
exit 0
