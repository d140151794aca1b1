"""Chinese procurement wording in one form, so that typing habits do not look like different goods."""

import re
import unicodedata
from functools import lru_cache

_DIGITS = dict(zip("一二两三四五六七八九", "1223456789", strict=True))
# A numeral counts something (三人位, 一层); in other words it is no figure (统一, 一体).
_NUMERAL = re.compile(
    f"[{''.join(_DIGITS)}](?=[人位层楼门屏路口机年月级格抽座面联列排节寸号区室期批套台组张把个册段芯核])"
)
# Typed alike by people: multiplication signs, dashes and range marks.
_SIGNS = str.maketrans({"×": "x", "✕": "x", "╳": "x", "～": "-", "~": "-", "—": "-", "–": "-", "−": "-"})
_KEPT_SYMBOLS = frozenset("%≥≤<>=+±")
_UNITS = {"平方米": "m2", "平米": "m2", "立方米": "m3", "立方": "m3", "米": "m", "公斤": "kg", "千克": "kg"}

_TIMES = re.compile(r"(?<=\d)\s*[*x]\s*(?=\d)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_DECIMAL_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_RUNS = re.compile(r"[a-z0-9. ]+|[^a-z0-9. ]+")
# What tells two goods of almost the same name apart: figures, model letters, and words of contrast.
_MARKS = re.compile(r"\d+(?:\.\d+)?|[a-z]+|[单双多大中小左右内外上下前后高低主辅男女冷热]")


def typed_alike(one: str | None, other: str | None) -> bool:
    """Whether two texts differ in nothing but full or half width and spaces: no change that a person made."""
    if one == other:
        return True
    one, other = ("".join(unicodedata.normalize("NFKC", text or "").split()) for text in (one, other))
    return one == other


@lru_cache(maxsize=1 << 16)
def normal(text: str | None) -> str:
    """The text without what typing habits change: width, case, spaces, brackets, punctuation, numerals.

    A decimal point stays, and so does a gap between two figures (`1/2`, `10-20`), because both carry meaning.
    """
    if not text:
        return ""
    folded = unicodedata.normalize("NFKC", text.translate(_SIGNS)).casefold()
    folded = _NUMERAL.sub(lambda numeral: _DIGITS[numeral[0]], folded)
    folded = _DECIMAL_POINT.sub("\0", _THOUSANDS.sub("", _TIMES.sub("x", folded)))
    kept: list[str] = []
    gap = False
    for character in folded:
        if not (character.isalnum() or character == "\0" or character in _KEPT_SYMBOLS):
            gap = True
            continue
        if gap and kept and kept[-1].isdigit() and character.isdigit():
            kept.append(" ")
        gap = False
        kept.append(character)
    return "".join(kept).replace("\0", ".")


def normal_unit(text: str | None) -> str:
    """A unit of measure in one form: 平方米 and ㎡ are the same."""
    unit = normal(text)
    return _UNITS.get(unit, unit)


@lru_cache(maxsize=1 << 16)
def reordered(normal_text: str) -> str:
    """The runs of letters, figures and characters in a fixed order: UPS不间断电源 is 不间断电源(UPS)."""
    return " ".join(sorted(_RUNS.findall(normal_text)))


@lru_cache(maxsize=1 << 16)
def marks(normal_text: str) -> tuple[str, ...]:
    """The figures, letters and words of contrast in a text, sorted: where they differ, so do the goods."""
    return tuple(sorted(_MARKS.findall(normal_text)))
