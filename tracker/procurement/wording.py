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
_ONE = dict.fromkeys(
    ("no", "nos", "nr", "ea", "each", "pc", "pcs", "piece", "unit", "item", "个", "只"), "个"
)
_UNITS = _ONE | {
    "平方米": "m2",
    "平米": "m2",
    "sqm": "m2",
    "立方米": "m3",
    "立方": "m3",
    "米": "m",
    "lm": "m",
    "公斤": "kg",
    "千克": "kg",
    "set": "套",
    "lot": "项",
    "ls": "项",
}

_TIMES = re.compile(r"(?<=\d)\s*[*x]\s*(?=\d)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_DECIMAL_POINT = re.compile(r"(?<=\d)\.(?=\d)")
# What tells two goods of almost the same name apart: figures, model letters, and words of contrast. A long run
# of letters is an English phrase rather than a model.
_MARKS = re.compile(
    r"\d+(?:\.\d+)?|(?<![a-z])[a-z]{1,4}(?![a-z])|[单双多大中小左右内外上下前后高低主辅男女冷热]"
    r"|single|double|left|right|upper|lower|indoor|outdoor|female|male|adult|child"
)
_WORDS = re.compile(r"[a-z]+|[^\W\d_a-z]+")
_NUMBERS = re.compile(r"\d+(?:\.\d+)?")
_FILLERS = frozenset({"an", "and", "for", "of", "the", "to", "with"})
_PLURAL = re.compile(r"(?<=[a-z]{2}[^\W\d_su])s(?![a-z])")
_UNIT_IN_NAME = re.compile(
    r"[(\uff08\[]\s*(?:单位\s*[:\uff1a]?)?\s*"
    r"([张把台套组个只件块条本册项米]|平方米|no|nr|ea|each|pcs?|pieces?|sets?|units?)\.?\s*[)\uff09\]]\s*$",
    re.IGNORECASE,
)


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
    folded = _PLURAL.sub("", unicodedata.normalize("NFKC", text.translate(_SIGNS)).casefold())
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


def name_and_unit(text: str | None) -> tuple[str, str]:
    """A name without the unit of measure in brackets at its end, and that unit: 书架(组) is 书架, 组."""
    found = _UNIT_IN_NAME.search(text or "")
    return ((text or "")[: found.start()], found[1]) if found else (text or "", "")


@lru_cache(maxsize=1 << 16)
def word_order(text: str | None) -> str:
    """The words of a text in a fixed order, then its figures as they stand: "table, reading" is "reading table".

    Figures keep their order, because 2 of 4 are not 4 of 2.
    """
    folded = unicodedata.normalize("NFKC", (text or "").translate(_SIGNS)).casefold()
    folded = _NUMERAL.sub(lambda numeral: _DIGITS[numeral[0]], _PLURAL.sub("", folded))
    words = sorted(word for word in _WORDS.findall(folded) if word not in _FILLERS)
    return " ".join([*words, "|", *_NUMBERS.findall(folded)])


@lru_cache(maxsize=1 << 16)
def marks(normal_text: str) -> tuple[str, ...]:
    """The figures, letters and words of contrast in a text, sorted: where they differ, so do the goods."""
    return tuple(sorted(_MARKS.findall(normal_text)))
