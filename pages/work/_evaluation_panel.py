"""One evaluation item: how it stands, the form that assesses it, what was found before, and the files that show it."""

import streamlit as st

from db.commands import self_assessments as commands
from db.commands.workstreams import LONGEST_TEXT
from db.queries.evaluation import AssessmentRow, ItemRow, StandardRow
from pages._kit.aside import Archive, aside_button
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.kept_files import UploadWords, file_line, new_file
from pages._kit.language import words
from pages.work import _reads
from pages.work._evaluation_forms import item_form, milli_input
from tracker.calendar import FIRST_DAY
from tracker.evaluation import gap_of
from tracker.permissions import Action


def item_panel(standard: StandardRow, row: ItemRow) -> None:
    """Draw the item that stands in the address, below the table."""
    w = words()
    may_edit = context().may(Action.EDIT_WORK) and not standard.archived
    st.subheader(f"{plain(row.code)} {plain(row.name)}", anchor=False)
    st.markdown(" · ".join(_facts(row)))
    if may_edit and not row.archived:
        _assess(row)
    st.markdown("**" + w._("Assessments") + "**")
    if not row.assessments:
        st.caption(w._("Nobody has assessed this item yet."))
    for each in row.assessments:
        _line(row, each, may_edit=may_edit)
    _files(row, may_edit=may_edit and not row.archived)
    if may_edit:
        changed = st.expander(w._("Change the item"), key="evaluation_item_change", on_change="rerun")
        if changed.open:
            with changed:
                item_form(standard, row)


def _facts(row: ItemRow) -> list[str]:
    w = words()
    newest = row.newest
    gap = gap_of(row.item, newest.found if newest else None)
    reached = row.points_milli - (gap.missing_milli if gap else 0)
    facts = [
        plain(row.section),
        w._("{reached} of {points} points", reached=w.quantity(reached), points=w.quantity(row.points_milli)),
    ]
    if row.target_milli is not None:
        facts.append(w._("target {value} {unit}", value=w.quantity(row.target_milli), unit=plain(row.unit)))
    if gap is not None and gap.distance_milli:
        facts.append(w._("{value} {unit} short", value=w.quantity(gap.distance_milli), unit=plain(row.unit)))
    if row.is_prerequisite:
        facts.append(w._("prerequisite"))
    return [fact.strip() for fact in facts if fact]


def _assess(row: ItemRow) -> None:
    w, frame = words(), context()
    newest = row.newest
    key = f"assess_{row.id}_{len(row.assessments)}"
    with st.form(key):
        value = _value(row, key)
        points = milli_input(
            w._("Points reached"),
            newest.found.points_milli if newest else None,
            key=f"{key}_points",
            most=row.points_milli,
        )
        is_met = st.checkbox(
            w._("It is met"),
            newest.found.is_met if newest else False,
            help=w._("Where value and target are known, they decide."),
            key=f"{key}_met",
        )
        on = st.date_input(
            w._("Day"), frame.today, min_value=FIRST_DAY, max_value=frame.today, key=f"{key}_on"
        )
        evidence = st.text_area(
            w._("What shows it"), max_chars=LONGEST_TEXT, height=90, key=f"{key}_evidence"
        )
        submitted = st.form_submit_button(w._("Save the assessment"), key=f"{key}_save")
    if points is not None or evidence:
        form_is_open()
    if not submitted:
        return
    if points is None:
        st.error(w._("Enter the points. Nothing was stored."), icon=":material/error:")
    elif run(
        commands.record_self_assessment,
        project_id=frame.project_id,
        evaluation_item_id=row.id,
        on=on,
        points_milli=points,
        is_met=is_met,
        value_milli=value,
        evidence=evidence,
        today=frame.today,
        done=w._("Assessment saved"),
    ):
        st.rerun()


def _value(row: ItemRow, key: str) -> int | None:
    """The field for the value, or the sentence that says where it comes from."""
    w = words()
    if row.indicator_id is None:
        return milli_input(
            w._("Value ({unit})", unit=row.unit) if row.unit else w._("Value"), None, key=f"{key}_value"
        )
    said = w._("The value comes from the readings up to the day.")
    st.caption(f"{said} {plain(_reads.indicator_sentence(row.indicator_id))}")
    return None


def _line(row: ItemRow, each: AssessmentRow, *, may_edit: bool) -> None:
    """An assessment with its evidence, and the step that puts it aside or brings it back."""
    w, frame = words(), context()
    facts = [f"**{w.date(each.on, today=frame.today)}**"]
    if each.found.value_milli is not None:
        facts.append(f"{w.quantity(each.found.value_milli)} {plain(row.unit)}".strip())
    facts.append(w._("{points} points", points=w.quantity(each.found.points_milli)))
    facts.append(w._p("assessment", "met") if each.found.is_met else w._p("assessment", "not met"))
    if each.evidence:
        facts.append(plain(each.evidence))
    if each.archived:
        facts.append(w._("archived"))
    with st.container(horizontal=True, vertical_alignment="center", key=f"assessment_{each.id}"):
        st.markdown(" · ".join(facts), width="stretch")
        if not may_edit:
            return
        archive = Archive(
            commands.archive_self_assessment,
            w._("Assessment archived"),
            commands.restore_self_assessment,
            w._("Assessment restored"),
        )
        key = f"assessment_aside_{each.id}"
        aside_button(archive, archived=each.archived, key=key, self_assessment_id=each.id)


def _files(row: ItemRow, *, may_edit: bool) -> None:
    """The files of evidence, and the place for another one; nothing where there are none and none may be added."""
    w = words()
    files = _reads.evidence_files(row.id)
    if not files and not may_edit:
        return
    st.markdown("**" + w._("Files of evidence") + "**")
    archive = Archive(
        commands.archive_evaluation_evidence,
        w._("File archived"),
        commands.restore_evaluation_evidence,
        w._("File restored"),
    )
    for file in files:
        about = [plain(file.file_name), plain(file.caption), w.size(file.size)]
        if file.archived:
            about.append(w._("archived"))
        text = " · ".join(filter(None, about))
        file_line(file, text, archive if may_edit else None, key=f"evidence_file_{file.id}")
    if may_edit:
        said = UploadWords(
            w._("Evidence (PDF, OFD, picture, .docx or .xlsx)"),
            w._("What it is"),
            w._("Attach the file"),
            w._("File attached"),
        )
        new_file(
            commands.add_evaluation_evidence,
            said,
            key=f"evidence_new_{row.id}",
            endings=commands.ENDINGS,
            hangs_on={"evaluation_item_id": row.id},
        )
