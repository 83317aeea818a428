#!/usr/bin/env python3
"""Measures the real window under Xvfb: starting, frames, answers to sigma, idling, closing.

    tests/bench/window_bench.py build/test/app/fourierscope

Prints a table and the load of the machine; asserts nothing. Needs Xvfb and xdotool; Python's
standard library only.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "e2e"))
sys.dont_write_bytecode = True
from window_test import PANE_STEP, SIGMA_10_X, SIGMA_Y, TARGET, mean_difference  # noqa: E402
from x11 import Display, VirtualDisplay, wait_for  # noqa: E402

LARGEST = ["--features", "1024", "--width", "1024", "--layers", "8", "--batch", "full", "--size",
           "512"]
N_DRAGS = 40
DRAG_PAUSE_S = 0.15
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

    def pixels(self, pane):
        x, y, width, height = TARGET
        return self.display.pixels(self.display.root, x + pane * PANE_STEP, y, width, height) or b""

    def seconds_until(self, what, condition):
        wait_for(what, condition, 120)
        return time.monotonic() - self.start_s

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

    def close(self):
        """Milliseconds from the wish to close until the process is gone."""
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


def row(what, value):
    print(f"{what:58s} {value}", flush=True)


def measure_start(program):
    bench = Bench(program)
    shown_s = bench.seconds_until("a frame", lambda: len(set(bench.pixels(0))) > 50)
    learned_s = bench.seconds_until("a learned picture", lambda: mean_difference(
        bench.pixels(0), bench.pixels(1)) < 25)
    bench.close()
    row("start to target on screen", f"{shown_s:.2f} s")
    row("start to a visibly learned picture", f"{learned_s:.2f} s")


def measure_training(program, name, *arguments):
    bench = Bench(program, *arguments)
    bench.seconds_until("a frame", lambda: len(set(bench.pixels(0))) > 50)
    time.sleep(2)
    bench.drag_sigma()
    closing_ms, measured = bench.close()
    row(name + ": work per frame p50 / p99",
        f"{measured['frame_work_p50_ms']:.1f} / {measured['frame_work_p99_ms']:.1f} ms "
        f"({measured['frames']} frames)")
    row(name + ": frame to frame p50 / p99",
        f"{measured['interval_p50_ms']:.1f} / {measured['interval_p99_ms']:.1f} ms "
        f"({measured['intervals']} intervals)")
    answers = measured["command_ms"][3:]  # the first are the start itself
    row(name + ": sigma to picture p50 / p95 / max",
        f"{percentile(answers, 0.5):.0f} / {percentile(answers, 0.95):.0f} / {max(answers):.0f} ms "
        f"({len(answers)} commands)")
    row(name + ": closing while training", f"{closing_ms:.0f} ms")


def measure_idle(program, seconds=5):
    bench = Bench(program)
    bench.seconds_until("a frame", lambda: len(set(bench.pixels(0))) > 50)
    bench.do("key", "space")
    time.sleep(3)  # until the finest picture is there
    before_s = bench.cpu_s()
    time.sleep(seconds)
    row("CPU while paused", f"{100 * (bench.cpu_s() - before_s) / seconds:.1f} %")
    bench.close()


def main():
    if len(sys.argv) != 2:
        raise SystemExit("usage: window_bench.py PROGRAM")
    program = os.path.abspath(sys.argv[1])
    row("load average before", "{:.1f} {:.1f} {:.1f}".format(*os.getloadavg()))
    measure_start(program)
    measure_training(program, "default network")
    measure_training(program, "largest network", *LARGEST)
    measure_idle(program)
    row("load average after", "{:.1f} {:.1f} {:.1f}".format(*os.getloadavg()))


if __name__ == "__main__":
    main()
