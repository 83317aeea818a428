#!/usr/bin/env bash
# tests/coverage.sh [CTEST ARGUMENTS]: builds everything counting lines, runs the tests on a virtual display, and says
# which share of core's and app's lines they run. Exit code 1 below 95 % of core or 80 % of app, or when a test fails.
set -euo pipefail
cd "$(dirname "$0")/.."
. cmake/packages.sh
require_packages $BUILD_PACKAGES $TEST_PACKAGES
cmake --preset coverage
cmake --build --preset coverage
find build/coverage -name '*.gcda' -delete
xvfb-run -a -s "-screen 0 1280x800x24 -noreset" ctest --preset coverage -j "$(nproc)" "$@"
exec python3 tests/coverage.py build/coverage
