"""政府采购品目分类目录, 2022 edition: found by code and by name, and proposed for what a line is called.

`goods_services_2022.csv` holds its 4,272 codes with their names. They come from text that was taken out of the
official document, where the note of an item often ran into its name. What stands there is the name alone: everything
after the first space is left out, unless the space only parts Latin letters from Chinese ones (卡拉 OK 设备); so are
signs and 及 that a cut left at the end. Fifteen names were lost altogether, only a piece of the note was left: they
are empty, and the item is found by its code. Parents follow from the codes.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from tracker.procurement.catalogue.library_words import LIBRARY_WORDS

EDITION = "2022"
FILE = Path(__file__).with_name("goods_services_2022.csv")

_WHOLE_CODE = 9
_LEAST_LIKELY = 55.0
"""A name less alike than this (of 100) is not proposed."""


@dataclass(frozen=True, slots=True)
class Item:
    """A code of the catalogue with its name; the name is empty where the source lost it."""

    code: str
    name: str

    @property
    def level(self) -> int:
        """0 for goods, works and services, down to 4 for the finest items."""
        if len(self.code) < _WHOLE_CODE:
            return 0
        pairs = [self.code[at : at + 2] for at in (3, 5, 7)]
        return 1 + max((depth for depth, pair in enumerate(pairs, start=1) if pair != "00"), default=0)


@cache
def items() -> Mapping[str, Item]:
    """The whole catalogue by code, in its order."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {code: Item(code, name) for code, name in list(csv.reader(file))[1:]}


def parents(code: str) -> list[Item]:
    """The items above a code, the widest first."""
    found = items()
    above = [code[:1], *(code[:end].ljust(_WHOLE_CODE, "0") for end in (3, 5, 7))]
    return [found[each] for each in dict.fromkeys(above) if each != code and each in found]


def search(text: str, *, limit: int = 20) -> list[Item]:
    """The items whose code begins with `text`, else those whose names are most alike, the best first."""
    wanted = text.strip()
    if not wanted:
        return []
    by_code = [item for code, item in items().items() if code.startswith(wanted.upper())]
    if by_code:
        return by_code[:limit]
    scores = _likeness(wanted)
    best = np.argsort(-scores, kind="stable")[:limit]
    return [_named()[at] for at in best if scores[at] >= _LEAST_LIKELY]


def propose(name: str, *, limit: int = 5) -> list[Item]:
    """What a line of this name may be: what libraries call so first, then the names most alike, finer items first.

    A proposal is a guess for a person to take or to leave.
    """
    found = items()
    known = [found[code] for word, code in LIBRARY_WORDS.items() if word.casefold() in name.casefold()]
    return list(dict.fromkeys([*known, *search(name, limit=limit)]))[:limit]


@cache
def _named() -> Sequence[Item]:
    """The items that a name can find."""
    return [item for item in items().values() if item.name]


def _likeness(wanted: str) -> NDArray[np.float64]:
    """How alike each name is to a text, 0 to 100: as a whole, and where one holds the other."""
    names = [item.name for item in _named()]
    text = [wanted.casefold()]
    folded = [name.casefold() for name in names]
    whole = cdist(text, folded, scorer=fuzz.ratio)[0]
    part = cdist(text, folded, scorer=fuzz.partial_ratio)[0]
    # A name of one or two signs stands in many texts: what it shares with one says little.
    weight = np.minimum([len(name) for name in names], len(wanted)) / max(len(wanted), 2)
    return np.asarray(0.5 * whole + 0.5 * part * np.sqrt(np.minimum(weight, 1.0)), dtype=np.float64)
