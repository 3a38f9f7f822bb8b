#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# test_output.sh BUILD_FOLDER: where output goes, and what it must not touch.
set -u
here=$(realpath "$(dirname "$0")")
duly=$(realpath "$1")/duly general=$here/../../rules/general
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
export LC_ALL=C.UTF-8
bad=0

fail() {
    printf '    %s\n' "$*"
    bad=1
}

check() { "$duly" check --rules "$general" "$@"; }

printf 'Redovisas senast den 31 november 2025.\n' >a.txt

# A file is written whole, with the mode that the umask leaves.
(umask 077 && check --quiet --output private a.txt)
grep -q 'date.impossible' private || fail "a file: $(cat private)"
[ "$(stat -c %a private)" = 600 ] || fail "a file's mode: $(stat -c %a private)"
(umask 022 && check --quiet --output public a.txt)
[ "$(stat -c %a public)" = 644 ] || fail "a file's mode: $(stat -c %a public)"

# A pipe is written to, never replaced.
mkfifo pipe
timeout 10 cat pipe >taken &
check --quiet --output pipe a.txt
wait $!
[ -p pipe ] || fail 'the pipe is one no more'
cmp -s taken private || fail "through a pipe: $(cat taken)"

# What cannot be written is said, and leaves nothing behind.
mkdir folder
check --output folder a.txt 2>said
[ $? = 2 ] && grep -q 'folder: ' said || fail "onto a folder: $(cat said)"
check --output none/x a.txt 2>said
[ $? = 2 ] && grep -q 'none/x: ' said || fail "into no folder: $(cat said)"
check a.txt >/dev/full 2>said
[ $? = 2 ] && grep -q 'standard output: ' said || fail "a full disk: $(cat said)"
compgen -G 'folder.*' >said && fail 'a temporary is left'

# Closed descriptors are no place for the files that are opened first.
check a.txt >&- 2>said
[ $? = 2 ] && grep -q 'standard output: ' said || fail "standard output is closed: $(cat said)"
check --quiet - <&- >said
[ $? = 3 ] && grep -q 'document.unreadable' said || fail "standard input is closed: $(cat said)"
printf 'Redovisas senast den 31 november 2025.\n' >./-
check --quiet - <&- >said
[ $? = 3 ] && grep -q 'document.unreadable' said || fail "standard input is closed, and a file named '-': $(cat said)"
check --quiet --output quiet a.txt 2>&-
[ $? = 1 ] && cmp -s quiet private || fail 'standard error is closed'

exit $bad
