"""What a draft should be looked at for: ceilings, standards, and things that the library owns already."""

import pandas as pd
import streamlit as st

from db.queries.procurement import DraftRow
from pages._kit.context import context
from pages._kit.language import words
from pages._kit.navigation import page_at
from pages.procurement import _asset_reads, _standard_reads
from pages.procurement._ceiling_words import over_ceilings, say_exceeded, say_missing
from pages.procurement._standard_words import as_typed, finding_text
from tracker.permissions import Action
from tracker.procurement.ceilings import Scope
from tracker.procurement.standards import by_line


def draft_checks(plan_id: int, draft: DraftRow) -> None:
    """The warnings of a draft; none of them keeps anybody from writing on."""
    # Of a numbered draft the page's head or a caption says how it stands to the project's ceiling.
    say_exceeded(plan_id, draft.id, but=() if draft.number is None else (Scope.PROJECT,))
    if draft.number is None:
        say_missing(plan_id, draft.id)
    if draft.lines:
        _standards(draft)
    if draft.number is None:
        _owned(plan_id)


def over_ceiling_reason(plan_id: int, draft: DraftRow) -> str:
    """Why the lead submits a draft that exceeds a ceiling, asked only then; a missing ceiling is said."""
    w = words()
    say_missing(plan_id, draft.id)
    over = over_ceilings(plan_id, draft.id)
    if not over:
        return ""
    st.error(
        w._n(
            "{n} ceiling is exceeded, the worst by {amount} yuan.",
            "{n} ceilings are exceeded, the worst by {amount} yuan.",
            len(over),
            amount=w.yuan(-over[0].room_fen),
        ),
        icon=":material/priority_high:",
    )
    return st.text_area(
        w._("Why it is submitted all the same"), key="over_ceiling", help=w._("The audit keeps the reason.")
    )


def _standards(draft: DraftRow) -> None:
    """The findings by line, folded; nothing where no standard is broken."""
    w = words()
    judged = _standard_reads.judgement(draft.id)
    if not judged.findings:
        return
    found = by_line(judged.findings)
    folded = st.expander(
        w._n("{n} line breaks a standard", "{n} lines break a standard", len(found)),
        key="line_standards",
        on_change="rerun",
        icon=":material/rule:",
    )
    if not folded.open:
        return
    with folded:
        st.dataframe(
            pd.DataFrame(
                [
                    {
                        w._("Line"): judged.lines[lineage].name,
                        w._("Zone"): judged.lines[lineage].zone,
                        w._("What it limits"): w.label(finding.limit),
                        w._("Finding"): as_typed(finding_text(w, finding, judged.lines)),
                        w._("Standard"): finding.rule.name,
                        w._("Version"): finding.rule.source_version,
                        w._("Source"): finding.rule.source,
                    }
                    for lineage, findings in found.items()
                    for finding in findings
                ]
            ),
            hide_index=True,
            alt=w._("Findings of standards"),
        )
        st.page_link(page_at("standards"), label=w._("Standards"), icon=":material/rule:")


def _owned(plan_id: int) -> None:
    """Lines that look like free stock: a warning that blocks nothing."""
    w = words()
    if not context().may(Action.EDIT_PROCUREMENT):
        return
    book = _asset_reads.reuse()
    ids = {row.need.lineage for row in book.of_plan(plan_id)}
    names = list(
        dict.fromkeys(book.needs[one.lineage].need.name for one in book.proposals if one.lineage in ids)
    )
    if not names:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            ":material/recycling: "
            + w._n(
                "{n} line looks like something that the library owns and has free.",
                "{n} lines look like something that the library owns and has free.",
                len(names),
            ),
            width="content",
        )
        st.page_link(page_at("assets"), label=w._("Net need"))
