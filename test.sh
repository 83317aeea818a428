#!/usr/bin/env bash
# Builds everything with warnings as errors, checks the format, and runs every test; those that need
# a display get a virtual one.
set -euo pipefail
cd "$(dirname "$0")"
. cmake/packages.sh
require_packages $BUILD_PACKAGES $TEST_PACKAGES
cmake --preset test
cmake --build --preset test
cmake --build --preset test --target format-check
exec xvfb-run -a -s "-screen 0 1280x800x24 -noreset" ctest --preset test -j "$(nproc)"
