#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# test_bad_input.sh BUILD_FOLDER: what a single document can do to the program, and what it gets.
set -u
here=$(realpath "$(dirname "$0")")
duly=$(realpath "$1")/duly general=$here/../../rules/general
work=$(mktemp -d)
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
cd "$work" || exit 1
export LC_ALL=C.UTF-8
bad=0

fail() {
    printf '    %s\n' "$*"
    bad=1
}

# expect WHAT STATUS PATTERN FILE...: exit status and a line of the output of check.
expect() {
    local what=$1 status=$2 pattern=$3 out got
    shift 3
    out=$("$duly" check --rules "$general" "$@" 2>&1)
    got=$?
    [ "$got" = "$status" ] || fail "$what: exit $got instead of $status: $out"
    grep -qE "$pattern" <<<"$out" || fail "$what: no line like '$pattern' in: $out"
}

: >empty.txt
expect 'empty file' 0 '^1 document, no findings' empty.txt
printf 'Avtal senast den 31 november 2025.\r\n\377\376\375 ogiltigt\n' >latin.txt
expect 'invalid UTF-8 is read as Windows-1252' 1 'date.impossible' latin.txt
head -c 100000 /dev/urandom >noise.txt
expect 'binary noise' 3 'document.unreadable' noise.txt
printf '%%PDF-1.7\n%%\342\343\317\323\n1 0 obj<</Type/Catalog>>endobj\n' >named.pdf
expect 'a format that is not read' 3 'document.unreadable' named.pdf
printf 'x' >legacy.doc
expect 'another one' 3 'document.unreadable' legacy.doc
truncate -s 200M sparse.txt
expect 'a file of 200 MB' 3 'file-size' sparse.txt
{
    head -c 10000000 /dev/zero | tr '\0' 'a'
    printf ' senast den 31 november 2025'
} >line.txt
expect 'a line of 10 MB' 1 'line.txt:1:1000[0-9]+: error' line.txt
printf 'Redovisas senast den 31 november 2025' | iconv -t UTF-16 >utf16.txt
expect 'UTF-16' 1 ':1:22: error' utf16.txt
mkfifo pipe.txt
mkdir tree && mkfifo tree/pipe.txt && printf 'x\n' >tree/a.txt
expect 'a FIFO in a folder is not opened' 0 '1 other file passed over' tree
expect 'a FIFO by name is said' 3 'document.unreadable' pipe.txt
ln -s loop loop
mkdir links && ln -s ../links links/self && printf 'x\n' >links/a.txt
expect 'links that lead in circles' 0 '^1 document' links
expect 'nothing there' 2 'no such file' missing.txt
mkdir none
expect 'a folder without documents' 2 'holds no document' none

# A name may hold anything but '/' and NUL; the output stays one line per finding, and clean.
hostile=$'na\nme\e[31m\u202etxt\377.txt'
printf 'Redovisas senast den 31 november 2025\n' >"$hostile"
out=$("$duly" check --quiet --rules "$general" "$hostile")
[ "$(grep -c 'date.impossible' <<<"$out")" = 1 ] || fail "hostile name: $out"
grep -q 'na\\x0ame\\x1b\[31m\\u{202e}txt\\xff.txt:1:22' <<<"$out" || fail "hostile name is not visible: $out"
LC_ALL=C grep -q $'[\033\377]' <<<"$out" && fail 'hostile name: raw bytes in the output'
"$duly" check --format json --rules "$general" "$hostile" | grep -qF '"na\\x0ame' ||
    fail 'hostile name: JSON'

# A pattern that explodes is bounded, unknown, and named with rule and document.
mkdir evil
cat >evil/pack.yaml <<'Y'
duly: 1
pack: {id: evil, version: 1.0.0, title: Evil, language: en}
rules:
  explodes:
    for: any
    severity: error
    check: {absent: ['re:(a+)+b$']}
    message: {sv: "x", en: "x"}
Y
head -c 3000 /dev/zero | tr '\0' 'a' >many-a.txt
printf ' b c\n' >>many-a.txt
out=$(timeout 60 "$duly" check --rules "$work/evil" many-a.txt 2>&1)
got=$?
[ $got = 3 ] || fail "exploding pattern: exit $got: $out"
grep -qE 'many-a.txt.*pattern-steps.*\[explodes\]' <<<"$out" || fail "exploding pattern: $out"

# A document that does not hold still.
yes 'Redovisas senast den 31 november 2025' | head -c 3000000 >moving.txt
(for _ in $(seq 400); do printf 'mer\n' >>moving.txt; sleep 0.005; done) &
writer=$!
out=$(timeout 60 "$duly" check --quiet --rules "$general" moving.txt 2>&1)
kill $writer 2>/dev/null
wait $writer 2>/dev/null
grep -qE 'document.unreadable|date.impossible' <<<"$out" || fail "moving document: $out"

# A folder that may not be listed is said, unless root may.
if [ "$(id -u)" != 0 ]; then
    mkdir closed && printf 'x\n' >closed/a.txt && chmod 0 closed
    expect 'closed folder' 3 'document.unreadable' closed
fi

# A planted personal number appears nowhere.
printf 'Kontakt: Eva Nor\303\251n, personnummer 811218-9876, 19811218-9876, 8112189876.\n\nStockholm 2024-01-02\n' >person.txt
cp person.txt '811218-9876.txt'
for command in 'check' 'check --format json' 'facts' 'facts --format json' 'explain' 'explain --format json'; do
    # shellcheck disable=SC2086
    for file in person.txt 811218-9876.txt; do
        "$duly" $command --rules "$general" "$file" 2>&1
    done
done >everything
grep -qE '811218|9876' everything && fail "a personal number got out: $(grep -E '811218|9876' everything | head -3)"
grep -q 'personal-number' everything || fail 'the planted personal number was not found'

exit $bad
