#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# After any mix of changes, what `duly watch` believes is what `duly check` finds in the same folder.
# SEED=n repeats a run.
build=$1
. "$(dirname "$0")/../support/daemon.sh"
seed=${SEED:-4711}

mkdir "$dir/texts"
faulty >"$dir/texts/faulty"
sound >"$dir/texts/sound"
printf 'nothing in particular\n' >"$dir/texts/plain"
printf 'Avtal\n\nUnderskrift\n\nStockholm 2024-01-\n' >"$dir/texts/unsigned"
: >"$dir/texts/empty"

# Operations by seed, run by one shell in the folder.
awk -v seed="$seed" -v texts="$dir/texts" '
function pick(words,  n, w) { n = split(words, w, " "); return w[int(rand() * n) + 1] }
function folder() { return pick("./ ./ d/ e/ d/f/ e/f/ e/d/") }
function name() { return folder() pick("a.txt b.txt c.md d.txt e.docx x.png .h.txt g.tmp") }
function text() { return texts "/" pick("faulty sound plain unsigned empty faulty") }
BEGIN {
    srand(seed)
    for (i = 0; i < 250; i++) {
        r = rand()
        if (r < 0.45) print "cat " text() " >" name()
        else if (r < 0.55) print "cat " text() " >g.tmp; mv g.tmp " name()
        else if (r < 0.65) print "mv " name() " " name()
        else if (r < 0.72) print "rm " name()
        else if (r < 0.82) print "mkdir -p " folder()
        else if (r < 0.88) print "mv " pick("d e d/f e/f") " " pick("d e d/f e/f e/d")
        else if (r < 0.90) print "rm -r " pick("d/f e/f e/d")
        else if (r < 0.94) print "ln -s " texts "/faulty " name()
        else if (r < 0.97) print "cat " text() " >>" name()
        else print "sleep 0." int(rand() * 9)
    }
}' >"$dir/operations"

watching --rules rules/general --syslog "$dir/nobody" "$dir/docs"
(cd "$dir/docs" && sh "$dir/operations") >/dev/null 2>&1 || :
sleep 4 # the longest that anything is waited for: an open file and two looks
stopped

"$build/duly" check --rules rules/general --fail-on critical --unknown-ok "$dir/docs" \
    >"$dir/check" 2>&1 || :
numbers() { sed -n "s/.*[^0-9]\\([0-9][0-9]*\\) documents*, \\([0-9]*\\) \\(open \\)*findings*.*/\\1 \\2/p"; }
believed=$(sed -n 's/^STOP / /p' "$dir/said" | numbers)
found=$(tail -n 1 "$dir/check" | sed 's/^/ /' | numbers)
[ -n "$found" ] || {
    cat "$dir/check"
    fail "check says nothing"
}
[ "$believed" = "$found" ] || {
    cat "$dir/check"
    fail "seed $seed: watch believes $believed, check finds $found (documents, findings)"
}
