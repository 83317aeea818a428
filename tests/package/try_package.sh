#!/usr/bin/env bash
# Builds the Debian package in a fresh chroot of RELEASE and tries it in another: installed with apt, run, removed.
#   sudo tests/package/try_package.sh RELEASE [--mirror URL] [--whole] [--keep]
# RELEASE is bookworm (12) or trixie (13); the mirror is the one this machine's apt uses unless it is given.
# --whole runs ./run.sh --build and ./test.sh there too. --keep leaves the folder. It takes 2 GB below $TMPDIR.
set -euo pipefail
. "$(dirname "$0")/chroot.sh"
enter_namespace "$0" "$@"

release="" mirror="" whole="" keep=""
while [ $# -gt 0 ]; do
  case "$1" in
    --mirror) mirror=$2 && shift ;;
    --whole) whole=yes ;;
    --keep) keep=yes ;;
    -*) echo "$0: unknown option $1" >&2 && exit 2 ;;
    *) release=$1 ;;
  esac
  shift
done
[ -n "$release" ] || { sed -n '2,5s/^# *//p' "$0" >&2 && exit 2; }
mirror=${mirror:-$(host_mirror)}
work=$(mktemp -d -t "try_package.XXXXXX")
chmod 755 "$work"
finish() {
  umount "$work"/*/proc 2>/dev/null || true
  if [ -n "$keep" ]; then echo "kept: $work"; else rm -rf "$work"; fi
}
trap finish EXIT
builder=$work/builder user=$work/user

build_package() {
  inside "$builder" apt-get install -y -q --no-install-recommends dpkg-dev file lintian
  inside "$builder" bash -c 'cd /src && nice ./run.sh --build && cd build/release && cpack -G DEB'
}

run_lintian() {
  inside "$builder" bash -c 'cd /src/build/release && lintian --fail-on error,warning --allow-root *.deb'
}

# Only what a fresh system has, and what the package depends on.
install_package() {
  inside "$user" apt-get install -y -q --no-install-recommends "/$deb"
}

# list_files: every file that packages or their scripts could have left.
list_files() {
  inside "$user" find / -xdev \( -path /proc -o -path /home -o -path /tmp -o -path /var/cache -o -path /var/log \
    -o -path /var/lib/apt -o -path /var/lib/dpkg -o -path /root \) -prune -o -print | sort
}

# none_in FILE TEXT: fails where the file has the text.
none_in() {
  if grep -aF -- "$2" "$1"; then return 1; fi
}

check_files() {
  local file
  for file in bin/fourierscope share/applications/fourierscope.desktop share/man/man1/fourierscope.1.gz \
    share/icons/hicolor/scalable/apps/fourierscope.svg share/bash-completion/completions/fourierscope \
    share/mime/packages/fourierscope.xml share/doc/fourierscope/copyright share/doc/fourierscope/changelog.Debian.gz; do
    [ -s "$user/usr/$file" ] || { echo "missing: /usr/$file"; return 1; }
  done
  inside "$user" ldd /usr/bin/fourierscope >"$work/libraries"
  none_in "$work/libraries" 'not found'
  compgen -G "$user/usr/lib/*/libGL.so.1"
  none_in "$user/usr/bin/fourierscope" /src/ # no path of the machine that built it
}

as_user() {
  inside "$user" runuser -u somebody -- env HOME=/home/somebody "$@"
}

run_program() {
  as_user fourierscope --version
  as_user fourierscope fit target:dead-leaves --size 64 --steps 20 --out /home/somebody/learned.png --json
  [ -s "$user/home/somebody/learned.png" ]
}

take_screenshot() {
  inside "$user" apt-get install -y -q --no-install-recommends xvfb xauth
  as_user xvfb-run -a -s "-screen 0 1280x800x24" fourierscope screenshot --after-steps 20 --out /home/somebody/window.png
  [ "$(stat -c %s "$user/home/somebody/window.png")" -gt 50000 ]
}

remove_package() {
  inside "$user" apt-get purge -y -q --autoremove fourierscope xvfb xauth
  list_files >"$work/after"
  diff "$work/before" "$work/after"
}

echo "release $release, $(nproc) processors"
log=$work/log
step "a fresh $release" bootstrap "$release" "$mirror" "$user"
inside "$user" apt-get update -q >>"$log"
umount "$user/proc"
cp -a "$user" "$builder"
copy_sources "$builder"
step "build the package" build_package
deb=$(cd "$builder/src/build/release" && ls ./*.deb)
deb=${deb#./}
cp "$builder/src/build/release/$deb" "$user/"
echo "$deb: $(stat -c %s "$user/$deb") bytes"
inside "$builder" dpkg-deb -f "/src/build/release/$deb" Installed-Size Depends Recommends Suggests
step "lintian finds neither errors nor warnings" run_lintian
inside "$user" useradd -m somebody
list_files >"$work/before"
step "apt installs it" install_package
step "its files are there and its libraries are found" check_files
step "it runs and fits" run_program
step "its window opens" take_screenshot
step "it is removed without a trace" remove_package
if [ -n "$whole" ]; then
  step "./test.sh" inside "$builder" bash -c 'cd /src && ./test.sh'
  grep -E 'tests passed|Total Test time' "$log"
fi
