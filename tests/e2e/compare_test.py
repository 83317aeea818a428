"""Comparison, language, undo, state and exports in the real window under a real mouse and
keyboard; as window_test.py, whose program and screen it uses."""
import json
import shutil
import struct
import sys

sys.dont_write_bytecode = True
from window_test import TARGET, Program, Scenario, mean_difference  # noqa: E402
from x11 import VirtualDisplay, run_scenarios, wait_for  # noqa: E402

SPLIT = (660, 44)         # the toolbar of a comparison
DIVIDER = (782, 250)      # in the middle of the pane
KIND = (740, 331)         # the export dialog's list ...
KIND_ITEMS = (700, 360, 21)  # ... x, y and distance of its entries
KINDS = ["fourierscope.json", "reconstruction.png", "window.png", "runs.png", "curves.csv",
         "network.safetensors", "report.html",
         "training.mp4" if shutil.which("ffmpeg") else "training.gif"]
MENU = (0, 0, 300, 24)


def tensors(path):
    data = path.read_bytes()
    length, = struct.unpack("<Q", data[:8])
    return json.loads(data[8:8 + length])["__metadata__"], data[8 + length:]


class Compared(Scenario):
    def pixels(self, program, x, y, width, height):
        return wait_for("pixels", lambda: self.display.pixels(program.window, x, y, width, height))

    def click(self, program, x, y):
        """Slowly: a press and release between two frames would be lost."""
        program.do("mousemove", x, y, "sleep", 0.1, "mousedown", 1, "sleep", 0.1, "mouseup", 1,
                   "sleep", 0.1)

    def await_change(self, program, area, before):
        wait_for("a change", lambda: self.pixels(program, *area) != before)

    def save_button(self, program):
        """The lowest row in the accent colour at the left of the export dialog."""
        x, y, width, height = 400, 400, 30, 130
        data = self.pixels(program, x, y, width, height)
        rows = [row for row in range(height)
                if all(value > limit if above else value < limit for value, limit, above in zip(
                    data[(row * width + 1) * 4:][:3], (220, 140, 130), (True, True, False)))]
        return (x + 20, y + rows[len(rows) // 2]) if rows else None

    def export(self, program, kind):
        """Through the dialog; the file that was written. On a loaded machine a click may come
        before what it is meant for is on screen: then once more from the beginning."""
        path = self.folder / "fourierscope-exports" / kind
        path.unlink(missing_ok=True)

        def attempt():
            program.do("key", "ctrl+e", "sleep", 0.4)
            self.click(program, *KIND)
            x, y, step = KIND_ITEMS
            program.do("sleep", 0.3)
            self.click(program, x, y + step * KINDS.index(kind))
            program.do("sleep", 0.4)
            button = self.save_button(program)
            if button:
                self.click(program, *button)
            for _ in range(30 if button else 0):
                if path.exists():
                    return True
                program.do("sleep", 0.1)
            program.do("key", "Escape", "sleep", 0.3, "key", "Escape", "sleep", 0.3)
            return False

        wait_for(kind, attempt)
        return path

    def paused(self, *arguments):
        program = Program(self, *arguments)
        wait_for("a picture", lambda: len(set(program.pane(1))) > 20)
        program.do("key", "space", "sleep", 0.3)
        return program


class Compare(Compared):
    def test_the_menu_starts_the_teaser(self):
        program = Program(self)
        program.wait_until_learned()
        before = self.pixels(program, *TARGET)
        self.click(program, 132, 11)
        program.do("sleep", 0.3)
        self.click(program, 190, 38)
        self.await_change(program, TARGET, before)
        # Six colours in the legend and the table, beside what else is on screen.
        colours = lambda: len(set(self.pixels(program, 300, 560, 960, 180)[::4]))
        wait_for("curves and a table", lambda: colours() > 20)
        self.close(program)

    def test_the_split_is_dragged(self):
        program = Program(self, "--compare", "teaser")
        program.do("sleep", 3, "key", "space", "sleep", 0.5)
        self.click(program, *SPLIT)
        left = (640, 120, 120, 250)
        program.do("sleep", 2)
        before = self.pixels(program, *left)
        x, y = DIVIDER
        program.do("mousemove", x, y, "sleep", 0.2, "mousedown", 1, "sleep", 0.1)
        for step in range(1, 8):
            program.do("mousemove", x - 20 * step, y, "sleep", 0.05)
        program.do("mouseup", 1, "sleep", 0.3)
        after = self.pixels(program, *left)
        self.assertGreater(mean_difference(before, after), 5)
        self.close(program)

    def test_the_language_is_switched_and_remembered(self):
        program = self.paused()
        english = self.pixels(program, *MENU)
        program.do("key", "ctrl+l")
        self.await_change(program, MENU, english)
        self.close(program)
        self.assertEqual(self.settings()["language"], "zh")
        again = self.paused()
        self.assertNotEqual(self.pixels(again, *MENU), english)
        again.do("key", "ctrl+l", "sleep", 0.5)
        wait_for("English again", lambda: self.pixels(again, *MENU) == english)
        self.close(again)

    def test_a_change_of_sigma_is_taken_back_and_made_again(self):
        program = self.paused()
        program.do("key", "bracketleft", "sleep", 1.5, "key", "bracketleft", "sleep", 1.5)
        program.do("key", "ctrl+z", "sleep", 0.5, "key", "ctrl+z", "sleep", 0.5, "key", "ctrl+y",
                   "sleep", 0.5)
        self.close(program)
        self.assertAlmostEqual(self.sigma(), 10 / 1.1, places=3)

    def test_every_export_is_what_it_says(self):
        program = self.paused()
        state = json.loads(self.export(program, "fourierscope.json").read_text())
        self.assertEqual(len(state["runs"]), 1)
        n = state["runs"][0]["step"]
        sizes = {}
        for kind in "reconstruction.png", "window.png", "runs.png":
            data = self.export(program, kind).read_bytes()
            self.assertIn(b"fourierscope state", data)
            self.assertGreater(len(data), 30_000)  # no empty picture
            sizes[kind] = struct.unpack(">II", data[16:24])
        self.assertEqual(sizes["reconstruction.png"], (1024, 1024))
        self.assertEqual(sizes["window.png"], (1280, 800))
        self.assertGreater(sizes["runs.png"][0], 2 * 192)  # two tiles
        head = self.export(program, "curves.csv").read_text().splitlines()[0]
        self.assertEqual(head, "run,name,curve,step,seconds,value,min,max")
        metadata, _ = tensors(self.export(program, "network.safetensors"))
        self.assertEqual(int(metadata["step"]), n)
        html = self.export(program, "report.html").read_text()
        self.assertTrue(html.startswith("<!DOCTYPE html>") and html.rstrip().endswith("</html>"))
        film = self.export(program, KINDS[-1]).read_bytes()
        self.assertTrue(film.startswith(b"GIF89a") or film[4:8] == b"ftyp")
        self.close(program)

    def test_a_run_restored_from_a_picture_goes_on_with_the_same_bits(self):
        program = self.paused()
        program.do("key", "bracketleft", "sleep", 0.5, "key", "s", "sleep", 0.3)
        picture = self.export(program, "window.png")
        document = picture.read_bytes()
        start = document.index(b"{", document.index(b"fourierscope\0"))
        run = json.JSONDecoder().raw_decode(document[start:].decode(errors="replace"))[0]["runs"][0]
        self.assertTrue(run["changes"])
        program.do("key", "s", "sleep", 1, "key", "s", "sleep", 1)
        metadata, never_interrupted = tensors(self.export(program, "network.safetensors"))
        self.assertEqual(int(metadata["step"]), run["step"] + 2)
        self.close(program)

        again = Program(self)
        wait_for("a picture", lambda: len(set(again.pane(1))) > 20)
        self.display.drop(again.window, picture.as_uri().encode() + b"\r\n")

        def step():
            return int(tensors(self.export(again, "network.safetensors"))[0]["step"])

        wait_for("the restored step", lambda: step() == run["step"], seconds=60)
        again.do("key", "s", "sleep", 1, "key", "s", "sleep", 1)
        restored, values = tensors(self.export(again, "network.safetensors"))
        self.assertEqual(restored, metadata)
        self.assertEqual(values, never_interrupted)
        self.close(again)

    def test_a_network_is_dropped_and_goes_on(self):
        program = self.paused()
        path = self.export(program, "network.safetensors").rename(self.folder / "mine.safetensors")
        trained, values = tensors(path)
        self.assertGreater(int(trained["step"]), 0)
        program.do("key", "r", "sleep", 0.5)
        title = program.title()
        self.display.drop(program.window, path.as_uri().encode() + b"\r\n")

        def loaded():
            metadata, now = tensors(self.export(program, "network.safetensors"))
            return int(metadata["step"]) == 0 and now == values

        wait_for("the network's weights", loaded, seconds=60)
        self.assertEqual(program.title(), title)  # the target is the same
        program.do("key", "s", "sleep", 1)
        metadata, now = tensors(self.export(program, "network.safetensors"))
        self.assertEqual(int(metadata["step"]), 1)
        self.assertNotEqual(now, values)
        self.close(program)

    def test_after_a_crash_the_session_comes_back(self):
        program = Program(self, "--compare", "teaser")
        kept = self.folder / "fourierscope" / f"autosave-{program.process.pid}.json"
        wait_for("the autosave", kept.exists, seconds=60)
        program.kill()
        self.assert_kept(kept)

    def test_when_the_display_is_lost_the_session_comes_back(self):
        own, other = self.environment["DISPLAY"], VirtualDisplay()
        self.addCleanup(other.close)
        self.environment["DISPLAY"] = other.name  # that nobody but the program is on
        program = Program(self, "--compare", "teaser")
        kept = self.folder / "fourierscope" / f"autosave-{program.process.pid}.json"
        wait_for("the autosave", kept.exists, seconds=60)
        other.close()
        self.assertNotEqual(program.exit_code(), 0)
        self.environment["DISPLAY"] = own
        self.assert_kept(kept)

    def assert_kept(self, kept):
        json.loads(kept.read_text())  # whole, whenever it ended
        again = self.paused()
        self.click(again, 460, 420)
        colours = lambda: len(set(self.pixels(again, 300, 600, 380, 60)[::4]))
        wait_for("the comparison", lambda: colours() > 10)
        self.close(again)


if __name__ == "__main__":
    run_scenarios(Compare)
