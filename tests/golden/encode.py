"""Writes encode.json: frequencies, amplitudes and features of every mapping, from numpy.

    python3 encode.py > encode.json

Frequencies as in the authors' notebooks (2^linspace(0, s, m / d) - 1 for positional) and Table 2;
draws from splitmix.py, stream 1. Features: concat([a sin(2 pi B V), a cos(2 pi B V)]).
"""
import json

import numpy as np

from splitmix import Rng

SEED = 5


def direction(rng, d):
    if d == 1:
        return np.ones(1)
    v = np.array([rng.normal() for _ in range(d)])
    return v / np.linalg.norm(v)


def drawn(kind, sigma, m, d):
    rng = Rng(SEED, 1)
    rows = []
    for _ in range(m):
        if kind == "gaussian":
            rows.append([sigma * rng.normal() for _ in range(d)])
            continue
        radius = {"uniform": lambda: sigma * rng.uniform(),
                  "log-uniform": lambda: sigma ** rng.uniform(),
                  "laplacian": lambda: sigma * rng.laplace()}[kind]()
        rows.append(radius * direction(rng, d))
    return np.array(rows)


def positional(sigma, m, d):
    f = 2.0 ** np.linspace(0, sigma, m // d) - 1
    return np.concatenate([np.outer(f, np.eye(d)[axis]) for axis in range(d)])


def frequencies(kind, sigma, m, d):
    if kind == "none":
        return None
    if kind == "basic":
        return np.eye(d)
    if kind == "positional":
        return positional(sigma, m, d)
    if kind == "power":
        return np.arange(1.0, m + 1)[:, None]
    return drawn(kind, sigma, m, d)


def case(kind, d, sigma=3.0, m=6, power=1.0, normalize=False):
    V = np.linspace(0.05, 0.95, 4 * d).reshape(4, d).T  # d x 4
    B = frequencies(kind, sigma, m, d)
    out = {"mapping": kind, "inputs": d, "sigma": sigma, "features": m, "power": power,
           "normalize": normalize, "V": V.tolist()}
    if B is None:
        return {**out, "B": [], "amplitude": [], "gamma": V.tolist()}
    a = np.ones(len(B))
    if kind == "power":
        a = (B[:, 0] == 1) * 1.0 if np.isinf(power) else B[:, 0] ** -power
    if normalize:
        a = a / np.linalg.norm(a)
    phase = 2 * np.pi * (B @ V)
    gamma = np.concatenate([a[:, None] * np.sin(phase), a[:, None] * np.cos(phase)])
    return {**out, "power": str(power), "B": B.tolist(), "amplitude": a.tolist(), "gamma": gamma.tolist()}


cases = [case(kind, d) for d in (1, 2) for kind in
         ("none", "basic", "positional", "gaussian", "uniform", "log-uniform", "laplacian")]
cases += [case("power", 1, power=p) for p in (0.0, 0.5, 1.0, float("inf"))]
cases += [case("power", 1, power=1.5, normalize=True), case("gaussian", 2, normalize=True),
          case("positional", 2, m=7), case("positional", 3), case("gaussian", 3)]
for c in cases:
    c["power"] = str(c["power"])
print(json.dumps({"seed": SEED, "cases": cases}))
