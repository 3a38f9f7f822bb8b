#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh BUILD_FOLDER: what the program prints, against files that were reviewed by hand.
#   packs: every pack's own tests, with --require-tests
#   NAME/command + NAME/expected: output and exit status of a command, seconds taken out
#   agreement/: the real agreement, where DULY_SHARED (or ../shared) holds it
# ACCEPT=1 writes the expected files anew, for review.
set -u
here=$(realpath "$(dirname "$0")")
export DULY=$(realpath "$1")/duly LC_ALL=C.UTF-8 TZ=Europe/Stockholm
shared=$(realpath "${DULY_SHARED:-$here/../../../shared}" 2>/dev/null || true)
cd "$here/../.." || exit 1
passed=0 failed=0 skipped=0

verdict() { # NAME STATUS
    if [ "$2" = 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf '  FAILED %s\n' "$1"
    fi
}

steady() { sed -E 's/; [0-9]+\.[0-9]+ s$//; s/"version":\t"[^"]*"/"version":\t"-"/'; }

compare() { # NAME EXPECTED ACTUAL
    [ -z "${ACCEPT:-}" ] || cp "$3" "$2"
    diff -u "$2" "$3"
    verdict "$1" $?
}

actual=$(mktemp)
trap 'rm -f "$actual"' EXIT
for pack in rules/*/; do
    "$DULY" test --require-tests "$pack" >"$actual" 2>&1
    status=$?
    [ $status = 0 ] || cat "$actual"
    verdict "tests of $pack" $status
done
for folder in "$here"/*/; do
    name=$(basename "$folder")
    [ -f "$folder/command" ] || continue
    {
        bash "$folder/command" 2>&1
        echo "exit $?"
    } | steady >"$actual"
    compare "$name" "$folder/expected" "$actual"
done

# The complete output by its SHA-256, and in a form that can be reviewed: a line per finding.
agreement=$shared/documents/000_30dbf4e2f17ddaad.txt
if [ -f "$agreement" ]; then
    work=$(mktemp -d)
    cp "$agreement" "$work/agreement.txt"
    check() { (cd "$work" && "$DULY" check --language en --rules "$here/../../rules/se.samverkan" \
        --rules "$here/../../rules/general" "$@" agreement.txt); }
    {
        check --quiet >"$work/whole"
        echo "exit $?"
        grep -v '^ ' "$work/whole" | sed -E 's/^agreement.txt:?([0-9:]*): ([a-z]+): .* \[(.*)\]$/\1 \2 \3/'
        sha256sum <"$work/whole" | sed 's/ .*//; s/^/sha256 /'
    } >"$actual"
    compare 'the real agreement' "$here/agreement/expected" "$actual"
    rm -rf "$work"
else
    skipped=$((skipped + 1))
    printf '  SKIPPED the real agreement: it is not here\n'
fi
printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" = 0 ]
