# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# Sourced: a Debian of its own, of the same release as this one, that systemd boots in a container.
# Its packages are fetched once and kept below build/container.
#
#   container_ready PACKAGE...   or ends with 77 and the reason
#   container_new FOLDER         a fresh one, beneath $container_kept
#   container_boot FOLDER SECONDS SCRIPT WITH OUT
#                                boots it, runs SCRIPT (a path in the container) as root, and ends
#                                with its status; the folder WITH is /with in there, OUT is /out and
#                                can be written to
container_kept=$(realpath "$(dirname "$0")/../..")/build/container

container_cannot() {
    echo "no container: $*"
    exit 77
}

container_ready() {
    [ "$(id -u)" = 0 ] || container_cannot 'only root may boot one'
    for program in systemd-nspawn mmdebstrap; do
        command -v "$program" >/dev/null || container_cannot "$program is not installed"
    done
    release=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
    [ -n "$release" ] || container_cannot 'this is no release of Debian'
    packages=$(echo "$*" | tr ' ' '\n' | sort | paste -sd ,)
    container_tree=$container_kept/$(echo "$release $packages" | md5sum | cut -c 1-16)
    [ -d "$container_tree" ] || container_fetch "$packages"
    said=$(systemd-nspawn --quiet --directory="$container_tree" --volatile=overlay --register=no \
        --keep-unit --private-network --console=pipe /bin/true 2>&1 </dev/null) ||
        container_cannot "systemd-nspawn cannot run here: $(echo "$said" | head -n 1)"
}

container_fetch() { # PACKAGES
    mkdir -p "$container_kept"
    mmdebstrap --quiet --variant=minbase --include="$1" \
        --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
        --dpkgopt='path-exclude=/usr/share/locale/*' \
        "$release" "$container_kept/new-$$" >"$container_kept/log" 2>&1 || {
        rm -rf "$container_kept/new-$$"
        container_cannot "mmdebstrap: $(grep -m 1 '^E:' "$container_kept/log")"
    }
    mv "$container_kept/new-$$" "$container_tree" # under its name only when it is whole
}

# Nothing in /usr is ever written to, only added and replaced: its files are shared.
container_new() {
    mkdir "$1" && cp -a --link "$container_tree/usr" "$1/usr" &&
        (cd "$container_tree" && tar -c --exclude=./usr .) | tar -x -C "$1"
}

# Without a name and a scope of its own nspawn asks nobody: there may be no system bus here. What it
# would keep from the container's programs, though the kernel has it, is let through.
container_boot() {
    timeout "$2" systemd-nspawn --quiet --directory="$1" --register=no --keep-unit --private-network \
        --system-call-filter='landlock_create_ruleset landlock_add_rule landlock_restrict_self' \
        --bind-ro="$4:/with" --bind="$5:/out" --console=pipe --boot \
        "systemd.run=$3" systemd.run_success_action=exit systemd.run_failure_action=exit </dev/null
}
