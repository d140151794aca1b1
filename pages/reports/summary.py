"""The summary of a period: assembled from the data, rewritten where needed, issued and frozen."""

import datetime as dt
from zoneinfo import ZoneInfo

import streamlit as st

from db.commands import reports as commands
from db.queries.report_text import ReportText
from db.queries.reports import ReportRow
from pages._kit import detail
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.head import page_head, plain
from pages._kit.language import words
from pages.reports import _reads
from pages.reports._files import files
from pages.reports._progress import watched
from pages.reports._promises import promises
from pages.reports._text import show_text
from tracker.i18n import Words
from tracker.i18n.figures import period_name
from tracker.i18n.official import period_said
from tracker.languages import LANGUAGES, NAMES
from tracker.periods import PeriodKind, periods_between, read_period
from tracker.permissions import Action
from tracker.vocabulary import IssueStatus

ISSUE = "issue"

w = words()
frame = context()
rows = _reads.report_rows()


def state_of(row: ReportRow) -> str:
    """Whether a summary is being written, or when it was issued."""
    if row.issued_at is None:
        return w.label(row.status)
    issued_on = row.issued_at.astimezone(ZoneInfo(frame.project.time_zone)).date()
    return w._("issued on {day}", day=w.date(issued_on, today=frame.today))


def begin() -> None:
    """The form that begins a summary of a period in a language."""
    offered = [
        period
        for kind in (PeriodKind.QUARTER, PeriodKind.MONTH, PeriodKind.YEAR)
        for period in periods_between(frame.project.starts_on, frame.today, kind)
    ]
    with st.form("report_new", border=True), st.container(horizontal=True, vertical_alignment="bottom"):
        ended = [period for period in offered if period.last < frame.today]
        period = st.selectbox(
            w._("Period"),
            [period.code for period in offered],
            index=offered.index(ended[0]) if ended else 0,
            format_func=lambda code: period_name(w, read_period(code)),
            width=220,
        )
        language = st.selectbox(
            w._("Language"),
            list(LANGUAGES),
            index=list(LANGUAGES).index(w.language),
            format_func=NAMES.__getitem__,
            width=160,
        )
        submitted = st.form_submit_button(w._("Write the summary"), type="primary", key="report_begin")
    made: list[int] = []

    def done(report_id: int) -> str:
        made.append(report_id)
        return w._("Summary begun")

    own = Words.of(language)
    title = own._("Summary of {period}", period=period_said(own, read_period(period)))
    if submitted and run(
        commands.create_report,
        project_id=frame.project_id,
        period=period,
        language=language,
        title=title,
        done=done,
    ):
        detail.open_panel("report", made[0])
        st.rerun()


@st.dialog(w._("Issue the summary"), on_dismiss=lambda: detail.close_panel(ISSUE))
def confirm(row: ReportRow, text: ReportText) -> None:
    """What issuing means, and the button."""
    st.markdown(
        w._(
            "“{title}” is kept as it reads now, with its figures and the rows behind them. It never changes "
            "afterwards; what turns out wrong is corrected in the next one.",
            title=plain(row.title),
        )
    )
    moved = len(text.overtaken)
    if moved:
        st.warning(
            w._n(
                "{n} rewritten paragraph stands as it was written, although its data has moved since.",
                "{n} rewritten paragraphs stand as they were written, although their data has moved since.",
                moved,
            )
        )
    if st.button(
        w._("Issue “{title}”", title=plain(row.title)), type="primary", key="report_issue_now"
    ) and run(
        commands.issue_report,
        project_id=frame.project_id,
        report_id=row.id,
        today=frame.today,
        seen=text.summary.text,
        done=w._("Summary issued"),
    ):
        detail.close_panel(ISSUE)
        st.rerun()


current = [row for row in rows if not row.archived]
asked = next((row for row in rows if row.id == detail.asked("report")), None)
chosen = asked or next(iter(current), None)
head = f"{plain(chosen.title)} · {NAMES[chosen.language]} · {state_of(chosen)}" if chosen else ""
action = page_head(w._("Summaries"), head)
may_edit = frame.may(Action.EDIT_WORK)
if chosen is None:
    st.info(
        w._(
            "The summary of a quarter, a month or a year is assembled from what the tracker holds, in sentences, with "
            "the rows behind every figure. Choose a period to begin."
        ),
        icon=":material/summarize:",
    )
if may_edit:
    begin()
if chosen is None:
    st.stop()

report_id = chosen.id
text = watched(lambda: _reads.report_text(report_id))
ids = [row.id for row in (rows if chosen.archived else current)]
with st.container(horizontal=True, vertical_alignment="bottom"):
    by_id = {row.id: row for row in rows}
    picked = st.selectbox(
        w._p("report", "Summary"),
        ids,
        index=ids.index(chosen.id),
        format_func=lambda id_: f"{by_id[id_].title} · {NAMES[by_id[id_].language]} · {state_of(by_id[id_])}",
        key=f"report_pick_{chosen.id}",
        width=420,
    )
    if picked != chosen.id:
        detail.open_panel("report", picked)
        st.rerun()
    with_charts = bool(text.summary.charts) and st.toggle(
        w._("With charts"), value=True, key="report_charts", bind="query-params"
    )
    files(chosen, text, with_charts=with_charts)
    if chosen.status is IssueStatus.DRAFT:
        if frame.may(Action.DECIDE) and not chosen.archived:
            if st.button(w._("Issue"), key="report_issue"):
                detail.open_panel(ISSUE, chosen.id)
            if detail.asked(ISSUE) == chosen.id:
                confirm(chosen, text)
        label, switch, done = (
            (w._("Restore"), commands.restore_report, w._("Summary restored"))
            if chosen.archived
            else (w._("Archive"), commands.archive_report, w._("Summary archived"))
        )
        if (
            may_edit
            and st.button(label, key="report_aside", type="tertiary")
            and run(switch, project_id=frame.project_id, report_id=chosen.id, done=done)
        ):
            detail.close_panel("report")
            st.rerun()
if chosen.status is IssueStatus.ISSUED and chosen.issued_at is not None:
    st.caption(
        ":material/lock: "
        + w._(
            "Issued on {moment}; it never changes.",
            moment=w.instant(chosen.issued_at, frame.project.time_zone),
        )
    )
elif isinstance(chosen.ends_on, dt.date) and chosen.ends_on >= frame.today:
    st.caption(w._("The period has not ended; it can be issued after {day}.", day=w.date(chosen.ends_on)))
show_text(chosen, text, with_charts=with_charts)
promises(chosen)
