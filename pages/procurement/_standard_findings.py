"""What breaks the standards in a draft, with the rule cited; exemptions for a reason, which the lead grants."""

from collections.abc import Sequence

import streamlit as st

from db.commands import standards as commands
from db.queries.standards import ExemptionRow, Judgement
from pages._kit.context import context
from pages._kit.download import export_button
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages.procurement import _standard_reads
from pages.procurement._standard_words import as_typed, cited, finding_text, lines_text
from tracker.exports.table import Column
from tracker.permissions import Action
from tracker.procurement.standards import StandardFinding


def findings(judged: Judgement) -> None:
    """The findings of a draft, and the exemptions that stand."""
    w = words()
    rows = judged.findings
    if not rows:
        st.success(w._("No line breaks a standard that is in force."), icon=":material/check_circle:")
    for finding in rows:
        _finding(finding, judged)
    if rows:
        export_button(w._("Findings of standards"), _columns(judged), rows, key="export_standard_findings")
    _exemptions(_standard_reads.exemption_rows(), judged)


def _finding(finding: StandardFinding, judged: Judgement) -> None:
    w, frame = words(), context()
    key = f"{finding.rule.id}_{finding.limit}_{finding.gap}_{finding.lineages[0]}"
    icon = ":material/help:" if finding.gap else ":material/priority_high:"
    with st.container(border=True, key=f"standard_finding_{key}"):
        st.markdown(f"{icon} **{w.label(finding.limit)}** · {finding_text(w, finding, judged.lines)}")
        st.caption(cited(w, finding.rule))
        if not frame.may(Action.DECIDE):
            return
        opened = st.popover(w._("Exempt a line"), key=f"exempt_{key}", on_change="rerun", type="tertiary")
        if opened.open:
            with opened:
                _exempt(finding, judged, key)


def _exempt(finding: StandardFinding, judged: Judgement, key: str) -> None:
    w = words()
    form_is_open()
    lineage = st.selectbox(
        w._("Line"),
        finding.lineages,
        format_func=lambda each: f"{judged.lines[each].name} · {judged.lines[each].zone}",
        key=f"exempt_line_{key}",
    )
    reason = st.text_area(w._("Reason"), key=f"exempt_reason_{key}", max_chars=commands.LONGEST_REASON)
    if st.button(w._("Exempt the line"), key=f"exempt_save_{key}", type="primary") and run(
        commands.exempt_line,
        project_id=context().project_id,
        standard_id=finding.rule.id,
        lineage_id=lineage,
        reason=reason,
        done=w._("Line exempted"),
    ):
        st.rerun()


def _exemptions(rows: Sequence[ExemptionRow], judged: Judgement) -> None:
    w = words()
    names = {row.id: row.rule.name for row in _standard_reads.standard_rows()}
    shown = [row for row in rows if row.lineage_id in judged.lines]
    if not shown:
        return
    st.subheader(w._("Exemptions"), anchor=False)
    archived = any(row.archived for row in shown) and st.toggle(
        w._("Show archived"), key="exemptions_archived", bind="query-params"
    )
    for row in shown:
        if not row.archived or archived:
            _exemption(row, names[row.standard_id], judged)


def _exemption(row: ExemptionRow, standard: str, judged: Judgement) -> None:
    w, frame = words(), context()
    line = judged.lines[row.lineage_id]
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=f"exemption_{row.id}"):
        st.markdown(
            f"**{plain(line.name)}** {plain(line.zone)} · {plain(standard)} · {plain(row.reason)}",
            width="stretch",
        )
        if not frame.may(Action.DECIDE):
            return
        command = commands.restore_exemption if row.archived else commands.archive_exemption
        label = w._("Restore") if row.archived else w._("Withdraw")
        done = w._("Exemption restored") if row.archived else w._("Exemption withdrawn")
        if st.button(label, key=f"exemption_put_{row.id}", type="tertiary") and run(
            command, project_id=frame.project_id, exemption_id=row.id, done=done
        ):
            st.rerun()


def _columns(judged: Judgement) -> list[Column[StandardFinding]]:
    w = words()
    return [
        Column(w._("Standard"), lambda row: row.rule.name, 24),
        Column(w._("What it limits"), lambda row: w.label(row.limit)),
        Column(w._("Lines"), lambda row: as_typed(lines_text(w, row, judged.lines)), 30),
        Column(w._("Finding"), lambda row: as_typed(finding_text(w, row, judged.lines)), 60),
        Column(w._("Source"), lambda row: row.rule.source, 40),
        Column(w._("Version"), lambda row: row.rule.source_version),
    ]
