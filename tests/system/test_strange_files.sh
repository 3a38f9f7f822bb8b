#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What else lies in folders: what nobody may open, what is gone before it can be opened, what is no
# file, links that lead nowhere, hostile names, very many files. The daemon lives and says what it
# must.
build=$1
. "$(dirname "$0")/../support/daemon.sh"

# As a user for whom permissions hold.
unprivileged=
if [ "$(id -u)" = 0 ]; then
    command -v setpriv >/dev/null || {
        echo "no setpriv"
        exit 77
    }
    unprivileged='setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs'
fi
answers() {
    timeout 60 "$build/duly" status --config "$dir/duly.yaml" --sync >"$dir/answer" 2>&1 ||
        fail "no answer to status --sync: $(cat "$dir/answer")"
}

# Programs and rules may lie where that user cannot look.
cp -R rules "$dir/rules"
cp "$build/duly" "$build/duly-text" "$dir"
rules=$dir/rules && configuration
mkdir "$dir/state" "$dir/run"
sink_comes
if [ -n "$unprivileged" ]; then
    chmod 777 "$dir/log"
    chown 65534:65534 "$dir/state" "$dir/run"
    chmod 755 "$dir"
    chmod -R go+rX "$dir/rules" "$dir/duly" "$dir/duly-text" "$dir/duly.yaml" "$dir/docs"
fi
mkdir "$dir/docs/closed" "$dir/docs/open"
faulty >"$dir/docs/closed/inside.txt"
faulty >"$dir/docs/first.txt"
faulty >"$dir/docs/secret.txt"
chmod 000 "$dir/docs/closed" "$dir/docs/secret.txt"
# shellcheck disable=SC2086
$unprivileged "$dir/duly" watch --stderr --language en --config "$dir/duly.yaml" 2>"$dir/said" &
daemon=$!
running="$running $daemon"
comes "$dir/said" '^SCAN_DONE '

# What may not be opened is said to be so, and not counted as clean.
comes "$dir/said" '^WATCH_DEGRADED .*/docs/closed'
comes "$dir/said" '^UNKNOWN .*/docs/secret.txt'
chmod 755 "$dir/docs/closed"
comes "$dir/said" 'VIOLATION .*date.impossible .*/closed/inside.txt'
chmod 644 "$dir/docs/secret.txt"
comes "$dir/said" 'VIOLATION .*date.impossible .*/secret.txt'
comes "$dir/said" '^RESOLVED .*document.unreadable .*/secret.txt'
answers

# No document, and never opened: opening the pipe would wait for ever.
for name in pipe.txt pipe.md open/pipe.txt; do
    mkfifo "$dir/docs/$name"
done
"$build/tests/system/sink" "$dir/docs/socket.txt" /dev/null &
running="$running $!"
[ "$(id -u)" != 0 ] || mknod "$dir/docs/device.txt" c 1 5 2>/dev/null || :
ln -s . "$dir/docs/loop"
ln -s "$dir/docs/first.txt" "$dir/docs/link.txt"
ln -s link-b.txt "$dir/docs/link-a.txt"
ln -s link-a.txt "$dir/docs/link-b.txt"
ln -s /dev/zero "$dir/docs/zero.txt"
mkdir "$dir/docs/folder.txt"
faulty >"$dir/docs/folder.txt/in.txt"
answers
comes "$dir/said" 'VIOLATION .*/folder.txt/in.txt'

# Gone between the event and the opening, again and again; and one name that is never the same.
i=0
while [ "$i" -lt 400 ]; do
    i=$((i + 1))
    faulty >"$dir/docs/gone-$((i % 7)).txt"
    rm "$dir/docs/gone-$((i % 7)).txt"
    case $((i % 4)) in
    0) mkdir "$dir/docs/changing.txt" ;;
    1) rmdir "$dir/docs/changing.txt" ;;
    2) mkfifo "$dir/docs/changing.txt" ;;
    3) rm "$dir/docs/changing.txt" ;;
    esac 2>/dev/null || :
done
mkdir -p "$dir/docs/deep/er/est"
faulty >"$dir/docs/deep/er/est/x.txt"
rm -r "$dir/docs/deep"
answers

# Names that would forge a line, switch the terminal, or end a quotation.
for name in "$(printf 'new\nline <8>sshd[1]: forged.txt')" "$(printf 'bell\a\033[31m.txt')" \
    "$(printf 'bad\377\376utf8.txt')" "$(printf 'bidi\342\200\256txt.exe.txt')" \
    "quote\"'; DROP TABLE files; --.txt" 'back\slash.txt' '%s%n%d.txt' '-rf.txt' ' blank .txt' \
    "$(printf '%0251d' 7).txt" '@cee: {"msg":"no"}.txt' '$(touch x).txt'; do
    faulty >"$dir/docs/open/$name"
done
long=$dir/docs/long
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13; do
    long=$long/$(printf '%0200d' "$i")
done
mkdir -p "$long"
faulty >"$long/deep.txt"
answers
grep -q 'loop/\|link\|pipe\|socket\|device\|zero' "$dir/said" && fail "what is no document is spoken of"

# Very many files in one folder: other documents are judged meanwhile.
mkdir "$dir/many"
(cd "$dir/many" && seq -f 'file-%06.0f.txt' 100000 | xargs touch)
faulty >"$dir/many/file-050000.txt"
mv "$dir/many" "$dir/docs/many"
faulty >"$dir/docs/late.txt"
comes "$dir/said" 'late.txt\|GROUP'
answers
[ "$(status_number documents)" -gt 100000 ] || fail "only $(status_number documents) documents"
rm -r "$dir/docs/many"
answers
[ "$(status_number documents)" -lt 100 ] || fail "$(status_number documents) documents are left"
printf 'the longest step: %s ms\n' "$(status_number longest_ms)"

# Nothing is left of the daemon's doubts: it believes what is, and every line is one of ours.
believes_what_is
stopped
sink_goes
told
printable=$(LC_ALL=C tr -d '\12\40-\176\200-\377' <"$dir/received" | wc -c)
[ "$printable" = 0 ] || fail "control characters in what was told"
