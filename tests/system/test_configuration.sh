#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What a configuration decides: packs for each root, the same for `duly check` and the daemon; and
# what holds when it cannot be used.
build=$1
. "$(dirname "$0")/../support/daemon.sh"

mkdir "$dir/rules" "$dir/docs/plain" "$dir/docs/full" "$dir/elsewhere"
cp -R rules/general rules/se.common rules/se.samverkan "$dir/rules/"
for folder in docs/plain docs/full elsewhere; do
    cp rules/se.samverkan/examples/agreement-faulty.txt "$dir/$folder/a.txt"
done
configure() { # PACK
    cat >"$dir/duly.yaml" <<END_OF_FILE
duly: 1
roots:
  - {path: ~/docs/plain, packs: [$1]}
  - {path: ~/docs/full, packs: [se.samverkan, general]}
rules: rules
zone: America/New_York
state: state
run: run
syslog: {socket: nobody}
END_OF_FILE
}
configure general

# found STATUS ARGUMENT...: the rules that speak in FILE, or what is complained of, in $dir/found
found() {
    wanted=$1
    shift
    status=0
    "$build/duly" check --config "$dir/duly.yaml" --quiet "$@" >"$dir/answer" 2>"$dir/complaint" ||
        status=$?
    [ "$status" = "$wanted" ] || {
        cat "$dir/answer" "$dir/complaint"
        fail "duly check $* ended with status $status instead of $wanted"
    }
    sed -n 's/.*\[\([a-z.-]*\)\]$/\1/p' "$dir/answer" | sort -u >"$dir/found"
}

# By the packs of its root, whatever way the file is named; elsewhere by every installed pack.
found 1 "$dir/docs/plain/a.txt"
! grep -q agreement "$dir/found" || fail 'a pack judged that the root does not name'
grep -q . "$dir/found" || fail 'general said nothing'
cp "$dir/found" "$dir/plain"
ln -s docs "$dir/link"
found 1 "$dir/link/plain/../plain/a.txt"
cmp -s "$dir/plain" "$dir/found" || fail 'another way to the file'
(cd "$dir/docs/plain" && found 1 a.txt) || exit 1
cmp -s "$dir/plain" "$dir/found" || fail 'a relative name'
found 1 "$dir/docs/full/a.txt"
grep -q agreement "$dir/found" || fail 'a pack of the root is missing'
cp "$dir/found" "$dir/full"
found 1 "$dir/elsewhere/a.txt"
cmp -s "$dir/full" "$dir/found" || fail 'beneath no root every pack judges'
found 1 --rules "$dir/rules/general" "$dir/docs/full/a.txt"
cmp -s "$dir/plain" "$dir/found" || fail '--rules does not win'

# Its zone counts, unless TZ is set.
found 1 --at 2021-01-01 --format json "$dir/docs"
grep -q '"at":[[:space:]]*"2021-01-01T00:00:00-05:00"' "$dir/answer" || fail 'the zone'
TZ=Asia/Tokyo found 1 --at 2021-01-01 --format json "$dir/docs"
grep -q '"at":[[:space:]]*"2021-01-01T00:00:00+09:00"' "$dir/answer" || fail 'a zone of TZ'

# A rule of a pack that does not judge here.
rule=$(comm -13 "$dir/plain" "$dir/full" | head -n 1)
"$build/duly" explain --config "$dir/duly.yaml" "$dir/docs/full/a.txt" "$rule" >"$dir/answer" ||
    fail "explain $rule"
! "$build/duly" explain --config "$dir/duly.yaml" "$dir/docs/plain/a.txt" "$rule" \
    2>"$dir/complaint" || fail "explain $rule where it is not in force"
grep -q "rule $rule is of pack se.samverkan, which does not judge this file" "$dir/complaint" ||
    fail "$(cat "$dir/complaint")"

# What cannot be used is told at its place, and nothing is judged.
configure generel
found 2 "$dir/docs"
grep -q "^$dir/duly.yaml:3:5: error: no pack is called 'generel' \[packs.missing\]\$" \
    "$dir/complaint" || fail "$(cat "$dir/complaint")"
grep -q "did you mean 'general'?" "$dir/complaint" || fail 'no advice'
[ ! -s "$dir/answer" ] || fail 'something was judged'
printf 'zonee: UTC\n' >>"$dir/duly.yaml"
found 2 "$dir/docs"
grep -q "duly.yaml:10:1: error: unknown key 'zonee' \[schema.unknown-key\]" "$dir/complaint" ||
    fail "$(cat "$dir/complaint")"
rm "$dir/duly.yaml"
found 2 "$dir/docs"
grep -q 'config.missing' "$dir/complaint" || fail "$(cat "$dir/complaint")"
configure general

# The daemon judges each root by its packs, as check does.
watch() {
    "$build/duly" watch --config "$dir/duly.yaml" --stderr 2>"$dir/said" &
    daemon=$!
    running="$running $daemon"
    within 20 "$build/duly" status --config "$dir/duly.yaml" --sync ||
        fail 'the daemon does not answer'
}
leave() { # SIGNAL
    kill -s "$1" "$daemon"
    wait "$daemon" 2>/dev/null || :
}
agrees() { # ROOT RULES
    "$build/duly" status --config "$dir/duly.yaml" --sync --dump >"$dir/dump" ||
        fail 'no view is dumped'
    sed -n "\\|^$dir/docs/$1/a.txt:|,/^[^ ]/s/^ *[a-z]* \\([a-z.-]*\\):[0-9]* .*/\\1/p" "$dir/dump" |
        sort -u >"$dir/told"
    diff "$2" "$dir/told" || fail "the daemon judges $1 by other packs than check"
}
mkdir "$dir/state" "$dir/run"
watch
agrees plain "$dir/plain"
agrees full "$dir/full"

# Another choice, and back.
cp "$dir/duly.yaml" "$dir/before"
sed 's/general\]}$/general, se.samverkan]}/' "$dir/before" >"$dir/duly.yaml"
"$build/duly" reload --config "$dir/duly.yaml" || fail 'the choice is refused'
agrees plain "$dir/full"
cp "$dir/before" "$dir/duly.yaml"
"$build/duly" reload --config "$dir/duly.yaml" || fail 'the first choice is refused'
agrees plain "$dir/plain"

# A slip of the pen: refused while it runs, and the last good ones hold over a restart.
printf 'rules:\n  x: {for: nothing}\n' >"$dir/rules/general/more.yaml"
! "$build/duly" reload --config "$dir/duly.yaml" >"$dir/answer" 2>&1 || fail 'a faulty pack is taken'
grep -q 'more.yaml:2:' "$dir/answer" || fail "$(cat "$dir/answer")"
leave KILL
watch
grep -q 'more.yaml:2:' "$dir/said" || fail 'the fault is not told'
agrees plain "$dir/plain"
echo 'zonee: UTC' >>"$dir/duly.yaml"
leave KILL
"$build/duly" watch --config "$dir/duly.yaml" --stderr 2>"$dir/said" &
daemon=$!
running="$running $daemon"
within 20 "$build/duly" status --config "$dir/before" --sync || fail 'a faulty file keeps it away'
grep -q 'zonee' "$dir/said" || fail 'the fault is not told'
rm "$dir/rules/general/more.yaml"
cp "$dir/before" "$dir/duly.yaml"
"$build/duly" reload --config "$dir/duly.yaml" || fail 'what was mended is refused'
agrees full "$dir/full"
leave TERM
