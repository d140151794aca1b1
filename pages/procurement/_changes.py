"""The table of changes: old values struck through before the new, effects in yuan, reasons in the row."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from pages._kit.head import plain
from tracker.charts.procurement import draft_label
from tracker.exports.drafts import shared_price, summed_quantity
from tracker.i18n import Words
from tracker.procurement.changes import Change, ChangeKind, Comparison
from tracker.procurement.explained import ExplainedChange
from tracker.procurement.life import Gap
from tracker.procurement.lines import Line, Lineage

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
JOINER = "\u2060"
"""Keeps the characters on either side of it on one line: Chinese may else break inside a word."""

MAY_BREAK = "\u200b"
"""Where a long measure such as 1000×450×2200mm may go on in the next line: on a phone it must."""


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


def change_table(
    rows: Sequence[ExplainedChange], w: Words, notes: Mapping[Lineage, Sequence[str]] | None = None
) -> None:
    """Draw the changes: three columns, so that a phone shows them too; `notes` are a line's comments, as Markdown."""
    if not rows:
        st.caption(w._("No change fits these filters."))
        return
    table = pd.DataFrame([_cells(row, w, notes or {}) for row in rows])
    # One column is styled and no more: pandas takes its time for every styled cell.
    figures = {"text-align": "right !important"}
    st.table(
        table.style.set_properties(subset=[w._("Difference (yuan)")], **figures).set_table_styles(
            [{"selector": "th.col2", "props": list(figures.items())}]
        ),
        hide_index=True,
        border="horizontal",
        alt=w._("Changes between the two drafts, old values struck through before the new"),
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


def _cells(row: ExplainedChange, w: Words, notes: Mapping[Lineage, Sequence[str]]) -> dict[str, str]:
    change = row.change
    lineages = dict.fromkeys(line.lineage for line in _lines(change))
    said = [note for lineage in lineages for note in notes.get(lineage, ())]
    return {
        change_title(w): BREAK.join([*_what(change, w), *_reasons(row, w), *said]),
        w._("Quantity and unit price (yuan)"): BREAK.join(
            filter(
                None,
                (
                    _moved(_quantity(change.before, w), _quantity(change.after, w)),
                    _moved(_price(change.before, w), _price(change.after, w)),
                ),
            )
        ),
        w._("Difference (yuan)"): BREAK.join(
            [f"**{w.signed_yuan(change.difference_fen)}**", *_effects(change, w)]
        ),
    }


def with_icon(icon: str, text: str) -> str:
    """An icon and the text that belongs to it, as Markdown."""
    return f":material/{icon}:{SPACE}{text}"


def unbroken(label: str) -> str:
    """A short label whose words stay on one line."""
    return label.replace(" ", SPACE)


def cut_and_back(gaps: Sequence[Gap], w: Words) -> str:
    """Where a line was cut and came back, each time."""
    return w.listed(
        [
            w._(
                "cut in {cut}, back in {back}",
                cut=unbroken(draft_label(gap.cut_in, w)),
                back=unbroken(draft_label(gap.back_in, w)),
            )
            for gap in gaps
        ]
    )


def change_title(w: Words) -> str:
    """The heading over the kinds of change."""
    return w._p("comparison", "Change")


def _lines(change: Change) -> tuple[Line, ...]:
    return (*change.before, *change.after)


def _moved(old: str, new: str) -> str:
    """A value that stayed, or the old one struck through before the new."""
    if old == new:
        return new
    return " → ".join(
        part for part in (f":gray[~~{old}~~]" if old else "", f"**{new}**" if new else "") if part
    )


def _joined(lines: Sequence[Line], field: str, w: Words) -> str:
    """The values of several lines, each once."""
    values = dict.fromkeys(getattr(line, field) or "" for line in lines)
    text = plain(w.listed([value for value in values if value]))
    return text.replace("×", f"×{MAY_BREAK}").replace("/", f"/{MAY_BREAK}")


def _texts(change: Change, field: str, w: Words) -> str:
    if not change.before or not change.after:
        return _joined(_lines(change), field, w)
    return _moved(_joined(change.before, field, w), _joined(change.after, field, w))


def _what(change: Change, w: Words) -> list[str]:
    """Kind and name with the specification; below them category and zone."""
    kind = with_icon(ICONS[change.kind], w.label(change.kind))
    specification = _texts(change, "specification", w)
    named = [kind, _strong(_texts(change, "name", w)), f":small[{specification}]" if specification else ""]
    place = [text for text in (_texts(change, "category", w), _texts(change, "zone", w)) if text]
    lines = ["  ".join(filter(None, named))]
    return [*lines, f":small[:gray[{' · '.join(place)}]]"] if place else lines


def _strong(text: str) -> str:
    """Text in weight; what is already marked as moved keeps its marks."""
    return text if not text or "**" in text or "~~" in text else f"**{text}**"


def _quantity(lines: Sequence[Line], w: Words) -> str:
    """Quantity and unit of a side, summed; nothing where units differ."""
    milli = summed_quantity(lines)
    return "" if milli is None else f"{w.quantity(milli)}{SPACE}{plain(lines[0].unit or '')}".strip()


def _price(lines: Sequence[Line], w: Words) -> str:
    return w.yuan(shared_price(lines))


def _reasons(row: ExplainedChange, w: Words) -> list[str]:
    """Draft, cause and words of each reason."""
    return list(
        dict.fromkeys(
            f":small[{unbroken(draft_label(reason.draft_number, w))}{SPACE}· "
            f"**{w.label(reason.cause)}** {plain(reason.text)}]"
            for reason in row.reasons
        )
    )


def _effects(change: Change, w: Words) -> list[str]:
    """The effects that are not zero, each with its name; nothing where one effect is the whole difference."""
    parts = (
        (w._("price"), change.effects.price_fen),
        (w._("quantity"), change.effects.quantity_fen),
        (w._("joint"), change.effects.joint_fen),
    )
    return [
        f":small[{JOINER.join(name)} {w.signed_yuan(fen)}]"
        for name, fen in parts
        if fen and fen != change.difference_fen
    ]
