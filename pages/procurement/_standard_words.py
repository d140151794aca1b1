"""A standard and what breaks it, in words."""

from collections.abc import Mapping

from db.queries.standards import LineName
from pages._kit.head import plain
from tracker.i18n import Words
from tracker.money import MILLI
from tracker.procurement.standards import Limit, Rule, StandardFinding
from tracker.vocabulary import StandardBasis

LINES_NAMED = 4
CODES_NAMED = 4


def finding_text(w: Words, finding: StandardFinding, lines: Mapping[int, LineName]) -> str:
    """What is wrong, with its figures; plain text made safe for Markdown."""
    names = lines_text(w, finding, lines)
    if finding.gap is not None:
        return w._("{lines}: cannot be judged, {gap}.", lines=names, gap=w.label(finding.gap))
    if finding.limit is Limit.PRICE:
        return w._(
            "{lines}: {found} yuan each, at most {allowed}.",
            lines=names,
            found=w.yuan(finding.found),
            allowed=w.yuan(finding.allowed),
        )
    if finding.limit is Limit.LIFE:
        assert finding.until is not None  # noqa: S101 (a life always has its day)
        codes = list(finding.assets[:CODES_NAMED]) + ["…"] * (len(finding.assets) > CODES_NAMED)
        return w._(
            "{lines}: {count} of {assets} would be replaced before {date}.",
            lines=names,
            count=w.quantity(finding.found),
            assets=plain(w.listed(codes)),
            date=w.date(finding.until),
        )
    return w._(
        "{lines}: {found} bought and reused, {allowed} allowed{measure}.",
        lines=names,
        found=w.quantity(finding.found),
        allowed=w.quantity(finding.allowed),
        measure=_measure(w, finding),
    )


def lines_text(w: Words, finding: StandardFinding, lines: Mapping[int, LineName]) -> str:
    """The lines of a finding by name and zone, the first few of many."""
    named = [lines[lineage] for lineage in finding.lineages if lineage in lines]
    texts = [plain(f"{line.name} ({line.zone})" if line.zone else line.name) for line in named[:LINES_NAMED]]
    if len(named) > LINES_NAMED:
        texts.append(w._n("{n} more line", "{n} more lines", len(named) - LINES_NAMED))
    return w.listed(texts)


def cited(w: Words, rule: Rule) -> str:
    """The standard with its source, version and validity, for Markdown."""
    parts = [plain(rule.name), limits_text(w, rule), plain(rule.source)]
    if rule.source_version:
        parts.append(w._("version {version}", version=plain(rule.source_version)))
    if rule.valid_from:
        parts.append(w._("from {date}", date=w.date(rule.valid_from)))
    if rule.valid_to:
        parts.append(w._("until {date}", date=w.date(rule.valid_to)))
    return " · ".join(parts)


def limits_text(w: Words, rule: Rule) -> str:
    """What a standard limits, in one phrase."""
    parts = []
    if rule.basis is not None and rule.quantity_milli is not None:
        parts.append(_cap(w, rule.basis, rule.quantity_milli, rule.basis_milli))
    if rule.price_cap_fen is not None:
        parts.append(w._("at most {amount} yuan each", amount=w.yuan(rule.price_cap_fen)))
    if rule.minimum_life_years is not None:
        parts.append(w._n("serves at least {n} year", "serves at least {n} years", rule.minimum_life_years))
    return w.listed(parts)


def _cap(w: Words, basis: StandardBasis, quantity_milli: int, basis_milli: int | None) -> str:
    """How many for how much of the basis; of one person or seat the number is not said."""
    quantity, per = w.quantity(quantity_milli), w.quantity(basis_milli)
    if basis is StandardBasis.FIXED:
        return w._("at most {quantity}", quantity=quantity)
    if basis is StandardBasis.PER_AREA:
        return w._("{quantity} per {per} m²", quantity=quantity, per=per)
    if basis is StandardBasis.PER_SEAT:
        if basis_milli == MILLI:
            return w._("{quantity} per seat", quantity=quantity)
        return w._("{quantity} per {per} seats", quantity=quantity, per=per)
    if basis_milli == MILLI:
        return w._("{quantity} per person in post", quantity=quantity)
    return w._("{quantity} per {per} persons in post", quantity=quantity, per=per)


def as_typed(markdown: str) -> str:
    """A text that was made safe for Markdown, as a cell shows it."""
    return markdown.replace("\\", "")


def _measure(w: Words, finding: StandardFinding) -> str:
    if finding.measure is None or finding.rule.basis is None:
        return ""
    number = w.quantity(finding.measure)
    return {
        StandardBasis.PER_PERSON: w._(" for {n} persons in post", n=number),
        StandardBasis.PER_AREA: w._(" for {n} m²", n=number),
        StandardBasis.PER_SEAT: w._(" for {n} seats", n=number),
    }.get(finding.rule.basis, "")
