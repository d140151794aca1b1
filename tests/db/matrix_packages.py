"""How to call the commands on packages, their stages, their tasks, and on thresholds."""

import datetime as dt

from db.documents import StoredDocument
from tests.db.matrix_site import editing, on
from tests.factories import make
from tracker.procurement.process import Stage, way
from tracker.vocabulary import ProcurementMethod

TODAY = dt.date(2026, 4, 1)
TITLES = {step.stage: step.stage.value for step in way(None)}


def package(session, project_id, **given):
    """A package to be bought by consultation."""
    return make(
        "package",
        session,
        **{"project_id": project_id, "title": "家具", "method": ProcurementMethod.CONSULTATION, **given},
    )


def threshold(session, project_id):
    """An open-tender threshold."""
    return make(
        "threshold", session, project_id=project_id, method=ProcurementMethod.OPEN_TENDER, amount_fen=1
    )


def _new(session, project_id):
    plan = make("procurement_plan", session, project_id=project_id)
    return {"project_id": project_id, "plan_id": plan.id, "title": "家具"}


def _lines(session, project_id):
    found = package(session, project_id)
    line = make("lineage", session, project_id=project_id, plan_id=found.plan_id)
    return {"project_id": project_id, "package_id": found.id, "add": [line.id]}


def _stage(session, project_id):
    return {
        "project_id": project_id,
        "package_id": package(session, project_id).id,
        "stage": Stage.PLAN_FILING,
        "expected_version": 1,
        "original": {},
        "changes": {"actual_on": TODAY},
        "today": TODAY,
    }


def _plan(session, project_id):
    return {
        "project_id": project_id,
        "package_id": package(session, project_id).id,
        "plan_id": make("plan", session, project_id=project_id).id,
        "titles": TITLES,
        "today": TODAY,
    }


def _code(session, project_id):
    plan = make("procurement_plan", session, project_id=project_id)
    draft = make("draft", session, project_id=project_id, plan_id=plan.id)
    return make("line", session, project_id=project_id, draft_id=draft.id)


PAPER = StoredDocument("cd" * 32, 9, "application/pdf", "采购公告.pdf")


def _paper(session, project_id, **given):
    stage = make(
        "package_stage",
        session,
        project_id=project_id,
        package_id=package(session, project_id).id,
        stage="award",
    )
    return make(
        "attachment",
        session,
        **{
            "project_id": project_id,
            "record_table": "package_stage",
            "record_id": stage.id,
            "purpose": "stage_document",
            **given,
        },
    )


CALLS = {
    "add_stage_document": lambda session, project_id: {
        "project_id": project_id,
        "package_id": package(session, project_id).id,
        "stage": Stage.SOLICITATION,
        "document": PAPER,
    },
    "archive_stage_document": on(_paper, "attachment_id"),
    "restore_stage_document": on(_paper, "attachment_id"),
    "choose_code": editing(_code, "line_id", catalogue_code="A05010602"),
    "create_package": _new,
    "update_package": editing(package, "package_id", title="办公家具"),
    "set_package_lines": _lines,
    "archive_package": on(package, "package_id"),
    "restore_package": on(package, "package_id"),
    "update_stage": _stage,
    "save_stages": lambda session, project_id: {
        "project_id": project_id,
        "package_id": package(session, project_id).id,
        "original": {"plan_filing.actual_on": None},
        "changes": {"plan_filing.actual_on": TODAY},
        "today": TODAY,
    },
    "plan_package": _plan,
    "unplan_package": on(package, "package_id"),
    "create_threshold": lambda _session, project_id: {
        "project_id": project_id,
        "jurisdiction": "示例市",
        "amount_fen": 1,
        "source": "示例文件",
    },
    "update_threshold": editing(threshold, "threshold_id", level="区县"),
    "archive_threshold": on(threshold, "threshold_id"),
    "restore_threshold": on(threshold, "threshold_id"),
}
