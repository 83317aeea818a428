#!/usr/bin/env python3
"""tests/mutations.py [NUMBER...]: puts twenty faults into a copy of core, one at a time, and says which of them core's
tests notice. Exit code 1 when they miss more than one. About half an hour; needs what test.sh installs.

Each fault is a place in a file where one text is replaced by another, as a slip of the hand would."""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SLOW = "TheoryAndPractice|ThePapersNetwork"  # minutes, and left out of what may notice a fault

FAULTS = [
    ("network/fourier_mapping.cpp", "std::exp2(sigma * x) - 1", "std::exp2(sigma * x)"),
    ("network/fourier_mapping.cpp", "(cycles + 0.5).floor()", "(cycles - 0.5).floor()"),
    ("network/fourier_mapping.cpp", "static_cast<double>(j + 1)", "static_cast<double>(j + 2)"),
    ("tasks/loss.cpp", "0.5 * scale * sum", "scale * sum"),
    ("tasks/bands.cpp", "ends ? highest : 2 * first - 1", "ends ? highest : 2 * first"),
    ("theory/ntk.cpp", "(pi - angle) / (2 * pi)", "(pi + angle) / (2 * pi)"),
    ("theory/ntk.cpp", "2 * fan_in / (fan_in + fan_out)", "fan_in / (fan_in + fan_out)"),
    ("theory/ntk.cpp", "root / (2 * pi) + both * p.moment", "root / pi + both * p.moment"),
    ("theory/dynamics.cpp", "std::exp(-t * eigenvalues_[i])", "std::exp(t * eigenvalues_[i])"),
    ("quality/ssim.cpp", "(2 * covariance + kC2)", "(covariance + kC2)"),
    ("support/random.cpp", "std::sqrt(-2 * std::log(1 - uniform()))", "std::sqrt(-std::log(1 - uniform()))"),
    ("support/random.cpp", "uniform() - 0.5", "uniform() - 0.4"),
    ("training/history.cpp", "points_[2 * i + 1]", "points_[2 * i]"),
    ("training/loss_watch.cpp", "if (first_ < 0) first_ = loss;", "first_ = loss;"),
    ("tasks/image_2d.cpp", "((w + 1) / 2) * ((h + 1) / 2)", "(w / 2) * ((h + 1) / 2)"),
    ("tasks/image_2d.cpp", "+ 0.5) * cell - 0.5)", "+ 0.5) * cell)"),
    ("tasks/resample.cpp", "std::max(scale, 1.0)", "1.0"),
    ("tasks/resample.cpp", "sinc(x) * sinc(x / kSupport)", "sinc(x)"),
    ("support/fft.cpp", "size.columns / 2 + 1", "size.columns / 2"),
    ("training/session.cpp", "until_step_.value_or(0)) : least", "0) : least"),
]


def quietly(*command, folder):
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def must(*command, folder):
    result = quietly(*command, folder=folder)
    if result.returncode:
        sys.exit(f"{' '.join(command)}:\n{result.stdout[-2000:]}{result.stderr[-2000:]}")


def copy_sources(folder):
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in names.splitlines():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / name).read_bytes())


def noticed_by(folder):
    """The first test that fails, "the compiler", or None."""
    if quietly("cmake", "--build", "build", folder=folder).returncode:
        return "the compiler"
    result = quietly("ctest", "--test-dir", "build", "-E", SLOW, "--stop-on-failure", "--timeout", "120", "-j", "2",
                     folder=folder)
    failed = [line for line in result.stdout.splitlines() if "***" in line and "Skipped" not in line]
    if result.returncode and not failed:
        sys.exit(result.stdout[-2000:])
    return failed[0].split(":")[1].split()[0] if failed else None


def main():
    wanted = [int(word) for word in sys.argv[1:]] or range(1, len(FAULTS) + 1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_sources(folder)
        must("cmake", "-G", "Ninja", "-B", "build", "-DFSCOPE_APP=OFF", "-DFSCOPE_TESTS=ON",
             "-DCMAKE_BUILD_TYPE=Release", folder=folder)
        if noticed_by(folder):
            sys.exit("the tests fail without any fault")
        missed = 0
        for number in wanted:
            file, right, wrong = FAULTS[number - 1]
            path = folder / "core" / file
            text = path.read_text()
            if text.count(right) < 1:
                sys.exit(f"{file} no longer has: {right}")
            path.write_text(text.replace(right, wrong, 1))
            by = noticed_by(folder)
            path.write_text(text)
            missed += by is None
            print(f"{number:2} {file}: {right} -> {wrong}: {f'noticed by {by}' if by else 'MISSED'}", flush=True)
    print(f"{len(wanted) - missed} of {len(wanted)} noticed")
    return 1 if missed > 1 else 0


if __name__ == "__main__":
    sys.exit(main())
