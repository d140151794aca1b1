"""The procurement of a period: each submitted draft with its comparison and its review; the decisions on assets."""

from functools import partial

from db.evidence.parts import Gathering, KeptRow, Part, kept_files, kept_part, workbook_part
from db.queries import assets, procurement, review
from db.queries.procurement import DraftRow, LineRow, PlanRow
from db.queries.review_opinion import review_opinion
from tracker.charts.procurement import draft_label
from tracker.evidence import EvidenceSection
from tracker.exports.comparison_workbook import ComparisonReport, comparison_workbook
from tracker.exports.draft_form import DraftForm, FormLine
from tracker.exports.draft_form_pdf import draft_form_pdf
from tracker.exports.draft_form_xlsx import draft_form_xlsx
from tracker.exports.review_opinion import OpinionLine, ReviewOpinion, decision_text
from tracker.exports.review_opinion_docx import review_opinion_docx
from tracker.exports.table import Column, Table, money_column
from tracker.i18n import Words
from tracker.money import quantity_of
from tracker.procurement.compare import compare
from tracker.procurement.explained import between, explain
from tracker.procurement.life import NumberedDraft
from tracker.procurement.parts import parts_by_cause
from tracker.vocabulary import Cause

SECTION = EvidenceSection.DRAFTS


def draft_parts(g: Gathering) -> list[Part]:
    """The papers of every numbered draft submitted in the period, plan by plan."""
    found: list[Part] = []
    plans = [plan for plan in procurement.plans(g.session, g.project_id) if not plan.archived]
    for number, plan in enumerate(plans, 1):
        # Titles are what people typed; a file's name says which plan by its number where there are several.
        folder = (g.words._("Plan {number}", number=number),) if len(plans) > 1 else ()
        before: DraftRow | None = None
        submitted: list[DraftRow] = []
        for draft in procurement.drafts(g.session, g.project_id, plan.id):
            if draft.archived or draft.number is None:
                continue
            if g.scope.covers(draft.submitted_on):
                found += _papers(g, plan, before, draft, folder)
                submitted.append(draft)
            before = draft
        found += _quotations(g, plan, submitted, folder)
    return found


def _quotations(g: Gathering, plan: PlanRow, drafts: list[DraftRow], folder: tuple[str, ...]) -> list[Part]:
    """The quotations behind the lines of these drafts; one that stands behind several lines once, with all of them."""
    w = g.words
    names = {
        line.lineage_id: line.name
        for draft in drafts
        for line in procurement.lines_of(g.session, g.project_id, draft.id)
    }
    kept: dict[str, tuple[KeptRow, list[str]]] = {}
    for lineage_id, rows in kept_files(g, review.LINEAGE, list(names), review.QUOTATION).items():
        for row in rows:
            kept.setdefault(row.sha256, (row, []))[1].append(names[lineage_id])
    place = (*folder, w._("Quotations"), w._("Quotation"))
    return [
        kept_part(SECTION, place, row, title=f"{plan.title} · {w.listed(lines)}", day=None)
        for row, lines in kept.values()
    ]


def _papers(
    g: Gathering, plan: PlanRow, before: DraftRow | None, draft: DraftRow, folder: tuple[str, ...]
) -> list[Part]:
    w, day = g.words, draft.submitted_on
    label = draft_label(draft.number, w)
    form = w._("{draft} official form", draft=label)
    title = f"{plan.title} · {form}"
    found = [
        Part(SECTION, (*folder, form), "xlsx", title, day, partial(_form_xlsx, g, plan, draft)),
        Part(SECTION, (*folder, form), "pdf", title, day, partial(_form_pdf, g, plan, draft)),
    ]
    if before is not None:
        name = w._("{draft} compared with {before}", draft=label, before=draft_label(before.number, w))
        made = partial(_comparison, g, plan, before, draft)
        found.append(Part(SECTION, (*folder, name), "xlsx", f"{plan.title} · {name}", day, made))
    return found + _review(g, plan, draft, folder)


def _form(g: Gathering, plan: PlanRow, draft: DraftRow) -> DraftForm:
    rows = procurement.lines_of(g.session, g.project_id, draft.id)
    lines = tuple(FormLine(row.as_line(), row.remark, row.catalogue_code) for row in rows)
    return DraftForm(g.project, plan.title, draft.number, draft.drawn_up_on or draft.submitted_on, lines)


def _form_xlsx(g: Gathering, plan: PlanRow, draft: DraftRow) -> bytes:
    return draft_form_xlsx(_form(g, plan, draft), g.words)


def _form_pdf(g: Gathering, plan: PlanRow, draft: DraftRow) -> bytes:
    return draft_form_pdf(_form(g, plan, draft), g.words)


def _comparison(g: Gathering, plan: PlanRow, before: DraftRow, after: DraftRow) -> bytes:
    """The drafts compared as the page compares them."""
    old, new = (
        tuple(row.as_line() for row in procurement.lines_of(g.session, g.project_id, draft.id))
        for draft in (before, after)
    )
    origins = procurement.origins(g.session, g.project_id, plan.id)
    given = procurement.reasons(g.session, g.project_id, plan.id)
    comparison = compare(old, new, origins)
    changes = explain(comparison, between(given, before.number, after.number))
    way = [NumberedDraft(draft.number, lines) for draft, lines in ((before, old), (after, new))]
    by_cause = {
        Cause(part.key) if part.key else None: part.difference_fen
        for part in parts_by_cause(way, origins, given)
    }
    names = [draft_label(draft.number, g.words) for draft in (before, after)]
    report = ComparisonReport(g.project, plan.title, names[0], names[1], comparison, changes, by_cause)
    return comparison_workbook(report, g.words)


def _review(g: Gathering, plan: PlanRow, draft: DraftRow, folder: tuple[str, ...]) -> list[Part]:
    """The review of a draft, where somebody has said or decided anything: the opinion, and its tables."""
    w, day = g.words, draft.submitted_on
    opinion = review_opinion(g.session, g.project_id, draft.id)
    if opinion is None:
        return []
    decided = [each for each in opinion.lines if each.decided is not None]
    comments = [
        row
        for row in reversed(review.comments(g.session, g.project_id, plan.id))
        if row.draft_id == draft.id and not row.archived
    ]
    if not (opinion.opinion or decided or comments):
        return []
    label = draft_label(draft.number, w)
    name = w._("{draft} review opinion", draft=label)
    paper: Part = Part(
        SECTION,
        (*folder, name),
        "docx",
        f"{plan.title} · {name}",
        day,
        partial(_opinion, opinion, w),
    )
    lists = workbook_part(
        SECTION,
        w._("{draft} comments and decisions", draft=label),
        [
            Table(w._("Comments"), _comment_columns(g), comments),
            Table(w._("Decisions on lines"), _decision_columns(w), decided),
        ],
        day=day,
    )
    return [paper, *(_below(folder, part, plan.title) for part in lists)]


def _below(folder: tuple[str, ...], part: Part, plan: str) -> Part:
    return Part(
        part.section, (*folder, *part.place), part.ending, f"{plan} · {part.title}", part.day, part.make
    )


def _opinion(opinion: ReviewOpinion, w: Words) -> bytes:
    return review_opinion_docx(opinion, w)


def _comment_columns(g: Gathering) -> list[Column[review.CommentRow]]:
    w = g.words
    return [
        Column(w._("About"), lambda row: row.line_name or row.category or w._("The whole draft"), 28),
        Column(w._("Comment"), lambda row: row.text, 48),
        Column(w._("Written on"), lambda row: g.day_of(row.written_at), 12),
        Column(w._("Status"), lambda row: w.label(row.status), 12),
        Column(w._("Answer"), lambda row: row.answer, 48),
        Column(
            w._("Answered in"),
            lambda row: draft_label(row.answered_in_number, w) if row.answered_in_id else "",
            14,
        ),
        Column(w._("Change that answered it"), lambda row: row.change_text, 32),
    ]


def _decision_columns(w: Words) -> list[Column[OpinionLine]]:
    return [
        Column(w._("Category"), lambda row: row.line.category, 18),
        Column(w._("Name"), lambda row: row.line.name, 28),
        Column(w._("Specification"), lambda row: row.line.specification, 28),
        money_column(w._("Amount (yuan)"), lambda row: row.line.amount_fen),
        Column(w._("Decision"), lambda row: decision_text(row, w), 28),
        money_column(w._("Accepted (yuan)"), lambda row: row.accepted_fen),
        Column(w._("Reason"), lambda row: row.text, 40),
    ]


def asset_parts(g: Gathering) -> list[Part]:
    """The decisions on owned assets as they stand (a decision has no day of its own), and the counts of the period."""
    w = g.words
    register = {row.id: row for row in assets.register(g.session, g.project_id)}
    lines = _newest_lines(g)
    decided = [
        (row, register[row.asset_id], lines.get(row.lineage_id))
        for row in assets.matches(g.session, g.project_id)
        if not row.archived
    ]
    counted = [
        (row, register[row.asset_id])
        for row in assets.counts(g.session, g.project_id)
        if not row.archived and g.scope.covers(row.counted_on)
    ]
    return workbook_part(
        EvidenceSection.ASSETS,
        w._("Decisions on owned assets"),
        [
            Table(w._("Decisions on assets"), _match_columns(w), decided),
            Table(w._("Stocktaking"), _count_columns(w), counted),
        ],
        day=g.scope.last,
    )


def _newest_lines(g: Gathering) -> dict[int, LineRow]:
    """Each lineage as the last numbered draft that has it says it."""
    return {
        line.lineage_id: line
        for plan in procurement.plans(g.session, g.project_id)
        for draft in procurement.drafts(g.session, g.project_id, plan.id)
        if draft.number is not None and not draft.archived
        for line in procurement.lines_of(g.session, g.project_id, draft.id)
    }


Decided = tuple[assets.MatchRow, assets.RegisterRow, LineRow | None]


def _match_columns(w: Words) -> list[Column[Decided]]:
    return [
        Column(w._("Line of the draft"), lambda row: row[2].name if row[2] else "", 28),
        Column(w._("Zone"), lambda row: row[2].zone if row[2] else "", 18),
        Column(w._("Asset code"), lambda row: row[1].code, 16),
        Column(w._("Asset"), lambda row: row[1].name, 28),
        Column(w._("Specification"), lambda row: row[1].specification, 24),
        Column(w._("Condition"), lambda row: w.label(row[1].condition), 12),
        Column(w._("Location"), lambda row: row[1].location, 18),
        Column(w._("Decision"), lambda row: w._("reuse") if row[0].is_reused else w._("not reused"), 14),
        Column(w._("Quantity"), lambda row: quantity_of(row[0].quantity_milli), 12),
        Column(w._("Unit"), lambda row: row[1].unit, 8),
        Column(w._("Reason"), lambda row: row[0].reason, 40),
    ]


def _count_columns(w: Words) -> list[Column[tuple[assets.CountRow, assets.RegisterRow]]]:
    return [
        Column(w._("Counted on"), lambda row: row[0].counted_on, 12),
        Column(w._("Asset code"), lambda row: row[1].code, 16),
        Column(w._("Asset"), lambda row: row[1].name, 28),
        Column(w._("Quantity"), lambda row: quantity_of(row[0].quantity_milli), 12),
        Column(w._("Usable"), lambda row: quantity_of(row[0].usable_milli), 12),
        Column(w._("Condition"), lambda row: w.label(row[0].condition), 12),
        Column(w._("Note"), lambda row: row[0].note, 40),
    ]
