"""Budget charts: totals of all drafts against the ceiling, and the waterfall between two drafts."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import altair as alt

from tracker.charts.labels import axis_of_names
from tracker.charts.theme import Palette, finished, palette
from tracker.i18n import Words
from tracker.money import FEN_PER_WAN
from tracker.procurement.parts import Dimension
from tracker.vocabulary import Cause

CATEGORY_SELECTION = "category"
"""Name of the selection that a click on a bar of the waterfall makes; its field has the same name."""

BAR_STEP = 26
SMALL_HEIGHT = 70

Total = tuple[int | None, int]
"""A draft's number (None: the working copy) and its total in fen."""


def draft_label(number: int | None, w: Words) -> str:
    """What a draft is called: 第3稿, or 工作稿 for the working copy."""
    return w._("Working copy") if number is None else w._("Draft {number}", number=number)


def money_label(fen: int, w: Words, *, signed: bool = False) -> str:
    """Money for a label or a sentence: rounded, but to the fen where rounding would leave nothing."""
    if abs(fen) >= FEN_PER_WAN // 10:
        return w.money(fen, signed=signed)
    return w._("{amount} yuan", amount=w.signed_yuan(fen) if signed else w.yuan(fen))


def biggest_cut(totals: Sequence[Total]) -> tuple[int | None, int] | None:
    """The draft that took most off the one before it, and the difference in fen; None where none did."""
    steps = [(number, total - before) for (_, before), (number, total) in pairwise(totals)]
    number, difference = min(steps, key=lambda step: step[1], default=(None, 0))
    return (number, difference) if difference < 0 else None


def totals_title(totals: Sequence[Total], w: Words) -> str:
    """What the chart of totals finds."""
    cut = biggest_cut(totals)
    if cut is None:
        return w._("Total of each draft")
    return w._(
        "{draft} cut most: {difference}",
        draft=draft_label(cut[0], w),
        difference=w.money(cut[1], signed=True),
    )


def totals_by_draft(
    totals: Sequence[Total], ceiling_fen: int | None, w: Words, appearance: str | None
) -> dict[str, Any]:
    """Bars from zero, one for each draft, against the ceiling as a line with its figure."""
    colours = palette(appearance)
    rows = _total_rows(totals, ceiling_fen, w)
    order = [row["draft"] for row in rows]
    bars = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(size=18)
        .encode(
            y=alt.Y("draft:N", sort=order, title=None),
            x=alt.X("amount:Q", title=_axis(w), scale=alt.Scale(zero=True, nice=True)),
            color=alt.condition("datum.over", alt.value(colours.critical), alt.value(colours.done)),
            tooltip=[
                alt.Tooltip("draft:N", title=w._("Draft")),
                alt.Tooltip("yuan:N", title=w._("Total (yuan)")),
                alt.Tooltip("verdict:N", title=w._("Ceiling")),
            ],
        )
    )
    layers = [bars, *_bar_labels(bars, colours), *_ceiling(ceiling_fen, w, colours)]
    chart = alt.layer(*layers).properties(height=alt.Step(BAR_STEP))
    return finished(chart, appearance, title=totals_title(totals, w))


def totals_small(
    totals: Sequence[Total], ceiling_fen: int | None, w: Words, appearance: str | None
) -> dict[str, Any]:
    """The same without axes, for a card: a bar for each draft, left to right, and the ceiling."""
    colours = palette(appearance)
    rows = _total_rows(totals, ceiling_fen, w)
    bars = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar()
        .encode(
            x=alt.X("draft:N", sort=[row["draft"] for row in rows], axis=None),
            y=alt.Y("amount:Q", axis=None, scale=alt.Scale(zero=True)),
            color=alt.condition("datum.over", alt.value(colours.critical), alt.value(colours.done)),
            tooltip=[
                alt.Tooltip("draft:N", title=w._("Draft")),
                alt.Tooltip("yuan:N", title=w._("Total (yuan)")),
            ],
        )
    )
    layers: list[alt.Chart] = [bars]
    if ceiling_fen is not None:
        rule = alt.Chart(alt.InlineData(values=[{"amount": scaled(ceiling_fen, w)}]))
        layers.append(rule.mark_rule(color=colours.plan, strokeDash=[4, 3]).encode(y="amount:Q"))
    return finished(alt.layer(*layers).properties(height=SMALL_HEIGHT), appearance)


def waterfall(
    ends: tuple[Total, Total],
    parts: Mapping[str | None, int],
    w: Words,
    appearance: str | None,
    dimension: Dimension = Dimension.CATEGORY,
) -> dict[str, Any]:
    """From one draft's total to another's, a floating bar for each part of the difference.

    Args:
        ends: both drafts.
        parts: what each part contributes, in fen; they sum to the difference of the ends.
        w: the language.
        appearance: light or dark.
        dimension: what the parts are: categories, zones, sources of funds or causes.

    A click on a part's bar selects it under `CATEGORY_SELECTION`, by its key.
    """
    colours = palette(appearance)
    rows = _waterfall_rows(ends, parts, w, dimension)
    order = [row["step"] for row in rows]
    clicked = alt.selection_point(name=CATEGORY_SELECTION, fields=["category"], toggle=False)
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("step:N", sort=order, title=None, axis=axis_of_names(order))
    )
    bars = (
        base.mark_bar(size=18, cursor="pointer")
        .encode(
            x=alt.X("low:Q", title=_axis(w), scale=alt.Scale(zero=True)),
            x2=alt.X2("high:Q"),
            color=alt.Color(
                "kind:N",
                legend=None,
                scale=alt.Scale(
                    domain=["end", "less", "more", "unexplained"],
                    range=[colours.plan, colours.done, colours.attention, colours.critical],
                ),
            ),
            opacity=alt.condition(clicked, alt.value(1), alt.value(0.45)),
            tooltip=[
                alt.Tooltip("step:N", title=w.label(dimension)),
                alt.Tooltip("yuan:N", title=w._("Yuan")),
            ],
        )
        .add_params(clicked)
    )
    labels = base.mark_text(align="left", dx=5).encode(
        x=alt.X("high:Q"), text=alt.Text("label:N"), color=alt.value(colours.text)
    )
    chart = alt.layer(bars, labels).properties(height=alt.Step(BAR_STEP))
    return finished(chart, appearance, title=waterfall_title(parts, w, dimension))


def waterfall_title(
    parts: Mapping[str | None, int], w: Words, dimension: Dimension = Dimension.CATEGORY
) -> str:
    """Which part moved most."""
    if not any(parts.values()):
        return w._("No category's total changed") if dimension is Dimension.CATEGORY else w._("Nothing moved")
    key, difference = max(parts.items(), key=lambda item: abs(item[1]))
    return w._(
        "{category} moved most: {difference}",
        category=part_label(dimension, key, w),
        difference=w.money(difference, signed=True),
    )


def part_label(dimension: Dimension, key: str | None, w: Words) -> str:
    """What a part is called; a part without a key is what names no cause, category, zone or source."""
    if key:
        return w.label(Cause(key)) if dimension is Dimension.CAUSE else key
    return {
        Dimension.CAUSE: w._("Unexplained"),
        Dimension.CATEGORY: w._("Without category"),
        Dimension.ZONE: w._("Without zone"),
        Dimension.FUNDING: w._("No source of funds named"),
    }[dimension]


def _total_rows(totals: Sequence[Total], ceiling_fen: int | None, w: Words) -> list[dict[str, Any]]:
    def verdict(total: int) -> str:
        if ceiling_fen is None:
            return w._("No ceiling set")
        difference = w.signed_yuan(total - ceiling_fen)
        return w._("Over by {amount}", amount=difference) if total > ceiling_fen else w._("Within")

    def label(total: int) -> str:
        if ceiling_fen is None or total <= ceiling_fen:
            return w.money(total)
        return w._("{total}, {over} over", total=w.money(total), over=w.money(total - ceiling_fen))

    largest = max((total for _, total in totals), default=0)
    return [
        {
            "draft": draft_label(number, w),
            "amount": scaled(total, w),
            "label": label(total),
            "long": total * 2 > largest,
            "yuan": w.yuan(total),
            "over": ceiling_fen is not None and total > ceiling_fen,
            "verdict": verdict(total),
        }
        for number, total in totals
    ]


def _bar_labels(bars: alt.Chart, colours: Palette) -> list[alt.Chart]:
    """The figure of each bar: at the root of a long one, where the ceiling does not run through it."""
    inside = bars.transform_filter("datum.long").mark_text(align="left")
    outside = bars.transform_filter("!datum.long").mark_text(align="left", dx=6)
    return [
        inside.encode(x=alt.value(6), text=alt.Text("label:N"), color=alt.value(colours.background)),
        outside.encode(text=alt.Text("label:N"), color=alt.value(colours.text)),
    ]


def _ceiling(ceiling_fen: int | None, w: Words, colours: Palette) -> list[alt.Chart]:
    """The ceiling as a dashed line with its figure above the bars; nothing where none is set."""
    if ceiling_fen is None:
        return []
    text = w._("Ceiling {amount}", amount=w.money(ceiling_fen))
    data = alt.Chart(alt.InlineData(values=[{"amount": scaled(ceiling_fen, w), "label": text}]))
    line = data.mark_rule(color=colours.plan, strokeWidth=1.5, strokeDash=[5, 3]).encode(x="amount:Q")
    label = data.mark_text(
        align="right", dx=-5, baseline="bottom", color=colours.plan, fontWeight=600
    ).encode(x="amount:Q", y=alt.value(-2), text="label:N")
    return [line, label]


def _waterfall_rows(
    ends: tuple[Total, Total], parts: Mapping[str | None, int], w: Words, dimension: Dimension
) -> list[dict[str, Any]]:
    (first, start), (second, end) = ends
    rows = [_end_row(first, start, w)]
    level = start

    def unexplained(key: str | None) -> bool:
        return dimension is Dimension.CAUSE and not key

    moved = sorted(parts.items(), key=lambda item: (unexplained(item[0]), item[1]))
    for key, difference in moved:
        if difference == 0:
            continue
        low, high = sorted((level, level + difference))
        kind = "unexplained" if unexplained(key) else "less" if difference < 0 else "more"
        rows.append(
            {
                "step": part_label(dimension, key, w),
                "category": key or "",
                "low": scaled(low, w),
                "high": scaled(high, w),
                "kind": kind,
                "label": money_label(difference, w, signed=True),
                "yuan": w.signed_yuan(difference),
            }
        )
        level += difference
    return [*rows, _end_row(second, end, w)]


def _end_row(number: int | None, total: int, w: Words) -> dict[str, Any]:
    """The bar of a whole draft; it names no category, so that a click on it selects none."""
    return {
        "step": draft_label(number, w),
        "category": None,
        "low": 0,
        "high": scaled(total, w),
        "kind": "end",
        "label": w.money(total),
        "yuan": w.yuan(total),
    }


def scaled(fen: int, w: Words) -> float:
    """Fen in the unit of the axis: 万元 in Chinese, thousands of yuan in English."""
    return fen / FEN_PER_WAN if w.language == "zh" else fen * 10 / FEN_PER_WAN


def _axis(w: Words) -> str:
    return w._("Thousands of yuan")
