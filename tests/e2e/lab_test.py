"""The 1D laboratory in the real window under a real mouse and keyboard; as window_test.py."""
import sys

sys.dont_write_bytecode = True
from window_test import Program, Scenario, mean_difference  # noqa: E402
from x11 import run_scenarios, wait_for  # noqa: E402

P_SLIDER_Y = 317            # among the controls of the window of 1280 x 800 ...
P_LEFT, P_RIGHT = 140, 265  # ... and its ends
FUNCTION = (350, 130, 520, 250)  # well inside the plot of the function


class Laboratory(Scenario):
    def plot(self, program):
        x, y, width, height = FUNCTION
        return wait_for("pixels", lambda: self.display.pixels(program.window, x, y, width, height))

    def started(self, *arguments):
        program = Program(self, *arguments)
        wait_for("a plot", lambda: len(set(self.plot(program)[::4])) > 8)
        return program

    def drag(self, program, *points):
        first, *rest = points
        program.do("mousemove", *first, "sleep", 0.2, "mousedown", 1, "sleep", 0.1)
        for point in rest:
            program.do("mousemove", *point, "sleep", 0.05)
        program.do("mouseup", 1, "sleep", 0.2)

    def test_dragging_p_while_paused_changes_what_theory_says(self):
        program = self.started("signal:noise")
        program.do("key", "space", "sleep", 1.5)
        before = self.plot(program)
        self.drag(program, (P_LEFT + 60, P_SLIDER_Y),
                  *[(P_LEFT + 60 - 8 * i, P_SLIDER_Y) for i in range(1, 8)])
        program.do("mousemove", 1270, 790)
        wait_for("another prediction",
                 lambda: mean_difference(before, self.plot(program)) > 0.5)
        self.close(program)
        self.assertLess(float(self.settings()["signal_settings"]["power"]), 1)

    def test_a_curve_that_is_drawn_becomes_the_target(self):
        program = self.started("signal:sine")
        program.do("key", "space", "sleep", 0.5, "key", "d", "sleep", 0.5)
        x, y, width, height = FUNCTION
        # A step up in the middle: nothing that a sine looks like.
        self.drag(program, *[(x + width * i // 30, y + (60 if i > 15 else height - 60))
                             for i in range(31)])
        wait_for("the title", lambda: "Sine" not in program.title() and
                 "sine" not in program.title())
        self.close(program)

    def test_to_the_pictures_and_back_keeps_both_settings(self):
        program = self.started("signal:chirp")
        title = program.title()
        program.do("key", "l")
        wait_for("a picture", lambda: program.title() != title)
        program.wait_until_learned()
        program.do("key", "l")
        wait_for("the signal again", lambda: program.title() == title)
        self.close(program)
        self.assertEqual(self.settings()["task"], "signal")
        self.assertEqual(self.settings()["signal_settings"]["signal"], "chirp")


if __name__ == "__main__":
    run_scenarios(Laboratory)
