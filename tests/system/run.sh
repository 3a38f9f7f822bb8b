#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh BUILD_FOLDER: runs every tests/system/*.sh of the real programs; each gets the folder.
# Exit 77 of a script: it cannot be run here, and says why.
build=${1:?usage: run.sh BUILD_FOLDER}
passed=0 failed=0 skipped=0
mkdir -p "$build/tests/system"
for t in "$(dirname "$0")"/*.sh; do
    name=$(basename "$t" .sh)
    log=$build/tests/system/$name.log
    [ "$name" = run ] && continue
    "$t" "$build" >"$log" 2>&1
    case $? in
    0)
        printf '  SYSTEM %s\n' "$name"
        passed=$((passed + 1))
        ;;
    77)
        printf '  SKIP   %s: %s\n' "$name" "$(tail -n 1 "$log")"
        skipped=$((skipped + 1))
        ;;
    *)
        cat "$log"
        printf '  FAILED %s\n' "$name"
        failed=$((failed + 1))
        ;;
    esac
done
[ "$skipped" = 0 ] || printf '%d skipped\n' "$skipped"
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
