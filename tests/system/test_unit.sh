#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What `make install` puts there is whole and complete, and `make uninstall` leaves nothing of it; in
# the unit systemd finds no fault, and little to attack.
set -u
build=$(realpath "$1")
command -v systemd-analyze >/dev/null || {
    echo 'no systemd-analyze here'
    exit 77
}
cd "$(dirname "$0")/../.." || exit 1
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
wrong() {
    printf 'wrong: %s\n' "$*"
    exit 1
}
# As a packager has it who says nothing about permissions.
(umask 077 && make -s install B="$build" DESTDIR="$root" PREFIX=/usr UNITDIR=/usr/lib/systemd/system \
    >"$root.log" 2>&1) || { cat "$root.log" && wrong 'make install'; }
rm -f "$root.log"

for file in bin/duly libexec/duly/duly-text share/duly/rules/general/pack.yaml \
    lib/systemd/system/duly.service lib/sysusers.d/duly.conf lib/systemd/catalog/duly.catalog \
    share/doc/duly/duly.yaml $(for page in man/*.[1-8]; do
        echo "share/man/man${page##*.}/${page##*/}"
    done) $(for recipe in systemd/recipes/*; do echo "share/doc/duly/recipes/${recipe##*/}"; done); do
    [ -s "$root/usr/$file" ] || wrong "no $file"
done
closed=$(find "$root/usr" ! -perm -o=r -o -type d ! -perm -o=x)
[ -z "$closed" ] || wrong "not for everybody: $closed"
left=$(grep -rlI '@[A-Z]*DIR@' "$root/usr" || :)
[ -z "$left" ] || wrong "paths are not filled in: $left"
"$root/usr/bin/duly" rules lint "$root/usr/share/duly/rules/general" >/dev/null ||
    wrong 'the installed program finds fault with the installed rules'

# verify wants the program where the unit says that it is.
unit=$root/usr/lib/systemd/system/duly.service
sed "s|=/usr/bin/duly|=$root/usr/bin/duly|" "$unit" >"$root/duly.service"
out=$(systemd-analyze verify --man=no "$root/duly.service" 2>&1)
[ -z "$out" ] || wrong "$out"
exposure=$(systemd-analyze security --offline=true --no-pager "$root/duly.service" |
    sed -n 's/.*exposure level for .*: \([0-9.]*\) .*/\1/p')
echo "exposure $exposure"
awk -v e="$exposure" 'BEGIN {exit !(e != "" && e <= 0.3)}' || wrong 'there is more to attack'
rm "$root/duly.service"

# The user and the catalog, by systemd's own programs.
mkdir -p "$root/etc"
systemd-sysusers --root="$root" duly.conf >/dev/null 2>&1 &&
    grep -q '^duly:[^:]*:[0-9]*:[0-9]*:.*:/var/lib/duly:' "$root/etc/passwd" || wrong 'no user duly'
mkdir -p "$root/var/lib/systemd/catalog"
journalctl --root="$root" --update-catalog 2>/dev/null || wrong 'the catalog cannot be read'
[ "$(journalctl --root="$root" --list-catalog | grep -c 'duly: ')" = \
    "$(grep -c '^-- [0-9a-f]*$' "$root/usr/lib/systemd/catalog/duly.catalog")" ] ||
    wrong 'the catalog is not whole'
rm -r "${root:?}/etc" "${root:?}/var"

make -s uninstall B="$build" DESTDIR="$root" PREFIX=/usr UNITDIR=/usr/lib/systemd/system ||
    wrong 'make uninstall'
left=$(find "$root" ! -type d)
[ -z "$left" ] || wrong "left behind: $left"
