"""fourierscope sweep as scripts meet it: cells, tables, kills, jobs, failures. Needs FOURIERSCOPE,
the path of the program, in the environment. Python's standard library only."""
import csv
import json
import os
import signal
import subprocess
import unittest

from program_test import DEADLINE_S, PROGRAM, SMALL, ProgramTest, png_size, small_png

TIMES = {"seconds", "samples_per_s", "threads"}  # what two runs of a cell may differ in
GRID = ["--vary", "sigma=1,3", "--vary", "mapping=none,gaussian", "--seeds", "0-2"]
TINY = [word for word in SMALL if word not in ("--seed", "5")]


class SweepTest(ProgramTest):
    STEPS = 20

    def setUp(self):
        super().setUp()
        self.plan = ["sweep", self.image, *GRID, *TINY]

    def sweep(self, out, *arguments, plan=None, steps=None):
        return self.run_program(*(plan or self.plan), "--steps", steps or self.STEPS, "--out", out,
                                *arguments)

    def assert_done(self, done):
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        return done.stdout.decode().splitlines()

    def names(self, out, *arguments, **options):
        listed = self.assert_done(self.sweep(out, "--list", *arguments, **options))
        return [line.split()[1] for line in listed]

    def rows(self, out):
        with open(self.folder / out / "sweep.csv", newline="") as file:
            return list(csv.DictReader(file))

    def cells(self, out):
        return self.folder / out / "cells"

    def record(self, out, name):
        return json.loads((self.cells(out) / f"{name}.json").read_bytes())

    def timeless_rows(self, out):
        return [{k: v for k, v in row.items() if k not in TIMES} for row in self.rows(out)]

    def timeless(self, out):
        """All that a sweep leaves, but for its times. Files that a kill left half are hidden."""
        files = {}
        for path in self.cells(out).iterdir():
            if path.name.startswith("."):
                continue
            files[path.name] = path.read_bytes()
            if path.suffix == ".json":
                files[path.name] = {k: v for k, v in json.loads(files[path.name]).items()
                                    if k not in TIMES}
        return files, self.timeless_rows(out), (self.folder / out / "contact.png").read_bytes()

    def stamps(self, out):
        """Content and time of every complete cell's files."""
        stamps = {}
        for record in self.cells(out).glob("*.json"):
            for path in record, record.with_suffix(".png"):
                stamps[path.name] = (path.read_bytes(), path.stat().st_mtime_ns)
        return stamps

    def start(self, out, *arguments):
        process = subprocess.Popen(
            [PROGRAM, *map(str, self.plan), "--steps", str(self.STEPS), "--out", out, *arguments],
            cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process


class Whole(SweepTest):
    def test_every_combination_in_order(self):
        lines = self.assert_done(self.sweep("out"))
        self.assertEqual(len(lines), 12 + 2)
        self.assertEqual(lines[-2:], ["out/sweep.csv", "out/contact.png"])
        rows = self.rows("out")
        self.assertEqual([(r["sigma"], r["mapping"], r["seed"]) for r in rows],
                         [(sigma, mapping, seed) for sigma in "13"
                          for mapping in ("none", "gaussian") for seed in "012"])
        self.assertEqual([r["number"] for r in rows], [str(i) for i in range(12)])
        for row in rows:
            self.assertEqual((row["state"], row["reason"], row["steps"]), ("done", "", "20"))
            self.assertEqual(png_size(self.cells("out") / (row["cell"] + ".png")), (16, 16))
            self.assertTrue(-1 <= float(row["ssim"]) <= 1 and 0 <= float(row["flip"]) <= 1)
        width, height = png_size(self.folder / "out" / "contact.png")
        self.assertGreater(height, 3 * 192)
        self.assertGreaterEqual(width, 2 * 192)

    def test_a_cell_is_the_fit_of_its_settings(self):
        self.assert_done(self.sweep("out"))
        row = self.rows("out")[10]  # sigma 3, gaussian, seed 1
        fit = self.fit(*TINY, "--steps", 20, "--sigma", 3, "--mapping", "gaussian",
                       "--seed", 1, "--out", "fit.png")
        record = self.record("out", row["cell"])
        for key in fit.keys() - TIMES - {"threads"}:
            self.assertEqual(record[key], fit[key], key)
        self.assertEqual((record["varied"], record["measured_at_step"]),
                         ({"sigma": "3", "mapping": "gaussian"}, 20))
        # 16 inputs, hidden layers of 12, 3 outputs
        self.assertEqual(record["parameters"], 17 * 12 + 2 * 13 * 12 + 13 * 3)
        self.assertEqual((self.cells("out") / (row["cell"] + ".png")).read_bytes(),
                         (self.folder / "fit.png").read_bytes())
        for column in "train_psnr", "heldout_psnr", "ssim", "flip", "train_mse":
            self.assertEqual(float(row[column]), record[column])
        self.assertEqual(row["parameters_hash"], fit["parameters_hash"])

    def test_a_second_run_computes_nothing(self):
        self.assert_done(self.sweep("out"))
        before, stamps = self.timeless("out"), self.stamps("out")
        self.assertEqual(self.assert_done(self.sweep("out")),
                         ["12 of 12 cells were there", "out/sweep.csv", "out/contact.png"])
        self.assertEqual(self.stamps("out"), stamps)
        self.assertEqual(self.timeless("out"), before)

    def test_more_values_keep_what_is_there(self):
        self.assert_done(self.sweep("out"))
        stamps = self.stamps("out")
        wider = ["sweep", self.image, "--vary", "sigma=1,2,3", *GRID[2:], *TINY]
        lines = self.assert_done(self.sweep("out", plan=wider))
        self.assertEqual(lines[0], "12 of 18 cells were there")
        self.assertEqual({k: v for k, v in self.stamps("out").items() if k in stamps}, stamps)
        self.assertEqual(len(self.rows("out")), 18)

    def test_other_settings_steps_or_pixels_are_other_cells(self):
        names = set(self.names("out"))
        self.assertFalse(names & set(self.names("out", steps=21)))
        for change in ["--lr", "1e-2"], ["--width", 13], ["--crop", "fit"]:
            self.assertFalse(names & set(self.names("out", *change)), change)
        self.image.write_bytes(small_png(15))
        self.assertFalse(names & set(self.names("out")))

    def test_signals_and_pictures_in_one_table(self):
        plan = ["sweep", "signal:sine", self.image, "--vary", "sigma=1,2", "--features", 8,
                "--width", 12, "--batch", "full"]
        self.assert_done(self.sweep("out", plan=plan))
        signal_row, _, picture_row, _ = self.rows("out")
        self.assertEqual((signal_row["task"], picture_row["task"]), ("signal", "image"))
        self.assertEqual([signal_row[k] for k in ("train_psnr", "ssim", "flip")], [""] * 3)
        self.assertGreater(float(signal_row["heldout_mse"]), 0)
        self.assertEqual(len(list(self.cells("out").glob("*.png"))), 2)

    def test_signals_alone_have_no_contact_sheet(self):
        self.assert_done(self.sweep("out", plan=["sweep", "signal:sine"]))
        self.assertEqual(sorted(p.name for p in (self.folder / "out").iterdir()),
                         ["cells", "sweep.csv"])

    def test_a_small_picture_has_no_ssim(self):
        self.image.write_bytes(small_png(10))
        self.assert_done(self.sweep("out"))
        self.assertEqual({row["ssim"] for row in self.rows("out")}, {""})
        self.assertNotIn("", {row["flip"] for row in self.rows("out")})


class Parts(SweepTest):
    def test_jobs_do_not_matter(self):
        self.assert_done(self.sweep("one", "--jobs", 1))
        self.assert_done(self.sweep("two", "--jobs", "2"))
        self.assert_done(self.sweep("many", "--jobs", 7, "--threads", 3))
        self.assertEqual(self.timeless("two"), self.timeless("one"))
        self.assertEqual(self.timeless("many"), self.timeless("one"))

    def test_cell_by_cell_and_collected(self):
        self.assert_done(self.sweep("whole"))
        for k in reversed(range(12)):
            line, = self.assert_done(self.sweep("parts", "--cell", k))
            self.assertRegex(line, rf"\A{k} picture_sigma-")
        self.assertFalse((self.folder / "parts" / "sweep.csv").exists())
        self.assertEqual(self.assert_done(self.sweep("parts", "--collect")),
                         ["parts/sweep.csv", "parts/contact.png"])
        self.assertEqual(self.timeless("parts"), self.timeless("whole"))
        self.assertEqual(self.assert_done(self.sweep("parts", "--cell", 3)),
                         ["1 of 1 cells were there"])

    def test_list_tells_states_and_writes_nothing(self):
        states = lambda: [line.split()[2] for line in self.assert_done(self.sweep("out", "--list"))]
        self.assertEqual(states(), ["missing"] * 12)
        self.assertFalse((self.folder / "out").exists())
        self.assert_done(self.sweep("out", "--cell", 2))
        self.assertEqual(states(), ["missing"] * 2 + ["done"] + ["missing"] * 9)

    def test_collecting_too_early_says_so(self):
        self.assert_done(self.sweep("out", "--cell", 2))
        done = self.sweep("out", "--collect")
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"11 of 12 cells failed or are missing", done.stderr)
        self.assertEqual([row["state"] for row in self.rows("out")].count("missing"), 11)


class Stops(SweepTest):
    STEPS = 4000  # of each of 12 cells: long enough for a kill in between

    def stopped_after(self, n_cells, number, *arguments):
        process = self.start("out", *arguments)
        for _ in range(n_cells):
            self.assertRegex(process.stdout.readline(), rb"\A\d+ picture_")
        process.send_signal(number)
        process.wait(DEADLINE_S)
        return process

    def assert_goes_on(self, *arguments):
        """Resumes, and leaves what an uninterrupted sweep leaves."""
        stamps = self.stamps("out")
        n_there = len(stamps) // 2
        self.assertGreaterEqual(n_there, 3)
        self.assertLess(n_there, 12)
        lines = self.assert_done(self.sweep("out", *arguments))
        self.assertEqual(lines[0], f"{n_there} of 12 cells were there")
        self.assertEqual(len(lines), 1 + 12 - n_there + 2)
        self.assertEqual({k: v for k, v in self.stamps("out").items() if k in stamps}, stamps)
        self.assert_done(self.sweep("whole"))
        self.assertEqual(self.timeless("out"), self.timeless("whole"))

    def test_killed_and_resumed(self):
        self.assertEqual(self.stopped_after(3, signal.SIGKILL).returncode, -signal.SIGKILL)
        self.assertFalse((self.folder / "out" / "sweep.csv").exists())
        self.assert_goes_on()

    def test_killed_and_resumed_with_jobs(self):
        self.stopped_after(3, signal.SIGKILL, "--jobs", "2")
        self.assert_goes_on("--jobs", "2")

    def test_control_c_keeps_complete_cells(self):
        process = self.stopped_after(3, signal.SIGINT, "--jobs", "2")
        self.assertEqual(process.returncode, 130)
        self.assertRegex(process.stderr.read(), rb"\Afourierscope: stopped; \d+ of 12 cells are "
                                                rb"complete, the same command goes on\n\Z")
        self.assertEqual([p.name for p in self.cells("out").iterdir() if p.name[0] == "."], [])
        self.assert_goes_on()

    def test_half_and_damaged_cells_are_computed_again(self):
        self.assert_done(self.sweep("out"))
        before = self.timeless("out")
        names, stamps = self.names("out"), self.stamps("out")
        path = lambda i, suffix: self.cells("out") / (names[i] + suffix)
        path(0, ".json").unlink()  # as after a kill between picture and record
        path(1, ".png").unlink()
        path(2, ".json").write_bytes(path(2, ".json").read_bytes()[:200])
        path(3, ".json").write_bytes(path(4, ".json").read_bytes())  # another cell's
        path(5, ".json").write_bytes(b"[]")
        kept = {name: stamp for name, stamp in stamps.items()
                if name.startswith((names[4], *names[6:]))}
        lines = self.assert_done(self.sweep("out"))
        self.assertEqual(lines[0], "7 of 12 cells were there")
        self.assertEqual(self.timeless("out"), before)
        self.assertEqual({k: v for k, v in self.stamps("out").items() if k in kept}, kept)


class Failures(SweepTest):
    DIVERGING = ["--optimizer", "sgd", "--output", "linear", "--loss", "sum"]

    def setUp(self):
        super().setUp()
        (self.folder / "bad.png").write_bytes(self.image.read_bytes()[:300])
        self.plan = ["sweep", "bad.png", self.image, "--vary", "lr=1e-5,1e5", *TINY,
                     *self.DIVERGING]

    def test_are_recorded_and_the_others_computed(self):
        done = self.sweep("out", "--jobs", "2")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, rb"\Afourierscope: 3 of 4 cells failed; the first is bad_lr-"
                                      rb"1e-05_\w+-0_\w+: bad.png: [^\n]*truncated[^\n]*\n\Z")
        rows = self.rows("out")
        self.assertEqual([row["state"] for row in rows], ["failed", "failed", "done", "failed"])
        self.assertIn("bad.png", rows[0]["reason"])
        self.assertIn("not finite", rows[3]["reason"])
        self.assertEqual(float(rows[3]["lr"]), 1e5)
        self.assertTrue((self.folder / "out" / "contact.png").exists())

    def test_are_kept_until_a_retry_is_asked_for(self):
        self.assertEqual(self.sweep("out").returncode, 1)
        times = lambda: {p.name: p.stat().st_mtime_ns for p in self.cells("out").iterdir()}
        before = times()
        again = self.sweep("out")
        self.assertEqual((again.returncode, again.stdout.splitlines()[0]),
                         (1, b"4 of 4 cells were there"))
        self.assertEqual(times(), before)
        retried = self.sweep("out", "--retry-failed")
        self.assertEqual((retried.returncode, retried.stdout.splitlines()[0]),
                         (1, b"1 of 4 cells were there"))

    def test_a_repaired_picture_is_another_cell(self):
        self.assertEqual(self.sweep("out").returncode, 1)
        (self.folder / "bad.png").write_bytes(small_png(12))
        done = self.sweep("out")
        self.assertEqual((done.returncode, done.stdout.splitlines()[0]),
                         (1, b"2 of 4 cells were there"))
        self.assertEqual([row["state"] for row in self.rows("out")],
                         ["done", "failed", "done", "failed"])

    def test_a_failed_cell_alone_fails(self):
        done = self.sweep("out", "--cell", 3)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"1 of 1 cells failed", done.stderr)

    def test_a_cell_that_cannot_be_written_ends_the_sweep(self):
        name = self.names("out")[2]
        (self.cells("out") / (name + ".json")).mkdir(parents=True)
        done = self.sweep("out", "--jobs", "2")
        self.assertEqual(done.returncode, 1)
        self.assertIn(name + ".json", done.stderr.decode())
        self.assertFalse((self.folder / "out" / "sweep.csv").exists())


class BadPlans(SweepTest):
    def assert_refused(self, code, arguments, *named):
        before = self.files()
        self.assert_fails(self.run_program("sweep", *arguments, "--out", "out"), code, *named)
        self.assertEqual(self.files(), before)

    def test_on_the_command_line(self):
        for words, named in (
                (["--vary", "bogus=1"], "bogus"), (["--vary", "sigma"], "SETTING=VALUE"),
                (["--vary", "sigma="], "empty"), (["--vary", "sigma=1,,2"], "empty"),
                (["--vary", "sigma=1,much"], "'much'"), (["--vary", "sigma=3,3.0"], "3 comes"),
                (["--vary", "sigma=1", "--vary", "sigma=2"], "--vary sigma comes twice"),
                (["--vary", "sigma=1", "--sigma", "2"], "--sigma is both"),
                (["--vary", "seed=1"], "--seeds"), (["--vary", "task=signal"], "--vary task"),
                (["--seeds", "2-0"], "2 is above 0"), (["--seeds", ""], "--seeds"),
                (["--seeds", "0,x"], "'x'"), (["--seeds", "1,0-2"], "1 comes twice"),
                (["--seeds", "0-1", "--seed", "1"], "exclude"),
                (["--seeds", "0-18446744073709551615"], "10000"),
                (["--seeds", "0-5000", "--vary", "sigma=1,2"], "10000 cells"),
                (["--vary", "mapping=gaussian,power"], "power"), (["--cell", "1"], "--cell 1"),
                (["--list", "--collect"], "--list"), (["--jobs", "0"], "--jobs"),
                ([self.image], "comes twice")):
            self.assert_refused(2, [self.image, *words], named)
        self.assert_fails(self.run_program("sweep", self.image), 2, "--out")
        self.assert_fails(self.run_program("sweep", "--out", "out"), 2, "TARGET")

    def test_targets_that_are_not_there(self):
        self.assert_refused(1, [self.image, "missing.png"], "missing.png", "No such file")
        self.assert_refused(1, ["target:nobody"], "nobody")
        self.assert_refused(2, ["signal:nobody"], "signal:nobody")
        self.assert_refused(1, [self.folder], "this is a folder")

    def test_one_picture_under_one_name_twice(self):
        (self.folder / "copy").mkdir()
        (self.folder / "copy" / "picture.png").write_bytes(self.image.read_bytes())
        self.assert_refused(1, ["picture.png", "copy/picture.png"], "copy/picture.png", "same")

    def test_folders_that_cannot_be_written(self):
        done = self.run_program("sweep", self.image, "--out", "picture.png/out")
        self.assert_fails(done, 1, "picture.png")
        if os.geteuid() != 0:
            (self.folder / "locked").mkdir(mode=0o500)
            done = self.run_program("sweep", self.image, "--out", "locked/out")
            self.assert_fails(done, 1, "locked", "Permission denied")


if __name__ == "__main__":
    unittest.main()
