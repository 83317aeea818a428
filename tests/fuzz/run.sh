#!/usr/bin/env bash
# tests/fuzz/run.sh [SECONDS [FUZZER...]]: builds the fuzzers with clang 16, ASan and UBSan, and runs
# each for so many seconds (60), or with RUNS=N for N inputs. What they find stays in
# build/fuzz/found, what they learned in build/fuzz/corpus. Exit code 1 when there is a finding.
set -euo pipefail
cd "$(dirname "$0")/../.."
. cmake/packages.sh
require_packages $BUILD_PACKAGES $TEST_PACKAGES clang-16 libclang-rt-16-dev
seconds=${1:-60}
shift || true
fuzzers=("${@:-image state network signal lesson arguments script}")
cmake --preset fuzz >/dev/null
cmake --build --preset fuzz
build/fuzz/tests/fuzz/make_seeds build/fuzz/seeds
mkdir -p build/fuzz/found
export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1
failed=0
for fuzzer in ${fuzzers[*]}; do
  mkdir -p "build/fuzz/corpus/$fuzzer"
  limit=(-max_total_time="$seconds")
  [ -n "${RUNS:-}" ] && limit=(-runs="$RUNS")
  log=build/fuzz/$fuzzer.log
  if build/fuzz/tests/fuzz/fuzz_"$fuzzer" "${limit[@]}" -timeout=10 -rss_limit_mb=2048 \
    -max_len=16384 -artifact_prefix="build/fuzz/found/$fuzzer-" -print_final_stats=1 \
    "build/fuzz/corpus/$fuzzer" "build/fuzz/seeds/$fuzzer" >"$log" 2>&1; then
    echo "$fuzzer: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs, no finding"
  else
    failed=1
    echo "$fuzzer: a finding, see $log"
    grep -E "ERROR|SUMMARY|broken promise|Test unit written" "$log" || true
  fi
done
exit $failed
