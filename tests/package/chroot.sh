# shellcheck shell=bash
# Sourced by try_package.sh and try_arm64.sh: a fresh Debian in a folder, which nothing outlives.

# The first archive of Debian that this machine's own apt reads.
host_mirror() {
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' | head -n 1
}

# enter_namespace SCRIPT ARGUMENT...: runs the script again where its mounts and processes end with it.
enter_namespace() {
  if [ -n "${FSCOPE_IN_NAMESPACE:-}" ]; then
    trap 'exit 130' INT TERM # process 1 of a namespace ignores what it does not handle
    return
  fi
  [ "$(id -u)" -eq 0 ] || { echo "$0: needs root, for debootstrap and chroot" >&2; exit 1; }
  command -v debootstrap >/dev/null || { echo "$0: needs the package debootstrap" >&2; exit 1; }
  FSCOPE_IN_NAMESPACE=1 exec unshare --mount --pid --fork --kill-child "$@"
}

# bootstrap RELEASE MIRROR FOLDER: a minimal system, with the host's ways through proxies.
bootstrap() {
  debootstrap --variant=minbase "$1" "$3" "$2" >"$3.log" 2>&1 || { tail -n 20 "$3.log" >&2; return 1; }
  apt-config dump | grep -E '^Acquire::https?::Proxy' >"$3/etc/apt/apt.conf.d/proxy" || true
  printf '#!/bin/sh\nexit 101\n' >"$3/usr/sbin/policy-rc.d" # no daemon is started
  chmod +x "$3/usr/sbin/policy-rc.d"
}

# inside FOLDER COMMAND...: runs it as root in that system, with nothing of this one's environment.
inside() {
  local root=$1
  shift
  mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
    chroot "$root" "$@"
}

# copy_sources FOLDER: the work tree's files that git knows, to FOLDER/src.
copy_sources() {
  mkdir -p "$1/src"
  git -C "$(dirname "$0")/../.." ls-files -z | tar -C "$(dirname "$0")/../.." --null -T - -c | tar -C "$1/src" -x \
    --no-same-owner
}

# step TITLE COMMAND...: runs it with its words in the file $log, and says how long it took. It runs as a job of its
# own, since on the left of || bash would not stop at an error inside.
step() {
  local title=$1 start=$SECONDS
  shift
  "$@" >>"$log" 2>&1 &
  wait $! || { tail -n 40 "$log" && echo "failed: $title" && return 1; }
  echo "ok: $title ($((SECONDS - start)) s)"
}
