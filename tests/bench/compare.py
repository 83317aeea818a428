#!/usr/bin/env python3
"""Training throughput beside another program's, measured in turn: medians and their ratio.

    compare.py --program PATH --peer PATH [--rounds 5] [--threads 2] [--seconds 5]
               [--image target:dead-leaves]

Both train the paper's image network (256 frequencies, 3 x 256 hidden, batches of 16384). The peer
is a script that takes --threads, --batch, --width, --features, --layers, --seconds and prints
"train N samples/s". Machines are noisy, so runs alternate and the ratio of the medians counts.
Exit code 1 when it is below --bar. Python's standard library only; the peer may need more.
"""
import argparse
import json
import re
import statistics
import subprocess
import sys

SHAPE = ["--features", "256", "--width", "256", "--layers", "4", "--batch", "16384"]
SIZE = "512"  # pixels a side: 65,536 training pixels, four batches


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--peer", required=True)
    parser.add_argument("--python", default="/usr/bin/python3", help="runs the peer")
    parser.add_argument("--image", default="target:dead-leaves")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seconds", type=int, default=5, help="about so long for each run")
    parser.add_argument("--bar", type=float, default=1.0, help="least ratio of the medians")
    return parser.parse_args()


def run(words):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{words[0]} failed with {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def ours(options, n_steps):
    """(samples/s, seconds of training)."""
    result = json.loads(run([options.program, "fit", options.image, *SHAPE, "--size", SIZE,
                             "--color", "rgb", "--lr", "1e-3", "--steps", n_steps,
                             "--threads", options.threads, "--json"]))
    return result["samples_per_s"], result["seconds"]


def peer(options):
    """Samples/s."""
    out = run([options.python, options.peer, *SHAPE, "--threads", options.threads,
               "--seconds", options.seconds])
    found = re.search(r"train ([0-9.]+) samples/s", out)
    if not found:
        sys.exit(f"{options.peer} printed no 'train N samples/s'")
    return float(found[1])


def main():
    options = parse_arguments()
    n_warm = 5
    _, warm_seconds = ours(options, n_warm)
    n_steps = max(n_warm, round(options.seconds * n_warm / warm_seconds))
    print("| round | fourierscope, samples/s | peer, samples/s |\n|---:|---:|---:|", flush=True)
    rates = []
    for i in range(options.rounds):
        rates.append((ours(options, n_steps)[0], peer(options)))
        print(f"| {i + 1} | {rates[-1][0]:.0f} | {rates[-1][1]:.0f} |", flush=True)
    medians = [statistics.median(values) for values in zip(*rates)]
    ratio = medians[0] / medians[1]
    print(f"| median | {medians[0]:.0f} | {medians[1]:.0f} |\n")
    print(f"{options.threads} threads: ratio of the medians {ratio:.2f}")
    if ratio < options.bar:
        sys.exit(f"below the bar of {options.bar:g}")


if __name__ == "__main__":
    main()
