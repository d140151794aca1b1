"""Printed sums of a draft against the sums of its lines."""

from collections import Counter
from dataclasses import dataclass, field

from tracker.imports.labels import TotalKind


@dataclass(frozen=True, slots=True)
class Difference:
    """A printed sum that agrees with no sum of lines it could stand for.

    Attributes:
        code: `subtotal_differs` or `total_differs`.
        printed_fen: what the row prints.
        computed_fen: the sum of the lines it most likely stands for.
    """

    code: str
    printed_fen: int
    computed_fen: int


@dataclass(slots=True)
class Sums:
    """Running sums of the lines read so far, in fen; each kind of printed sum closes its own.

    Lists differ in what a 小计 or a 合计 spans (a category, a page, a sheet, everything so far), so a printed
    sum is right when it equals any span it can stand for; when it equals none, the usual one is named.

    Attributes:
        everything: the sum of all lines so far.
    """

    everything: int = 0
    _total: int | None = None
    _whole: int | None = None
    _since: Counter[TotalKind] = field(default_factory=Counter)
    _by_category: Counter[str | None] = field(default_factory=Counter)
    _last_category: str | None = None
    _lines_since_subtotal: bool = False
    _lines_since_total: bool = False

    @property
    def printed_total(self) -> int | None:
        """The total that the draft prints: the last over everything, else the sum of those of its parts."""
        return self._whole if self._total is None else self._total

    def add(self, category: str | None, amount_fen: int) -> None:
        """Counts one line."""
        self.everything += amount_fen
        for kind in TotalKind:
            self._since[kind] += amount_fen
        self._by_category[category] += amount_fen
        self._last_category = category
        self._lines_since_subtotal = self._lines_since_total = True
        self._whole = None

    def close(self, kind: TotalKind, named: str | None, printed_fen: int | None) -> Difference | None:
        """Compares a printed sum and closes its span; None where it agrees or where its figure is absent."""
        if kind in {TotalKind.TOTAL, TotalKind.GRAND}:
            return self._close_total(kind, printed_fen)
        if kind is TotalKind.NAMED and printed_fen == self.everything:
            self._whole = printed_fen  # "Equipment total" at the end of a list is its total
        spans = self._subtotal_spans(kind, named)
        self._since[kind] = 0
        if kind is not TotalKind.PAGE:
            self._since[TotalKind.SUBTOTAL] = 0
            self._lines_since_subtotal = False
        return _difference("subtotal_differs", printed_fen, spans)

    def _subtotal_spans(self, kind: TotalKind, named: str | None) -> list[int]:
        """The sums a printed subtotal may stand for, the usual one first."""
        spans = [
            self._since[TotalKind.SUBTOTAL],
            self._by_category[self._last_category],
            self._since[TotalKind.NAMED],
        ]
        if kind is TotalKind.PAGE:
            spans.insert(0, self._since[TotalKind.PAGE])
        elif named in self._by_category:
            spans.insert(0, self._by_category[named])
        elif not self._lines_since_subtotal:  # two sums in a row: the second spans several groups
            spans.insert(0, self._since[TotalKind.NAMED])
        return spans if kind is not TotalKind.NAMED else [*spans, self.everything]

    def _close_total(self, kind: TotalKind, printed_fen: int | None) -> Difference | None:
        """The first total spans everything; a later one may span what came after the one before."""
        part = kind is TotalKind.TOTAL and self._total is not None and self._lines_since_total
        spans = [self._since[TotalKind.TOTAL], self.everything] if part else [self.everything]
        if printed_fen is not None:
            whole = not part or printed_fen == self.everything
            self._total = printed_fen if whole else (self._total or 0) + printed_fen
        for closed in TotalKind:
            self._since[closed] = 0
        self._lines_since_subtotal = self._lines_since_total = False
        return _difference("total_differs", printed_fen, spans)


def _difference(code: str, printed_fen: int | None, spans: list[int]) -> Difference | None:
    if printed_fen is None or printed_fen in spans:
        return None
    return Difference(code, printed_fen, spans[0])
