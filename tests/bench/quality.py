#!/usr/bin/env python3
"""Quality of fits beside an independent program's: mean PSNR over seeds, and whether they agree.

    quality.py IMAGE --program PATH --oracle PATH [--mappings none basic positional:4 gaussian:3
               gaussian:10] [--seeds 0 1 2] [--steps 2000] [--size 128] [--threads 2]

The oracle is a script that takes IMAGE and --mapping none|basic|posenc|gaussian, --sigma, --size,
--features, --width, --layers, --batch 0, --lr, --steps, --seed, --threads and ends with a line
"result ... train DB test DB ...". Both learn the Table 3 split of Tancik et al. 2020 in full
batches. Prints a Markdown table. Exit code 1 when a difference is beyond its bar:
  held-out  0.7 dB
  train     2 dB where the oracle's is under 40 dB; where it is higher, ours must be above 40 dB
            too (late Adam steps jump by several dB there)
Python's standard library only; the oracle may need more.
"""
import argparse
import json
import re
import statistics
import subprocess
import sys

HELDOUT_BAR_DB = 0.7
TRAIN_BAR_DB = 2.0
CONVERGED_DB = 40.0
NETWORK = ["--features", "256", "--width", "256", "--layers", "4", "--lr", "1e-3"]
ORACLE_NAMES = {"positional": "posenc"}
TABLE_HEAD = """\
| mapping | sigma | train | oracle | difference | held-out | oracle | difference | |
|---|---:|---:|---:|---:|---:|---:|---:|---|"""


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("image")
    parser.add_argument("--program", required=True)
    parser.add_argument("--oracle", required=True)
    parser.add_argument("--python", default="/usr/bin/python3", help="runs the oracle")
    parser.add_argument("--mappings", nargs="+", metavar="NAME[:SIGMA]",
                        default=["none", "basic", "positional:4", "gaussian:3", "gaussian:10"])
    parser.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2])
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--size", type=int, default=128)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def run(words):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{words[0]} failed with {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def common(options, mapping, sigma, seed):
    return [options.image, "--mapping", mapping, "--sigma", sigma, "--seed", seed, *NETWORK,
            "--size", options.size, "--steps", options.steps, "--threads", options.threads]


def fit_ours(options, mapping, sigma, seed):
    """(train, held-out) PSNR, dB."""
    result = json.loads(run([options.program, "fit", *common(options, mapping, sigma, seed),
                             "--batch", "full", "--color", "rgb", "--json"]))
    return result["train_psnr"], result["heldout_psnr"]


def fit_oracle(options, mapping, sigma, seed):
    name = ORACLE_NAMES.get(mapping, mapping)
    out = run([options.python, options.oracle, *common(options, name, sigma, seed), "--batch", 0,
               "--every", options.steps])
    result = re.search(r"^result .* train (\S+) test (\S+)", out, re.MULTILINE)
    if not result:
        sys.exit(f"{options.oracle} printed no result line")
    return float(result[1]), float(result[2])


def mean_over_seeds(fit, options, mapping, sigma):
    pairs = []
    for seed in options.seeds:
        print(f"{fit.__name__} {mapping} {sigma:g} seed {seed}", file=sys.stderr, flush=True)
        pairs.append(fit(options, mapping, sigma, seed))
    return [statistics.fmean(values) for values in zip(*pairs)]


def complaints(ours, oracle):
    """What is beyond its bar, for (train, held-out) means."""
    found = []
    if oracle[0] >= CONVERGED_DB:
        if ours[0] <= CONVERGED_DB:
            found.append("train")
    elif abs(ours[0] - oracle[0]) > TRAIN_BAR_DB:
        found.append("train")
    if abs(ours[1] - oracle[1]) > HELDOUT_BAR_DB:
        found.append("held-out")
    return found


def compare(options, mapping, sigma):
    """Prints one row; returns what is beyond its bar."""
    ours = mean_over_seeds(fit_ours, options, mapping, sigma)
    oracle = mean_over_seeds(fit_oracle, options, mapping, sigma)
    found = complaints(ours, oracle)
    cells = [f"{a:.2f} | {b:.2f} | {a - b:+.2f}" for a, b in zip(ours, oracle)]
    shown_sigma = f"{sigma:g}" if mapping not in ("none", "basic") else ""
    print(f"| {mapping} | {shown_sigma} | {' | '.join(cells)} | {', '.join(found)} |", flush=True)
    return found


def main():
    options = parse_arguments()
    print(TABLE_HEAD, flush=True)
    failed = []
    for name in options.mappings:
        mapping, _, sigma = name.partition(":")
        if compare(options, mapping, float(sigma or 1)):
            failed.append(name)
    seeds = ", ".join(map(str, options.seeds))
    print(f"\nPSNR in dB, {options.steps} full-batch steps at {options.size} x {options.size}, "
          f"means over seeds {seeds}.")
    if failed:
        sys.exit("beyond the bars: " + ", ".join(failed))


if __name__ == "__main__":
    main()
