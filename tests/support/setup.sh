#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# setup.sh GOAL: installs the Debian packages that the goal needs and that are missing, and says so.
set -eu
build="gcc libc6-dev pkg-config libev-dev libyaml-dev libpcre2-dev libutf8proc-dev libseccomp-dev
       libcjson-dev libsqlite3-dev nettle-dev tzdata"
tests="libcmocka-dev mandoc rsyslog faketime mmdebstrap systemd-container"
lint="clang clang-format clang-tidy cppcheck libclang-rt-14-dev"
bench="ripgrep yara python3 procps"

need=$build
case " $* " in *" check "*) need="$need $tests" ;; esac
case " $* " in *" lint "*) need="$need $tests $lint" ;; esac
case " $* " in *" bench "*) need="$need $bench" ;; esac

command -v dpkg-query >/dev/null || {
    echo "not a Debian system: install the equivalents of: $need" >&2
    exit 0
}
missing=
for p in $need; do
    dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing="$missing $p"
done
[ -n "$missing" ] || exit 0

sudo=
if [ "$(id -u)" != 0 ]; then
    sudo=sudo
    command -v sudo >/dev/null || {
        echo "missing packages, and no sudo to install them:$missing" >&2
        exit 1
    }
fi
echo "installing with apt-get:$missing" >&2
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -q -o Dpkg::Use-Pty=0 >/dev/null
# shellcheck disable=SC2086
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >/dev/null
