#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# unpack.sh PACKAGE: a Debian package, with the libraries that are missing for it, unpacked but not
# installed, so that a test may run a program that would put another one out of the system (rsyslog
# and syslog-ng exclude each other) or start a service. Prints the folder it lies in, below
# build/unpacked, where it is kept. Exit 77: it cannot be fetched, and why.
set -eu
package=${1:?usage: unpack.sh PACKAGE}
kept=$(realpath "$(dirname "$0")/../..")/build/unpacked
[ ! -d "$kept/$package" ] || {
    echo "$kept/$package"
    exit 0
}
cannot() {
    echo "$package cannot be fetched: $*" >&2
    exit 77
}
command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || cannot "not a Debian system"

# Its own parts, and of what it depends on the libraries that are not installed. LLVM would compile
# queries that nobody asks.
needs() {
    apt-get -s -o Dir::State::status=/dev/null install --no-install-recommends "$package" 2>/dev/null |
        awk -v own="^$package" '$1 == "Inst" && ($2 ~ own || $2 ~ /^lib/) { print $2 }' | sort -u |
        grep -Ev '^lib(llvm|z3|.*-perl$)' | while read -r name; do
        dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' &&
            [ "${name#lib}" != "$name" ] || echo "$name"
    done
}
list=$(needs)
if [ -z "$list" ] && [ "$(id -u)" = 0 ]; then
    apt-get update -q >/dev/null 2>&1 || :
    list=$(needs)
fi
[ -n "$list" ] || cannot "apt-get does not know it"

mkdir -p "$kept"
new=$(mktemp -d "$kept/new-XXXXXX")
trap 'rm -rf "$new"' EXIT
cd "$new"
# shellcheck disable=SC2086
apt-get download -q $list >log 2>&1 || cannot "$(grep -m 1 '^E:' log || tail -n 1 log)"
mkdir root
for deb in *.deb; do
    dpkg-deb -x "$deb" root
done
chmod 755 root
mv root "$kept/$package" 2>/dev/null || [ -d "$kept/$package" ]
echo "$kept/$package"
