"""The posts against norms of staff by service population, which the library enters with their sources."""

import streamlit as st
from sqlmodel import Session

from db.queries import staffing_norms as queries
from db.queries.people import Staffing
from db.queries.staffing_norms import NormRow, Population
from pages._kit.cached import Key, by_revision
from pages._kit.context import context
from pages._kit.head import plain
from pages._kit.language import words
from pages.people._norm_forms import norm_settings
from tracker.i18n import Words
from tracker.permissions import Action
from tracker.staffing_norms import Held, Norm, NormFigure, NormResult, against


@by_revision("people")
def norm_rows(session: Session, key: Key) -> list[NormRow]:
    """All norms of the project, archived ones too."""
    return queries.staffing_norms(session, key.project_id)


@by_revision("project")
def population(session: Session, key: Key) -> Population:
    """The residents that the library serves."""
    return queries.service_population(session, key.project_id)


def norms_section(board: Staffing) -> None:
    """What each norm gives, and whether the posts keep to it; for the lead the forms behind it."""
    w, frame = words(), context()
    rows, served = norm_rows(), population()
    may = frame.may(Action.MANAGE_PROJECT)
    live = [row.norm for row in rows if not row.archived]
    st.subheader(w._("Against the service population"), anchor=False)
    if served.residents is None:
        st.caption(w._("The service population is not known yet, so no norm can be applied."))
    if not live:
        st.caption(
            w._(
                "No norm of staff by service population is entered. The tracker brings none: enter that of your "
                "place, with its source."
            )
        )
    if served.residents is not None:
        for result in against(live, served.residents, _figures(board)):
            st.markdown(sentence(w, result, served.residents))
            st.caption(source(w, result.norm))
    if may:
        norm_settings(rows, served)


def _figures(board: Staffing) -> list[Held]:
    frame, sums = context(), board.total
    opening = max(frame.project.opening_on, frame.today)
    return [
        Held(NormFigure.APPROVED_NOW, frame.today, sums.approved),
        Held(NormFigure.IN_POST_NOW, frame.today, sums.in_post),
        Held(NormFigure.APPROVED_AT_OPENING, opening, sums.approved_at_opening),
        Held(NormFigure.EXPECTED_AT_OPENING, opening, sums.expected),
    ]


def sentence(w: Words, result: NormResult, residents: int) -> str:
    """The range of a norm, and each figure against it; a figure outside stands in bold."""
    parts = []
    for check in result.checks:
        label, people = w.label(check.held.figure), w.number(check.held.people)
        if check.difference is None:
            parts.append(
                w._("{figure} {people}: the norm does not hold on that day", figure=label, people=people)
            )
        elif check.difference < 0:
            short = w._n("{n} short", "{n} short", -check.difference)
            parts.append(
                "**" + w._("{figure} {people}: {judged}", figure=label, people=people, judged=short) + "**"
            )
        elif check.difference > 0:
            over = w._n("{n} over", "{n} over", check.difference)
            parts.append(
                "**" + w._("{figure} {people}: {judged}", figure=label, people=people, judged=over) + "**"
            )
        else:
            within = w._("within")
            parts.append(w._("{figure} {people}: {judged}", figure=label, people=people, judged=within))
    given = w._(
        "{residents} residents at {low} to {high} each: {least} to {most} staff",
        residents=w.number(residents),
        low=w.number(result.norm.residents_low),
        high=w.number(result.norm.residents_high),
        least=w.number(result.range.least),
        most=w.number(result.range.most),
    )
    return given + "  \n" + " · ".join(parts)


def source(w: Words, norm: Norm) -> str:
    """Where a norm stands, and on which days it holds."""
    parts = [norm.title, norm.edition, norm.source]
    if norm.valid_from is not None:
        parts.append(w._("from {date}", date=w.date(norm.valid_from)))
    if norm.valid_to is not None:
        parts.append(w._("until {date}", date=w.date(norm.valid_to)))
    return plain(" · ".join(part for part in parts if part))
