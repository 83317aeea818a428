"""Writes quality.json: SSIM by scikit-image and FLIP by its authors' code, of pictures by formula.

    FLIP_PYTHON=FOLDER python3 quality.py > quality.json

Made with scikit-image 0.19.3 and with python/flip_api.py of FLIP 1.3 (github.com/NVlabs/flip, commit
a00bc7d), the last version in plain numpy. FOLDER holds that file, which is not kept here. Of OpenCV it
uses filter2D only, for which scipy stands in: the same correlation, with border values continued.
"""
import json
import os
import sys
import types

import numpy as np
from scipy.ndimage import correlate
from skimage.metrics import structural_similarity

from quality_pictures import picture

PAIRS = [  # width, height, channels, reference, test
    (24, 16, 1, "ramp", "veiled"), (24, 16, 1, "blocks", "grain"), (24, 16, 3, "ramp", "blocks"),
    (48, 32, 3, "ramp", "veiled"), (48, 32, 3, "colours", "blocks"), (48, 32, 3, "grain", "colours"),
    (33, 47, 3, "veiled", "grain"), (11, 11, 1, "grain", "veiled"), (48, 32, 1, "flat", "grain"),
]
MAP_EVERY = 7  # of the map, in reading order


def load_flip():
    sys.modules["cv2"] = types.SimpleNamespace(
        BORDER_REPLICATE="nearest",
        filter2D=lambda plane, ddepth, kernel, borderType: correlate(plane, kernel, mode=borderType))
    sys.modules["data"] = types.ModuleType("data")  # reads files, which we have none of
    sys.path.insert(0, os.environ["FLIP_PYTHON"])
    import flip_api
    return flip_api.compute_ldrflip


def ssim(a, b):
    return structural_similarity(a / 255, b / 255, gaussian_weights=True, sigma=1.5,
                                 use_sample_covariance=False, data_range=1, channel_axis=2)


def flip_errors(flip, a, b, pixels_per_degree):
    planes = [np.broadcast_to(p / 255, p.shape[:2] + (3,)).transpose(2, 0, 1) for p in (a, b)]
    return np.float64(flip(*(np.float64(p) for p in planes), pixels_per_degree)[0])


def main():
    flip = load_flip()
    cases = []
    for width, height, channels, reference, test in PAIRS:
        a, b = (picture(name, width, height, channels) for name in (reference, test))
        case = {"width": width, "height": height, "channels": channels, "reference": reference,
                "test": test, "ssim": float(ssim(a, b)), "flip": []}
        for ppd in (0.7 * 3840 / 0.7 * np.pi / 180, 20.0):
            errors = flip_errors(flip, a, b, ppd)
            case["flip"].append({"pixels_per_degree": float(ppd), "mean": float(errors.mean()),
                                 "every_seventh": errors.ravel()[::MAP_EVERY].round(6).tolist()})
        cases.append(case)
    print(json.dumps({"cases": cases}))


main()
