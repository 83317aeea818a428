#!/usr/bin/env python3
"""Inference of a whole picture in PyTorch: the peer of compare.py's inference row.

    torch_peer.py [--threads 2] [--side 256] [--width 256] [--features 256] [--layers 4] [--seconds 2]

The network of the paper: 2 -> 2 * features (Fourier) -> width ReLU x (layers - 1) -> 3 sigmoid, in
float32 without gradients. The Fourier features are computed in every evaluation, as they are in
fourierscope, since every change of sigma needs them anew. A picture is evaluated in chunks of 1024,
4096, 16384 pixels and whole, in turn, and the chunk that is fastest by its median counts.
Prints "infer N samples/s (chunks of C)".
"""
import argparse
import math
import statistics
import time

import torch

CHUNKS = [1024, 4096, 16384, None]  # None: the whole picture
LEAST_ROUNDS = 3


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("threads", 2), ("side", 256), ("width", 256), ("features", 256),
                          ("layers", 4)):
        parser.add_argument("--" + name, type=int, default=default)
    parser.add_argument("--seconds", type=float, default=2, help="for all chunks together")
    return parser.parse_args()


def make_network(options):
    sizes = [2 * options.features] + [options.width] * (options.layers - 1) + [3]
    layers = []
    for i, (n_in, n_out) in enumerate(zip(sizes, sizes[1:])):
        last = i == len(sizes) - 2
        layers += [torch.nn.Linear(n_in, n_out), torch.nn.Sigmoid() if last else torch.nn.ReLU()]
    return torch.nn.Sequential(*layers)


def main():
    options = parse_arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    axis = torch.arange(options.side) / options.side
    points = torch.cartesian_prod(axis, axis)
    network = make_network(options)
    frequencies = 2 * math.pi * 10 * torch.randn(2, options.features)

    def evaluate(chunk):
        begin = time.perf_counter()
        for part in points.split(chunk):
            phases = part @ frequencies
            network(torch.cat([torch.sin(phases), torch.cos(phases)], -1))
        return time.perf_counter() - begin

    seconds = {chunk or len(points): [] for chunk in CHUNKS}
    with torch.no_grad():
        for chunk in seconds:
            evaluate(chunk)
        end = time.perf_counter() + options.seconds
        while time.perf_counter() < end or len(seconds[len(points)]) < LEAST_ROUNDS:
            for chunk, spent in seconds.items():
                spent.append(evaluate(chunk))
    best = min(seconds, key=lambda chunk: statistics.median(seconds[chunk]))
    rate = len(points) / statistics.median(seconds[best])
    print(f"infer {rate:.0f} samples/s (chunks of {best})")


if __name__ == "__main__":
    main()
