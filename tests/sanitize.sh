#!/usr/bin/env bash
# tests/sanitize.sh asan|tsan [CTEST ARGUMENTS]: builds everything with the sanitizer and runs the
# tests, on a virtual display. A report ends the test it is in.
set -euo pipefail
cd "$(dirname "$0")/.."
preset=${1:?usage: tests/sanitize.sh asan|tsan [ctest arguments]}
shift
. cmake/packages.sh
require_packages $BUILD_PACKAGES $TEST_PACKAGES
cmake --preset "$preset"
cmake --build --preset "$preset"
export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
export LSAN_OPTIONS=suppressions=$PWD/tests/suppressions/lsan.txt:print_suppressions=0
export TSAN_OPTIONS=suppressions=$PWD/tests/suppressions/tsan.txt:second_deadlock_stack=1
export UBSAN_OPTIONS=print_stacktrace=1
exec xvfb-run -a -s "-screen 0 1280x800x24 -noreset" ctest --preset "$preset" -j "$(nproc)" "$@"
