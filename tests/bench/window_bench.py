#!/usr/bin/env python3
"""Measures the real window under Xvfb: starting, frames, answers to sigma, idling, closing.

    tests/bench/window_bench.py build/test/app/fourierscope [--json FILE] [--networks default,paper]

Prints a table with a column for each network and the load of the machine; asserts nothing. Needs
Xvfb and xdotool; Python's standard library only.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "e2e"))
sys.dont_write_bytecode = True
from window_test import PANE_STEP, SIGMA_10_X, SIGMA_Y, TARGET, mean_difference  # noqa: E402
from x11 import Display, VirtualDisplay  # noqa: E402

NETWORKS = {
    "default": [],
    "paper": ["--features", "256", "--width", "256", "--layers", "4", "--batch", "full",
              "--lr", "1e-3", "--size", "256"],
    "largest": ["--features", "1024", "--width", "1024", "--layers", "8", "--batch", "full",
                "--size", "512"],
}
N_STARTS = 5  # after one that warms the disk cache
N_DRAGS = 80
DRAG_PAUSE_S = 0.1
IDLE_S = 5
MENU = (0, 0, 300, 24)
LEARNED = 25  # mean difference of target and reconstruction, 0..255
TICKS_PER_S = os.sysconf("SC_CLK_TCK")


class Bench:
    """One start of the program on a screen that its window fills."""

    def __init__(self, program, *arguments):
        self.screen = VirtualDisplay(1280, 800)
        self.display = Display(self.screen.name)
        self.folder = tempfile.TemporaryDirectory()
        self.stats = Path(self.folder.name) / "stats.json"
        self.environment = dict(os.environ, DISPLAY=self.screen.name,
                                XDG_CONFIG_HOME=self.folder.name)
        self.environment.pop("WAYLAND_DISPLAY", None)
        self.start_s = time.monotonic()
        self.process = subprocess.Popen([program, "--stats", str(self.stats), *arguments],
                                        env=self.environment)

    def pixels(self, x, y, width, height):
        return self.display.pixels(self.display.root, x, y, width, height) or b""

    def pane(self, number):
        x, y, width, height = TARGET
        return self.pixels(x + number * PANE_STEP, y, width, height)

    def seconds_until(self, what, condition, limit_s=120):
        """Since the start. Looks often: the figures are tens of milliseconds."""
        while not condition():
            if time.monotonic() - self.start_s > limit_s:
                raise SystemExit(f"not within {limit_s} s: {what}")
            time.sleep(0.003)
        return time.monotonic() - self.start_s

    def until_frame(self):
        return self.seconds_until("a frame", lambda: len(set(self.pixels(*MENU))) > 8)

    def until_target(self):
        return self.seconds_until("the target", lambda: len(set(self.pane(0))) > 50)

    def until_learned(self):
        return self.seconds_until(
            "a learned picture", lambda: mean_difference(self.pane(0), self.pane(1)) < LEARNED)

    def do(self, *words):
        subprocess.run(["xdotool", *map(str, words)], env=self.environment, check=True)

    def window(self):
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)],
            env=self.environment, capture_output=True, text=True, check=True)
        return int(found.stdout.split()[0])

    def drag_sigma(self):
        self.do("mousemove", SIGMA_10_X, SIGMA_Y, "mousedown", 1)
        for i in range(N_DRAGS):
            self.do("mousemove", SIGMA_10_X - 8 * (i % 20 + 1), SIGMA_Y)
            time.sleep(DRAG_PAUSE_S)
        self.do("mouseup", 1)

    def cpu_s(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS_PER_S

    def idle_percent(self):
        """CPU of the paused program, once the finest picture is there."""
        self.do("key", "space")
        end_s = time.monotonic() + 90
        while time.monotonic() < end_s:
            before_s = self.cpu_s()
            time.sleep(2)
            if self.cpu_s() - before_s < 0.2:
                break
        before_s = self.cpu_s()
        time.sleep(IDLE_S)
        return 100 * (self.cpu_s() - before_s) / IDLE_S

    def close(self):
        """Milliseconds from the wish to close until the process is gone, and what it measured."""
        window = self.window()
        start_s = time.monotonic()
        self.display.ask_to_close(window)
        code = self.process.wait()
        taken_ms = 1e3 * (time.monotonic() - start_s)
        measured = json.loads(self.stats.read_text())
        self.display.close()
        self.screen.close()
        self.folder.cleanup()
        if code != 0:
            raise SystemExit(f"exit code {code}")
        return taken_ms, measured


def percentile(values, part):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def measure_starts(program, arguments, with_learning):
    """Medians over starts, each closed while it trains."""
    frame_ms, target_ms, learned_ms, closing_ms = [], [], [], []
    for i in range(N_STARTS + 1):
        bench = Bench(program, *arguments)
        frame_s, target_s = bench.until_frame(), bench.until_target()
        learned_s = bench.until_learned() if with_learning else 0
        taken_ms, _ = bench.close()
        if i == 0:
            continue
        frame_ms.append(1e3 * frame_s)
        target_ms.append(1e3 * target_s)
        learned_ms.append(1e3 * learned_s)
        closing_ms.append(taken_ms)
    out = {"first_frame_ms": statistics.median(frame_ms),
           "first_target_ms": statistics.median(target_ms),
           "closing_ms": statistics.median(closing_ms)}
    if with_learning:
        out["first_learned_ms"] = statistics.median(learned_ms)
    return out


def measure_training(program, arguments):
    bench = Bench(program, *arguments)
    bench.until_target()
    time.sleep(2)
    bench.drag_sigma()
    _, out = bench.close()
    answers = out.pop("command_ms")[3:]  # the first are the start itself
    out["sigma_changes"] = len(answers)
    for name, part in (("p50", 0.5), ("p95", 0.95), ("max", 1)):
        out[f"sigma_to_picture_{name}_ms"] = percentile(answers, part)
    return out


def measure_undisturbed(program, arguments, seconds=6):
    """Frames while it trains and nobody touches it, then the CPU it takes when paused."""
    bench = Bench(program, *arguments)
    bench.until_target()
    time.sleep(seconds)
    idle = bench.idle_percent()
    _, measured = bench.close()
    return {"paused_cpu_percent": idle, "quiet_frame_p50_ms": measured["frame_p50_ms"],
            "quiet_frame_p99_ms": measured["frame_p99_ms"]}


def measure(program, name):
    arguments = NETWORKS[name]
    return {**measure_starts(program, arguments, with_learning=name != "largest"),
            **measure_training(program, arguments), **measure_undisturbed(program, arguments)}


ROWS = [
    ("start to the first frame, ms", ["first_frame_ms"]),
    ("start to the target on screen, ms", ["first_target_ms"]),
    ("start to a visibly learned picture, ms", ["first_learned_ms"]),
    ("dragging sigma: frame to the swap p50 / p99, ms", ["frame_work_p50_ms", "frame_work_p99_ms"]),
    ("dragging sigma: frame with the swap p50 / p99, ms", ["frame_p50_ms", "frame_p99_ms"]),
    ("dragging sigma: frame to frame p50 / p99, ms", ["interval_p50_ms", "interval_p99_ms"]),
    ("only training: frame with the swap p50 / p99, ms",
     ["quiet_frame_p50_ms", "quiet_frame_p99_ms"]),
    ("sigma to picture p50 / p95 / max, ms",
     ["sigma_to_picture_p50_ms", "sigma_to_picture_p95_ms", "sigma_to_picture_max_ms"]),
    ("changes of sigma / frames", ["sigma_changes", "frames"]),
    ("CPU while paused, %", ["paused_cpu_percent"]),
    ("closing while training, ms", ["closing_ms"]),
]


def cell(network, keys):
    if any(key not in network for key in keys):
        return "-"
    return " / ".join(f"{network[key]:.1f}" if network[key] < 10 else f"{network[key]:.0f}"
                      for key in keys)


def print_table(networks):
    print(f"{'':52s}" + "".join(f"{name:>20s}" for name in networks))
    for what, keys in ROWS:
        print(f"{what:52s}" + "".join(f"{cell(n, keys):>20s}" for n in networks.values()))


def load_average():
    return [round(load, 2) for load in os.getloadavg()]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--json", metavar="FILE", help="write the figures there too")
    parser.add_argument("--networks", default=",".join(NETWORKS), metavar="NAMES",
                        help="of " + ", ".join(NETWORKS))
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    names = options.networks.split(",")
    if not set(names) <= set(NETWORKS):
        parser.error(f"--networks {options.networks}: wanted some of {', '.join(NETWORKS)}")
    load_before = load_average()
    networks = {name: measure(program, name) for name in names}
    out = {"cores": os.cpu_count(), "load_before": load_before, "load_after": load_average(),
           "networks": networks}
    print_table(networks)
    print(f"load average before {load_before}, after {out['load_after']}; {out['cores']} cores")
    if options.json:
        Path(options.json).write_text(json.dumps(out, indent=2) + "\n")


if __name__ == "__main__":
    main()
