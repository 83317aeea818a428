"""Scripts on the whole program: on a display of X and without any, in both languages.

Needs FOURIERSCOPE, the path of the program, in the environment, and for some scenarios Xvfb.
`script_test.py --list` prints the scenarios.
"""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
from window_test import read_png, stripes  # noqa: E402
from x11 import VirtualDisplay, run_scenarios  # noqa: E402

SCRIPTS = sorted((Path(__file__).parent / "scripts").glob("*.txt"))
LESSONS = sorted((Path(__file__).parents[2] / "assets" / "lessons").glob("*.json"))
DEADLINE_S = 400


def lessons_script():
    """Every step of every lesson, forwards by key; each trains, and shows its number."""
    lines = []
    for path in LESSONS:
        n = len(json.loads(path.read_text())["steps"])
        for i in range(1, n + 1):
            lines += [f'wait control "step {i} of {n}"', "wait step 1", "key page_down"]
    lines += ["key page_up", f'wait control "step {n - 1} of {n}"', "click Close",
              'expect no-control "Start again"']
    return "\n".join(lines) + "\n"


class Scripts(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        (self.folder / "stripes.png").write_bytes(stripes())
        self.environment = {
            **{key: value for key, value in os.environ.items() if "DISPLAY" not in key},
            "HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder / "config"), "LANG": "C"}

    def play(self, script, *arguments):
        path = script
        if not isinstance(script, Path):
            path = self.folder / "script.txt"
            path.write_text("within 120\n" + script)
        return subprocess.run(
            [os.environ["FOURIERSCOPE"], *arguments, "--script", path], env=self.environment,
            cwd=self.folder, capture_output=True, text=True, timeout=DEADLINE_S)

    def succeed(self, script, *arguments):
        result = self.play(script, *arguments)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(result.stderr, "")  # OpenGL's complaints come here

    def with_display(self):
        display = VirtualDisplay()
        self.addCleanup(display.close)
        self.environment["DISPLAY"] = display.name

    def test_failures_name_file_line_and_reason(self):
        result = self.play('key f\nwithin 1\nclick "No such thing"\n')
        self.assertEqual(result.returncode, 1)
        self.assertRegex(result.stderr,
                         r'\Afourierscope: .*script\.txt:4: not within 1 s: a control "No such '
                         r'thing" to point at; there are: .*"File".*\n\Z')
        missing = self.play(self.folder / "none.txt")
        self.assertEqual(missing.returncode, 1)
        self.assertRegex(missing.stderr, r"\Afourierscope: .*none\.txt.*\n\Z")

    def test_nothing_is_remembered(self):
        self.succeed("key ]\nwait step 1\n")
        self.assertFalse((self.folder / "config").exists())

    def test_a_picture_of_the_size_that_was_asked_for(self):
        self.succeed("open stripes.png\nresize 900 600\nwait seconds 0.2\nscreenshot a.png\n")
        width, height, rows = read_png(self.folder / "a.png")
        self.assertEqual((width, height), (900, 600))
        self.assertGreater(len({bytes(row) for row in rows}), 100)

    def test_a_stalled_run_goes_back(self):
        for language in "en", "zh":
            self.succeed('wait message "--lr 0.5"\nclick "Back to step*"\n'
                         'expect setting "--lr 0.25"\nexpect no-control "Back to step*"\n',
                         "--lr", "0.5", "--size", "64", "--language", language)

    def test_a_damaged_picture_is_asked_about(self):
        damaged = bytearray(stripes())
        damaged[-20] ^= 1  # the checksum of the pixels
        (self.folder / "damaged.png").write_bytes(damaged)
        self.succeed("open damaged.png\nclick \"Leave it\"\nopen damaged.png\n"
                     "click \"Open it\"\nwait message damaged.png\n")

    def test_lessons_in_english(self):
        self.succeed(lessons_script(), "--lesson", "1", "--language", "en")

    def test_lessons_in_chinese_on_a_display(self):
        self.with_display()
        self.succeed(lessons_script(), "--lesson", "1", "--language", "zh")


def add_scenario(script, language, display):
    def scenario(self):
        if display:
            self.with_display()
        self.succeed(script, "stripes.png", "--language", language)

    name = script.stem.replace("-", "_")
    setattr(Scripts, f"test_{name}_{language}{'_on_a_display' if display else ''}", scenario)


for path in SCRIPTS:
    add_scenario(path, "en", display=True)
    add_scenario(path, "zh", display=False)


if __name__ == "__main__":
    run_scenarios(Scripts)
