"""Lessons in the real window: every step by key, the way back by mouse, and from the command line.

Needs what window_test.py needs. `lessons_test.py --list` prints the scenarios.
"""

import json
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True
from window_test import Program, Scenario, mean_difference, read_png  # noqa: E402
from x11 import DEADLINE_S, run_scenarios, wait_for  # noqa: E402

LESSONS = sorted((Path(__file__).parents[2] / "assets" / "lessons").glob("*.json"))
PANEL = (14, 36, 370, 420)     # x, y, width, height inside the panel, in a window of 1280 x 800
REST = (400, 70, 860, 680)     # right of it
HELP_MENU = (262, 12)
LESSONS_ENTRY = (300, 38)      # the first of that menu
FIRST_LESSON = (150, 72)       # in the list
CLOSE = (144, 404)             # below the first step of the first lesson

MINE = {"lesson": 1, "title": {"en": "Mine", "zh": "我的"}, "summary": {"en": "a", "zh": "b"},
        "steps": [{"text": {"en": "Some words", "zh": "一些文字"}, "formula": "\\frac{a}{b}",
                   "try": {"en": "Press", "zh": "按"}, "target": "builtin:page",
                   "settings": "--size 64", "panels": ["target"]}]}


def all_steps():
    """(target, panels) of every step of every lesson, in order."""
    for path in LESSONS:
        target = None
        for step in json.loads(path.read_text())["steps"]:
            target = step.get("target", target)
            yield target, step["panels"]


def titles(program):
    """What the window's title says of the built-in pictures."""
    lines = subprocess.run([program, "targets"], capture_output=True, text=True).stdout.splitlines()
    return {line.split(": ")[0].removeprefix("target:"): line.split(": ", 1)[1].split(".")[0]
            for line in lines}


class Lessons(Scenario):
    def setUp(self):
        super().setUp()
        self.environment.update(XDG_DATA_HOME=str(self.folder), LANG="C")

    def run_program(self, *arguments):
        return subprocess.run([self.program, *arguments], env=self.environment, cwd=self.folder,
                              capture_output=True, text=True, timeout=DEADLINE_S)

    def pixels(self, program, place):
        program.check_running()
        return wait_for("pixels", lambda: self.display.pixels(program.window, *place))

    def click(self, program, place):
        # Down and up within one frame would be no click.
        program.do("mousemove", *place, "sleep", 0.2, "mousedown", 1, "sleep", 0.2, "mouseup", 1)

    def wait_for_other(self, what, program, place, before, least=0.5):
        wait_for(what, lambda: mean_difference(self.pixels(program, place), before) > least)

    def test_every_step_of_every_lesson_by_key(self):
        names = titles(self.program)
        program = Program(self, "--lesson", "1")
        steps = list(all_steps())
        for i, (target, panels) in enumerate(steps):
            if target.startswith("builtin:"):
                title = names[target.removeprefix("builtin:")]
                wait_for(f"{title} in step {i}", lambda: title in program.title())
            else:
                wait_for(f"a signal in step {i}",
                         lambda: not any(name in program.title() for name in names.values()))
            before = self.pixels(program, PANEL)
            rest = self.pixels(program, REST)
            if i + 1 == len(steps):
                break
            program.do("key", "Page_Down")
            self.wait_for_other(f"the text after step {i}", program, PANEL, before)
            if set(panels) != set(steps[i + 1][1]) or target != steps[i + 1][0]:
                self.wait_for_other(f"other panels after step {i}", program, REST, rest)
        program.do("key", "Page_Down")  # there is none
        program.do("key", "Page_Up")
        self.wait_for_other("the step before the last", program, PANEL, before)
        self.close(program)

    def test_menu_list_lesson_and_the_way_back(self):
        self.write_picture("stripes.png")
        program = Program(self, "stripes.png", "--sigma", "4.5")
        wait_for("the picture", lambda: "stripes.png" in program.title())
        controls = self.pixels(program, PANEL)

        def first_lesson():
            program.do("key", "Escape")  # of an attempt before
            self.click(program, HELP_MENU)
            self.click(program, LESSONS_ENTRY)
            program.do("sleep", 0.3)
            nonlocal listed
            listed = self.pixels(program, PANEL)
            self.click(program, FIRST_LESSON)
            for _ in range(30):
                if "Dead leaves" in program.title():
                    return True
                program.do("sleep", 0.1)
            return False

        listed = controls
        wait_for("the lesson's picture", first_lesson)  # a busy machine may lose a click
        self.assertGreater(mean_difference(listed, controls), 0.5)
        self.wait_for_other("the lesson", program, PANEL, listed)
        lesson = self.pixels(program, PANEL)
        self.click(program, CLOSE)
        wait_for("one's own picture", lambda: "stripes.png" in program.title())
        self.wait_for_other("the controls", program, PANEL, lesson)
        # What is kept of the session names that picture, not the lesson's.
        kept = self.folder / "fourierscope" / f"autosave-{program.process.pid}.json"

        def kept_target():
            return kept.exists() and json.loads(kept.read_text())["target"]["name"]

        wait_for("the autosave", lambda: str(kept_target()).endswith("stripes.png"), seconds=20)
        self.close(program)
        self.assertEqual(self.sigma(), 4.5)

    def test_quitting_in_a_lesson_keeps_ones_own_settings(self):
        program = Program(self, "--sigma", "4.5", "--lesson", "sigma:3")
        wait_for("the lesson's picture", lambda: "Dead leaves" in program.title())
        program.do("key", "Page_Down")
        program.do("key", "ctrl+q")
        self.assertEqual(program.exit_code(), 0, program.said())
        self.assertEqual(self.sigma(), 4.5)

    def test_screenshot_of_a_lesson_of_ones_own(self):
        own = self.folder / "fourierscope" / "lessons"
        own.mkdir(parents=True)
        (own / "01-mine.json").write_text(json.dumps(MINE))
        result = self.run_program("screenshot", "--lesson", "mine", "--out", "mine.png",
                                  "--after-steps", "1", "--window", "900x600")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(read_png(self.folder / "mine.png")[:2], (900, 600))
        wrong = dict(MINE, steps=[dict(MINE["steps"][0], settings="--sigmma 3")])
        (self.folder / "wrong.json").write_text(json.dumps(wrong))
        for name, reason in (("nope", "there is no lesson 'nope'"),
                             ("wrong.json", r"wrong\.json: steps\[0\]\.settings: .*sigmma")):
            result = self.run_program("screenshot", "--lesson", name, "--out", "x.png", "--after",
                                      "1")
            self.assertEqual(result.returncode, 1)
            self.assertRegex(result.stderr, r"\Afourierscope: .*" + reason)


if __name__ == "__main__":
    run_scenarios(Lessons)
