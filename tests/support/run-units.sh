#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# run-units.sh TEST...: runs each cmocka program; prints its log only if it fails; counts at the end.
passed=0 failed=0
for t; do
    log=$t.log
    if "$t" >"$log" 2>&1; then
        n=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) test.*/\1/p' "$log")
        printf '  TEST   %s: %s passed\n' "${t##*/}" "${n:-0}"
        passed=$((passed + ${n:-0}))
    else
        cat "$log"
        printf '  FAILED %s\n' "${t##*/}"
        failed=$((failed + 1))
    fi
done
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
