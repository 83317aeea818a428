#!/usr/bin/env python3
"""tests/soak.py PROGRAM [MINUTES]: uses the window for about so long (30) without a display, training all the while.
Says how its memory, open files, threads and frame times were, and whether a run made after all that has the same bits
as one made after a single round of it. Exit code 1 when something grows, differs, or is complained about.

Needs Python's standard library and Mesa's EGL."""

import json
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
wait seconds 2
key c
wait seconds 1
key c
click Compare
click "Keep the selected run only"
key l
wait step 20
key l
wait step 20
"""
END = """
choose Resolution 64
set "sigma value" 7
open target:page
click Pause
key r
""" + 20 * "key s\n" + """
wait step 20
key ctrl+e
choose What "Network (safetensors)"
click Save
wait message network.safetensors
"""
MAX_MB_PER_MINUTE = 1


def held(pid):
    """(resident MB, open files, threads) of the process, or None when it is gone."""
    process = Path(f"/proc/{pid}")
    try:
        status = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines())
        files = len(list((process / "fd").iterdir()))
        return int(status["VmRSS"].split()[0]) / 1024, files, int(status["Threads"])
    except (FileNotFoundError, KeyError, ProcessLookupError):
        return None


def use(program, folder, rounds):
    """What was held each second, and the seconds; the network and the measurements are in the folder."""
    script = folder / "soak.txt"
    script.write_text("within 300\n" + ROUND * rounds + END)
    begin = time.monotonic()
    process = subprocess.Popen(
        [program, "--threads", "1", "--script", script, "--stats", folder / "stats.json"], cwd=folder,
        env={"HOME": str(folder), "PATH": "/usr/bin:/bin", "LANG": "C"}, stderr=subprocess.PIPE, text=True)
    seen = []
    while process.poll() is None:
        seen.append(held(process.pid))
        time.sleep(1)
    said = process.stderr.read()
    if process.returncode or said:
        sys.exit(f"exit code {process.returncode}: {said}")
    return [now for now in seen if now], time.monotonic() - begin


def slope(values):
    """Of a line through values a second apart, per minute."""
    return 60 * statistics.linear_regression(range(len(values)), values).slope


def main():
    program = str(Path(sys.argv[1]).resolve())
    minutes = float(sys.argv[2]) if len(sys.argv) > 2 else 30
    with tempfile.TemporaryDirectory() as short, tempfile.TemporaryDirectory() as long:
        _, seconds = use(program, Path(short), 1)
        rounds = max(2, round(60 * minutes / seconds))
        seen, seconds = use(program, Path(long), rounds)
        networks = [(Path(folder) / "fourierscope-exports" / "network.safetensors").read_bytes()
                    for folder in (short, long)]
        stats = json.loads((Path(long) / "stats.json").read_text())
    settled = seen[len(seen) // 5:]
    memory, files, threads = zip(*settled)
    print(f"{rounds} rounds in {seconds / 60:.1f} minutes")
    print(f"memory: {memory[0]:.0f} MB, later {memory[-1]:.0f}, at most {max(memory):.0f}; "
          f"{slope(memory):+.2f} MB a minute")
    print(f"open files: at most {max(files)}; threads: at most {max(threads)}")
    print(f"{stats['frames']} frames, p99 {stats['frame_p99_ms']:.1f} ms")
    same = networks[0] == networks[1]
    print("a run after it has the same bits" if same else "A RUN AFTER IT HAS OTHER BITS")
    return 0 if same and slope(memory) < MAX_MB_PER_MINUTE and max(files) < 2 * min(files) else 1


if __name__ == "__main__":
    sys.exit(main())
