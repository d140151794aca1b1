"""Sentences about a recruitment round: where it stands, what is wrong, what its tasks are called."""

from pages._kit.head import plain
from pages.people._rounds import Judged
from tracker.i18n import Words
from tracker.i18n.figures import day_count
from tracker.i18n.labels_recruitment import COUNTED
from tracker.recruitment_checks import TooShort
from tracker.vocabulary import RoundStage


def state_sentence(found: Judged, w: Words) -> str:
    """Where a round stands: the next stage, its latest safe date, and how far that is."""
    coming = found.next
    if coming is None:
        return w._("**{round}**: everybody is on board", round=plain(found.row.title))
    facts = {
        "round": plain(found.row.title),
        "stage": w.label(coming.stage),
        "date": w.date(coming.latest_on),
    }
    if coming.late_days > 0:
        return w._n(
            "**{round}**: latest safe date of “{stage}” is {date}; it comes {n} working day too late",
            "**{round}**: latest safe date of “{stage}” is {date}; it comes {n} working days too late",
            coming.late_days,
            **facts,
        )
    return w._n(
        "**{round}**: latest safe date of “{stage}” is {date}, {n} working day in hand",
        "**{round}**: latest safe date of “{stage}” is {date}, {n} working days in hand",
        -coming.late_days,
        **facts,
    )


def short_sentence(found: TooShort, w: Words) -> str:
    """A least period that was cut short, with where it is set when somebody said so."""
    said = w._(
        "“{stage}” on {day} came sooner than {period} after “{after}”: {limit} would have kept the period.",
        stage=w.label(found.stage),
        day=w.date(found.day),
        period=day_count(w, found.period),
        after=w.label(found.after),
        limit=w.date(found.limit_on),
    )
    return f"{said} ({plain(found.source)})" if found.source else said


def counted_text(stage: RoundStage, w: Words) -> str:
    """Who is counted at the end of a stage; empty where nobody is."""
    return w._p(*COUNTED[stage]) if stage in COUNTED else ""


def task_titles(title: str, w: Words) -> dict[RoundStage, str]:
    """What the tasks of a round are called in the plan."""
    return {stage: w._("{round}: {stage}", round=title, stage=w.label(stage)) for stage in RoundStage}
