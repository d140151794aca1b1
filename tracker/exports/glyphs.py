"""Shapes and widths of a TrueType font's characters, for pictures that must not depend on installed fonts.

Reads what our typefaces have (OpenType specification 1.9: `cmap` format 4, `loca`, `glyf`, `hmtx`): simple glyphs
of the Basic Multilingual Plane. A character that the font lacks gets the font's sign for that, an empty box.
"""

import re
import struct
import unicodedata
from functools import cache, cached_property
from itertools import accumulate
from pathlib import Path

from tracker.exports.fonts import FOLDER

_ON_CURVE, _X_SHORT, _Y_SHORT, _REPEAT, _X_SAME, _Y_SAME = 1, 2, 4, 8, 16, 32

_ACCENTED = re.compile("[A-Za-z][\u0300-\u036f]+")
"""A Latin letter whose accent is a character of its own, as in the names of some computers' files."""

Point = tuple[float, float, bool]
"""x and y in units of the font (y upward), and whether the outline passes through it."""


@cache
def typeface(*, bold: bool) -> "Typeface":
    """One of the two typefaces that come with the tracker; read once."""
    return Typeface(FOLDER / f"NotoSansSC-{'Bold' if bold else 'Regular'}.ttf")


def with_glyphs(text: str) -> str:
    """A text as our typefaces can set it: a character that they lack stands as its number, 〔U+20BB7〕.

    An empty box in its place would hide that something is missing. What has no shape of its own (joiners, variation
    selectors) is left out, blanks stay.
    """
    whole = _ACCENTED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
    return "".join(character if character < "\x80" else _set(character) for character in whole)


@cache
def _set(character: str) -> str:
    category = unicodedata.category(character)
    if category.startswith("Z") or typeface(bold=False).glyph(character):
        return character
    if category == "Cf" or unicodedata.name(character, "").startswith("VARIATION SELECTOR"):
        return ""
    return f"〔U+{ord(character):04X}〕"


class Typeface:
    """A font file, read when it is first asked."""

    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        tables = struct.unpack_from(">H", self._data, 4)[0]
        self._tables: dict[bytes, int] = {}
        for number in range(tables):
            tag, _, offset, _ = struct.unpack_from(">4sLLL", self._data, 12 + 16 * number)
            self._tables[tag] = offset
        self.units: int = self._at(b"head", 18, "H")
        """Units of the em square: a character of size s measures units × s / `units`."""

    def _at(self, table: bytes, offset: int, kind: str) -> int:
        value: int = struct.unpack_from(">" + kind, self._data, self._tables[table] + offset)[0]
        return value

    def width(self, text: str, size: float) -> float:
        """How wide a line of text is at a size, in the unit of the size; characters are not kerned."""
        return sum(self.advance(self.glyph(character)) for character in text) * size / self.units

    def fitting(self, text: str, size: float, room: float) -> str:
        """The text, or as much of it as fits into `room` with … at its end."""
        if self.width(text, size) <= room:
            return text
        while text and self.width(text + "…", size) > room:
            text = text[:-1]
        return text.rstrip() + "…"

    def advance(self, glyph: int) -> int:
        """How far a glyph moves the pen, in units."""
        return self._at(b"hmtx", 4 * min(glyph, self._at(b"hhea", 34, "H") - 1), "H")

    def glyph(self, character: str) -> int:
        """The number of a character's glyph, 0 where the font has none."""
        return self._characters.get(ord(character), 0)

    @cached_property
    def _characters(self) -> dict[int, int]:
        """Character code → glyph, from the Windows Unicode table."""
        for number in range(self._at(b"cmap", 2, "H")):
            if self._at(b"cmap", 4 + 8 * number, "L") == 0x0003_0001:
                return self._segments(self._at(b"cmap", 8 + 8 * number, "L"))
        message = "the font has no table of Unicode characters"
        raise LookupError(message)

    def _segments(self, offset: int) -> dict[int, int]:
        start = self._tables[b"cmap"] + offset
        count = struct.unpack_from(">H", self._data, start + 6)[0] // 2
        ends, firsts, deltas, ranges = (
            struct.unpack_from(f">{count}H", self._data, start + place)
            for place in (14, 16 + 2 * count, 16 + 4 * count, 16 + 6 * count)
        )
        found: dict[int, int] = {}
        for number, (end, first, delta, range_) in enumerate(zip(ends, firsts, deltas, ranges, strict=True)):
            place = start + 16 + 6 * count + 2 * number + range_
            for code in range(first, end + 1):
                glyph = code
                if range_:
                    glyph = struct.unpack_from(">H", self._data, place + 2 * (code - first))[0]
                if glyph or not range_:
                    found[code] = (glyph + delta) % 0x10000
        return found

    def path(self, glyph: int) -> str:
        """A glyph's outline as SVG path data, in units with y upward; empty for a blank."""
        wide = self._at(b"head", 50, "H")
        first, end = (
            self._at(b"loca", place * (4 if wide else 2), "L" if wide else "H") * (1 if wide else 2)
            for place in (glyph, glyph + 1)
        )
        if first == end:
            return ""
        return "".join(_contour(points) for points in self._contours(self._tables[b"glyf"] + first))

    def _contours(self, start: int) -> list[list[Point]]:
        count = struct.unpack_from(">h", self._data, start)[0]
        if count < 0:
            message = "a glyph made of others; our typefaces have none"
            raise LookupError(message)
        ends = struct.unpack_from(f">{count}H", self._data, start + 10)
        place = start + 10 + 2 * count
        place += 2 + struct.unpack_from(">H", self._data, place)[0]
        total = ends[-1] + 1
        flags: list[int] = []
        while len(flags) < total:
            flag = self._data[place]
            times = 1 + (self._data[place + 1] if flag & _REPEAT else 0)
            place += 2 if flag & _REPEAT else 1
            flags += [flag] * times
        xs, place = self._coordinates(flags, place, _X_SHORT, _X_SAME)
        ys, _ = self._coordinates(flags, place, _Y_SHORT, _Y_SAME)
        points: list[Point] = [
            (x, y, bool(flag & _ON_CURVE)) for x, y, flag in zip(xs, ys, flags, strict=True)
        ]
        return [
            points[a:b] for a, b in zip([0, *(end + 1 for end in ends)], [e + 1 for e in ends], strict=False)
        ]

    def _coordinates(self, flags: list[int], place: int, short: int, same: int) -> tuple[list[int], int]:
        steps = []
        for flag in flags:
            if flag & short:
                steps.append(self._data[place] if flag & same else -self._data[place])
                place += 1
            elif flag & same:
                steps.append(0)
            else:
                steps.append(struct.unpack_from(">h", self._data, place)[0])
                place += 2
        return list(accumulate(steps)), place


def _contour(points: list[Point]) -> str:
    """A closed outline of quadratic curves; between two points beside the curve lies one on it, half-way."""
    full: list[Point] = []
    for (x, y, on), after in zip(points, [*points[1:], points[0]], strict=True):
        full.append((x, y, on))
        if not on and not after[2]:
            full.append(((x + after[0]) / 2, (y + after[1]) / 2, True))
    begin = next(number for number, point in enumerate(full) if point[2])
    full = [*full[begin:], *full[: begin + 1]]
    parts = [f"M{full[0][0]:g} {full[0][1]:g}"]
    bend: Point | None = None
    for point in full[1:]:
        if not point[2]:
            bend = point
            continue
        curve = "L" if bend is None else f"Q{bend[0]:g} {bend[1]:g} "
        parts.append(f"{curve}{point[0]:g} {point[1]:g}")
        bend = None
    return "".join(parts) + "Z"
