"""The panel of one line's life, at `?lineage=12`: what it was in every draft, what changed, and why."""

from collections.abc import Iterator, Sequence

import pandas as pd
import streamlit as st

from pages._kit.detail import asked, close_panel
from pages._kit.feedback import a_form_is_open
from pages._kit.head import plain
from pages._kit.language import words
from pages.procurement._changes import BREAK, SPACE, cut_and_back, unbroken, with_icon
from pages.procurement._joining import join_by_hand
from pages.procurement._life_reads import given_reasons, history
from pages.procurement._partings import part_or_rejoin
from pages.procurement._review_reads import comment_note, comment_rows
from tracker.charts.procurement import draft_label
from tracker.i18n import Words
from tracker.money import FEN_PER_YUAN
from tracker.procurement.life import Life, Moment, life_of
from tracker.procurement.lines import Line, Lineage

PARAMETER = "lineage"


def life_panel(plan_id: int) -> None:
    """Open the panel of the line in the address; call it at the end of the page."""
    lineage = asked(PARAMETER)
    if lineage is None or a_form_is_open():  # what somebody types is not covered by a panel
        return
    known = history(plan_id)
    life = life_of(lineage, known.drafts, known.origins)
    if life is None:
        close_panel(PARAMETER)
        st.warning(words()._("No draft of this plan has this line."), icon=":material/help:")
        return
    title = f"{life.line.name} · {life.line.zone}" if life.line.zone else life.line.name
    st.dialog(plain(title), width="large", position="right", on_dismiss=lambda: close_panel(PARAMETER))(
        _panel
    )(plan_id, life, lineage)


def _panel(plan_id: int, life: Life, lineage: Lineage) -> None:
    w = words()
    if life.gaps:
        st.warning(
            w._("This line was cut and came back: {where}.", where=cut_and_back(life.gaps, w)),
            icon=":material/undo:",
        )
    _course(life, w)
    said = [*_reasons(plan_id, life, w), *_comments(plan_id, life, w)]
    before: Moment | None = None
    rows = []
    for moment in life.moments:
        rows.append(_row(before, moment, [text for number, text in said if number == moment.number], w))
        before = moment
    # The newest draft comes first: the question is how the line became what it is.
    st.table(
        pd.DataFrame(reversed(rows)),
        hide_index=True,
        border="horizontal",
        alt=w._("What the line was in every draft"),
    )
    with st.container(horizontal=True):
        part_or_rejoin(plan_id, life)
        join_by_hand(plan_id, lineage)


def _course(life: Life, w: Words) -> None:
    """What the line comes to today, since its first draft, and the bars of all drafts."""
    first, last = life.moments[0], life.moments[-1]
    st.metric(
        w._("{draft} (yuan)", draft=draft_label(last.number, w)),
        w.yuan(last.amount_fen),
        w.signed_yuan(life.difference_fen) if life.difference_fen else None,
        delta_color="off",
        delta_arrow="off",
        delta_description=w._("since {draft}", draft=draft_label(first.number, w)),
        chart_data=[moment.amount_fen / FEN_PER_YUAN for moment in life.moments],
        chart_type="bar",
        border=True,
    )


def _reasons(plan_id: int, life: Life, w: Words) -> Iterator[tuple[int | None, str]]:
    """Why the line changed: the number of the draft, the cause with its text as Markdown."""
    for reason in given_reasons(plan_id):
        if reason.lineage in life.lineages:
            cause = f"**{w.label(reason.cause)}** {plain(reason.text)}"
            yield reason.draft_number, with_icon("edit_note", cause)


def _comments(plan_id: int, life: Life, w: Words) -> Iterator[tuple[int | None, str]]:
    """What reviewers asked of the line: the number of the draft, the comment with its answer as Markdown."""
    for row in reversed(comment_rows(plan_id)):
        if row.lineage_id in life.lineages and not row.archived:
            yield row.draft_number, comment_note(row, w)
            if row.answer:
                yield row.draft_number, with_icon("reply", plain(row.answer))


def _row(before: Moment | None, moment: Moment, said: Sequence[str], w: Words) -> dict[str, str]:
    """One draft: number and event; its lines with quantity and price, and what is said; amount and difference."""
    olds = {line.lineage: line for line in before.lines} if before else {}
    described = [
        BREAK.join(filter(None, [_what(before, line), _figures(olds.get(line.lineage), line, w)]))
        for line in moment.lines
    ]
    difference = f":small[{w.signed_yuan(moment.difference_fen)}]" if moment.difference_fen else ""
    amount = w.yuan(moment.amount_fen) if moment.lines else "—"
    return {
        w._("Draft"): BREAK.join(
            # No icon beside the event: on a phone a browser breaks the line between them.
            [unbroken(draft_label(moment.number, w)), w.label(moment.event)]
        ),
        w._("Line and cause"): BREAK.join([*described, *dict.fromkeys(said)]) or "—",
        w._("Amount (yuan)"): BREAK.join(filter(None, [amount, difference])),
    }


def _what(before: Moment | None, line: Line) -> str:
    """Name, specification and zone; in weight what no line of the draft before had."""
    parts = []
    for field in ("name", "specification", "zone"):
        value = getattr(line, field)
        if value:
            is_new = before is not None and all(getattr(old, field) != value for old in before.lines)
            parts.append(f"**{plain(value)}**" if is_new else plain(value))
    return " · ".join(parts)


def _figures(old: Line | None, line: Line, w: Words) -> str:
    """Quantity × unit price; in weight what is not as in the draft before."""
    quantity = f"{w.quantity(line.quantity_milli)}{SPACE}{plain(line.unit or '')}".strip()
    price = w.yuan(line.unit_price_fen)
    if old is not None and old.quantity_milli != line.quantity_milli:
        quantity = f"**{quantity}**"
    if old is not None and old.unit_price_fen != line.unit_price_fen:
        price = f"**{price}**"
    return " × ".join(part for part in (quantity, price) if part.strip("*"))


def show_life(lineage: Lineage) -> None:
    """Put a line into the address: its panel opens in the next run."""
    st.query_params[PARAMETER] = str(lineage)
