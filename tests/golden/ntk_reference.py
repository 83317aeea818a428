"""Writes ntk_reference.json: infinite-width kernels and their dynamics, from a direct transcription of the formulas.

    python3 ntk_reference.py > ntk_reference.json        (numpy; everything in double precision)

Dense eigendecompositions throughout: no FFT, no Lanczos, no table, so that the fast forms are compared with something
independent. Points are rows here. The cosine is a quotient of rounded numbers, so the kernel of a point with itself
may be off by 5e-9 of its value, and double eigenvalues by as much.
"""
import json
import sys

import numpy as np


def relu_ntk(X1, X2, depth, width, parameterization):
    """NTK of `depth` dense layers with ReLU between them; X1 (n1 x d), X2 (n2 x d) -> (n1 x n2).

    standard: W ~ N(0, 1 / fan_in), trained bias that starts at 0 (adds 1 per layer), layer sums scaled by fan_in.
    ntk:      W ~ N(0, 1) scaled by 1 / sqrt(fan_in) in the forward pass, no bias.
    """
    d = X1.shape[1]
    nngp = X1 @ X2.T / d
    q1, q2 = (X1 * X1).sum(1) / d, (X2 * X2).sum(1) / d
    theta, fan_in = np.zeros_like(nngp), d
    for layer in range(depth):
        theta = theta + (fan_in * nngp + 1.0 if parameterization == "standard" else nngp)
        if layer == depth - 1:
            break
        s = np.sqrt(np.outer(q1, q2))
        angle = np.arccos(np.clip(np.divide(nngp, s, out=np.zeros_like(s), where=s > 0), -1, 1))
        dot = (1 - angle / np.pi) / 2
        theta = theta * dot
        nngp = np.sqrt(np.maximum(s * s - nngp * nngp, 0)) / (2 * np.pi) + dot * nngp
        q1, q2, fan_in = q1 / 2, q2 / 2, width
    return theta


def features(V, B, a):
    """gamma(V) for V (n x d), B (m x d), a (m): n x 2m, all sines then all cosines, divided by |a|."""
    P = 2 * np.pi * V @ B.T
    return np.concatenate([a * np.sin(P), a * np.cos(P)], 1) / np.linalg.norm(a)


def gradient_flow(K, K_test, y, lr_t):
    """Eq. 3 from an initial output of 0, loss 1/2 sum of squares: train and test outputs at learning rate * steps."""
    lam, Q = np.linalg.eigh(K)
    lam = np.maximum(lam, 0)
    c = Q.T @ y
    gain = np.where(lam > 1e-12 * lam.max(), -np.expm1(-lam * lr_t) / np.maximum(lam, 1e-300), lr_t)
    return Q @ (-np.expm1(-lam * lr_t) * c), K_test @ (Q @ (gain * c))


def descending(eigenvalues):
    return np.sort(eigenvalues)[::-1].tolist()


out = {"note": "float64; see ntk_reference.py"}

# h(rho) for inputs of norm 1 in 32 dimensions, as in the paper's 1D code
rho = np.linspace(-1, 1, 21)
u = np.zeros((1, 32)); u[0, 0] = 1
w = np.zeros((len(rho), 32)); w[:, 0] = rho; w[:, 1] = np.sqrt(1 - rho**2)
out["h_ntk"] = {"rho": rho.tolist(), "input_dim": 32, "width": 1024,
                **{f"{kind}_depth{D}": relu_ntk(w, u, D, 1024, kind)[:, 0].tolist()
                   for kind in ("standard", "ntk") for D in (2, 3, 4)}}

# Fig. 2: rows of the kernel for a_j = 1 / j^p, b_j = j, on 32 points of [0, 1)
x = (np.arange(32) / 32)[:, None]
b = np.arange(1, 17, dtype=float)
out["fig2"] = {}
for p in (0, .5, 1, 1.5, 2, "inf"):
    F = features(x, b[:, None], np.eye(len(b))[0] if p == "inf" else b**-p)
    row = relu_ntk(F, F[:1], 4, 1024, "standard")[:, 0]
    out["fig2"][str(p)] = {"row": row.tolist(), "fft_magnitude": np.abs(np.fft.fft(row)).tolist()}
out["fig2_no_mapping_eigenvalues"] = descending(np.linalg.eigvalsh(relu_ntk(x - .5, x - .5, 4, 1024, "standard")))[:5]

# Fig. 3 with an explicit target: 16 training points of 64, p = 1
rng = np.random.default_rng(3)
xt = (np.arange(64) / 64)[:, None]
target = np.round(.3 * np.sin(2 * np.pi * xt[:, 0]) + .2 * np.cos(2 * np.pi * 3 * xt[:, 0] + 1)
                  + .1 * np.sin(2 * np.pi * 6 * xt[:, 0]), 6)
b = np.arange(1, 9, dtype=float)
F = features(xt, b[:, None], 1 / b)
K, K_all = relu_ntk(F[::4], F[::4], 4, 1024, "standard"), relu_ntk(F, F[::4], 4, 1024, "standard")
dyn = {"n_train": 16, "n_all": 64, "b": b.tolist(), "a": (1 / b).tolist(), "target_all": target.tolist(),
       "eigenvalues": descending(np.linalg.eigvalsh(K)), "at": []}
for lr_t in (1e-3, 1e-2, 1e-1, 1.0):
    train, everywhere = gradient_flow(K, K_all, target[::4], lr_t)
    dyn["at"].append({"lr_t": lr_t, "train": train.tolist(), "all": everywhere.tolist()})
out["dynamics_1d"] = dyn

# A picture: 12 x 12 training pixels of 24 x 24, Gaussian B with m = 32, 4 layers in the ntk parameterisation
N = 24
B0 = np.round(rng.standard_normal((32, 2)), 6)
X, Y = np.meshgrid(np.arange(N) / N, np.arange(N) / N)  # first coordinate: column; second: row
V = np.stack([X.ravel(), Y.ravel()], 1)
image = np.round(.5 + .4 * np.cos(40 * ((X - .5)**2 + (Y - .5)**2)), 6)
train = ((np.arange(N)[:, None] % 2 == 0) & (np.arange(N)[None] % 2 == 0)).ravel()
im2 = {"side": N, "train": "even rows and even columns", "B0": B0.tolist(), "image": image.tolist(),
       "target_offset": .5, "features": "a = 1, divided by |a| = sqrt(m)", "cases": []}
for sigma in (1.0, 3.0, 10.0):
    F = features(V, B0 * sigma, np.ones(32))
    K, K_all = relu_ntk(F[train], F[train], 4, 256, "ntk"), relu_ntk(F, F[train], 4, 256, "ntk")
    for lr_t in (10.0, 1e3, 1e6):
        _, everywhere = gradient_flow(K, K_all, image.ravel()[train] - .5, lr_t)
        im2["cases"].append({"sigma": sigma, "lr_t": lr_t, "prediction": (everywhere + .5).reshape(N, N).round(9).tolist()})
    im2.setdefault("largest_eigenvalue", {})[str(sigma)] = float(np.linalg.eigvalsh(K)[-1])
out["dynamics_2d"] = im2

json.dump(out, sys.stdout)
