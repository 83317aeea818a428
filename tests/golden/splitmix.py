"""SplitMix64 as published (Steele, Lea, Flood 2014) and the draws made from it, in plain Python.

Used by rng.py and encode.py; an implementation independent of core/support/random.cpp.
"""
import math

MASK = (1 << 64) - 1
GAMMA = 0x9E3779B97F4A7C15


def mix(x):
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MASK
    return x ^ (x >> 31)


class Rng:
    """State: the mixed seed, moved by the mixed complement of the stream's number."""

    def __init__(self, seed, stream=0):
        self.state = mix((seed + GAMMA) & MASK) ^ mix(~stream & MASK)
        self.spare = None

    def next(self):
        self.state = (self.state + GAMMA) & MASK
        return mix(self.state)

    def uniform(self):
        return (self.next() >> 11) * 2.0**-53

    def normal(self):
        """Box-Muller: the cosine first, the sine next time."""
        if self.spare is not None:
            value, self.spare = self.spare, None
            return value
        radius = math.sqrt(-2 * math.log(1 - self.uniform()))
        angle = 2 * math.pi * self.uniform()
        self.spare = radius * math.sin(angle)
        return radius * math.cos(angle)

    def truncated_normal(self):
        value = self.normal()
        while abs(value) > 2:
            value = self.normal()
        return value

    def laplace(self):
        """Inverse distribution function: negative above 1/2."""
        u = self.uniform() - 0.5
        return -math.copysign(math.log1p(-2 * abs(u)), u)
