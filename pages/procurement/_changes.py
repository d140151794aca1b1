"""The table of changes: old values struck through above the new, effects in yuan, reasons in the row."""

from collections.abc import Hashable, Sequence

import pandas as pd
import streamlit as st

from pages._kit.head import plain
from tracker.charts.procurement import draft_label
from tracker.exports.drafts import shared_price, summed_quantity
from tracker.i18n import Words
from tracker.procurement.changes import Change, ChangeKind, Comparison
from tracker.procurement.explained import ExplainedChange
from tracker.procurement.lines import Line

ICONS = {
    ChangeKind.ADDED: "add_circle",
    ChangeKind.REMOVED: "do_not_disturb_on",
    ChangeKind.CHANGED: "edit",
    ChangeKind.RENAMED: "match_case",
    ChangeKind.MOVED: "move_item",
    ChangeKind.SPLIT: "call_split",
    ChangeKind.MERGED: "call_merge",
}
BREAK = "  \n"
SPACE = "\u00a0"
"""A space that does not break the line."""

FIGURE = {"text-align": "right !important", "white-space": "nowrap"}
"""How figures stand in the table; text columns are aligned to the left by an inline style of their own."""


def sentence(comparison: Comparison, w: Words) -> str:
    """By how much the total moved, and what moved it: prices, quantities, lines removed and added."""
    difference = comparison.difference_fen
    if difference == 0 and not comparison.changes:
        return w._("Both drafts are the same: every line is unchanged.")
    share = w.percent(difference / comparison.total_before_fen) if comparison.total_before_fen else "—"
    effects = comparison.effects
    by_kind = comparison.by_kind()
    parts = [
        (w._("prices"), effects.price_fen),
        (w._("quantities"), effects.quantity_fen),
        (w._("both together"), effects.joint_fen),
        (w._("lines removed"), by_kind.get(ChangeKind.REMOVED, 0)),
        (w._("lines added"), by_kind.get(ChangeKind.ADDED, 0)),
    ]
    said = w.listed([f"{name} {w.signed_yuan(fen)}" for name, fen in parts if fen])
    verb = w._("Less by") if difference < 0 else w._("More by")
    return w._(
        "**{verb} {amount} yuan** ({difference}, {share}): {parts}",
        verb=verb,
        amount=w.yuan(abs(difference)),
        difference=w.signed_yuan(difference),
        share=share,
        parts=said or w._("the lines balance out"),
    )


def filtered(
    changes: Sequence[ExplainedChange], kinds: set[ChangeKind], categories: set[str]
) -> list[ExplainedChange]:
    """The changes of the chosen kinds and categories; an empty set lets everything through."""
    return [
        row
        for row in changes
        if (not kinds or row.change.kind in kinds)
        and (not categories or any(line.category in categories for line in _lines(row.change)))
    ]


def sorted_changes(changes: list[ExplainedChange], *, by_effect: bool) -> list[ExplainedChange]:
    """The changes in the order of the later draft, or those that moved most money first."""
    if not by_effect:
        return changes
    return sorted(changes, key=lambda row: -abs(row.change.difference_fen))


def change_table(rows: Sequence[ExplainedChange], w: Words) -> None:
    """Draw the changes."""
    if not rows:
        st.caption(w._("No change fits these filters."))
        return
    figures: list[Hashable] = [
        w._("Quantity"),
        w._("Unit price (yuan)"),
        w._("Effects (yuan)"),
        w._("Difference (yuan)"),
    ]
    table = pd.DataFrame([_cells(row, w) for row in rows])
    st.table(
        table.style.set_properties(subset=figures, **FIGURE)
        .set_properties(subset=[change_title(w)], **{"min-width": "7em"})
        .set_properties(subset=[w._("Effects (yuan)")], **{"min-width": "9.5em"}),
        hide_index=True,
        border="horizontal",
        alt=w._("Changes between the two drafts, old values struck through above the new"),
    )


def unchanged_table(comparison: Comparison, w: Words) -> None:
    """Draw the lines that both drafts have alike."""
    st.dataframe(
        pd.DataFrame(
            [
                {
                    w._("Category"): line.category,
                    w._("Name"): line.name,
                    w._("Specification"): line.specification,
                    w._("Zone"): line.zone,
                    w._("Quantity"): f"{w.quantity(line.quantity_milli)} {line.unit or ''}",
                    w._("Unit price (yuan)"): w.yuan(line.unit_price_fen),
                    w._("Amount (yuan)"): w.yuan(line.amount_fen),
                }
                for _, line in comparison.unchanged
            ]
        ),
        hide_index=True,
        alt=w._("Lines that are the same in both drafts"),
    )


def _cells(row: ExplainedChange, w: Words) -> dict[str, str]:
    change = row.change
    return {
        change_title(w): f":material/{ICONS[change.kind]}:{SPACE}{w.label(change.kind)}",
        w._("Name and specification"): _name(change, w),
        w._("Zone"): _texts(change, "zone", w),
        w._("Quantity"): _moved(_quantity(change.before, w), _quantity(change.after, w)),
        w._("Unit price (yuan)"): _moved(_price(change.before, w), _price(change.after, w)),
        w._("Reason"): _reasons(row, w),
        w._("Effects (yuan)"): _effects(change, w),
        w._("Difference (yuan)"): f"**{w.signed_yuan(change.difference_fen)}**",
    }


def change_title(w: Words) -> str:
    """The heading over the kinds of change."""
    return w._p("comparison", "Change")


def _lines(change: Change) -> tuple[Line, ...]:
    return (*change.before, *change.after)


def _moved(old: str, new: str) -> str:
    """A value that stayed, or the old one struck through above the new."""
    if old == new:
        return new
    return BREAK.join(part for part in (f"~~{old}~~" if old else "", f"**{new}**" if new else "") if part)


def _joined(lines: Sequence[Line], field: str, w: Words) -> str:
    """The values of several lines, each once."""
    values = dict.fromkeys(getattr(line, field) or "" for line in lines)
    return plain(w.listed([value for value in values if value]))


def _texts(change: Change, field: str, w: Words) -> str:
    if not change.before or not change.after:
        return _joined(_lines(change), field, w)
    return _moved(_joined(change.before, field, w), _joined(change.after, field, w))


def _name(change: Change, w: Words) -> str:
    """Category above the name, specification below it."""
    small = [f":small[:gray[{_texts(change, 'category', w)}]]", _texts(change, "name", w)]
    specification = _texts(change, "specification", w)
    return BREAK.join([*small, *([f":small[{specification}]"] if specification else [])])


def _quantity(lines: Sequence[Line], w: Words) -> str:
    """Quantity and unit of a side, summed; nothing where units differ."""
    milli = summed_quantity(lines)
    return "" if milli is None else f"{w.quantity(milli)}{SPACE}{plain(lines[0].unit or '')}".strip()


def _price(lines: Sequence[Line], w: Words) -> str:
    return w.yuan(shared_price(lines))


def _reasons(row: ExplainedChange, w: Words) -> str:
    """Draft, cause and words of each reason, one below the other."""
    return BREAK.join(
        dict.fromkeys(
            f":small[{draft_label(reason.draft_number, w)}{SPACE}·{SPACE}"
            f"**{w.label(reason.cause)}** {plain(reason.text)}]"
            for reason in row.reasons
        )
    )


def _effects(change: Change, w: Words) -> str:
    """The effects that are not zero, each with its name."""
    parts = (
        (w._("price"), change.effects.price_fen),
        (w._("quantity"), change.effects.quantity_fen),
        (w._("joint"), change.effects.joint_fen),
    )
    return BREAK.join(f":small[{name}{SPACE}{w.signed_yuan(fen)}]" for name, fen in parts if fen)
