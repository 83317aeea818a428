#!/usr/bin/env python3
"""How soon a fit is good: seconds of training until a PSNR is reached, for several settings.

    convergence.py --program PATH [--pictures PICTURE ...] [--seconds 8] [--rounds 3]
                   [--candidates "SETTINGS" ...] [--levels 25 30] [--common "SETTINGS"]

A picture is a file or target:ID. Every candidate ("--key value ..." as fit takes them; "" are the
live defaults) trains for about --seconds on every picture, all in turn, so that a machine that
slows down for a while slows all of them. Evaluation is not counted. Prints a Markdown table: the
median seconds to each level on the training and on the held-out pixels ("-": not within the time),
and the best held-out PSNR. Python's standard library only.
"""
import argparse
import csv
import json
import os
import shlex
import statistics
import subprocess
import sys
import tempfile

CANDIDATES = [
    "", "--batch 1024", "--batch 4096", "--batch 8192", "--batch full",
    "--lr 2e-3", "--lr 1e-2", "--width 128", "--layers 4", "--width 128 --lr 2e-3",
    "--features 128", "--width 256 --layers 4 --lr 1e-3 --batch full",
]
CALIBRATION_STEPS = 40
ROWS = 80  # of the curve: points at which the PSNR is measured


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--pictures", nargs="+", default=["target:dead-leaves"])
    parser.add_argument("--candidates", nargs="+", default=CANDIDATES)
    parser.add_argument("--common", default="", help="settings of every run")
    parser.add_argument("--levels", nargs="+", type=float, default=[25, 30], help="dB")
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def fit(options, picture, settings, steps, extra):
    words = [options.program, "fit", picture, *shlex.split(options.common),
             *shlex.split(settings), "--steps", str(steps), "--json", *extra]
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(words)} failed with {done.returncode}: {done.stderr.strip()}")
    return json.loads(done.stdout)


def steps_for(options, picture, settings):
    result = fit(options, picture, settings, CALIBRATION_STEPS, [])
    return max(ROWS, round(options.seconds * CALIBRATION_STEPS / result["seconds"]))


def curve(options, picture, settings, steps):
    """Rows (seconds, train PSNR, held-out PSNR) of one run."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "curve.csv")
        fit(options, picture, settings, steps, ["--csv", path, "--every", str(steps // ROWS)])
        with open(path, newline="") as file:
            return [(float(row["seconds"]), float(row["train_psnr"]), float(row["heldout_psnr"]))
                    for row in csv.DictReader(file)]


def seconds_to(rows, column, level):
    return next((row[0] for row in rows if row[column] >= level), None)


def median_or_dash(values):
    """A level counts as reached when most rounds reached it."""
    reached = sorted(value if value is not None else float("inf") for value in values)
    middle = statistics.median_low(reached)
    return "-" if middle == float("inf") else f"{middle:.2f}"


def cells(options, runs):
    out = []
    for column in (1, 2):
        for level in options.levels:
            out.append(median_or_dash([seconds_to(rows, column, level) for rows in runs]))
    out.append(f"{statistics.median(max(row[2] for row in rows) for rows in runs):.2f}")
    return out


def main():
    options = parse_arguments()
    names = [f"{split} {level:g} dB" for split in ("train", "held-out")
             for level in options.levels]
    print("| picture | settings | " + " | ".join(names) + " | best held-out |")
    print("|---|---|" + "---:|" * (len(names) + 1), flush=True)
    for picture in options.pictures:
        steps = {c: steps_for(options, picture, c) for c in options.candidates}
        runs = {c: [] for c in options.candidates}
        for _ in range(options.rounds):
            for candidate in options.candidates:
                runs[candidate].append(curve(options, picture, candidate, steps[candidate]))
        for candidate in options.candidates:
            print(f"| {os.path.basename(picture)} | {candidate or 'live defaults'} | "
                  + " | ".join(cells(options, runs[candidate])) + " |", flush=True)


if __name__ == "__main__":
    main()
