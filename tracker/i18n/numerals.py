"""How the items of an official text are numbered: 一、十一、二十 in Chinese, 1. 11. 20. in English."""

import re

from tracker.i18n.words import Words

_DIGITS = "一二三四五六七八九"
MOST = 99
"""Chinese numerals are written up to here; no text of ours has more items."""


def han(n: int) -> str:
    """A number from 1 to 99 in Chinese: 三, 十一, 四十二."""
    ten, one = divmod(n, 10)
    tens = ("" if ten == 1 else _DIGITS[ten - 1]) + "十" if ten else ""
    return tens + (_DIGITS[one - 1] if one else "")


_VALUES = {han(n): n for n in range(1, MOST + 1)}


def numbered(words: Words, n: int, text: str) -> str:
    """An item of an official text with its number; beyond 99 in figures in Chinese too."""
    if words.language != "zh":
        return f"{n}. {text}"
    return f"{han(n) if n <= MOST else n}、{text}"


def number_at_head(line: str) -> int | None:
    """The number that a line begins with, in either language; None where it begins with none."""
    if found := re.match(r"\s*([一二三四五六七八九十]+)、", line):
        return _VALUES.get(found[1])
    found = re.match(r"\s*([0-9]{1,4})(?:、|\. )", line)
    return int(found[1]) if found else None
