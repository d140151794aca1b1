"""The sheet of a round on paper: rooms × checks to tick, the open findings, and lines for what is seen anew."""

from collections.abc import Sequence
from typing import Any

from tracker.checklist import Question, Stop
from tracker.exports.typeset import pdf
from tracker.i18n import Words
from tracker.round_sheet import RoundSheet
from tracker.vocabulary import FindingObservation

COLUMNS = 10
"""Questions side by side on a page; more go on in a table below."""

EMPTY_LINES = 6
"""Lines for findings that the round makes."""


def round_sheet_pdf(sheet: RoundSheet, words: Words) -> bytes:
    """The sheet as a PDF on A4, landscape."""
    return pdf("round_sheet", round_sheet_content(sheet, words))


def round_sheet_content(sheet: RoundSheet, words: Words) -> dict[str, Any]:
    """What stands on the sheet, as JSON can say it.

    Questions asked in several zones have a number and a column in `grids`, where a zone that is not asked has no box;
    `own` are the questions of one zone alone, with their place.
    """
    w = words
    shared = _shared(sheet.stops)
    numbers = {question.id: at for at, question in enumerate(shared, start=1)}
    title = sheet.title or w._("Extra round")
    return {
        "language": w.language,
        "title": w._("Round sheet"),
        "subtitle": f"{sheet.project} · {title} · {w.date(sheet.day)}",
        "footer": f"{sheet.project} · {title} · {w.date(sheet.day)}",
        "head": [
            w._("Inspected on"),
            w._("Weather"),
            w._("Attendees"),
        ],
        "how": w._("Write: √ pass, × fail, — not applicable."),
        "checks": {
            "title": w._("Checks by zone"),
            "place": w._("Place"),
            "question": w._p("checklist", "Question"),
            "answer": w._p("checklist", "Answer"),
            "note": w._("Note"),
            "legend": [[str(at), question.text] for at, question in enumerate(shared, start=1)],
            "grids": _grids(sheet, shared, numbers),
            "own": [
                [sheet.places.get(stop.zone.id, ""), question.text]
                for stop in sheet.stops
                for question in stop.questions
                if question.id not in numbers
            ],
        },
        "findings": {
            "title": w._("Earlier findings"),
            "heads": [w._("No."), w._("Place"), w._("What is wrong"), w._("Severity"), w._("Due")],
            "answers": [w.label(each) for each in FindingObservation],
            "rows": [
                [
                    str(row.number),
                    row.place or w._("The building as a whole"),
                    row.description,
                    w.label(row.severity),
                    w.date(row.due_on, today=sheet.day) if row.due_on else "—",
                ]
                for row in sheet.findings
            ],
        },
        "new": {
            "title": w._("New findings"),
            "heads": [
                w._("Place"),
                w._("What is wrong"),
                w._("Severity"),
                w._("Assigned to"),
                w._("Due"),
            ],
            "lines": EMPTY_LINES,
        },
        "texts": [w._("Progress against plan"), w._("Decisions needed"), w._("Plan for next week")],
        "signature": [w._("Signed by"), w._("Date")],
    }


def _shared(stops: Sequence[Stop]) -> list[Question]:
    """The questions asked in more than one zone, in their order."""
    asked: dict[int, list[Question]] = {}
    for stop in stops:
        for question in stop.questions:
            asked.setdefault(question.id, []).append(question)
    return [found[0] for found in asked.values() if len(found) > 1 or found[0].zone_id is None]


def _grids(sheet: RoundSheet, shared: Sequence[Question], numbers: dict[int, int]) -> list[dict[str, Any]]:
    """The rooms × the shared questions, so many columns at a time as a page is wide."""
    grids = []
    for start in range(0, len(shared), COLUMNS):
        part = {question.id for question in shared[start : start + COLUMNS]}
        rows = []
        for stop in sheet.stops:
            asked = {question.id for question in stop.questions} & part
            if asked:
                boxes = [each.id in asked for each in shared[start : start + COLUMNS]]
                rows.append({"place": sheet.places.get(stop.zone.id, ""), "boxes": boxes})
        grids.append(
            {"heads": [str(numbers[each.id]) for each in shared[start : start + COLUMNS]], "rows": rows}
        )
    return grids
