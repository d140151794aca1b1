"""Standards that the library must keep when it buys: which lines break which rule, with the figures.

A rule is what the user supplied with its source; none is built in. A quantity cap looks at what the library
would hold (bought and reused together), because configuration standards limit what is kept, not what is bought.
What cannot be judged for want of a figure is said, never passed over.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.procurement.asset_life import life_ends_on
from tracker.procurement.wording import normal
from tracker.vocabulary import StandardBasis


class Limit(StrEnum):
    """What a rule limits."""

    QUANTITY = "quantity"
    PRICE = "price"
    LIFE = "life"


class Gap(StrEnum):
    """What is missing to judge a rule."""

    PERSONS = "persons"
    AREA = "area"
    SEATS = "seats"
    QUANTITY = "quantity"
    PRICE = "price"


@dataclass(frozen=True, slots=True)
class Rule:
    """A standard; quantities in thousandths, money in fen.

    Attributes:
        id: of the standard.
        name: what people call it.
        applies_code: the catalogue codes it holds for begin with this, or empty.
        applies_to: words, parted by spaces, one of which the name of the goods holds; or empty.
        basis: what the allowed quantity is counted by; None without a quantity cap.
        quantity_milli: what may be held per `basis_milli` of the basis.
        basis_milli: persons, square metres or seats × 1000; not looked at for a fixed quantity.
        department_id: whose people count; None for everybody.
        zone_id: the zone whose area or seats count, and whose lines it looks at; None for the whole building.
        price_cap_fen: highest unit price, or None.
        minimum_life_years: years that a thing must serve before it is replaced, or None.
        source: the document it comes from.
        source_version: its number or edition.
        valid_from: first day in force, or None.
        valid_to: last day in force, or None.
    """

    id: int
    name: str
    applies_code: str = ""
    applies_to: str = ""
    basis: StandardBasis | None = None
    quantity_milli: int | None = None
    basis_milli: int | None = None
    department_id: int | None = None
    zone_id: int | None = None
    price_cap_fen: int | None = None
    minimum_life_years: int | None = None
    source: str = ""
    source_version: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    def in_force(self, day: dt.date) -> bool:
        """Whether it holds on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    def names(self, name: str) -> bool:
        """Whether the goods' name holds one of its words."""
        own = normal(name)
        return any(normal(word) in own for word in self.applies_to.split() if normal(word))


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """A line as standards see it; `reused_milli` is stock that serves beside what is bought."""

    lineage: int
    name: str
    code: str
    quantity_milli: int | None
    unit_price_fen: int | None
    zone_id: int | None = None
    reused_milli: int = 0


@dataclass(frozen=True, slots=True)
class OwnedAsset:
    """An asset that is not (wholly) taken over; `left_milli` is what would be replaced."""

    code: str
    name: str
    acquired: str
    left_milli: int


@dataclass(frozen=True, slots=True)
class Measures:
    """What caps are counted by, in thousandths; the key None stands for the whole library.

    Attributes:
        persons: people in post within the establishment, by department.
        areas: square metres, by zone; a zone without a known area is missing.
        seats: seats for readers, by zone.
        inside: the zones that lie in a zone, itself included.
    """

    persons: Mapping[int | None, int]
    areas: Mapping[int | None, int]
    seats: Mapping[int | None, int]
    inside: Mapping[int, Collection[int]]


@dataclass(frozen=True, slots=True)
class StandardFinding:
    """A rule that is broken, or cannot be judged (`gap`).

    Attributes:
        rule: with its source.
        limit: which part of it.
        lineages: the lines it speaks of.
        found: thousandths held (quantity), fen of the dearest unit (price), thousandths replaced early (life).
        allowed: in the same unit; for a life the first day on which replacing is allowed is `until`.
        measure: thousandths of the basis, for a quantity cap that has one.
        until: for a life, the latest of these days.
        assets: codes of the assets that are replaced too early.
        gap: what is missing to judge it, or None.
    """

    rule: Rule
    limit: Limit
    lineages: tuple[int, ...]
    found: int = 0
    allowed: int = 0
    measure: int | None = None
    until: dt.date | None = None
    assets: tuple[str, ...] = ()
    gap: Gap | None = None


_GAPS = {
    StandardBasis.PER_PERSON: Gap.PERSONS,
    StandardBasis.PER_AREA: Gap.AREA,
    StandardBasis.PER_SEAT: Gap.SEATS,
}


def judge(
    rules: Iterable[Rule],
    lines: Sequence[JudgedLine],
    measures: Measures,
    assets: Sequence[OwnedAsset],
    exempt: Collection[tuple[int, int]],
    day: dt.date,
) -> list[StandardFinding]:
    """What breaks the rules that are in force on `day`, in the order of the rules.

    `exempt` holds (standard id, lineage): such a line is neither counted nor found.
    """
    found: list[StandardFinding] = []
    for rule in rules:
        if not rule.in_force(day):
            continue
        held = [
            line for line in lines if _applies(rule, line, measures) and (rule.id, line.lineage) not in exempt
        ]
        if held:
            found += [
                *_quantities(rule, held, measures),
                *_prices(rule, held),
                *_lives(rule, held, assets, day),
            ]
    return found


def by_line(findings: Iterable[StandardFinding]) -> dict[int, list[StandardFinding]]:
    """The findings of each line."""
    found: dict[int, list[StandardFinding]] = {}
    for finding in findings:
        for lineage in finding.lineages:
            found.setdefault(lineage, []).append(finding)
    return found


def allowed_milli(rule: Rule, measures: Measures) -> tuple[int | None, int | None]:
    """What a rule with a quantity cap allows, and the measure it follows from; None for what is not known.

    A fixed quantity has no measure. Fractions are kept: one for two of 21 persons allows 10.5.
    """
    quantity = rule.quantity_milli or 0
    if rule.basis is StandardBasis.FIXED:
        return quantity, None
    measure = _measure(rule, measures)
    if measure is None or not rule.basis_milli:
        return None, measure
    return quantity * measure // rule.basis_milli, measure


def _applies(rule: Rule, line: JudgedLine, measures: Measures) -> bool:
    if rule.zone_id is not None and line.zone_id not in measures.inside.get(rule.zone_id, ()):
        return False
    by_code = bool(rule.applies_code) and line.code.upper().startswith(rule.applies_code.upper())
    return by_code or rule.names(line.name)


def _measure(rule: Rule, measures: Measures) -> int | None:
    if rule.basis is StandardBasis.PER_PERSON:
        return measures.persons.get(rule.department_id)
    table = measures.areas if rule.basis is StandardBasis.PER_AREA else measures.seats
    return table.get(rule.zone_id)


def _quantities(rule: Rule, lines: Sequence[JudgedLine], measures: Measures) -> Iterator[StandardFinding]:
    if rule.basis is None or rule.quantity_milli is None:
        return
    unknown = tuple(line.lineage for line in lines if line.quantity_milli is None)
    if unknown:
        yield StandardFinding(rule, Limit.QUANTITY, unknown, gap=Gap.QUANTITY)
    known = [line for line in lines if line.quantity_milli is not None]
    lineages = tuple(line.lineage for line in known)
    held = sum((line.quantity_milli or 0) + line.reused_milli for line in known)
    allowed, measure = allowed_milli(rule, measures)
    if not known:
        return
    if allowed is None:
        yield StandardFinding(rule, Limit.QUANTITY, lineages, held, gap=_GAPS[rule.basis])
    elif held > allowed:
        yield StandardFinding(rule, Limit.QUANTITY, lineages, held, allowed, measure)


def _prices(rule: Rule, lines: Sequence[JudgedLine]) -> Iterator[StandardFinding]:
    if rule.price_cap_fen is None:
        return
    for line in lines:
        if line.unit_price_fen is None:
            yield StandardFinding(rule, Limit.PRICE, (line.lineage,), gap=Gap.PRICE)
        elif line.unit_price_fen > rule.price_cap_fen:
            yield StandardFinding(rule, Limit.PRICE, (line.lineage,), line.unit_price_fen, rule.price_cap_fen)


def _lives(
    rule: Rule, lines: Sequence[JudgedLine], assets: Sequence[OwnedAsset], day: dt.date
) -> Iterator[StandardFinding]:
    """New ones are bought while old ones of the kind have not served as long as they must."""
    buying = tuple(line.lineage for line in lines if line.quantity_milli)
    if rule.minimum_life_years is None or not buying:
        return
    young = [
        (asset, ends)
        for asset in assets
        if asset.left_milli > 0
        and rule.names(asset.name)
        and (ends := life_ends_on(asset.acquired, rule.minimum_life_years)) is not None
        and ends > day
    ]
    if young:
        yield StandardFinding(
            rule,
            Limit.LIFE,
            buying,
            found=sum(asset.left_milli for asset, _ in young),
            until=max(ends for _, ends in young),
            assets=tuple(asset.code for asset, _ in young),
        )
