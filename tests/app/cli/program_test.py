"""The program as scripts and terminals meet it: exit codes, messages, files. Needs FOURIERSCOPE,
the path of the program, in the environment. Python's standard library only."""
import csv
import json
import os
import pty
import re
import resource
import select
import signal
import struct
import subprocess
import tempfile
import time
import unittest
import zlib
from pathlib import Path

PROGRAM = os.environ["FOURIERSCOPE"]
SMALL = ["--size", "original", "--features", "8", "--width", "12", "--batch", "40", "--seed", "5"]
JSON_KEYS = {"mapping", "sigma", "size", "steps", "seed", "train_psnr", "heldout_psnr", "seconds",
             "samples_per_s", "threads", "parameters_hash"}
NO_SANDBOX = b"pictures are decoded without a sandbox"  # --version of builds with a sanitizer
DEADLINE_S = 60  # for a program that hangs; nothing here takes a second


def chunk(kind, data):
    checksum = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)


def png(width, height, rows):
    """An 8-bit RGB PNG; rows: bytes, each row with its filter byte 0."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows))
            + chunk(b"IEND", b""))


def small_png(side=16):
    row = lambda y: b"\0" + bytes((x * 37 + y * 101 + c * 53) % 256
                                  for x in range(side) for c in range(3))
    return png(side, side, b"".join(row(y) for y in range(side)))


def png_size(path):
    return struct.unpack(">II", Path(path).read_bytes()[16:24])


class ProgramTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.image = self.folder / "picture.png"
        self.image.write_bytes(small_png())

    def run_program(self, *arguments, **options):
        words = [PROGRAM, *(a if isinstance(a, bytes) else str(a) for a in arguments)]
        return subprocess.run(words, cwd=self.folder, capture_output=True, timeout=DEADLINE_S,
                              **options)

    def fit(self, *arguments, **options):
        """The JSON object of a small fit that succeeds."""
        done = self.run_program("fit", self.image, *arguments, "--json", **options)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        return json.loads(done.stdout)

    def assert_fails(self, done, code, *named):
        """Failed with `code` and one line on stderr that holds all of `named`."""
        error = done.stderr.decode("utf-8")
        self.assertEqual(done.returncode, code, error)
        self.assertEqual(done.stdout, b"")
        self.assertRegex(error, r"\Afourierscope: [^\n]*\n\Z")
        for part in named:
            self.assertIn(str(part), error)

    def files(self):
        return sorted(p.name for p in self.folder.iterdir())


class Usage(ProgramTest):
    def test_help_has_examples_and_succeeds(self):
        for command in [], ["fit"], ["targets"], ["screenshot"], ["bench"], ["figure"], \
                ["landscape"], ["sweep"]:
            done = self.run_program(*command, "--help")
            self.assertEqual((done.returncode, done.stderr), (0, b""))
            self.assertIn(("Examples:\n  " + " ".join(["fourierscope", *command])).encode(),
                          done.stdout)

    def test_version_succeeds(self):
        done = self.run_program("--version")
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stdout, rb"\Afourierscope \d+\.\d+\.\d+\n(" + NO_SANDBOX + rb"\n)?\Z")

    def test_usage_errors_are_2(self):
        self.assert_fails(self.run_program("fit"), 2, "TARGET")
        self.assert_fails(self.run_program("fit", "x", "--bogus"), 2, "--bogus")
        self.assert_fails(self.run_program("fit", "x", "--sigma", "much"), 2, "--sigma", "much")

    def test_output_that_cannot_be_printed_is_a_failure(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "--version"], stdout=full, stderr=subprocess.PIPE,
                                  timeout=DEADLINE_S)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"standard output", done.stderr)


class BadInputs(ProgramTest):
    def assert_refused(self, image, *named):
        before = self.files()
        done = self.run_program("fit", image, "--out", "out.png", "--csv", "out.csv")
        self.assert_fails(done, 1, *named)
        self.assertEqual(self.files(), before)

    def write(self, name, content):
        (self.folder / name).write_bytes(content)
        return name

    def test_missing(self):
        self.assert_refused("missing.png", "missing.png", "No such file")

    def test_empty(self):
        self.assert_refused(self.write("empty.png", b""), "empty.png", "the file is empty")

    def test_truncated(self):
        half = self.image.read_bytes()[:400]
        self.assert_refused(self.write("half.png", half), "half.png", "truncated")

    def test_damaged_until_that_is_accepted(self):
        content = bytearray(self.image.read_bytes())
        content[-20] ^= 1  # the checksum of the pixels
        name = self.write("damaged.png", bytes(content))
        self.assert_refused(name, "damaged.png", "checksum of its IDAT chunk")
        done = self.run_program("fit", name, "--accept-damaged", "--steps", 2)
        self.assertEqual(done.returncode, 0)
        self.assertEqual(done.stderr, b"fourierscope: damaged.png: damaged, read as far as it goes\n")

    def test_not_an_image(self):
        self.assert_refused(self.write("notes.png", b"These are notes.\n"), "notes.png")

    def test_folder(self):
        (self.folder / "album").mkdir()
        self.assert_refused("album", "album", "folder")

    @unittest.skipIf(os.geteuid() == 0, "root reads everything")
    def test_unreadable(self):
        self.image.chmod(0)
        self.assert_refused(self.image, "picture.png", "Permission denied")

    def test_pipe(self):
        os.mkfifo(self.folder / "pipe.png")
        self.assert_refused("pipe.png", "pipe.png", "not a regular file")

    def test_20000_x_20000(self):
        self.assert_refused(self.write("huge.png", png(20000, 20000, b"")), "huge.png", "20000")

    def test_name_that_is_not_utf8(self):
        self.assert_refused(b"\xff.png", "\\xFF.png", "No such file")

    def test_unknown_target(self):
        self.assert_refused("target:nothing", "nothing", "zone-plate")


class Fit(ProgramTest):
    def test_json_has_all_keys(self):
        result = self.fit(*SMALL, "--steps", 30, "--sigma", 3)
        self.assertLessEqual(JSON_KEYS, result.keys())
        self.assertEqual((result["mapping"], result["sigma"], result["size"]), ("gaussian", 3, 16))
        self.assertEqual((result["steps"], result["seed"]), (30, 5))
        self.assertIsInstance(result["heldout_psnr"], float)

    def test_json_has_no_heldout_psnr_where_nothing_is_held_out(self):
        self.assertIsNone(self.fit(*SMALL, "--steps", 3, "--split", "all")["heldout_psnr"])

    def test_threads_are_invisible(self):
        # A batch of many tiles, so that there is work to share.
        settings = ["--size", 128, "--batch", "full", "--features", 8, "--width", 12, "--steps", 20]
        one = self.fit(*settings, "--threads", 1)
        for n in 2, 8:
            many = self.fit(*settings, "--threads", n)
            self.assertEqual((one["threads"], many["threads"]), (1, n))
            for key in "parameters_hash", "train_psnr", "heldout_psnr":
                self.assertEqual(one[key], many[key])

    def test_seed_matters(self):
        hashes = {self.fit(*SMALL, "--steps", 2, "--seed", s)["parameters_hash"] for s in (1, 2)}
        self.assertEqual(len(hashes), 2)

    def test_writes_picture_and_table(self):
        result = self.fit(*SMALL, "--steps", 60, "--out", "out.png", "--csv", "out.csv")
        self.assertEqual(png_size(self.folder / "out.png"), (16, 16))
        with open(self.folder / "out.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(list(rows[0]),
                         ["step", "seconds", "train_loss", "train_psnr", "heldout_psnr"])
        self.assertEqual([int(row["step"]) for row in rows], [1, 26, 51, 60])
        self.assertEqual(float(rows[-1]["train_psnr"]), result["train_psnr"])
        self.assertEqual(float(rows[-1]["heldout_psnr"]), result["heldout_psnr"])
        seconds = [float(row["seconds"]) for row in rows]
        self.assertEqual(seconds, sorted(seconds))

    def test_time_lapse_does_not_change_the_fit(self):
        plain = self.fit(*SMALL, "--steps", 6)
        filmed = self.fit(*SMALL, "--steps", 6, "--time-lapse", "film.gif", "--frames", 4)
        self.assertEqual(plain["parameters_hash"], filmed["parameters_hash"])
        self.assertEqual((self.folder / "film.gif").read_bytes()[:6], b"GIF89a")
        fit = ["fit", self.image, *SMALL, "--steps", 2]
        self.assert_fails(self.run_program(*fit, "--time-lapse", "a.webm"), 1, "a.webm", ".gif")
        self.assert_fails(self.run_program(*fit, "--time-lapse", "a.gif", "--frames", 1), 2,
                          "--frames", "from 2 to 1000")

    def test_table_does_not_change_the_fit(self):
        plain = self.fit(*SMALL, "--steps", 30)
        with_table = self.fit(*SMALL, "--steps", 30, "--csv", "out.csv", "--every", 1)
        self.assertEqual(plain["parameters_hash"], with_table["parameters_hash"])
        self.assertEqual(len((self.folder / "out.csv").read_text().splitlines()), 31)

    def test_says_a_line_without_json(self):
        done = self.run_program("fit", self.image, *SMALL, "--steps", 3)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        self.assertRegex(done.stdout, rb"\Astep 3: train [0-9.]+ dB, held-out [0-9.]+ dB, .*\n\Z")

    def test_paths_of_any_bytes(self):
        name = b"a\xff [b],c.png"
        os.rename(self.image, os.fsencode(self.folder) + b"/" + name)
        done = self.run_program("fit", name, *SMALL, "--steps", 2, "--json", "--out", b"\xfe.png")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout)["image"], "a\\xFF [b],c.png")
        self.assertTrue(os.path.exists(os.fsencode(self.folder) + b"/\xfe.png"))

    def test_bad_outputs_are_found_before_training(self):
        forever = ["--steps", 10**12]  # would run into the deadline if it began
        fit = lambda *outputs: self.run_program("fit", self.image, *SMALL, *forever, *outputs)
        self.assert_fails(fit("--out", "no/such/out.png"), 1, "no/such/out.png", "does not exist")
        self.assert_fails(fit("--csv", "no/out.csv"), 1, "no/out.csv", "does not exist")
        self.assert_fails(fit("--out", self.folder), 1, self.folder)
        self.assert_fails(fit("--out", "out.jpg"), 1, "out.jpg", "PNG")
        self.assert_fails(fit("--out", self.image), 1, "would overwrite")
        self.assert_fails(fit("--out", "x.png", "--csv", "x.png"), 1, "would overwrite")
        self.assertEqual(self.files(), ["picture.png"])

    def test_training_that_diverges_is_said_so(self):
        done = self.run_program("fit", self.image, *SMALL, "--steps", 150, "--output", "linear",
                                "--lr", 10, "--json")
        self.assertEqual(done.returncode, 0)
        self.assertEqual(json.loads(done.stdout)["health"], "diverged")
        self.assertIn(b"diverged", done.stderr)
        self.assertIn(b"the learning rate is 10", done.stderr)
        self.assertEqual(self.fit(*SMALL, "--steps", 150)["health"], "sound")

    def test_too_little_memory_is_said_so(self):
        if NO_SANDBOX in self.run_program("--version").stdout:
            self.skipTest("a sanitizer needs more address space than is left here")
        # Far more than the program's start takes, far less than 16384 x 16384 pixels do.
        limit = 600 << 20
        lower = lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        done = self.run_program("fit", self.image, *SMALL, "--size", 16384, "--threads", 1,
                                "--out", "out.png", preexec_fn=lower)
        self.assert_fails(done, 1, "picture.png", "not enough memory")
        self.assertEqual(self.files(), ["picture.png"])

    def test_loss_that_is_not_finite_fails_and_writes_nothing(self):
        done = self.run_program("fit", self.image, *SMALL, "--optimizer", "sgd", "--lr", "1e6",
                                "--loss", "sum", "--output", "linear", "--out", "out.png")
        self.assert_fails(done, 1, "picture.png", "not finite", "in step", "--lr 1e+06")
        self.assertEqual(self.files(), ["picture.png"])


class FitSignal(ProgramTest):
    SMALL = ["--width", 12, "--features", 4, "--train-points", 10, "--steps", 40]

    def fit(self, target, *arguments, **options):
        done = self.run_program("fit", target, *arguments, "--json", **options)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        return json.loads(done.stdout)

    def test_json_has_errors_of_both_splits(self):
        result = self.fit("signal:noise", "--alpha", 1, *self.SMALL)
        self.assertEqual((result["signal"], result["points"], result["train_points"]),
                         ("signal:noise", 80, 10))
        self.assertEqual(result["settings"]["alpha"], 1)
        self.assertEqual(result["settings"]["optimizer"], "sgd")
        # signals lie in [-1/2, 1/2], and so do their errors at the start, nearly
        self.assertTrue(0 < result["train_mse"] < 1 and 0 < result["heldout_mse"] < 1)

    def test_table_and_replay_give_the_same_again(self):
        first = self.fit("signal:chirp", *self.SMALL, "--csv", "curve.csv", "--every", 10)
        with open(self.folder / "curve.csv", newline="") as table:
            rows = list(csv.DictReader(table))
        self.assertEqual([int(row["step"]) for row in rows], [1, 11, 21, 31, 40])
        self.assertEqual(float(rows[-1]["train_mse"]), first["train_mse"])
        self.assertEqual(float(rows[-1]["heldout_mse"]), first["heldout_mse"])
        (self.folder / "run.txt").write_text(first["replay"])
        again = self.fit("signal:chirp", "--replay", "run.txt", "--steps", 40)
        self.assertEqual(again["parameters_hash"], first["parameters_hash"])

    def test_files_are_learned(self):
        (self.folder / "data.csv").write_text("time,value\n0,1\n1,3\n2,2\n3,5\n")
        result = self.fit("data.csv", *self.SMALL)
        self.assertEqual(result["settings"]["signal"], "samples")
        (self.folder / "run.txt").write_text(result["replay"])
        again = self.fit("data.csv", "--replay", "run.txt", "--steps", 40)
        self.assertEqual(again["parameters_hash"], result["parameters_hash"])

    def test_line_for_people(self):
        done = self.run_program("fit", "signal:sine", *self.SMALL)
        self.assertRegex(done.stdout, rb"\Astep 40: mean square error train [0-9.e-]+, "
                                      rb"held-out [0-9.e-]+, [0-9.]+ s, [0-9]+ samples/s\n\Z")

    def test_what_does_not_fit_is_refused(self):
        self.assert_fails(self.run_program("fit", "signal:hum"), 2, "signal:hum", "signal:sine")
        self.assert_fails(self.run_program("fit", "signal:sine", "--out", "x.png"), 2, "--out",
                          "picture")
        self.assert_fails(self.run_program("fit", "no.csv"), 1, "no.csv")
        (self.folder / "bad.csv").write_text("1\n2\nthree\n")
        self.assert_fails(self.run_program("fit", "bad.csv"), 1, "bad.csv", "line 3")
        (self.folder / "run.txt").write_text("--task signal --signal sine")
        done = self.run_program("fit", "signal:square", "--replay", "run.txt")
        self.assert_fails(done, 1, "signal:square", "sine")
        done = self.run_program("fit", self.image, "--replay", "run.txt")
        self.assert_fails(done, 1, self.image, "sine")
        self.assertEqual(self.files(), ["bad.csv", "picture.png", "run.txt"])


class Replay(ProgramTest):
    CHANGES = "@10 --sigma 2\n@20 --lr 0.01 --split all\n"

    def write_replay(self, changes):
        start = self.fit(*SMALL, "--steps", 1)["replay"]
        (self.folder / "run.txt").write_text(start + changes)

    def test_of_no_changes_is_the_run_itself(self):
        plain = self.fit(*SMALL, "--steps", 30)
        (self.folder / "run.txt").write_text(plain["replay"])
        again = self.fit("--replay", "run.txt", "--steps", 30)
        self.assertEqual(again["parameters_hash"], plain["parameters_hash"])

    def test_changes_count_from_their_step(self):
        self.write_replay(self.CHANGES)
        plain = self.fit(*SMALL, "--steps", 10)
        before = self.fit("--replay", "run.txt", "--steps", 30)
        self.assertNotEqual(before["parameters_hash"],
                            self.fit(*SMALL, "--steps", 30)["parameters_hash"])
        self.assertEqual((before["sigma"], before["settings"]["lr"]), (2, 0.01))
        self.assertIsNone(before["heldout_psnr"])
        done = self.run_program("fit", self.image, "--replay", "run.txt", "--steps", 10, "--json")
        self.assertEqual(json.loads(done.stdout)["parameters_hash"], plain["parameters_hash"])
        self.assertIn(b"changes after step 10 were not reached", done.stderr)

    def test_of_the_result_gives_the_same_bits(self):
        self.write_replay(self.CHANGES)
        first = self.fit("--replay", "run.txt", "--steps", 30)
        again = self.fit("--replay", "-", "--steps", 30, input=first["replay"].encode())
        self.assertEqual(first["parameters_hash"], again["parameters_hash"])

    def test_with_settings_is_a_usage_error(self):
        self.write_replay("")
        done = self.run_program("fit", self.image, "--replay", "run.txt", "--sigma", 3)
        self.assert_fails(done, 2, "--sigma 3")

    def test_bad_ones_name_file_and_line(self):
        (self.folder / "run.txt").write_text("--sigma 3\n@x --sigma 4\n")
        done = self.run_program("fit", self.image, "--replay", "run.txt")
        self.assert_fails(done, 1, "run.txt", "line 2")
        self.assert_fails(self.run_program("fit", self.image, "--replay", "no.txt"), 1, "no.txt")
        self.write_replay("@2 --width 13\n")
        done = self.run_program("fit", self.image, "--replay", "run.txt")
        self.assert_fails(done, 1, "@2", "--width 13")


class Terminal(ProgramTest):
    def start(self, *arguments, **options):
        """The program with a terminal as standard error; returns it and the terminal's end."""
        terminal, its_end = pty.openpty()
        self.addCleanup(os.close, terminal)
        process = subprocess.Popen(
            [PROGRAM, *(str(a) for a in arguments)], cwd=self.folder, stdout=subprocess.PIPE,
            stderr=its_end, **options,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        os.close(its_end)
        return process, terminal

    def read_until(self, terminal, pattern):
        """What the terminal showed until `pattern` or, with None, until the program closed it."""
        shown, end = b"", time.monotonic() + DEADLINE_S
        while pattern is None or not re.search(pattern, shown):
            ready, _, _ = select.select([terminal], [], [], max(0, end - time.monotonic()))
            self.assertTrue(ready, shown)
            try:
                shown += os.read(terminal, 4096)
            except OSError:  # what Linux says when the other end is closed
                self.assertIsNone(pattern, shown)
                break
        return shown

    def test_shows_progress_and_removes_it(self):
        process, terminal = self.start("fit", self.image, *SMALL, "--steps", 50)
        shown = self.read_until(terminal, None)
        self.assertEqual(process.wait(DEADLINE_S), 0)
        self.assertRegex(shown, rb"\A\rstep 0 of 50 ")
        self.assertTrue(shown.endswith(b"\r\x1b[K"), shown)
        self.assertNotIn(b"\n", shown)

    def test_control_c_ends_the_wait_for_a_replay(self):
        process, terminal = self.start("fit", self.image, "--replay", "-", stdin=subprocess.PIPE,
                                       bufsize=0)
        process.stdin.write(b"--sigma 3")  # no end: the program goes on reading
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(DEADLINE_S), -signal.SIGINT)
        process.stdin.close()

    def test_control_c_stops_cleanly(self):
        process, terminal = self.start("fit", self.image, *SMALL, "--steps", 10**12, "--out",
                                       "out.png", "--csv", "out.csv")
        self.read_until(terminal, rb"step [1-9]\d* of 1000000000000 .* dB, .* left")
        process.send_signal(signal.SIGINT)
        shown = self.read_until(terminal, None)
        self.assertEqual(process.wait(DEADLINE_S), 130)
        self.assertRegex(shown, rb"fourierscope: stopped at step [1-9]\d*, nothing was written")
        self.assertEqual(process.stdout.read(), b"")
        self.assertEqual(self.files(), ["picture.png"])


class Targets(ProgramTest):
    def test_writes_what_it_lists(self):
        listed = self.run_program("targets").stdout.decode()
        names = re.findall(r"^target:([a-z0-9-]+): ", listed, re.MULTILINE)
        self.assertEqual(len(names), len(listed.splitlines()))
        self.assertGreaterEqual(len(names), 6)
        done = self.run_program("targets", "--out", "pictures/all", "--size", 32)
        self.assertEqual(done.returncode, 0, done.stderr)
        written = {path.stem: png_size(path) for path in (self.folder / "pictures/all").iterdir()}
        self.assertEqual(written, {name: (32, 32) for name in names})

    def test_can_be_learned_by_name(self):
        self.image = "target:chart"
        result = self.fit(*SMALL, "--size", 16, "--steps", 3)
        self.assertEqual((result["image"], result["size"]), ("target:chart", 16))

    def test_folder_that_cannot_be_made(self):
        done = self.run_program("targets", "--out", self.image / "below")
        self.assert_fails(done, 1, "picture.png/below")


class Bench(ProgramTest):
    QUICK = ["bench", "--quick", "--seconds", "0.05", "--only", "peak", "--only", "training"]

    def assert_consistent(self, result):
        machine = result["machine"]
        self.assertLessEqual({"cpu", "processors", "instruction_set_used",
                              "instruction_set_of_peak", "instruction_sets_usable", "compiler",
                              "version", "load_average_before", "load_average_after"},
                             machine.keys())
        usable = [one["name"] for one in machine["instruction_sets_usable"]]
        self.assertIn(machine["instruction_set_used"], usable)
        self.assertIn(machine["instruction_set_of_peak"], usable)
        self.assertEqual([row["threads"] for row in result["peak"]], [1, 2])
        flop = {one["name"]: one["training_flop_per_sample"] for one in result["networks"]}
        self.assertEqual([(row["network"], row["batch"]) for row in result["training"]],
                         [(name, batch) for name in ("paper", "default", "small")
                          for batch in (1024, 4096, 16384)])
        for row in result["training"]:
            self.assertEqual((row["threads"], row["flop_per_sample"]), (2, flop[row["network"]]))
            gflops = row["samples_per_s"] * row["flop_per_sample"] / 1e9
            self.assertAlmostEqual(row["gflops"], gflops, delta=1e-9 * gflops)
            share = row["gflops"] / row["peak_gflops"]
            self.assertAlmostEqual(row["peak_share"], share, delta=1e-9 * share)
            for name in "samples_per_s", "peak_gflops":
                self.assertLessEqual(row[name + "_min"], row[name])
                self.assertLessEqual(row[name], row[name + "_max"])

    def test_json_is_complete_and_consistent(self):
        done = self.run_program(*self.QUICK, "--threads", 2, "--json", "bench.json")
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        result = json.loads((self.folder / "bench.json").read_text())
        self.assert_consistent(result)
        self.assertNotIn("cost", result)
        tables = done.stdout.decode()
        self.assertIn("cpu: " + result["machine"]["cpu"] + "\n", tables)
        self.assertRegex(tables, r"\n *network +batch +threads +samples_per_s +gflops ")

    def test_json_to_standard_output_is_alone(self):
        done = self.run_program("bench", "--quick", "--only", "inference", "--networks", "small",
                                "--batches", "full", "--seconds", "0.01", "--json", "-")
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        [row] = json.loads(done.stdout)["inference"]
        self.assertEqual((row["network"], row["batch"]), ("small", 65536))

    def test_bad_arguments_are_found_before_measuring(self):
        bench = lambda *arguments: self.run_program("bench", *arguments)
        self.assert_fails(bench("--only", "speed"), 2, "--only", "speed")
        self.assert_fails(bench("--networks", "large"), 2, "--networks", "large")
        self.assert_fails(bench("--batches", "0"), 2, "--batches", "0")
        self.assert_fails(bench("--json", "no/such.json"), 1, "no/such.json", "does not exist")
        self.assertEqual(self.files(), ["picture.png"])

    def test_control_c_stops_cleanly(self):
        for section in "training", "latency":
            process, terminal = Terminal.start(self, "bench", "--only", section, "--seconds", 3600,
                                               "--json", "bench.json")
            Terminal.read_until(self, terminal, b"measuring " + section.encode())
            process.send_signal(signal.SIGINT)
            shown = Terminal.read_until(self, terminal, None)
            self.assertEqual(process.wait(DEADLINE_S), 130)
            self.assertIn(b"fourierscope: stopped, nothing was written", shown)
            self.assertEqual(process.stdout.read(), b"")
            self.assertEqual(self.files(), ["picture.png"])


class Figure(ProgramTest):
    def test_lists_the_figures(self):
        listed = self.run_program("figure")
        self.assertEqual((listed.returncode, listed.stderr), (0, b""))
        for line in listed.stdout.decode().splitlines():
            self.assertRegex(line, r"\Afig\d+: .+\. Takes .+, --quick .+\.\Z")

    def test_writes_a_picture_and_a_table(self):
        done = self.run_program("figure", "fig7", "--out", "new/folder")
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        self.assertEqual(done.stdout.decode().splitlines()[1:],
                         ["new/folder/fig7.png", "new/folder/fig7.csv"])
        width, height = png_size(self.folder / "new/folder/fig7.png")
        self.assertEqual(width, 1600)
        self.assertGreater(height, 500)
        with open(self.folder / "new/folder/fig7.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(len(rows), 2 * 3 * 129)  # panels, depths, frequencies
        top = max(float(row["y"]) for row in rows if row["panel"] == "(a) Basic mapping")
        self.assertAlmostEqual(top, 21.217, delta=5e-4)  # PAPER's digits

    def test_bad_arguments_are_found_before_computing(self):
        figure = lambda *arguments: self.run_program("figure", *arguments)
        self.assert_fails(figure("fig99"), 2, "fig99")
        self.assert_fails(figure("fig11", "--picture", self.image), 2, "--picture")
        self.assert_fails(figure("fig11", "--out", self.image), 1, "picture.png", "not a folder")
        self.assert_fails(figure("fig10", "--picture", "no.png"), 1, "no.png", "No such file")
        (self.folder / "fig11.png").mkdir()
        self.assert_fails(figure("fig11"), 1, "fig11.png", "folder")

    def test_control_c_stops_cleanly(self):
        process, terminal = Terminal.start(self, "figure", "fig11", "--quick", "--out", "new")
        Terminal.read_until(self, terminal, rb"fig11: \d+ %")
        process.send_signal(signal.SIGINT)
        shown = Terminal.read_until(self, terminal, None)
        self.assertEqual(process.wait(DEADLINE_S), 130)
        self.assertIn(b"fourierscope: stopped, nothing was written", shown)
        self.assertEqual(process.stdout.read(), b"")
        self.assertEqual(self.files(), ["picture.png"])


class Landscape(ProgramTest):
    SETTINGS = ["--size", "original", "--features", "8", "--width", "12", "--points", "7"]

    def test_json_and_csv_hold_the_same_curve(self):
        done = self.run_program("landscape", self.image, *self.SETTINGS, "--json", "--csv",
                                "curve.csv", "--time", "inf", "--sigma", "3")
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        result = json.loads(done.stdout)
        self.assertEqual((result["mapping"], result["time"]), ("gaussian", "inf"))
        sigmas = [point["sigma"] for point in result["points"]]
        self.assertEqual((len(sigmas), sigmas), (7, sorted(sigmas)))
        self.assertLessEqual(0.1, result["best_sigma"])
        self.assertLessEqual(result["best_sigma"], 100)
        self.assertLessEqual(result["suggested_sigma"], result["best_sigma"])
        best = max(point["heldout_psnr"] for point in result["points"])
        self.assertLess(abs(result["best_heldout_psnr"] - best), 1)
        with open(self.folder / "curve.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual([float(row["heldout_psnr"]) for row in rows],
                         [point["heldout_psnr"] for point in result["points"]])
        self.assertLessEqual({row["converged"] for row in rows}, {"yes", "no"})

    def test_prints_a_table_and_the_best_sigma(self):
        done = self.run_program("landscape", self.image, *self.SETTINGS, "--mapping", "positional")
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        lines = done.stdout.decode().splitlines()
        self.assertRegex(lines[0], r"\A *sigma +heldout_psnr +train_psnr +iterations +converged\Z")
        self.assertEqual(len(lines), 1 + 7 + 3)
        self.assertRegex(lines[-2], r"\Asuggested sigma [\d.]+, the smallest within 0.15 dB")
        self.assertRegex(lines[-1], r"\Abest sigma [\d.]+: held-out [\d.]+ dB predicted at "
                                    r"time [\d.e+-]+\Z")

    def test_threads_do_not_change_the_numbers(self):
        curves = []
        for n in 1, 3:
            done = self.run_program("landscape", self.image, *self.SETTINGS, "--threads", n,
                                    "--json")
            curves.append(json.loads(done.stdout)["points"])
        self.assertEqual(curves[0], curves[1])

    def test_says_what_cannot_be_predicted(self):
        landscape = lambda *arguments: self.run_program("landscape", *arguments)
        self.assert_fails(landscape(self.image, "--mapping", "none"), 2, "none", "sigma")
        self.assert_fails(landscape(self.image, "--time", "-1"), 2, "--time", "-1")
        self.assert_fails(landscape(self.image, "--time", "nan"), 2, "--time", "nan")
        self.assert_fails(landscape(self.image, "--points", "2"), 2, "--points", "2")
        self.assert_fails(landscape(self.image, "--activation", "sine"), 1, "picture.png", "relu")
        self.assert_fails(landscape(self.image, "--split", "all"), 1, "picture.png", "held out")
        self.assert_fails(landscape("no.png"), 1, "no.png", "No such file")
        self.assert_fails(landscape(self.image, "--csv", self.image), 1, "picture.png")
        self.assertEqual(self.files(), ["picture.png"])

    def test_control_c_stops_cleanly(self):
        process, terminal = Terminal.start(self, "landscape", "target:dead-leaves", "--points",
                                           1000, "--csv", "curve.csv")
        Terminal.read_until(self, terminal, rb"sigma .* point [1-9]\d* of 1000")
        process.send_signal(signal.SIGINT)
        shown = Terminal.read_until(self, terminal, None)
        self.assertEqual(process.wait(DEADLINE_S), 130)
        self.assertIn(b"fourierscope: stopped, nothing was written", shown)
        self.assertEqual(process.stdout.read(), b"")
        self.assertEqual(self.files(), ["picture.png"])


if __name__ == "__main__":
    unittest.main()
