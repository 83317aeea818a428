#!/usr/bin/env python3
"""The sigma landscape against networks that were really trained.

    landscape.py IMAGE... --program PATH [--sigmas 1 2 3 5 7 10] [--size 128] [--steps 2000]
                 [--seed 0] [--time T] [--threads 2]

For every picture: what `landscape` predicts at each sigma, beside what `fit` reaches with the
paper's network (256 Gaussian frequencies, 3 x 256, full batches, Adam at 1e-3). A fit's last step
may be a jump of several dB, so beside it stands the median of the last tenth of its steps, where
the bars are held against. Prints a Markdown table a picture. Exit code 1 when
  - predicted and trained held-out PSNR differ by more than 1 dB for a sigma from 3 to 10, or
  - training at the sigma that is suggested would lose more than 0.7 dB against the best sigma
    trained (the trained curve is interpolated over log sigma).
Python's standard library only. A fit of the defaults takes about a minute on two cores.
"""
import argparse
import csv
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile

DIFFERENCE_BAR_DB = 1.0
LOSS_BAR_DB = 0.7
BAR_SIGMAS = (3, 10)
NETWORK = ["--mapping", "gaussian", "--features", "256", "--width", "256", "--layers", "4",
           "--batch", "full", "--lr", "1e-3", "--color", "rgb"]
TABLE_HEAD = """
| sigma | predicted train | trained | predicted held-out | trained | last step | difference |
|---|---:|---:|---:|---:|---:|---:|"""


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("images", nargs="+")
    parser.add_argument("--program", required=True)
    parser.add_argument("--sigmas", nargs="+", type=float, default=[1, 2, 3, 5, 7, 10])
    parser.add_argument("--size", type=int, default=128)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--time", default=None, help="theory time; the program's default without")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def run(words):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, words[:2]))} failed with {done.returncode}: "
                 f"{done.stderr.strip()}")
    return done.stdout


def common(options, image):
    return [image, *NETWORK, "--size", options.size, "--seed", options.seed, "--threads",
            options.threads]


def predict(options, image):
    """The landscape: {sigma: (train, held-out)} and the sigma it suggests."""
    words = [options.program, "landscape", *common(options, image), "--points", 100, "--json"]
    if options.time:
        words += ["--time", options.time]
    result = json.loads(run(words))
    points = {p["sigma"]: (p["train_psnr"], p["heldout_psnr"]) for p in result["points"]}
    return points, result["suggested_sigma"]


def train(options, image, sigma):
    """(train, held-out, held-out at the last step), dB."""
    with tempfile.TemporaryDirectory() as folder:
        table = os.path.join(folder, "curve.csv")
        result = json.loads(run([options.program, "fit", *common(options, image), "--sigma", sigma,
                                 "--steps", options.steps, "--csv", table, "--json"]))
        with open(table, newline="") as file:
            rows = [row for row in csv.DictReader(file)
                    if int(row["step"]) > 0.9 * options.steps]
    medians = [statistics.median(float(row[key]) for row in rows)
               for key in ("train_psnr", "heldout_psnr")]
    return (*medians, result["heldout_psnr"])


def interpolated(curve, sigma):
    """(train, held-out) PSNR at sigma, on straight lines over log sigma."""
    known = sorted(curve)
    sigma = min(max(sigma, known[0]), known[-1])
    for low, high in zip(known, known[1:]):
        if low <= sigma <= high:
            part = math.log(sigma / low) / math.log(high / low)
            return [(1 - part) * a + part * b for a, b in zip(curve[low][:2], curve[high][:2])]
    return curve[known[0]][:2]


def compare(options, image):
    """Prints the table of a picture; returns what is beyond its bar."""
    curve, best = predict(options, image)
    print(f"\n{os.path.basename(image)}\n{TABLE_HEAD}", flush=True)
    trained, failed = {}, []
    for sigma in options.sigmas:
        trained[sigma] = train(options, image, sigma)
        train_psnr, heldout_psnr = interpolated(curve, sigma)
        difference = heldout_psnr - trained[sigma][1]
        print(f"| {sigma:g} | {train_psnr:.2f} | {trained[sigma][0]:.2f} | "
              f"{heldout_psnr:.2f} | {trained[sigma][1]:.2f} | {trained[sigma][2]:.2f} | "
              f"{difference:+.2f} |", flush=True)
        if BAR_SIGMAS[0] <= sigma <= BAR_SIGMAS[1] and abs(difference) > DIFFERENCE_BAR_DB:
            failed.append(f"{image}: sigma {sigma:g} is off by {difference:+.2f} dB")
    loss = max(t[1] for t in trained.values()) - interpolated(trained, best)[1]
    print(f"\nSuggested sigma {best:.2f}: {loss:.2f} dB below the best trained.")
    if loss > LOSS_BAR_DB:
        failed.append(f"{image}: sigma {best:.2f} loses {loss:.2f} dB")
    return failed


def main():
    options = parse_arguments()
    failed = [line for image in options.images for line in compare(options, image)]
    if failed:
        sys.exit("beyond the bars:\n" + "\n".join(failed))


if __name__ == "__main__":
    main()
