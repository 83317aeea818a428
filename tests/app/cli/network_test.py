"""Saved networks, read and evaluated by numpy alone: the same pixels as the program's, to 1e-5.
Needs FOURIERSCOPE, the path of the program, in the environment."""
import json
import os
import struct
import subprocess
import tempfile
import unittest
from pathlib import Path

import numpy as np

PROGRAM = os.environ["FOURIERSCOPE"]
TYPES = {"F32": np.float32, "F64": np.float64}
# float32 sums of up to some hundred terms, and sines of phases of up to some hundred cycles.
TOLERANCE = 1e-5
ACTIVATIONS = {"relu": lambda x: np.maximum(x, 0), "tanh": np.tanh, "sine": np.sin,
               "linear": lambda x: x, "sigmoid": lambda x: 1 / (1 + np.exp(-x))}


def read_safetensors(path):
    """The format as its specification says: length of the header, header, numbers."""
    data = Path(path).read_bytes()
    length, = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + length])
    metadata = header.pop("__metadata__")
    body = data[8 + length:]
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        values = np.frombuffer(body[begin:end], TYPES[entry["dtype"]])
        tensors[name] = values.reshape(entry["shape"])
    return metadata, tensors


def points(metadata, columns, rows):
    width, height = int(metadata["width"]), int(metadata["height"])
    side = max(width, height)
    x = np.arange(columns) * (width / side / columns)
    if metadata["inputs"] == "1":
        return x[:, None]
    y = np.arange(rows) * (height / side / rows)
    return np.stack([a.ravel() for a in np.meshgrid(x, y)], axis=1)


def evaluate(metadata, tensors, v):
    """In double throughout."""
    if "mapping.B" in tensors:
        phase = 2 * np.pi * v @ tensors["mapping.B"].T
        a = tensors["mapping.amplitude"]
        v = np.concatenate([a * np.sin(phase), a * np.cos(phase)], axis=1)
    n_layers = sum(name.endswith(".weight") for name in tensors)
    for layer in range(n_layers):
        W, b = tensors[f"layers.{layer}.weight"], tensors[f"layers.{layer}.bias"]
        v = v @ W.astype(np.float64).T + b
        last = layer + 1 == n_layers
        v = ACTIVATIONS[metadata["output" if last else "activation"]](v)
    return v


class Network(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def run_program(self, *words):
        return subprocess.run([PROGRAM, *map(str, words)], cwd=self.folder, capture_output=True,
                              text=True, timeout=60)

    def succeed(self, *words):
        done = self.run_program(*words)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def check(self, target, *settings):
        self.succeed("fit", target, *settings, "--steps", 60, "--network", "n.safetensors")
        metadata, tensors = read_safetensors(self.folder / "n.safetensors")
        for size in None, (31, 17 if metadata["inputs"] == "2" else 1):
            wanted = ("--size", f"{size[0]}x{size[1]}") if size else ()
            self.succeed("render", "n.safetensors", "--out", "n.npy", *wanted)
            ours = np.load(self.folder / "n.npy")
            rows, columns, channels = ours.shape
            theirs = evaluate(metadata, tensors, points(metadata, columns, rows))
            self.assertEqual(ours.dtype, np.float32)
            self.assertGreater(np.ptp(theirs), 0.01)  # something was learned
            error = np.abs(theirs.reshape(ours.shape) - ours).max()
            self.assertLess(error, TOLERANCE, f"{target} {settings} {size}")
        return metadata, tensors

    def test_pictures(self):
        for mapping in "none", "basic", "positional", "gaussian":
            sigma = 5 if mapping == "positional" else 20
            metadata, tensors = self.check("target:", "--size", 48, "--mapping", mapping,
                                           "--sigma", sigma)
            self.assertEqual("mapping.B" in tensors, mapping != "none")
            self.assertEqual((metadata["width"], metadata["height"]), ("48", "48"))

    def test_signals_and_other_activations(self):
        for activation in "relu", "tanh", "sine":
            metadata, _ = self.check("signal:noise", "--activation", activation)
            self.assertEqual(metadata["inputs"], "1")

    def test_the_picture_is_the_one_that_fit_writes(self):
        self.succeed("fit", "target:", "--size", 40, "--steps", 30, "--network", "n.safetensors",
                     "--out", "fit.png")
        self.succeed("render", "n.safetensors", "--out", "render.png")
        self.assertEqual((self.folder / "fit.png").read_bytes(),
                         (self.folder / "render.png").read_bytes())

    def test_damaged_files_are_refused_with_the_reason(self):
        self.succeed("fit", "target:", "--size", 16, "--steps", 2, "--network", "n.safetensors")
        data = (self.folder / "n.safetensors").read_bytes()
        length, = struct.unpack("<Q", data[:8])
        header = json.loads(data[8:8 + length])

        def changed(change):
            copy = json.loads(json.dumps(header))
            change(copy)
            text = json.dumps(copy).encode()
            return struct.pack("<Q", len(text)) + text + data[8 + length:]

        def infinite():
            numbers = bytearray(data)
            numbers[-4:] = struct.pack("<f", float("inf"))
            return bytes(numbers)

        cases = [
            (b"x", "too short"),
            (data[:100], "cut off"),
            (data[:-4], "outside the file"),
            (infinite(), "not all values are finite"),
            (changed(lambda h: h.pop("layers.0.bias")), "layers.0.bias is missing"),
            (changed(lambda h: h["layers.1.weight"].update(shape=[64, 63])), "layers.1.weight"),
            (changed(lambda h: h["mapping.B"].update(dtype="F16")), "mapping.B.dtype"),
            (changed(lambda h: h["mapping.B"].update(shape=[1 << 40, 1 << 40])), "mapping.B"),
            (changed(lambda h: h["__metadata__"].update(format="pt")), "__metadata__.format"),
            (changed(lambda h: h["__metadata__"].update(output="softmax")), "softmax"),
            (changed(lambda h: h["__metadata__"].update(width="0")), "__metadata__.width"),
        ]
        for content, reason in cases:
            (self.folder / "bad.safetensors").write_bytes(content)
            done = self.run_program("render", "bad.safetensors", "--out", "out.png")
            self.assertEqual(done.returncode, 1, reason)
            self.assertIn("bad.safetensors: ", done.stderr)
            self.assertIn(reason, done.stderr)
            self.assertFalse((self.folder / "out.png").exists())


if __name__ == "__main__":
    unittest.main()
