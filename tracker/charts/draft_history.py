"""All drafts of a plan as stacked bars by category, zone or source of funds, against the ceiling."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from tracker.charts.procurement import Total, draft_label, part_label, scaled, totals_title
from tracker.charts.theme import finished, palette
from tracker.i18n import Words
from tracker.procurement.parts import Dimension

MOST_PARTS = 8
"""Colours that can be told apart; what is left is one part."""

HEIGHT = 260


def stacked_history(
    drafts: Sequence[tuple[int | None, Mapping[str, int]]],
    ceiling_fen: int | None,
    w: Words,
    appearance: str | None,
    dimension: Dimension = Dimension.CATEGORY,
) -> dict[str, Any]:
    """A bar for each draft, from zero, of what its parts come to; the ceiling is a dashed line with its figure.

    Args:
        drafts: number (None: the working copy) and the fen of each part by its key.
        ceiling_fen: what the plan may cost; None where no ceiling is set.
        w: the language.
        appearance: light or dark.
        dimension: what the parts are.
    """
    colours = palette(appearance)
    rows, parts = _rows(drafts, w, dimension)
    order = [draft_label(number, w) for number, _ in drafts]
    totals: list[Total] = [(number, sum(sums.values())) for number, sums in drafts]
    bars = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(stroke=colours.background, strokeWidth=0.5)
        .encode(
            x=alt.X("draft:N", sort=order, title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("amount:Q", title=w._("Thousands of yuan"), stack="zero"),
            color=alt.Color(
                "part:N",
                sort=parts,
                title=w.label(dimension),
                scale=alt.Scale(domain=parts, range=list(colours.categories[: len(parts)])),
            ),
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip("draft:N", title=w._("Draft")),
                alt.Tooltip("part:N", title=w.label(dimension)),
                alt.Tooltip("yuan:N", title=w._("Yuan")),
            ],
        )
    )
    layers: list[alt.Chart] = [bars, *_ceiling(ceiling_fen, w, colours.plan)]
    return finished(alt.layer(*layers).properties(height=HEIGHT), appearance, title=totals_title(totals, w))


def _rows(
    drafts: Sequence[tuple[int | None, Mapping[str, int]]], w: Words, dimension: Dimension
) -> tuple[list[dict[str, Any]], list[str]]:
    """The chart's rows, and the names of its parts: the largest over all drafts first, the rest as one."""
    sizes = Counter[str]()
    for _, sums in drafts:
        sizes.update({key: abs(fen) for key, fen in sums.items()})
    ranked = [key for key, _ in sizes.most_common()]
    named = ranked if len(ranked) <= MOST_PARTS else ranked[: MOST_PARTS - 1]
    others = w._("All others")
    labels = {key: part_label(dimension, key, w) for key in named}
    parts = [*labels.values(), *([others] if len(named) < len(ranked) else [])]
    rows = []
    for number, sums in drafts:
        shown = Counter[str]()
        for key, fen in sums.items():
            shown[labels.get(key, others)] += fen
        rows += [
            {
                "draft": draft_label(number, w),
                "part": part,
                "rank": parts.index(part),
                "amount": scaled(fen, w),
                "yuan": w.yuan(fen),
            }
            for part, fen in shown.items()
        ]
    return rows, parts


def _ceiling(ceiling_fen: int | None, w: Words, colour: str) -> list[alt.Chart]:
    if ceiling_fen is None:
        return []
    text = w._("Ceiling {amount}", amount=w.money(ceiling_fen))
    data = alt.Chart(alt.InlineData(values=[{"amount": scaled(ceiling_fen, w), "label": text}]))
    line = data.mark_rule(color=colour, strokeWidth=1.5, strokeDash=[5, 3]).encode(y="amount:Q")
    label = data.mark_text(align="left", baseline="bottom", dy=-3, color=colour, fontWeight=600).encode(
        x=alt.value(4), y="amount:Q", text="label:N"
    )
    return [line, label]
