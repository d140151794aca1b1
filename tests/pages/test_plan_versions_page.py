"""Versions, submissions and the answer awaited, in the panel of a plan; what the page stores, and for whom."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from db.commands import plan_versions, plans
from db.documents import store_document
from db.files import FolderStore
from db.queries import plan as queries
from db.queries.plan_versions import plan_versions as stored_versions
from db.queries.plan_versions import sent_files
from db.unit_of_work import reading
from pages._kit.identity import ROLE_KEY
from tests.pages.helpers import installed, open_page
from tests.support.plan_library import TODAY, PlanLibrary
from tracker.permissions import Role

PDF = b"%PDF-1.7 plan"


@pytest.fixture
def library(monkeypatch, sqlite_engine, tmp_path):
    with installed(monkeypatch, sqlite_engine, tmp_path, today=TODAY.isoformat()):
        yield PlanLibrary(sqlite_engine)


def panel(library: PlanLibrary, language: str = "en") -> AppTest:
    return open_page("documents", language, plan=str(library.plan_id))


def said(at: AppTest) -> str:
    texts = [each.value for kind in ("markdown", "caption") for each in at.get(kind)]
    return "\n".join(texts).replace("\\", "")


def add(library: PlanLibrary, tmp_path, text: bytes = PDF, caption: str = "") -> int:
    document = store_document(FolderStore(tmp_path / "files"), text, "plan.pdf")
    return library.do(
        plan_versions.add_plan_version, plan_id=library.plan_id, document=document, caption=caption
    )


def versions(library: PlanLibrary):
    with reading(library.engine) as session:
        return stored_versions(session, library.project_id).get(library.plan_id, [])


def open_popover(at: AppTest, key: str) -> AppTest:
    at.session_state[key] = True
    return at.run()


def test_the_versions_stand_newest_first_with_what_changed(library, tmp_path):
    add(library, tmp_path, caption="First draft")
    add(library, tmp_path, PDF + b" 2", caption="Budget added")

    text = said(panel(library))

    assert text.index("version 2 · plan.pdf") < text.index("version 1 · plan.pdf")
    assert "Budget added" in text
    assert "第 2 版 · plan.pdf" in said(panel(library, "zh"))


def test_a_version_is_archived_and_restored_from_the_panel(library, tmp_path):
    id_ = add(library, tmp_path)
    at = panel(library)
    at.button(key=f"version_{id_}_archive").click().run()
    assert [row.archived for row in versions(library)] == [True]

    at = panel(library)
    assert "version 1" not in said(at)
    at.toggle(key=f"plan_{library.plan_id}_versions_archived").set_value(True).run()
    at.button(key=f"version_{id_}_archive").click().run()

    assert [row.archived for row in versions(library)] == [False]


def test_a_submission_names_the_newest_version_and_the_answer_period(library, tmp_path):
    add(library, tmp_path)
    add(library, tmp_path, PDF + b" 2")
    at = panel(library)
    at.text_input(key=f"submit_plan_{library.plan_id}_to").set_value("Bureau")
    at.number_input(key=f"submit_plan_{library.plan_id}_days").set_value(3)
    at.button(key=f"FormSubmitter:submit_plan_{library.plan_id}-Submit the plan").click().run()

    assert not at.exception
    with reading(library.engine) as session:
        [row] = queries.submissions(session, library.project_id)
        sent = sent_files(session, library.project_id)
    assert (row.answer_days, sent[row.id]) == (3, versions(library)[0].sha256)
    # from Wednesday 1 April: Thursday 2, Friday 3, Tuesday 7
    assert "Wed 1 Apr to Bureau · version 2 · answer expected by Tue 7 Apr" in said(panel(library))


def test_an_answer_that_is_overdue_says_by_how_many_working_days(library):
    library.do(
        plans.submit_plan,
        plan_id=library.plan_id,
        recipient="Bureau",
        submitted_on=dt.date(2026, 3, 20),
        answer_days=5,
    )

    # due on Friday 27 March; Monday 30, Tuesday 31 and Wednesday 1 April have passed
    assert "answer expected by Fri 27 Mar, 3 working days overdue" in said(panel(library))
    assert "应于 3月27日 周五 前答复，已逾期 3 个工作日" in said(panel(library, "zh"))
    overview = said(open_page("overview"))
    assert "the answer from Bureau, expected by Fri 27 Mar 2026, is 3 working days overdue" in overview


def test_a_longer_answer_period_takes_the_reminder_away(library):
    submission_id = library.do(
        plans.submit_plan, plan_id=library.plan_id, recipient="Bureau", submitted_on=dt.date(2026, 3, 20)
    )
    assert "is 1 working day overdue" in said(open_page("overview"))
    library.do(
        plans.update_submission,
        submission_id=submission_id,
        expected_version=1,
        original={"answer_days": 7},
        changes={"answer_days": 20},
    )

    assert "overdue" not in said(open_page("overview"))


def test_the_answer_period_is_changed_in_the_panel(library):
    submission_id = library.do(
        plans.submit_plan, plan_id=library.plan_id, recipient="Bureau", submitted_on=dt.date(2026, 3, 20)
    )
    at = open_popover(panel(library), f"wait_{submission_id}")
    at.number_input(key=f"wait_{submission_id}_1_days").set_value(20)
    at.button(key=f"FormSubmitter:wait_{submission_id}_1-Save").click().run()

    with reading(library.engine) as session:
        assert [row.answer_days for row in queries.submissions(session, library.project_id)] == [20]


def test_a_file_is_added_as_a_version(library):
    at = open_popover(panel(library), f"plan_{library.plan_id}_add")
    at.file_uploader[0].set_value(("方案.pdf", PDF, "application/pdf")).run()
    at.text_input(key=f"plan_{library.plan_id}_version_0_caption").set_value("First draft")
    at.button(key=f"plan_{library.plan_id}_version_0_save").click().run()

    assert not at.exception
    assert [(row.file_name, row.caption) for row in versions(library)] == [("方案.pdf", "First draft")]


def test_a_file_that_is_not_what_it_is_called_is_refused_in_words(library):
    at = open_popover(panel(library), f"plan_{library.plan_id}_add")
    at.file_uploader[0].set_value(("plan.pdf", b"MZ program", "application/pdf")).run()
    at.button(key=f"plan_{library.plan_id}_version_0_save").click().run()

    assert "does not begin as a file of the kind “pdf” does" in at.error[0].value
    assert versions(library) == []


def test_a_viewer_may_save_a_version_but_change_none(library, tmp_path):
    id_ = add(library, tmp_path)
    at = panel(library)
    at.session_state[ROLE_KEY] = Role.VIEWER
    at.run()

    keys = {each.key for each in [*at.button, *at.get("download_button")]}
    assert f"version_{id_}_save" in keys
    assert f"version_{id_}_archive" not in keys
