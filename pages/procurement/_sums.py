"""What the difference between two drafts consists of: by cause, category, zone or funding, drawn and in figures."""

from typing import Any

import pandas as pd
import streamlit as st
from sqlmodel import Session

from db.queries.ceilings import limits
from db.queries.procurement import DraftRow
from pages._kit import chart as charts
from pages._kit.cached import Key, by_revision
from pages._kit.chart import draw
from pages._kit.language import words
from pages.procurement._columns import right
from pages.procurement._data import compared
from pages.procurement._life_reads import given_reasons, history
from pages.procurement._pick import chosen, settle, widget_key
from tracker.charts.draft_history import stacked_history
from tracker.charts.procurement import CATEGORY_SELECTION, draft_label, part_label, waterfall, waterfall_title
from tracker.i18n import Words
from tracker.procurement.ceilings import Scope
from tracker.procurement.parts import Dimension, Part, parts_by_cause, parts_by_field, sums_by_draft

PARAMETER = "by"


def choose_dimension(plan_id: int, before: DraftRow, after: DraftRow) -> Dimension:
    """What the difference is parted by, bound to the address; by cause where any cause is given."""
    w = words()
    explained = any(part.key for part in parts(plan_id, before.id, after.id, Dimension.CAUSE))
    default = Dimension.CAUSE if explained else Dimension.CATEGORY
    picked = settle(PARAMETER, [each.value for each in Dimension], default.value)
    st.segmented_control(
        w._("Difference by"),
        [each.value for each in Dimension],
        required=True,
        format_func=lambda each: w.label(Dimension(each)),
        key=widget_key(PARAMETER),
        on_change=chosen,
        args=(PARAMETER,),
    )
    return Dimension(picked)


def difference_in_parts(plan_id: int, before: DraftRow, after: DraftRow, dimension: Dimension) -> str | None:
    """The waterfall and its figures; gives the key of the part whose bar was clicked."""
    w = words()
    found = parts(plan_id, before.id, after.id, dimension)
    chart_side, table_side = st.columns([1, 1], gap="medium")
    with chart_side:
        event = draw(
            _waterfall(plan_id, before.id, after.id, dimension, charts.appearance()),
            alt=waterfall_title({part.key: part.difference_fen for part in found}, w, dimension),
            key=f"waterfall_{before.id}_{after.id}_{dimension}",
            on_select="rerun",
            selection_mode=CATEGORY_SELECTION,
        )
    with table_side:
        _figures(found, before, after, dimension, w)
    points = event.selection.get(CATEGORY_SELECTION, [])
    return next((point["category"] for point in points if point.get("category") is not None), None)


def stacked_drafts(plan_id: int, dimension: Dimension) -> None:
    """All drafts by the same parts against the ceiling, folded; causes have no totals: then by category."""
    w = words()
    shown = Dimension.CATEGORY if dimension is Dimension.CAUSE else dimension
    folded = st.expander(
        w._("All drafts against the ceiling"),
        key="stacked",
        on_change="rerun",
        icon=":material/stacked_bar_chart:",
    )
    if folded.open:
        with folded:
            draw(
                _stacked(plan_id, shown, charts.appearance()),
                alt=w._("Total of each draft in its parts, against the ceiling"),
                key=f"stacked_{plan_id}_{shown}",
                table=_stacked_table(plan_id, shown),
            )


@by_revision("procurement")
def parts(
    _session: Session, _key: Key, plan_id: int, before_id: int, after_id: int, dimension: Dimension
) -> list[Part]:
    """The parts of the difference between two drafts."""
    if dimension is not Dimension.CAUSE:
        comparison, _ = compared(plan_id, before_id, after_id)
        return parts_by_field(comparison, dimension)
    known = history(plan_id)
    first, last = known.place(before_id), known.place(after_id)
    return parts_by_cause(
        known.drafts[min(first, last) : max(first, last) + 1],
        known.origins,
        given_reasons(plan_id),
        backwards=first > last,
    )


@by_revision("procurement")
def _waterfall(
    _session: Session,
    key: Key,
    plan_id: int,
    before_id: int,
    after_id: int,
    dimension: Dimension,
    appearance: str,
) -> dict[str, Any]:
    comparison, _ = compared(plan_id, before_id, after_id)
    known = history(plan_id)
    first, last = (known.drafts[known.place(each)].number for each in (before_id, after_id))
    moved = {part.key or None: part.difference_fen for part in parts(plan_id, before_id, after_id, dimension)}
    ends = ((first, comparison.total_before_fen), (last, comparison.total_after_fen))
    return waterfall(ends, moved, key.words, appearance, dimension)


@by_revision("procurement", "project")
def _stacked(
    session: Session, key: Key, plan_id: int, dimension: Dimension, appearance: str
) -> dict[str, Any]:
    found = {limit.scope: limit.amount_fen for limit in limits(session, key.project_id, plan_id)}
    ceiling = found.get(Scope.PLAN, found.get(Scope.PROJECT))
    return stacked_history(
        sums_by_draft(history(plan_id).drafts, dimension), ceiling, key.words, appearance, dimension
    )


def _stacked_table(plan_id: int, dimension: Dimension) -> pd.DataFrame:
    """The figures of the stacked bars: a row for each part, a column for each draft."""
    w = words()
    sums = sums_by_draft(history(plan_id).drafts, dimension)
    keys = dict.fromkeys(key for _, parted in sums for key in parted)
    return pd.DataFrame(
        [
            {
                w.label(dimension): part_label(dimension, key, w),
                **{draft_label(number, w): w.yuan(parted.get(key, 0)) for number, parted in sums},
            }
            for key in keys
        ]
    )


def _figures(found: list[Part], before: DraftRow, after: DraftRow, dimension: Dimension, w: Words) -> None:
    """Each part's difference, and both drafts' totals where parts have them; the sum below."""
    names = [draft_label(row.number, w) for row in (before, after)]
    names = names if names[0] != names[1] else [w._("Before"), w._("After")]
    # The difference comes first: it is what a phone shows without scrolling.
    titles = [w.label(dimension), w._("Difference (yuan)"), *names]
    rows = [
        (
            part_label(dimension, part.key, w),
            w.signed_yuan(part.difference_fen),
            w.yuan(part.before_fen),
            w.yuan(part.after_fen),
        )
        for part in found
    ]
    difference = sum(part.difference_fen for part in found)
    rows.append((w._("Total"), w.signed_yuan(difference), w.yuan(before.total_fen), w.yuan(after.total_fen)))
    shown = 2 if dimension is Dimension.CAUSE else 4
    st.dataframe(
        pd.DataFrame([row[:shown] for row in rows], columns=titles[:shown]),
        hide_index=True,
        height="content",
        column_config=right(*titles[1:shown]),
        alt=w._("The parts of the difference between both drafts"),
    )
