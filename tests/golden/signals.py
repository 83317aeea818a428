"""Writes signals.json: 1 / f^alpha noise from numpy's inverse FFT, and the named signals.

    python3 signals.py > signals.json

Noise as in the authors' notebooks (1d_regression cell 3), with draws from splitmix.py, stream 5:
for every frequency in turn the real part, then the imaginary part.
"""
import json

import numpy as np

from splitmix import Rng


def noise(seed, n, alpha, band_limit):
    rng = Rng(seed, 5)
    raw = np.array([complex(rng.normal(), rng.normal()) for _ in range(n)])
    coords = np.float64(1 + np.minimum(np.arange(n), n - np.arange(n)))
    decay = coords**-alpha
    if band_limit:
        decay[band_limit:] = 0
    s = np.real(np.fft.ifft(raw * decay))
    return (s - s.min()) / (s.max() - s.min()) - 0.5


def named(kind, x, f=3.0, g=10.0, width=0.05):
    return {
        "sine": lambda: np.sin(2 * np.pi * f * x) / 2,
        "two-sines": lambda: (np.sin(2 * np.pi * f * x) + np.sin(2 * np.pi * g * x)) / 4,
        "sawtooth": lambda: f * x % 1 - 0.5,
        "chirp": lambda: np.sin(2 * np.pi * (f * x + (g - f) * x**2 / 2)) / 2,
        "bump": lambda: np.exp(-((x - 0.5) ** 2) / (2 * width**2)) - 0.5,
    }[kind]()


cases = [{"signal": "noise", "train": n, "oversampling": c, "alpha": alpha, "band_limit": band,
          "seed": seed, "values": noise(seed, n * c, alpha, band).tolist()}
         for n, c, alpha, band, seed in ((32, 2, 1.0, 16, 0), (32, 2, 0.5, 0, 3), (9, 3, 1.5, 0, 7),
                                         (16, 2, 2.0, 999, 1))]
x = np.arange(21) / 21
cases += [{"signal": kind, "train": 7, "oversampling": 3, "values": named(kind, x).tolist()}
          for kind in ("sine", "two-sines", "sawtooth", "chirp", "bump")]
old = np.arange(10) / 10
samples = np.round(np.random.RandomState(1).uniform(-0.5, 0.5, 10), 6)
cases += [{"signal": "samples", "train": 8, "oversampling": 4, "samples": samples.tolist(),
           "values": np.interp(np.arange(32) / 32, old, samples).tolist()}]
print(json.dumps({"cases": cases}))
