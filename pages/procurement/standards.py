"""Standards that the library must keep when it buys, and what the drafts make of them."""

import streamlit as st

from pages._kit.head import page_head
from pages._kit.language import words
from pages.procurement import _standard_reads
from pages.procurement._data import draft_rows, plan_rows
from pages.procurement._pick import current, draft_select, plan_picker
from pages.procurement._standard_findings import findings
from pages.procurement._standard_table import standard_table

w = words()
place = st.container()
plan = plan_picker(plan_rows())
drafts = [row for row in current(draft_rows(plan.id)) if row.lines] if plan else []
standards = [row for row in _standard_reads.standard_rows() if not row.archived]
state = w._n("{n} standard", "{n} standards", len(standards))
if drafts and standards:
    draft = draft_select(w._("Draft"), "standards_draft", drafts, drafts[-1])
    judged = _standard_reads.judgement(draft.id)
    broken = sum(finding.gap is None for finding in judged.findings)
    unknown = len(judged.findings) - broken
    state += " · " + w._n("broken in {n} place", "broken in {n} places", broken)
    if unknown:
        state += " · " + w._n("{n} cannot be judged", "{n} cannot be judged", unknown)
    findings(judged)
with place:
    page_head(w._("Standards"), state)
st.subheader(w._("Standards of the library"), anchor=False)
st.caption(w._("Each is what its source says; the tracker brings none of its own."))
standard_table()
