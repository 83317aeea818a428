#!/usr/bin/env bash
# tests/fuzz/long.sh: every fuzzer for ten million inputs, which takes hours; see run.sh.
set -euo pipefail
RUNS=${RUNS:-10000000} exec "$(dirname "$0")/run.sh" 0 "$@"
