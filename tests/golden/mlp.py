"""Writes mlp.json: outputs, losses and gradients of small networks, and optimiser steps, from PyTorch.

    python3 mlp.py > mlp.json        (python3-torch; everything in double precision)

Parameters are flat, layer by layer: W (out x in, column-major), then b. Samples are columns.
"""
import json

import torch

torch.set_default_dtype(torch.float64)
torch.manual_seed(0)
HIDDEN = {"relu": torch.relu, "tanh": torch.tanh, "sine": torch.sin}
OUTPUT = {"sigmoid": torch.sigmoid, "linear": lambda z: z}
N_INPUTS, WIDTH, N_OUTPUTS, N_SAMPLES = 3, 5, 2, 4


def flat(pairs):
    return torch.cat([t for W, b in pairs for t in (W.T.reshape(-1), b)]).tolist()


def network(hidden, output, n_layers, loss):
    sizes = [N_INPUTS] + [WIDTH] * (n_layers - 1) + [N_OUTPUTS]
    layers = [(torch.randn(o, i).div(i**0.5).requires_grad_(), torch.randn(o).mul(0.1).requires_grad_())
              for i, o in zip(sizes, sizes[1:])]
    x = torch.randn(N_INPUTS, N_SAMPLES)
    targets = torch.rand(N_OUTPUTS, N_SAMPLES)
    y = x
    for k, (W, b) in enumerate(layers):
        y = W @ y + b[:, None]
        y = HIDDEN[hidden](y) if k + 1 < n_layers else OUTPUT[output](y)
    squared = (y - targets) ** 2
    value = 0.5 * (squared.mean() if loss == "mean" else squared.sum())
    value.backward()
    return {"activation": hidden, "output": output, "layers": n_layers, "loss": loss,
            "parameters": flat([(W.detach(), b.detach()) for W, b in layers]),
            "x": x.tolist(), "targets": targets.tolist(), "outputs": y.tolist(), "value": value.item(),
            "gradient": flat([(W.grad, b.grad) for W, b in layers])}


def steps(kind, lr, n_steps=6, n=4):
    x = torch.randn(n, requires_grad=True)
    start = x.tolist()
    opt = (torch.optim.Adam if kind == "adam" else torch.optim.SGD)([x], lr=lr)
    gradients, after = [], []
    for _ in range(n_steps):
        x.grad = torch.randn(n) * torch.tensor([1.0, 1e-3, 1e3, 1e-9])
        gradients.append(x.grad.tolist())
        opt.step()
        after.append(x.tolist())
    return {"optimizer": kind, "lr": lr, "start": start, "gradients": gradients, "after": after}


print(json.dumps({
    "n_inputs": N_INPUTS, "width": WIDTH, "n_outputs": N_OUTPUTS,
    "networks": [network(h, o, n, loss) for h in HIDDEN for o in OUTPUT
                 for n, loss in ((1, "mean"), (2, "sum"), (4, "mean"))],
    "steps": [steps("adam", 0.1), steps("sgd", 0.01)],
}))
