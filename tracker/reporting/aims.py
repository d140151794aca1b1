"""The paragraphs on where the library wants to be: direction, goals, how far they are reached, self-assessment."""

from tracker.i18n import Words
from tracker.i18n.figures import target_of
from tracker.i18n.marks import N_
from tracker.i18n.official import amount, bare, listed
from tracker.money import MILLI
from tracker.reporting.facts import Facts, GoalFact, ReachedFact, StandardFact
from tracker.reporting.model import Figure, Paragraph, Source, Span, run_on, sentence
from tracker.vocabulary import DirectionKind, SourceKind

MONTHS_A_YEAR = 12


def paragraphs(words: Words, facts: Facts) -> list[Paragraph]:
    """The section on direction and goals; what there is no fact for is not said."""
    found = [
        Paragraph("direction", _direction(words, facts)),
        Paragraph("goals", _goals(words, facts)),
        Paragraph("goals-reached", _reached(words, facts)),
        *(Paragraph(f"standard-{standard.id}", _standard(words, standard)) for standard in facts.standards),
    ]
    return [paragraph for paragraph in found if paragraph.spans]


def _direction(words: Words, facts: Facts) -> tuple[Span, ...]:
    """The mission, speciality and highlight."""
    messages = {
        DirectionKind.MISSION: N_("the mission is {text}"),
        DirectionKind.SPECIALITY: N_("the speciality is {text}"),
        DirectionKind.HIGHLIGHT: N_("the highlight is {text}"),
    }
    parts = []
    for kind, message in messages.items():
        said = [bare(text) for each, text in facts.direction if each is kind]
        if said:
            parts.append(words._(message, text=listed(words, said)))
    if not parts:
        return ()
    joined = ("，" if words.language == "zh" else "; ").join(parts)
    return sentence(words, N_("The direction of work is settled: {parts}."), parts=joined)


def _goals(words: Words, facts: Facts) -> tuple[Span, ...]:
    """The goals with their horizon."""
    if not facts.goals:
        return ()
    told = [
        sentence(
            words,
            N_("{within}: {goal}"),
            within=Figure(_within(words, goal), Source(SourceKind.GOALS, (goal.id,))),
            goal=bare(goal.title),
        )
        for goal in facts.goals
    ]
    return sentence(words, N_("The goals are set: {goals}."), goals=_in_a_row(words, told))


def _within(words: Words, goal: GoalFact) -> str:
    """Within 3 years of the day it was stated; by its year where that day is not known."""
    if goal.stated_on is None:
        return words._("by {year}", year=str(goal.horizon_on.year))
    months = (goal.horizon_on.year - goal.stated_on.year) * MONTHS_A_YEAR + (
        goal.horizon_on.month - goal.stated_on.month
    )
    return words._n("within {n} year", "within {n} years", max(1, round(months / MONTHS_A_YEAR)))


def _reached(words: Words, facts: Facts) -> tuple[Span, ...]:
    """How far the indicators that are tied to the goals have come."""
    told = []
    for goal in facts.goals:
        if goal.reached:
            measures = _in_a_row(words, [_measured(words, each) for each in goal.reached], "，", ", ")
            told.append(sentence(words, N_("“{goal}”: {measures}"), goal=bare(goal.title), measures=measures))
    if not told:
        return ()
    return sentence(words, N_("How far the goals are reached: {parts}."), parts=_in_a_row(words, told))


def _measured(words: Words, reached: ReachedFact) -> tuple[Span, ...]:
    """An indicator with what it came to and which share of its target that is."""
    said = {
        "value": amount(words, reached.total.value_milli, reached.unit, reached.total.qualifier),
        "target": _target(words, reached),
    }
    if reached.share_milli is None:
        text = words._("{value} (target {target})", **said)
    else:
        share = words.percent(reached.share_milli / MILLI, 0)
        text = words._("{value} ({share} of the target {target})", **said, share=share)
    figure = Figure(text, Source(SourceKind.READINGS, reached.total.reading_ids))
    return sentence(words, N_("{indicator} {value}"), indicator=reached.name, value=figure)


def _target(words: Words, reached: ReachedFact) -> str:
    """每年60件 / 60 件 a year; official Chinese sets no space beside a figure."""
    value = amount(words, reached.target_milli, reached.unit)
    target = target_of(words, value, reached.mode, reached.counted_over)
    return target.replace(f" {value}", value) if words.language == "zh" else target


def _standard(words: Words, standard: StandardFact) -> tuple[Span, ...]:
    """The points of a self-assessment, what bars a grade, and what nobody has assessed yet."""
    told = [
        sentence(
            words,
            N_("By its own assessment against {title} the library scores {reached} out of {possible}."),
            title=standard.title,
            reached=Figure(
                _points(words, standard.reached_milli),
                Source(SourceKind.ASSESSMENTS, standard.assessment_ids),
            ),
            possible=Figure(
                _points(words, standard.possible_milli), Source(SourceKind.ITEMS, standard.item_ids)
            ),
        )
    ]
    if standard.barring:
        ids = tuple(id_ for id_, _name in standard.barring)
        told.append(
            sentence(
                words,
                N_("Prerequisites not met: {count} ({names})."),
                count=Figure(words._n("{n} item", "{n} items", len(ids)), Source(SourceKind.ITEMS, ids)),
                names=listed(words, [bare(name) for _id, name in standard.barring]),
            )
        )
    if standard.unassessed_ids:
        ids = standard.unassessed_ids
        count = Figure(words._n("{n} item", "{n} items", len(ids)), Source(SourceKind.ITEMS, ids))
        told.append(sentence(words, N_("Not assessed yet: {count}."), count=count))
    return run_on(words, *told)


def _points(words: Words, milli: int) -> str:
    """412分 / 412: English says "scores 412 out of 700"."""
    return amount(words, milli, "分" if words.language == "zh" else "")


def _in_a_row(
    words: Words, parts: list[tuple[Span, ...]], chinese: str = "；", english: str = "; "
) -> tuple[Span, ...]:
    """Several half sentences in one."""
    mark = chinese if words.language == "zh" else english
    return tuple(span for at, part in enumerate(parts) for span in ((mark, *part) if at else part))
