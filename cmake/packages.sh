# Sourced by run.sh and test.sh: the Debian packages the program needs, and how they get here.
BUILD_PACKAGES="g++ cmake ninja-build pkg-config libeigen3-dev libfftw3-dev libhwy-dev libglfw3-dev libegl-dev libgl-dev libimgui-dev
  libstb-dev libfontconfig-dev libfreetype-dev libcli11-dev libgif-dev libseccomp-dev nlohmann-json3-dev python3-glad
  fonts-dejavu-core fonts-wqy-microhei"
TEST_PACKAGES="libgtest-dev libgmock-dev libbenchmark-dev clang-format clang-tidy xvfb xauth xdotool
  libgl1-mesa-dri zlib1g-dev python3 python3-numpy desktop-file-utils"

# require_packages PACKAGE...: installs those that are missing, or says what to install and stops.
require_packages() {
  local missing="" package
  if ! command -v apt-get >/dev/null; then
    [ -f build/release/build.ninja ] && return 0  # somebody has configured it: all is there
    echo "$0: this is not Debian; install what these Debian packages hold, run" \
      "'cmake --preset release', then try again:" $* >&2
    exit 1
  fi
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
      missing="$missing $package"
  done
  [ -z "$missing" ] && return 0
  echo "installing:$missing" >&2
  local as_root=""
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "$0: as root, install:$missing" >&2; exit 1; }
    as_root=sudo
  fi
  $as_root apt-get update -qq >&2
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >&2
}
