"""The record of one round: what its PDF and its DOCX both say.

`tracker.round_report` holds the facts; `round_report_content` says them in one language, section by section. The
template `round_report.typ` and `tracker.exports.round_report_docx` only set what it says, so that both documents agree.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tracker.exports.typeset import pdf
from tracker.i18n import Words
from tracker.round_report import (
    RaisedFinding,
    ReportCheck,
    ReportNote,
    ReportPhoto,
    RoundReport,
    SeenFinding,
)
from tracker.vocabulary import CheckAnswer, FindingObservation, Severity

NUMERALS = "一二三四五六七八九十"
"""How the sections of a Chinese record are numbered."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What every part of the content needs: the words, and which pictures there are."""

    words: Words
    pictures: Collection[str] = field(default=())

    def photos(self, photos: Sequence[ReportPhoto]) -> list[dict[str, str]]:
        return [
            {"name": photo.name, "label": self._label(photo)}
            for photo in photos
            if photo.name in self.pictures
        ]

    def _label(self, photo: ReportPhoto) -> str:
        purpose = self.words.label(photo.purpose) if photo.purpose else ""
        return " · ".join(part for part in (purpose, photo.caption) if part)


def round_report_pdf(report: RoundReport, images: Mapping[str, bytes], words: Words) -> bytes:
    """The record as a PDF; a photo without its picture in `images` is left out."""
    shown = {name: images[name] for name in report.picture_names if name in images}
    return pdf("round_report", round_report_content(report, shown, words), shown)


def round_report_content(report: RoundReport, pictures: Collection[str], words: Words) -> dict[str, Any]:
    """The record in one language, as JSON can say it.

    `sections` are what the documents set one after the other; each has a `title`, a `kind` (`text`, `table`, `notes`,
    `photos`) and what its kind needs. A table's row has `cells`, `alarm` (which cells stand out), `details` and
    `photos` below its widest cell.
    """
    w = words
    facts = _Facts(w, pictures)
    day = report.held_on or report.planned_on
    title = w._("Site inspection record")
    name = report.title or w._("Extra round")
    return {
        "language": w.language,
        "title": title,
        "subtitle": w._("{series}, round {number}", series=name, number=report.number),
        "project": report.project,
        "unsigned": "" if report.signed_at else w._("Not signed"),
        "unsigned_note": "" if report.signed_at else w._("A draft: this round is not signed and may change."),
        "footer": f"{report.project} · {title} · {w.date(day)}",
        "head": _head(report, w),
        "sections": _numbered(_sections(report, facts), w),
        "signature": _signature(report, w),
    }


def _head(report: RoundReport, w: Words) -> list[list[str]]:
    held = w.date(report.held_on) if report.held_on else "—"
    return [
        [w._("Project"), report.project],
        [w._("Inspected on"), held],
        [w._("Planned for"), w.date(report.planned_on)],
        [w._("Weather"), report.weather or "—"],
        [w._("Attendees"), _attendees(report, w) or "—"],
    ]


def _attendees(report: RoundReport, w: Words) -> str:
    """A line for each organisation; where names may not be seen, how many came from it."""
    parties: dict[str, list[str]] = {}
    for attendee in report.attendees:
        parties.setdefault(attendee.organisation, []).append(attendee.name)
    lines = [report.attendees_text] if report.attendees_text else []
    for party, names in parties.items():
        people = w.listed(names) if all(names) else w._n("{n} person", "{n} people", len(names))
        lines.append(w._("{organisation}: {people}", organisation=party, people=people) if party else people)
    return "\n".join(lines)


def _sections(report: RoundReport, facts: _Facts) -> list[dict[str, Any]]:
    w = facts.words
    notes = [note for note in report.notes if not note.is_addendum]
    addenda = [note for note in report.notes if note.is_addendum]
    sections: list[dict[str, Any]] = [
        {"kind": "text", "title": w._("Progress against plan"), "text": report.progress or "—"},
        {"kind": "text", "title": w._("Decisions needed"), "text": report.decisions or "—"},
        {"kind": "text", "title": w._("Plan for next week"), "text": report.next_week or "—"},
    ]
    if report.checks:
        sections.append(_checks(report.checks, w))
    if report.seen:
        sections.append(_seen(report.seen, facts))
    sections.append(_raised(report.raised, facts, report.held_on or report.planned_on))
    if notes:
        sections.append(_notes(w._("Notes by zone"), notes, facts))
    photos = facts.photos(report.photos)
    if photos:
        sections.append({"kind": "photos", "title": w._("Photos of the round"), "photos": photos})
    if addenda:
        sections.append(_notes(w._("Addenda after the signing"), addenda, facts))
    return sections


def _checks(checks: Sequence[ReportCheck], w: Words) -> dict[str, Any]:
    rows, place = [], None
    for check in checks:
        answer = " / ".join(w.label(each) for each in check.answers)
        disagree = len(check.answers) > 1
        if disagree:
            answer = w._("{answers} (disagree)", answers=answer)
        # The place is said once for all of its questions.
        shown = "" if check.place == place else check.place
        rows.append(_row([shown, check.question, answer], [2] if CheckAnswer.FAIL in check.answers else []))
        place = check.place
    counts = {
        each: sum(1 for check in checks if check.answers == (each,))
        for each in (CheckAnswer.PASS, CheckAnswer.FAIL, CheckAnswer.NOT_APPLICABLE)
    }
    said = [f"{w.label(answer)} {w.number(n)}" for answer, n in counts.items() if n]
    disagreed = sum(1 for check in checks if len(check.answers) > 1)
    if disagreed:
        said.append(w._n("{n} answered differently", "{n} answered differently", disagreed))
    return {
        "kind": "table",
        "title": w._("Checks by zone"),
        "summary": w.listed(said),
        "heads": [w._("Place"), w._p("checklist", "Question"), w._p("checklist", "Answer")],
        "widths": [3, 6, 3],
        "wide": 1,
        "rows": rows,
    }


def _seen(seen: Sequence[SeenFinding], facts: _Facts) -> dict[str, Any]:
    w = facts.words
    rows = []
    for finding in seen:
        observed = " / ".join(w.label(each) for each in finding.observations)
        if len(finding.observations) > 1:
            observed = w._("{answers} (disagree)", answers=observed)
        open_still = any(each is not FindingObservation.FIXED for each in finding.observations)
        rows.append(
            _row(
                [
                    str(finding.number),
                    finding.place or w._("The building as a whole"),
                    finding.description,
                    w.label(finding.severity),
                    observed,
                ],
                [4] if open_still else [],
                details="\n".join(finding.texts),
                photos=facts.photos(finding.photos),
            )
        )
    return {
        "kind": "table",
        "title": w._("Earlier findings seen"),
        "heads": [w._("No."), w._("Place"), w._("What is wrong"), w._("Severity"), w._("Seen this time")],
        "widths": [1, 3, 6, 2.4, 3],
        "wide": 2,
        "rows": rows,
    }


def _raised(raised: Sequence[RaisedFinding], facts: _Facts, day: dt.date) -> dict[str, Any]:
    w = facts.words
    title = w._("Findings raised in this round")
    if not raised:
        return {"kind": "text", "title": title, "text": w._("No finding was raised in this round.")}
    return {
        "kind": "table",
        "title": title,
        "heads": [
            w._("No."),
            w._("Place"),
            w._("What is wrong"),
            w._("Severity"),
            w._("Due"),
            w._("Assigned to"),
        ],
        "widths": [1, 2.8, 5.4, 2.4, 3.2, 3.2],
        "wide": 2,
        "rows": [
            _row(
                [
                    str(finding.number),
                    finding.place or w._("The building as a whole"),
                    finding.description,
                    w.label(finding.severity),
                    w.date(finding.due_on, today=day) if finding.due_on else "—",
                    finding.organisation or "—",
                ],
                [3] if finding.severity in {Severity.CRITICAL, Severity.MAJOR} else [],
                details=w.label(finding.trade),
                photos=facts.photos(finding.photos),
            )
            for finding in raised
        ],
    }


def _notes(title: str, notes: Sequence[ReportNote], facts: _Facts) -> dict[str, Any]:
    return {
        "kind": "notes",
        "title": title,
        "notes": [
            {
                "place": note.place or facts.words._("The building as a whole"),
                "text": note.text,
                "photos": facts.photos(note.photos),
            }
            for note in notes
        ],
    }


def _row(
    cells: list[str],
    alarm: list[int],
    *,
    details: str = "",
    photos: Sequence[Mapping[str, str]] = (),
) -> dict[str, Any]:
    return {"cells": cells, "alarm": alarm, "details": details, "photos": list(photos)}


def _numbered(sections: list[dict[str, Any]], w: Words) -> list[dict[str, Any]]:
    return [
        {
            **section,
            "title": f"{NUMERALS[at]}、{section['title']}"
            if w.language == "zh"
            else f"{at + 1}. {section['title']}",
        }
        for at, section in enumerate(sections)
    ]


def _signature(report: RoundReport, w: Words) -> list[list[str]]:
    """The lines at the foot: label and value; an empty value is a line to sign on."""
    if report.signed_at is None:
        return [[w._("Signed by"), ""], [w._("Date"), ""]]
    return [
        [w._("Signed by"), report.signed_by or "—"],
        [w._("Signed at"), w.instant(report.signed_at, report.time_zone)],
    ]
