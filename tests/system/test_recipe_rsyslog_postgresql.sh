#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# rsyslog-postgresql.conf and postgresql.sql: every event is a row, once; the views tell the last
# state of each finding, what is missing and who is silent; nothing that comes in stops the rest.
build=$1
. "$(dirname "$0")/../support/daemon.sh"
. "$(dirname "$0")/../support/recipe.sh"
count=20000

# ---- a server of our own; it does not run as root ----

as_server=
[ "$(id -u)" != 0 ] || as_server='setpriv --reuid=nobody --regid=nogroup --clear-groups'
find_server() {
    find "$1/usr/lib/postgresql" -name initdb 2>/dev/null | sort -V | tail -n 1
}

initdb=$(find_server /)
[ -n "$initdb" ] || {
    unpacked postgresql
    $as_server test -x "$root" || { # a home that is closed to others
        cp -R "$root" "$dir/postgresql"
        libraries=$(printf '%s' "$libraries" | sed "s|$root|$dir/postgresql|g")
        root=$dir/postgresql
    }
    initdb=$(find_server "$root")
}
bin=${initdb%/*}
[ -e "$modules/ompgsql.so" ] || {
    unpacked rsyslog-pgsql
    modules=$modules:$(dirname "$(find "$root" -name ompgsql.so)")
}
export LD_LIBRARY_PATH="$libraries" LC_ALL=C.UTF-8

server=$dir/server
chmod 755 "$dir"
mkdir "$server"
[ "$(id -u)" != 0 ] || chown nobody "$server"
$as_server "$initdb" -D "$server/data" -U postgres -A trust -E UTF8 --no-sync >"$dir/initdb.log" 2>&1 || {
    cat "$dir/initdb.log"
    fail "initdb"
}
# The lines that postgresql.sql asks for.
{
    echo 'local  duly  duly_log  peer map=duly'
    cat "$server/data/pg_hba.conf"
} >"$dir/hba" && cp "$dir/hba" "$server/data/pg_hba.conf"
echo "duly  $(id -un)  duly_log" >>"$server/data/pg_ident.conf"
server_comes() {
    $as_server "$bin/postgres" -D "$server/data" -k "$server" -c listen_addresses= -c fsync=off -c jit=off \
        >>"$dir/postgres.log" 2>&1 &
    running="$running $!"
    postgres=$!
    within 20 "$bin/psql" -h "$server" -U postgres -c 'SELECT 1' || {
        cat "$dir/postgres.log"
        fail "PostgreSQL does not start"
    }
}
sql() {
    "$bin/psql" -X -h "$server" -U postgres -d duly -v ON_ERROR_STOP=1 -q -A -t -F "$(printf '\t')" "$@"
}
has_rows() { # has_rows TABLE COUNT
    [ "$(sql -c "SELECT count(*) FROM $1")" = "$2" ]
}
rows() {
    within 30 has_rows "$1" "$2" || fail "$(sql -c "SELECT count(*) FROM $1") of $2 rows in $1"
}

spills() {
    ls "$dir/a" | grep -q '^duly_postgresql\.0'
}

server_comes
"$bin/createuser" -h "$server" -U postgres duly_log
"$bin/createdb" -h "$server" -U postgres -E UTF8 -T template0 duly
sql -f "$recipes/postgresql.sql"
sql -f "$recipes/postgresql.sql" 2>/dev/null || fail "postgresql.sql cannot be run again"

# ---- every event is a row ----

{
    printf 'input(type="imuxsock" Socket="%s" CreatePath="off" ParseHostname="on" UseSpecialParser="off")\n' "$dir/a/far"
    recipe a rsyslog-file.conf
    recipe a rsyslog-postgresql.conf -e "s|/run/postgresql|$server|" \
        -e 's|resumeInterval="10"|resumeInterval="1"|; s|queue.size="20000"|queue.size="1000"|'
} >"$dir/a.conf"
rsyslog a
"$say" "$dir/a/log" "$dir/expected" 1 $count 777
rows duly_event $((count - 1))
for column in $columns; do
    list="${list:-}event ->> '$column', "
done
# Severity and process are not stored; the one is in `sev`, the other in `run`.
sql -c "SELECT ${list%, } FROM duly_event ORDER BY seq" >"$dir/got"
cut -f 1-10 "$dir/expected" >"$dir/meant"
same "PostgreSQL" "$dir/meant" "$dir/got"
rows duly_unread 0

# ---- the views ----

awk -F '\t' -v OFS='\t' '
    $8 != "" { state = $8 OFS ($2 == "FINDING_RESOLVED" ? "f" : "t") OFS $4 OFS $3 OFS $7 OFS $9
               last[$8] = state OFS $5 OFS $6 OFS $10 OFS $2 OFS $1 }
    END { for (id in last) print last[id] }' "$dir/expected" | LC_ALL=C sort >"$dir/meant"
sql -c 'SELECT id, open, severity, rule, "case", state, path, line, message, event, seq FROM finding' |
    LC_ALL=C sort >"$dir/got"
same "finding" "$dir/meant" "$dir/got"
[ "$(sql -c 'SELECT first, last, missing FROM gap')" = "$(printf '777\t777\t1')" ] ||
    fail "gap: $(sql -c 'SELECT * FROM gap')"
[ -z "$(sql -c 'SELECT * FROM silent')" ] || fail "silent: a machine that was just heard"
sql -c "BEGIN; UPDATE duly_event SET at = at - interval '3 hours'; SELECT count(*) FROM silent; ROLLBACK" |
    grep -qx 1 || fail "silent: a machine that was not heard for three hours"

# ---- what nobody would say honestly ----

impostor a '@cee: {"msg":"no number"}'
impostor a "@cee: {\"msg\":\"x\",\"run\":\"r\",\"seq\":\"1'); DROP TABLE duly_event; --\"}"
impostor a '@cee: {"msg":"nul \u0000","run":"r","seq":"none"}'
impostor a '@cee: {"msg":"much","run":"r","seq":1e99}'
impostor a "$(printf '@cee: {"msg":"\377\300\257 x","run":"r","seq":"none"}')"
impostor a '@cee: {"msg":"half","run":'
impostor a '@cee: []'
# From far away: the name of the machine is what the sender says.
perl -MSocket -e 'socket S, PF_UNIX, SOCK_DGRAM, 0; send S, $ARGV[1], 0, sockaddr_un $ARGV[0]' \
    "$dir/a/far" "$(printf '<27>1 2026-02-03T05:00:00Z \377\300 duly 1 - - @cee: {"msg":"far","run":"r","seq":"none"}')"

# ---- again, and while the database is away ----

"$say" "$dir/a/log" "$dir/again" 1 1000
rows duly_event $count
kill -INT "$postgres"
wait "$postgres" || :
"$say" "$dir/a/log" "$dir/away" $((count + 1)) $((count + 5000))
within 10 spills || fail "what waits is in memory only"
server_comes
rows duly_event $((count + 5000))
[ -z "$(sql -c 'SELECT * FROM gap')" ] || fail "gap: $(sql -c 'SELECT * FROM gap')"
rows duly_unread 6
[ "$(sql -c "SELECT host FROM duly_unread WHERE body ~ 'far'")" = '?' ] || fail "a machine of any name"

# rsyslog may add events, and nothing else.
for forbidden in 'SELECT * FROM duly_event' 'DELETE FROM duly_event' 'TABLE finding' 'CREATE TABLE t ()'; do
    ! "$bin/psql" -X -h "$server" -U duly_log -d duly -c "$forbidden" >/dev/null 2>&1 ||
        fail "duly_log may: $forbidden"
done
