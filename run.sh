#!/usr/bin/env bash
# Builds fourierscope, installing what is missing, and starts it.
#   ./run.sh [IMAGE] [settings]   the window          ./run.sh fit IMAGE ...   without a window
#   ./run.sh --build              builds only; the last line is the program's path
set -euo pipefail
program="$(cd "$(dirname "$0")" && pwd)/build/release/app/fourierscope"
(
  cd "$(dirname "$0")"
  . cmake/packages.sh
  require_packages $BUILD_PACKAGES
  [ -f build/release/build.ninja ] || cmake --preset release
  cmake --build --preset release
) >&2
if [ "${1:-}" = --build ]; then
  echo "$program"
  exit 0
fi
exec "$program" "$@"
