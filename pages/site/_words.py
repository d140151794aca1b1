"""How the site pages say states, severities and rules: always a word, with an icon and a colour beside it."""

from db.queries.findings import FindingRow
from pages._kit.head import plain
from tracker.findings import EFFECTS
from tracker.i18n import Words
from tracker.inspections import Cadence, SlotState, recurrence
from tracker.vocabulary import (
    CheckAnswer,
    FindingObservation,
    FindingStatus,
    HolidayRule,
    InspectionStatus,
    InspectionWindow,
    Severity,
)

SEVERITY_LOOK = {
    Severity.CRITICAL: ("red", "priority_high"),
    Severity.MAJOR: ("orange", "warning"),
    Severity.MINOR: ("blue", "build"),
    Severity.OBSERVATION: ("gray", "visibility"),
}
STATUS_LOOK = {
    FindingStatus.OPEN: ("red", "radio_button_unchecked"),
    FindingStatus.ASSIGNED: ("orange", "person"),
    FindingStatus.RECTIFIED: ("blue", "handyman"),
    FindingStatus.CLOSED: ("green", "check"),
    FindingStatus.WAIVED: ("gray", "do_not_disturb_on"),
}
SLOT_LOOK = {
    SlotState.HELD: ("green", "check"),
    SlotState.LATE: ("orange", "history"),
    SlotState.DUE: ("orange", "schedule"),
    SlotState.MISSED: ("red", "close"),
    SlotState.EXCUSED: ("gray", "remove"),
    SlotState.PLANNED: ("gray", "radio_button_unchecked"),
}
ROUND_LOOK = {
    InspectionStatus.WORKING: ("orange", "edit"),
    InspectionStatus.SUBMITTED: ("green", "check"),
    InspectionStatus.SIGNED: ("green", "verified"),
    InspectionStatus.EXCUSED: ("gray", "remove"),
}

ANSWER_LOOK = {
    CheckAnswer.PASS: ("green", "check"),
    CheckAnswer.FAIL: ("red", "close"),
    CheckAnswer.NOT_APPLICABLE: ("gray", "remove"),
}
OBSERVATION_LOOK = {
    FindingObservation.FIXED: ("green", "check"),
    FindingObservation.STILL_THERE: ("orange", "schedule"),
    FindingObservation.WORSE: ("red", "priority_high"),
}


def severity_badge(w: Words, severity: Severity) -> str:
    """The severity as Markdown: word, icon, colour."""
    return _badge(w.label(severity), *SEVERITY_LOOK[severity])


def status_badge(w: Words, status: FindingStatus) -> str:
    """The status of a finding as Markdown."""
    return _badge(w.label(status), *STATUS_LOOK[status])


def slot_badge(w: Words, state: SlotState) -> str:
    """The state of a slot as Markdown."""
    return _badge(w.label(state), *SLOT_LOOK[state])


def round_badge(w: Words, status: InspectionStatus) -> str:
    """The status of a round as Markdown."""
    return _badge(w.label(status), *ROUND_LOOK[status])


def answer_badge(w: Words, answer: CheckAnswer | FindingObservation, device: str) -> str:
    """What a device said, as Markdown: who said it, the word, icon, colour."""
    look = ANSWER_LOOK[answer] if isinstance(answer, CheckAnswer) else OBSERVATION_LOOK[answer]
    return _badge(w._("{device}: {answer}", device=device, answer=w.label(answer)), *look)


def differs_badge(w: Words) -> str:
    """The mark of answers that differ, as Markdown."""
    return _badge(w._("answers differ"), "orange", "call_split")


def severity_option(w: Words, severity: Severity) -> str:
    """The severity as an option to choose: icon and word."""
    return f":material/{SEVERITY_LOOK[severity][1]}: {w.label(severity)}"


def weekday(w: Words, day: int) -> str:
    """A weekday, Monday = 0."""
    names = (
        w._("Monday"),
        w._("Tuesday"),
        w._("Wednesday"),
        w._("Thursday"),
        w._("Friday"),
        w._("Saturday"),
        w._("Sunday"),
    )
    return names[day]


def rule_in_words(w: Words, cadence: Cadence) -> str:
    """How a series recurs, as a sentence."""
    rule = recurrence(cadence.rule)
    once = rule.every == 1
    if rule.frequency == "WEEKLY":
        often = w._("Every week") if once else w._("Every {n} weeks", n=rule.every)
    elif rule.frequency == "DAILY":
        often = w._("Every day") if once else w._("Every {n} days", n=rule.every)
    else:
        often = w._("Every month") if once else w._("Every {n} months", n=rule.every)
    days = w.listed([weekday(w, day) for day in rule.weekdays])
    if cadence.window is InspectionWindow.WEEK:
        often = w._("{often}, on any day of the week", often=often)
    elif days:
        often = w._("{often} on {days}", often=often, days=days)
    holidays = {
        HolidayRule.SKIP: w._("none is expected where no day is worked"),
        HolidayRule.SHIFT_BEFORE: w._("moved to the working day before where no day is worked"),
        HolidayRule.SHIFT_AFTER: w._("moved to the working day after where no day is worked"),
    }
    return w._("{often}; {holidays}", often=often, holidays=holidays[cadence.holiday_rule])


def finding_title(w: Words, finding: FindingRow) -> str:
    """`No. 12 · 二层阅览区`."""
    return w._("No. {number}", number=finding.number) + (f" · {finding.place}" if finding.place else "")


def effect_sentence(w: Words, finding: FindingRow) -> str:
    """What the finding holds up while it is not settled."""
    return w.label(EFFECTS[finding.severity])


def archived_badge(w: Words) -> str:
    """The mark of an archived row, as Markdown."""
    return _badge(w._("Archived"), "gray", "inventory_2")


def addendum_badge(w: Words) -> str:
    """The mark of a note that was written after the signature, as Markdown."""
    return _badge(w._("Addendum"), "blue", "post_add")


def overdue_badge(w: Words) -> str:
    """The mark of a finding whose due day has passed, as Markdown."""
    return _badge(w._("overdue"), "red", "priority_high")


def _badge(word: str, colour: str, icon: str) -> str:
    return f":{colour}-badge[:material/{icon}: {plain(word)}]"
