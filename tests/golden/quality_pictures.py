"""Pictures by formula in whole numbers, for quality.py; tests/core/quality/formula_pictures.h has the
same ones."""
import numpy as np


def ramp(x, y, c):
    return np.minimum(255, x * 5 + y * 3 + c * 40)


def blocks(x, y, c):
    return np.where((x // 6 + y // 4 + c) % 2 == 0, 230, 25)


def grain(x, y, c):
    return (x * x * 7 + y * 13 + x * y * 3 + c * 41) % 256


def veiled(x, y, c):
    return (3 * ramp(x, y, c) + grain(x, y, c)) // 4


def colours(x, y, c):
    return np.choose(c, [x * 255 // 47, y * 255 // 31, (x + y) % 32 * 8])


def flat(x, y, c):
    return 128 + 0 * (x + y + c)


FORMULAS = {f.__name__: f for f in (ramp, blocks, grain, veiled, colours, flat)}


def picture(formula, width, height, channels):
    """height x width x channels, 0..255."""
    y, x, c = np.meshgrid(range(height), range(width), range(channels), indexing="ij")
    return FORMULAS[formula](x, y, c).astype(np.uint8)
