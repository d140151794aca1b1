"""Sentences about a package: where it stands, what the law says, what is wrong."""

import re

from pages._kit.head import plain
from tracker.i18n import Words
from tracker.i18n.figures import day_count
from tracker.procurement.process import Stage
from tracker.procurement.purchase import Purchase
from tracker.procurement.stage_checks import Breach, StageFinding
from tracker.procurement.stage_dates import StageDates
from tracker.procurement.thresholds import APPROVAL_ARTICLE, Permission

IN_SIGHT_DAYS = 10
"""A latest safe date within so many working days needs attention."""


def clock_text(stage: StageDates, w: Words) -> str:
    """What the law sets for a stage: at least or at most how long."""
    clock = stage.clock
    if clock is None:
        return ""
    if clock.least is not None:
        return "≥ " + day_count(w, clock.least)
    return "" if clock.most is None else "≤ " + day_count(w, clock.most)


def article_text(article: str, w: Words) -> str:
    """Where the law says so: its name stays Chinese, the number of the article is in the visitor's words."""
    return re.sub(r" art\. (\d+)", lambda found: w._(" art. {number}", number=found[1]), article)


def state_sentence(found: Purchase, w: Words) -> str:
    """Where a package stands: the next stage, its latest safe date, and how far that is."""
    coming = found.next
    if coming is None or coming.latest_on is None or coming.late_days is None:
        return w._("**{package}**: delivered and accepted", package=plain(found.title))
    facts = {
        "package": plain(found.title),
        "stage": w.label(coming.stage),
        "date": w.date(coming.latest_on),
    }
    if coming.late_days > 0:
        return w._n(
            "**{package}**: latest safe date of “{stage}” is {date}; it comes {n} working day too late",
            "**{package}**: latest safe date of “{stage}” is {date}; it comes {n} working days too late",
            coming.late_days,
            **facts,
        )
    return w._n(
        "**{package}**: latest safe date of “{stage}” is {date}, {n} working day in hand",
        "**{package}**: latest safe date of “{stage}” is {date}, {n} working days in hand",
        -coming.late_days,
        **facts,
    )


def finding_sentence(finding: StageFinding, w: Words) -> str:
    """What is wrong with a stage, with the rule cited."""
    facts = {
        "stage": w.label(finding.stage),
        "after": w.label(finding.after),
        "day": w.date(finding.day),
        "limit": w.date(finding.limit_on),
    }
    if finding.breach is Breach.BEFORE_ITS_TURN:
        return w._("“{stage}” on {day} comes before “{after}” on {limit}.", **facts)
    assert finding.period is not None  # noqa: S101 (every other breach is of a period)
    facts |= {"period": day_count(w, finding.period), "article": article_text(finding.article, w)}
    said = {
        Breach.TOO_SHORT: w._(
            "“{stage}” on {day} is too early: {period} after “{after}” end on {limit} ({article}).", **facts
        ),
        Breach.TOO_LATE: w._(
            "“{stage}” on {day} is too late: {period} after “{after}” ended on {limit} ({article}).", **facts
        ),
        Breach.OVERDUE: w._(
            "“{stage}” is overdue: {period} after “{after}” ended on {limit} ({article}).", **facts
        ),
    }[finding.breach]
    return said + (
        " " + w._("Provisional: that year's holidays are not announced.") if finding.provisional else ""
    )


def method_sentence(found: Purchase, w: Words) -> str:
    """Whether the method is allowed for the package's budget, by which threshold."""
    permission, rule = found.verdict.permission, found.verdict.rule
    if rule is None and permission is not Permission.UNDECIDED:
        return w._(
            "No open-tender threshold is recorded for this kind of purchase and day, so nobody can say whether "
            "another method is allowed. Record it below, with its source."
        )
    if permission is Permission.UNDECIDED:
        return w._("No method is chosen; the dates are counted as for an open tender.")
    assert rule is not None  # noqa: S101 (returned above)
    facts = {
        "budget": w.money(found.budget_fen),
        "threshold": w.money(rule.amount_fen),
        "source": plain(rule.source),
        "place": plain(rule.place),
    }
    if permission is Permission.NEEDS_APPROVAL:
        return w._(
            "{budget} reach the open-tender threshold of {threshold} ({place}, {source}): another method needs the "
            "approval of the city's finance department before it starts ({article}).",
            article=article_text(APPROVAL_ARTICLE, w),
            **facts,
        )
    return w._("{budget}, open-tender threshold {threshold} ({place}, {source}): allowed.", **facts)


def stage_titles(title: str, w: Words) -> dict[Stage, str]:
    """What the tasks of a package are called in the plan."""
    return {stage: w._("{package}: {stage}", package=title, stage=w.label(stage)) for stage in Stage}
