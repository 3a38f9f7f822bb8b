#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The unit as `make install` writes it: systemd finds no fault in it, and little to attack.
build=$(realpath "$1")
command -v systemd-analyze >/dev/null || {
    echo 'no systemd-analyze here'
    exit 77
}
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
make -s install B="$build" DESTDIR="$root" PREFIX=/usr >"$root/log" 2>&1 || {
    cat "$root/log"
    exit 1
}
unit=$(find "$root" -name 'duly@.service')
[ -n "$unit" ] || {
    echo 'make install installed no unit'
    exit 1
}
grep -q '@[A-Z]*@' "$unit" && {
    echo 'a path is not filled in'
    exit 1
}
# verify wants the program where the unit says that it is.
sed "s|=/usr/bin/duly|=$root/usr/bin/duly|" "$unit" >"$root/duly@srv.service"
out=$(systemd-analyze verify --man=no "$root/duly@srv.service" 2>&1)
[ -z "$out" ] || {
    echo "$out"
    exit 1
}
exposure=$(systemd-analyze security --offline=true --no-pager "$root/duly@srv.service" |
    sed -n 's/.*exposure level for .*: \([0-9.]*\) .*/\1/p')
echo "exposure $exposure"
awk -v e="$exposure" 'BEGIN {exit !(e != "" && e <= 0.5)}'
