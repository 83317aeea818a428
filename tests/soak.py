#!/usr/bin/env python3
"""tests/soak.py PROGRAM [MINUTES]: uses the window for so long (10) without a display, training all the while, and
watches what it holds: memory, open files, threads. Exit code 1 when one of them grows, or the program fails.

Needs Python's standard library and Mesa's EGL."""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUND = """
drag sigma 120 0
wait seconds 1
drag sigma -120 0
key t
key ctrl+l
key p
wait seconds 1
key p
key ctrl+l
key t
open target:page
wait step 20
key ctrl+z
key r
open target:dead-leaves
key n
wait seconds 1
key c
wait seconds 1
key ctrl+z
key c
click Remove
key l
wait step 20
key l
wait step 20
"""
GROWTH = 1.05  # of the memory, from the second fifth to the last
MB = 1024


def held(pid):
    """(resident kB, open files, threads) of the process, or None when it is gone."""
    process = Path(f"/proc/{pid}")
    try:
        status = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines())
        files = len(list((process / "fd").iterdir()))
        return int(status["VmRSS"].split()[0]), files, int(status["Threads"])
    except (FileNotFoundError, KeyError, ProcessLookupError):
        return None


def watch(program, script, folder, seconds):
    process = subprocess.Popen([program, "--script", script], cwd=folder,
                               env={"HOME": folder, "PATH": "/usr/bin:/bin", "LANG": "C"})
    seen, end = [], time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < end:
        now = held(process.pid)
        if now:
            seen.append(now)
        time.sleep(1)
    if process.poll() is None:
        process.terminate()
    process.wait()
    return seen, process.returncode


def main():
    program = str(Path(sys.argv[1]).resolve())
    seconds = 60 * float(sys.argv[2] if len(sys.argv) > 2 else 10)
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "soak.txt"
        script.write_text(ROUND * int(1 + seconds))  # more than there is time for
        seen, code = watch(program, str(script), folder, seconds)
    fifth = len(seen) // 5
    early, late = seen[fifth:2 * fifth], seen[-fifth:]
    failed = code != 0 or not fifth
    for i, (what, unit) in enumerate((("memory", MB), ("open files", 1), ("threads", 1))):
        before, after = (statistics.median(s[i] for s in part) / unit for part in (early, late))
        grows = after > GROWTH * before
        failed = failed or grows
        print(f"{what}: {before:.0f} -> {after:.0f}, at most {max(s[i] for s in seen) / unit:.0f}"
              f"{', GROWS' if grows else ''}")
    print(f"{len(seen)} s, exit code {code}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
