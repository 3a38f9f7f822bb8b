#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# test_jail.sh BUILD_FOLDER: the jail holds against a taken-over reader, and the real reader is in it.
set -u
build=$(cd "$1" && pwd)
malice=$build/tests/system/malice
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
faults=0
fault() {
    echo "FAULT: $*"
    faults=$((faults + 1))
}

# What must be met with refusal instead of death: last words are not worth a wrong cause of death.
refused=" write memory "
for name in $("$malice"); do
    ("$malice" "$name") >out 2>&1
    status=$?
    case "$refused" in
    *" $name "*) wanted=1 ;;
    *) wanted=159 ;; # 128 + SIGSYS
    esac
    [ "$name" = ordinary-work ] && wanted=0
    [ "$name" = other-architecture ] && [ "$status" = 139 ] && wanted=139 # the kernel has none
    [ "$status" = "$wanted" ] || fault "$name: status $status instead of $wanted: $(cat out)"
done
[ "$("$malice" | wc -l)" -gt 25 ] || fault "malice knows few things to try"

printf 'Avtal\n\nParterna \303\244r \303\266verens.\n' >document.txt
"$build/tests/system/inmate" "$build/duly-text" document.txt >inmate || fault "inmate: $?"
cat inmate
grep -qx 'read: read ' inmate || fault "the document was not read"
grep -q '^jail: no new privileges, .*system call filter' inmate || fault "it does not say its jail"
grep -q 'NoNewPrivs:[[:space:]]*1' inmate || fault "it may gain privileges"
grep -q 'Seccomp:[[:space:]]*2' inmate || fault "it has no filter"
grep -qx 'out of memory: 1000' inmate || fault "it is not the first to go when memory runs out"
if [ "$(id -u)" = 0 ]; then
    [ "$(grep -c '^descriptor ' inmate)" = 1 ] || fault "it has other descriptors than its socket"
    grep -q '^descriptor 0: socket:' inmate || fault "its descriptor is not its socket"
    grep -qx 'environment: empty' inmate || fault "it has an environment"
fi

# Run by hand it explains itself and reads nothing.
"$build/duly-text" </dev/null >out 2>&1
[ $? = 2 ] && grep -q 'started by duly' out || fault "duly-text by hand: $(cat out)"

echo "$faults faults"
[ "$faults" = 0 ]
