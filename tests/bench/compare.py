#!/usr/bin/env python3
"""How fast fourierscope is beside PyTorch and beside the machine's limit: a table of medians.

    compare.py --program PATH --peer PATH [--rounds 5] [--threads 2] [--seconds 2]

Every round runs `fourierscope bench` and the peers in turn, because machines are noisy; the medians
over the rounds count. --peer is a script that takes --threads, --batch, --width, --features,
--layers, --seconds and prints "train N samples/s"; --inference-peer (torch_peer.py beside this
file) prints "infer N samples/s". Peers run with 1 and with --threads threads, their BLAS too, and
the one with the better median counts. A third arrangement is shown beside it: one thread of the
peer's own, but its BLAS free to use all processors, which is faster for large layers and is not one
thread. Both sides compute the Fourier features in every step and evaluation. Exit code 1 when a
row is below its bar. Python's standard library only; the peers need more.
"""
import argparse
import json
import os
import re
import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

BATCHES = {"paper": 16384, "default": 4096, "small": 4096}
BARS = {"paper": 2.5, "default": 4, "small": 4}
INFERENCE_BAR = 3
PEAK_SHARE_BAR = 0.8
SCALING_BAR = 1.85
FREE_BLAS = "1 thread, BLAS free"
TABLE_HEAD = f"""
| what | ours | peer | ratio | bar | | peer, {FREE_BLAS} | ratio |
|---|---:|---:|---:|---:|---|---:|---:|"""


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--peer", required=True)
    parser.add_argument("--inference-peer", default=Path(__file__).with_name("torch_peer.py"))
    parser.add_argument("--python", default="/usr/bin/python3", help="runs the peers")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seconds", type=int, default=2, help="about so long for each rate")
    return parser.parse_args()


def run(*words, **variables):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True,
                          env=os.environ | variables)
    if done.returncode != 0:
        sys.exit(f"{words[0]} failed with {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def bench(options, section, *arguments):
    """The JSON that fourierscope bench prints for one section."""
    return json.loads(run(options.program, "bench", "--only", section, *arguments, "--threads",
                          options.threads, "--seconds", options.seconds, "--json", "-"))


def shape_of(network):
    return ["--features", network["features"] // 2, "--width", network["width"], "--layers",
            network["layers"]]


def arrangements(options):
    """Name -> threads of the peer, and of its BLAS."""
    counts = {f"{n} thread{'s'[:n > 1]}": (n, n) for n in sorted({1, options.threads})}
    return counts | {FREE_BLAS: (1, options.threads)}


def add_peer_rates(options, rates, what, script, word, *arguments):
    """Appends samples/s to rates[what, arrangement] for each arrangement."""
    for name, (n, n_blas) in arrangements(options).items():
        out = run(options.python, script, *arguments, "--threads", n, "--seconds",
                  options.seconds, OPENBLAS_NUM_THREADS=str(n_blas), MKL_NUM_THREADS=str(n_blas))
        found = re.search(word + r" ([0-9.]+) samples/s", out)
        if not found:
            sys.exit(f"{script} printed no '{word} N samples/s'")
        rates[what, name].append(float(found[1]))


def one_round(options, values):
    """Appends one number to each list of `values`: (what, who) -> numbers."""
    for name, batch in BATCHES.items():
        found = bench(options, "training", "--networks", name, "--batches", batch)
        shape = shape_of(found["networks"][0])
        values[f"training {name}", "ours"].append(found["training"][0]["samples_per_s"])
        values[f"peak share {name}", "ours"].append(found["training"][0]["peak_share"])
        add_peer_rates(options, values, f"training {name}", options.peer, "train", *shape,
                       "--batch", batch)
    found = bench(options, "inference", "--networks", "paper", "--batches", "full")
    values["inference", "ours"].append(found["inference"][0]["samples_per_s"])
    add_peer_rates(options, values, "inference", options.inference_peer, "infer",
                   *shape_of(found["networks"][0]))
    last = bench(options, "scaling", "--networks", "paper")["scaling"][-1]
    values["speedup", "ours"].append(last["speedup"])
    values["speedup of the peak", "ours"].append(last["peak_speedup"])


def with_spread(numbers):
    """Median and how far the rest lies from it."""
    middle = statistics.median(numbers)
    digits = 0 if middle > 100 else 2
    below, above = (100 * (edge / middle - 1) for edge in (min(numbers), max(numbers)))
    return f"{middle:,.{digits}f} ({below:+.0f} % {above:+.0f} %)"


def peer_row(options, values, what, title, bar):
    """A row against the better peer; whether it is at or above its bar."""
    ours = values[what, "ours"]
    middle = {name: statistics.median(values[what, name]) for name in arrangements(options)}
    best = max((name for name in middle if name != FREE_BLAS), key=middle.get)
    ratio = statistics.median(ours) / middle[best]
    verdict = "pass" if ratio >= bar else "FAIL"
    print(f"| {title}, samples/s | {with_spread(ours)} "
          f"| {with_spread(values[what, best])}, {best} | {ratio:.2f} | {bar:g} | {verdict} "
          f"| {with_spread(values[what, FREE_BLAS])} "
          f"| {statistics.median(ours) / middle[FREE_BLAS]:.2f} |")
    return ratio >= bar


def own_row(numbers, title, bar=None):
    """A row about ourselves alone; without a bar it is only for information."""
    passed = bar is None or statistics.median(numbers) >= bar
    verdict = "" if bar is None else "pass" if passed else "FAIL"
    print(f"| {title} | {with_spread(numbers)} | | | {'' if bar is None else bar} | {verdict} | | |")
    return passed


def main():
    options = parse_arguments()
    values = defaultdict(list)
    for i in range(options.rounds):
        print(f"round {i + 1} of {options.rounds}", file=sys.stderr, flush=True)
        one_round(options, values)
    n = options.threads
    print(f"{n} threads, medians of {options.rounds} rounds in turn (least and most against them)")
    print(TABLE_HEAD)
    passed = [peer_row(options, values, f"training {name}",
                       f"training, {name} network, batch {batch}", BARS[name])
              for name, batch in BATCHES.items()]
    passed.append(peer_row(options, values, "inference", "inference, paper network, 256 x 256",
                           INFERENCE_BAR))
    passed.append(own_row(values["peak share paper", "ours"],
                          "training, paper network, share of the multiply-add peak",
                          PEAK_SHARE_BAR))
    for name in ("default", "small"):
        own_row(values[f"peak share {name}", "ours"], f"the same, {name} network")
    if n > 1:
        passed.append(own_row(values["speedup", "ours"],
                              f"training, paper network, {n} threads against 1",
                              SCALING_BAR if n == 2 else None))
        own_row(values["speedup of the peak", "ours"], "the same of the multiply-add peak")
    if not all(passed):
        sys.exit("below a bar")


if __name__ == "__main__":
    main()
