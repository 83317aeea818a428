"""The real window under a real mouse and keyboard: one scenario a test, each on an Xvfb of its own.

Needs FOURIERSCOPE, the path of the program, in the environment; xdotool and Xvfb. Python's standard
library only. `window_test.py --list` prints the scenarios.
"""

import json
import os
import signal
import struct
import subprocess
import sys
import tempfile
import unittest
import zlib
from pathlib import Path

sys.dont_write_bytecode = True
from x11 import DEADLINE_S, Display, VirtualDisplay, run_scenarios, wait_for  # noqa: E402

# Places in a window of 1280 x 800: well inside the panes, and on the track of the sigma slider.
TARGET = (306, 106, 218, 218)  # x, y, width, height
PANE_STEP = 244                # from the same place in one pane to that in the next
SIGMA_Y = 421
SIGMA_10_X = 1033
SIGMA_1_X = 810


def png(width, height, red_green_blue):
    rows = b"".join(
        b"\0" + b"".join(bytes(red_green_blue(x, y)) for x in range(width)) for y in range(height))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(
            ">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) +
            chunk(b"IEND", b""))


def stripes(width=96, height=64):
    return png(width, height, lambda x, y: (255 * (x // 8 % 2), 4 * y % 256, 128))


def read_png(path):
    """(width, height, rows of RGB bytes) of an 8-bit RGB PNG."""
    data = Path(path).read_bytes()
    width, height = struct.unpack(">II", data[16:24])
    packed, at = b"", 8
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        packed += data[at + 8:at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    return width, height, unfiltered(zlib.decompress(packed), height, 3 * width)


def unfiltered(data, n_rows, stride):
    rows, above = [], bytearray(stride)
    for i in range(n_rows):
        start = i * (stride + 1)
        above = unfiltered_row(data[start], bytearray(data[start + 1:start + 1 + stride]), above)
        rows.append(above)
    return rows


def unfiltered_row(kind, row, above):
    for i in range(len(row) if kind else 0):
        left = row[i - 3] if i >= 3 else 0
        corner = above[i - 3] if i >= 3 else 0
        row[i] = (row[i] + (left, above[i], (left + above[i]) // 2,
                            paeth(left, above[i], corner))[kind - 1]) % 256
    return row


def paeth(left, above, corner):
    guess = left + above - corner
    return min((left, above, corner), key=lambda value: abs(guess - value))


def mean_difference(a, b):
    """Mean absolute difference of two pixel blocks of Display.pixels, 0..255."""
    pairs = [abs(p - q) for k in range(3) for p, q in zip(a[k::4 * 7], b[k::4 * 7])]
    return sum(pairs) / len(pairs)


class Program:
    """A running program with its window."""

    def __init__(self, test, *arguments):
        self.test = test
        self.errors = tempfile.TemporaryFile()
        test.addCleanup(self.errors.close)
        self.process = subprocess.Popen([test.program, *arguments], env=test.environment,
                                        cwd=test.folder, stderr=self.errors)
        test.addCleanup(self.kill)
        self.window = wait_for("the window", self.find_window)

    def find_window(self):
        self.check_running()
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)],
            env=self.test.environment, capture_output=True, text=True)
        return int(found.stdout.split()[0]) if found.stdout.split() else 0

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def check_running(self):
        code = self.process.poll()
        self.test.assertIsNone(code, f"ended early with {code}: {self.said()}")

    def said(self):
        self.errors.seek(0)
        return self.errors.read().decode(errors="replace")

    def do(self, *words):
        """Words of xdotool: mouse and keys as from the devices."""
        subprocess.run(["xdotool", *map(str, words)], env=self.test.environment, check=True,
                       timeout=DEADLINE_S)

    def title(self):
        self.check_running()
        return self.test.display.title(self.window)

    def pane(self, index):
        """What is on screen in pane 0 (target), 1 (reconstruction), 2 (theory) or 3 (error)."""
        self.check_running()
        x, y, width, height = TARGET
        return wait_for("pixels", lambda: self.test.display.pixels(
            self.window, x + index * PANE_STEP, y, width, height))

    def difference(self):
        return mean_difference(self.pane(0), self.pane(1))

    def is_learned(self):
        # Dead leaves differ from their mean by 50; blurred as at first, by 35.
        return len(set(self.pane(0))) > 50 and self.difference() < 25

    def wait_until_learned(self):
        wait_for("a learned picture", self.is_learned)

    def exit_code(self):
        return self.process.wait(timeout=DEADLINE_S)


class Scenario(unittest.TestCase):
    def setUp(self):
        self.program = os.environ["FOURIERSCOPE"]
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        screen = VirtualDisplay(2000, 1300)
        self.addCleanup(screen.close)
        self.display = Display(screen.name)
        self.addCleanup(self.display.close)
        self.environment = dict(os.environ, DISPLAY=screen.name, HOME=folder.name,
                                XDG_CONFIG_HOME=folder.name)
        self.environment.pop("WAYLAND_DISPLAY", None)

    def settings_file(self):
        return self.folder / "fourierscope" / "settings.json"

    def settings(self):
        return json.loads(self.settings_file().read_text())

    def sigma(self):
        return float(self.settings()["settings"]["sigma"])

    def write_picture(self, name, content=None):
        path = self.folder / name
        path.write_bytes(stripes() if content is None else content)
        return path

    def close(self, program):
        self.display.ask_to_close(program.window)
        self.assertEqual(program.exit_code(), 0, program.said())

    def assert_still(self, program, seconds=1.0):
        """The reconstruction becomes still: the same pixels for a while, many frames' worth."""
        seen = {"pixels": None, "times": 0}

        def is_still():
            now = program.pane(1)
            seen["times"] = seen["times"] + 1 if now == seen["pixels"] else 0
            seen["pixels"] = now
            return seen["times"] * 0.02 > seconds

        wait_for("a still picture", is_still)


class Window(Scenario):
    def test_learns_the_built_in_picture_by_itself(self):
        program = Program(self)
        program.wait_until_learned()
        self.assertIn("fourierscope", program.title())
        self.close(program)

    def test_dragging_sigma_changes_the_picture(self):
        program = Program(self)
        program.wait_until_learned()
        sharp = program.difference()
        track = self.display.pixels(program.window, SIGMA_1_X - 6, SIGMA_Y - 6, 12, 12)
        program.do("mousemove", SIGMA_10_X, SIGMA_Y, "mousedown", 1)
        for step in range(1, 9):
            x = SIGMA_10_X + (SIGMA_1_X - SIGMA_10_X) * step // 8
            program.do("mousemove", x, SIGMA_Y)
        wait_for("the knob under the mouse", lambda: track != self.display.pixels(
            program.window, SIGMA_1_X - 6, SIGMA_Y - 6, 12, 12))
        program.do("mouseup", 1)
        # At sigma 1 the network has no frequencies for what it could show before.
        wait_for("blur", lambda: program.difference() > 1.2 * sharp)
        self.close(program)
        self.assertAlmostEqual(self.sigma(), 1.0, delta=0.15)  # a knob's width of the track

    def test_space_pauses_and_resumes(self):
        program = Program(self)
        program.wait_until_learned()
        program.do("key", "space")
        self.assert_still(program)
        before = program.pane(1)
        program.do("key", "space")
        wait_for("the picture going on", lambda: program.pane(1) != before)
        self.close(program)

    def test_keys_change_sigma_and_theme(self):
        program = Program(self)
        program.wait_until_learned()
        corner = self.display.pixels(program.window, 2, 400, 1, 1)
        program.do("key", "t")
        wait_for("the other theme",
                 lambda: self.display.pixels(program.window, 2, 400, 1, 1) != corner)
        # Letters have many shades; a lost font atlas leaves the bar in one.
        wait_for("the menu's letters",
                 lambda: len(set(self.display.pixels(program.window, 10, 4, 120, 16) or b"")) > 10)
        for _ in range(3):
            program.do("key", "bracketright")
        program.do("key", "ctrl+q")
        self.assertEqual(program.exit_code(), 0)
        self.assertEqual(self.settings()["theme"], "light")
        self.assertAlmostEqual(self.sigma(), 10 * 1.1 ** 3, places=6)

    def test_f1_shows_help_until_escape(self):
        program = Program(self)
        program.wait_until_learned()
        program.do("key", "space")
        self.assert_still(program)
        before = program.pane(1)
        program.do("key", "F1")
        # The overlay is opaque and lies over the middle pane.
        wait_for("help", lambda: mean_difference(program.pane(1), before) > 10)
        program.do("key", "Escape")
        wait_for("help gone", lambda: mean_difference(program.pane(1), before) < 1)
        self.close(program)

    def test_open_dialog_takes_a_typed_path(self):
        self.write_picture("stripes.png")
        program = Program(self)
        program.wait_until_learned()
        before = program.pane(0)
        program.do("key", "o")
        wait_for("the dialog", lambda: mean_difference(program.pane(0), before) > 10)
        # Letters typed before the field has the keyboard are lost, so this may take two attempts.
        wait_for("the picture", lambda: self.opens_by_typing(program, "stripes.png"))
        self.close(program)
        self.assertEqual(self.settings()["recent"], [str(self.folder / "stripes.png")])

    def opens_by_typing(self, program, name):
        program.do("key", "ctrl+l")
        program.do("type", "--delay", "20", str(self.folder / name))
        # Dear ImGui 1.86 does not see a key that goes down and up between two frames.
        program.do("keydown", "Return")
        try:
            return wait_for("the title", lambda: name in program.title(), seconds=5)
        except AssertionError:
            return False
        finally:
            program.do("keyup", "Return")

    def test_clipboard_path_is_learned(self):
        self.write_picture("stripes.png")
        program = Program(self)
        program.wait_until_learned()
        self.display.offer("CLIPBOARD", "UTF8_STRING", str(self.folder / "stripes.png").encode())
        program.do("key", "ctrl+v")

        def is_learned():
            self.display.serve()
            return "stripes.png" in program.title()

        wait_for("the title", is_learned)
        self.close(program)

    def test_dropped_file_is_learned(self):
        path = self.write_picture("a stripe.png")
        program = Program(self)
        program.wait_until_learned()
        self.display.drop(program.window, path.as_uri().encode() + b"\r\n")
        wait_for("the title", lambda: "a stripe.png" in program.title())
        self.close(program)

    def test_sizes_and_minimising_do_no_harm(self):
        program = Program(self)
        program.wait_until_learned()
        for size in ((500, 400), (2000, 1300), (320, 240), (1280, 800)):
            program.do("windowsize", program.window, *size)
            wait_for(f"size {size}", lambda: self.display.size(program.window) == size)
        program.wait_until_learned()
        self.display.set_minimised(program.window, True)
        self.display.set_minimised(program.window, False)
        program.wait_until_learned()
        self.display.set_minimised(program.window, True)
        self.close(program)

    def test_settings_and_size_are_remembered(self):
        first = Program(self, "--sigma", "4.5")
        first.wait_until_learned()
        first.do("windowsize", first.window, 1000, 700)
        wait_for("the size", lambda: self.display.size(first.window) == (1000, 700))
        self.close(first)
        self.assertEqual(self.sigma(), 4.5)
        second = Program(self)
        wait_for("the size", lambda: self.display.size(second.window) == (1000, 700))
        wait_for("the picture", lambda: "Dead leaves" in second.title())
        self.close(second)
        self.assertEqual(self.sigma(), 4.5)

    def test_sigterm_and_sigint_end_cleanly_with_settings_saved(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            program = Program(self, "--sigma", str(int(number)))
            program.wait_until_learned()
            program.process.send_signal(number)
            self.assertEqual(program.exit_code(), 0, program.said())
            self.assertEqual(self.sigma(), int(number))

    def test_damaged_settings_are_kept_aside(self):
        self.settings_file().parent.mkdir()
        self.settings_file().write_text('{"settings": {"sigma"')
        program = Program(self)
        program.wait_until_learned()
        self.close(program)
        damaged = self.settings_file().with_name("settings.json.damaged")
        self.assertEqual(damaged.read_text(), '{"settings": {"sigma"')
        self.assertEqual(self.sigma(), 10)

    def test_unreadable_picture_leaves_the_built_in_one(self):
        self.write_picture("broken.png", stripes()[:60])
        for name in ("broken.png", "missing.png", "."):
            program = Program(self, name)
            program.wait_until_learned()
            self.assertIn("Dead leaves", program.title())
            self.close(program)
            self.assertEqual(self.settings()["recent"], [])

    def test_closes_at_once_while_training_the_largest_network(self):
        program = Program(self, "--features", "1024", "--width", "1024", "--layers", "8", "--batch",
                          "full", "--size", "512", "--split", "all")
        wait_for("the target", lambda: len(set(program.pane(0))) > 50)
        self.display.ask_to_close(program.window)
        # It ends within one tile. Full steps of this network take a minute and more.
        self.assertEqual(program.process.wait(timeout=20), 0)

    def test_twenty_starts_and_ends(self):
        for i in range(20):
            program = Program(self, "--size", "64")
            if i % 2:
                wait_for("the picture", lambda: "Dead leaves" in program.title())
            self.close(program)

    def test_absurd_learning_rate_stops_and_the_window_lives(self):
        program = Program(self, "--lr", "1e6", "--size", "64", "--output", "linear",
                          "--optimizer", "sgd")
        wait_for("the picture", lambda: len(set(program.pane(0))) > 50)
        self.assert_still(program)
        self.close(program)


class WithoutWindow(Scenario):
    def run_program(self, *arguments, **changes):
        environment = {**self.environment, **changes}
        environment = {key: value for key, value in environment.items() if value is not None}
        return subprocess.run([self.program, *arguments], env=environment, cwd=self.folder,
                              capture_output=True, text=True, timeout=DEADLINE_S)

    def assert_refused(self, result):
        self.assertEqual(result.returncode, 3, result.stderr)
        self.assertRegex(result.stderr, r"\Afourierscope: .*fourierscope fit .*\n\Z")
        self.assertEqual(result.stdout, "")

    def test_no_display_names_the_headless_command(self):
        self.assert_refused(self.run_program(DISPLAY=None))
        self.assert_refused(self.run_program(DISPLAY=":59999"))

    def test_old_opengl_names_the_headless_command(self):
        self.assert_refused(self.run_program(MESA_GL_VERSION_OVERRIDE="3.0"))

    def test_screenshot_has_the_asked_size_and_content(self):
        result = self.run_program("screenshot", "--out", "shot.png", "--after-steps", "50",
                                  "--window", "900x600")
        self.assertEqual(result.returncode, 0, result.stderr)
        width, height, rows = read_png(self.folder / "shot.png")
        self.assertEqual((width, height), (900, 600))
        colours = {bytes(row[i:i + 3]) for row in rows[::3] for i in range(0, 3 * width, 3)}
        self.assertGreater(len(colours), 1000)  # two pictures; the controls alone have about 100
        self.assertFalse(self.settings_file().exists())

    def test_screenshot_of_a_whole_picture(self):
        self.write_picture("wide.png")
        for crop, limits in (("centre", (0.9, 1.1)), ("fit", (1.35, 1.65))):  # 96 x 64
            result = self.run_program("screenshot", "wide.png", "--out", crop + ".png", "--crop",
                                      crop, "--after-steps", "1", "--size", "64")
            self.assertEqual(result.returncode, 0, result.stderr)
            ratio = self.proportions_of_target(self.folder / (crop + ".png"))
            self.assertTrue(limits[0] < ratio < limits[1], f"{crop}: {ratio}")

    @staticmethod
    def proportions_of_target(path):
        """Width over height of the target pane's blue half-tone pixels."""
        _, _, rows = read_png(path)
        end = TARGET[0] + TARGET[2] + 20
        places = [(x, y) for y in range(70, 430) for x in range(TARGET[0] - 20, end)
                  if 118 < rows[y][3 * x + 2] < 138 and abs(rows[y][3 * x] - 128) > 100]
        columns, lines = zip(*places)
        return (max(columns) - min(columns) + 1) / (max(lines) - min(lines) + 1)

    def test_screenshot_fails_with_a_reason(self):
        missing = self.run_program("screenshot", "none.png", "--out", "x.png", "--after-steps", "1")
        self.assertEqual(missing.returncode, 1)
        self.assertRegex(missing.stderr, r"\Afourierscope: .*none\.png.*\n\Z")
        no_folder = self.run_program("screenshot", "--out", "no/x.png", "--after-steps", "1")
        self.assertEqual(no_folder.returncode, 1)
        self.assertRegex(no_folder.stderr, r"\Afourierscope: .*no/x\.png.*\n\Z")


if __name__ == "__main__":
    run_scenarios(Window, WithoutWindow)
