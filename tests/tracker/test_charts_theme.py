"""The eight category hues stay apart, also for the three common colour-vision deficiencies.

Simulation: Machado, Oliveira & Fernandes (2009), "A Physiologically-based Model for Simulation of Color Vision
Deficiency", severity 1.0. Distance: CIE 1976 ΔE in L*a*b* (D65).
"""

import itertools
import tomllib
from pathlib import Path

import numpy as np
import pytest

from tracker.charts.theme import PALETTES

VISION = {
    "normal": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])
APART = 10.0
"""ΔE below which two fills side by side are hard to tell."""


def linear(colour: str) -> np.ndarray:
    srgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    ratio = TO_XYZ @ np.clip(rgb, 0, 1) / WHITE
    f = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_white_has_full_lightness():
    assert lab(linear("#FFFFFF"))[0] == pytest.approx(100, abs=0.01)


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_any_two_category_hues_can_be_told_apart(appearance, vision):
    seen = [lab(np.array(VISION[vision]) @ linear(colour)) for colour in PALETTES[appearance].categories]

    distances = {
        (PALETTES[appearance].categories[i], PALETTES[appearance].categories[j]): float(
            np.linalg.norm(seen[i] - seen[j])
        )
        for i, j in itertools.combinations(range(8), 2)
    }

    assert {pair: round(d, 1) for pair, d in distances.items() if d < APART} == {}


def test_the_charts_and_the_pages_share_their_colours():
    config = tomllib.loads(
        (Path(__file__).resolve().parents[2] / ".streamlit/config.toml").read_text(encoding="utf-8")
    )

    for appearance in ("light", "dark"):
        page, chart = config["theme"][appearance], PALETTES[appearance]
        assert page["primaryColor"] == chart.done
        assert page["linkColor"] == chart.plan
        assert page["redColor"] == chart.critical
        assert page["backgroundColor"] == chart.background
        assert page["chartCategoricalColors"] == list(chart.categories)
