"""Writes rng.json: known values of SplitMix64, of the draws made from it, and of FNV-1a.

    python3 rng.py > rng.json
"""
import json
import struct

from splitmix import GAMMA, MASK, Rng, mix


def fnv1a(data):
    h = 0xCBF29CE484222325
    for byte in data:
        h = ((h ^ byte) * 0x100000001B3) & MASK
    return h


def draws(method, n=9, seed=7, stream=3):
    rng = Rng(seed, stream)
    return [getattr(rng, method)() for _ in range(n)]


# The reference generator started at state 0 returns mix(k * GAMMA): first value e220a8397b1dcdaf.
mixes = [{"in": k * GAMMA & MASK, "out": mix(k * GAMMA & MASK)} for k in range(1, 6)]
assert mixes[0]["out"] == 0xE220A8397B1DCDAF
floats = [0.0, -1.5, 3.25, 1e-20, -0.0]
print(json.dumps({
    "mix": mixes,
    "seed": 7, "stream": 3,
    "next": draws("next"),
    **{name: draws(name) for name in ("uniform", "normal", "truncated_normal", "laplace")},
    "fnv": {"floats": floats, "hash": f"{fnv1a(struct.pack('<5f', *floats)):016x}"},
}, indent=1))
