"""Funds of a draft by year and source."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Funded:
    """What a year and a source pay: `year` None and `source` empty stand for what no line says."""

    year: int | None
    source: str
    lines: int
    amount_fen: int


def by_year_and_source(lines: Iterable[tuple[int | None, str, int]]) -> list[Funded]:
    """The sums of (year, source, amount in fen), by year, within it the largest first; unknown years last."""
    sums: dict[tuple[int | None, str], tuple[int, int]] = {}
    for year, source, amount in lines:
        count, total = sums.get((year, source), (0, 0))
        sums[year, source] = (count + 1, total + amount)
    rows = [Funded(year, source, count, total) for (year, source), (count, total) in sums.items()]
    return sorted(rows, key=lambda row: (row.year is None, row.year or 0, -row.amount_fen, row.source))
