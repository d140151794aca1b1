"""A draft in official form as a document to be printed, signed and sealed."""

from typing import Any

from tracker.exports import draft_form as form_of
from tracker.exports.draft_form import DraftForm, FormLine
from tracker.exports.typeset import pdf
from tracker.i18n import Words


def draft_form_pdf(form: DraftForm, words: Words) -> bytes:
    """The document: A4 across, the heading of the table and a page number on every page."""
    return pdf("draft_form", _content(form, words))


def _content(form: DraftForm, w: Words) -> dict[str, Any]:
    return {
        "language": w.language,
        "title": form_of.title(form, w),
        "footer": form_of.footer(form, w),
        "about": form_of.about(form, w),
        "heads": form_of.headings(w),
        "sections": [
            {
                "number": form_of.section_number(index, w),
                "title": section.title,
                "rows": [_row(serial, each, w) for serial, each in enumerate(section.lines, start=1)],
                "subtotal": w.yuan(section.total_fen),
            }
            for index, section in enumerate(form_of.sections(form, w), start=1)
        ],
        "subtotal": w._("Subtotal"),
        "total": [w._p("form", "Total"), w.yuan(form.total_fen)],
        "capitals": form_of.total_in_capitals(form, w),
        "remarks": w._("Remarks: {text}", text=form.remarks) if form.remarks else "",
        "signatures": form_of.signatures(w),
    }


def _row(serial: int, each: FormLine, w: Words) -> list[str]:
    line = each.line
    return [
        str(serial),
        line.name,
        line.specification or "",
        line.unit or "",
        w.quantity(line.quantity_milli),
        w.yuan(line.unit_price_fen),
        w.yuan(line.amount_fen),
        line.zone or "",
        form_of.remark(each, w),
    ]
