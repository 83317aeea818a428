#!/usr/bin/env python3
"""tests/coverage.py BUILD: which share of the lines of core and app has run in a build that counts them, by folder.
Exit code 1 below 95 % of core or 80 % of app. Needs gcov."""

import collections
import gzip
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LEAST = {"core": 95, "app": 80}


def counted_lines(data):
    """{(file, line): whether it has run} of one object's counts, for files of LEAST's folders."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["gcov", "--json-format", str(data)], cwd=folder, check=True, capture_output=True)
        found = {}
        for path in Path(folder).glob("*.gcov.json.gz"):
            report = json.loads(gzip.decompress(path.read_bytes()))
            here = Path(report["current_working_directory"])
            for file in report["files"]:
                name = os.path.relpath(here / file["file"], ROOT)
                if name.split("/")[0] in LEAST:
                    for line in file["lines"]:
                        key = name, line["line_number"]
                        found[key] = found.get(key, False) or line["count"] > 0
        return found


def main():
    build = Path(sys.argv[1]).resolve()
    data = [path for path in build.rglob("*.gcda") if "CompilerId" not in str(path)]
    lines = {}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for found in pool.map(counted_lines, data):
            for key, has_run in found.items():
                lines[key] = lines.get(key, False) or has_run
    n, n_run = collections.Counter(), collections.Counter()
    for (name, _), has_run in lines.items():
        parts = name.split("/")
        for folder in {parts[0], "/".join(parts[:2])}:
            n[folder] += 1
            n_run[folder] += has_run
    for folder in sorted(n):
        print(f"{100 * n_run[folder] / n[folder]:5.1f} % of {n[folder]:5} lines of {folder}")
    return int(any(100 * n_run[top] < least * n[top] for top, least in LEAST.items()))


if __name__ == "__main__":
    sys.exit(main())
