#!/usr/bin/env bash
# Builds core and its tests for arm64 in a fresh chroot of RELEASE, and runs them there under qemu-user.
#   sudo tests/package/try_arm64.sh RELEASE [--mirror URL]
# RELEASE is bookworm (12) or trixie (13); the mirror is the one this machine's apt uses unless it is given.
set -euo pipefail
. "$(dirname "$0")/chroot.sh"
enter_namespace "$0" "$@"

[ $# -eq 1 ] || [ "${2:-}" = --mirror ] || { sed -n '2,4s/^# *//p' "$0" >&2 && exit 2; }
release=$1 mirror=${3:-$(host_mirror)}
work=$(mktemp -d -t try_arm64.XXXXXX)
trap 'umount "$work/system/proc" || true; rm -rf "$work"' EXIT
system=$work/system log=$work/log

install_tools() {
  inside "$system" dpkg --add-architecture arm64
  inside "$system" apt-get update -q
  inside "$system" apt-get install -y -q --no-install-recommends cmake ninja-build pkg-config g++-aarch64-linux-gnu \
    qemu-user-static libeigen3-dev nlohmann-json3-dev libfftw3-dev:arm64 libhwy-dev:arm64 libgtest-dev:arm64 \
    libgmock-dev:arm64
}

in_sources() {
  inside "$system" bash -c "cd /src && nice $*"
}

echo "release $release, $(nproc) processors"
step "a fresh $release" bootstrap "$release" "$mirror" "$system"
step "install the cross compiler and libraries" install_tools
copy_sources "$system"
step "configure" in_sources cmake --preset arm64
step "build" in_sources cmake --build --preset arm64
step "the tests" in_sources ctest --preset arm64 -j "$(nproc)"
grep -E 'tests passed|Total Test time' "$log"
