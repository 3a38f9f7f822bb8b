#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh BUILD_FOLDER: duly check beside cat, rg, yara and a plain Python validator, in one run on
# COUNT (5000) text files of 8 KB, warm cache: medians of RUNS (5) turns, peak memory, ratios.
# Numbers of one machine mean little; the ratios are what to compare.
set -euo pipefail
build=$(realpath "$1") here=$(realpath "$(dirname "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 "$here/generate.py" "$work/tree" "${COUNT:-5000}" 1
{
    n=0
    while IFS= read -r pattern; do
        n=$((n + 1))
        printf 'rule r%d { strings: $a = /%s/ condition: $a }\n' "$n" "${pattern//\//\\/}"
    done <"$here/patterns.txt"
} | sed 's/\^\[0-9\]/\\n[0-9]/' >"$work/rules.yar"

export TREE=$work/tree HERE=$here BUILD=$build WORK=$work
declare -A run=(
    [cat]='find "$TREE" -type f -print0 | xargs -0 cat'
    [rg]='rg -c -f "$HERE/patterns.txt" "$TREE"'
    [yara]='yara -r "$WORK/rules.yar" "$TREE"'
    [python]='python3 "$HERE/validate.py" "$HERE/patterns.txt" "$TREE"'
    [duly]='"$BUILD/duly" check --quiet --rules "$HERE/../../rules/general" --unknown-ok "$TREE"'
)
median() { sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

for name in cat rg yara python duly; do
    bash -c "${run[$name]}" >/dev/null 2>&1 || true # warm
done
for ((i = 0; i < ${RUNS:-5}; i++)); do
    for name in cat rg yara python duly; do
        echo "$name $("$build/tests/bench/measure" "${run[$name]}")" >>"$work/times"
    done
done
printf '%d files, %s\n' "$(find "$TREE" -type f | wc -l)" "$(du -sh --apparent-size "$TREE" | cut -f1)"
printf '%-8s %10s %10s %12s\n' program 'wall s' 'cpu s' 'peak KiB'
declare -A wall cpu
for name in cat rg yara python duly; do
    wall[$name]=$(awk -v n=$name '$1 == n {print $2}' "$work/times" | median)
    cpu[$name]=$(awk -v n=$name '$1 == n {print $3}' "$work/times" | median)
    peak=$(awk -v n=$name '$1 == n {print $4}' "$work/times" | median)
    printf '%-8s %10s %10s %12s\n' "$name" "${wall[$name]}" "${cpu[$name]}" "$peak"
done
for name in cat rg yara python; do
    awk -v w="${wall[duly]}" -v c="${cpu[duly]}" -v ow="${wall[$name]}" -v oc="${cpu[$name]}" -v n=$name \
        'BEGIN {printf "duly takes %.2f times as long as %s, and %.2f times the processor\n", w / ow, n, c / oc}'
done
