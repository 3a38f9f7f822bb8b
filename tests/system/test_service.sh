#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The service as `make install` puts it there, booted by systemd in a container: it reads, judges and
# logs through journald and rsyslog, reloads, and lives through what is done to it
# (tests/service/inside.sh).
set -u
build=$(realpath "$1")
cd "$(dirname "$0")/../.." || exit 1
. tests/support/container.sh
container_ready systemd dbus rsyslog acl tzdata libev4 libyaml-0-2 libsqlite3-0 libpcre2-8-0 \
    libutf8proc2 libseccomp2 libcjson1 libnettle8
work=$(mktemp -d "$container_kept/run-XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
mkdir "$work/out"
container_new "$work/root" || exit 1
make -s install B="$build" DESTDIR="$work/root" PREFIX=/usr UNITDIR=/usr/lib/systemd/system \
    >"$work/log" 2>&1 || {
    cat "$work/log"
    exit 1
}
systemd-sysusers --root="$work/root" duly.conf 2>"$work/log" || {
    cat "$work/log"
    exit 1
}
container_boot "$work/root" 150 /with/inside.sh "$PWD/tests/service" "$work/out"
status=$?
cat "$work/out/log"
exit $status
