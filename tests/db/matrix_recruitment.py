"""How to call the commands on recruitment rounds, their posts, stages, tasks and candidates."""

import datetime as dt

from tests.db.matrix_site import edit, editing, on
from tests.factories import make
from tracker.vocabulary import RoundStage

TODAY = dt.date(2026, 4, 1)
TITLES = {stage: stage.value for stage in RoundStage}


def round_(session, project_id, **given):
    """A round."""
    return make("recruitment_round", session, **{"project_id": project_id, "title": "公开招聘", **given})


def post(session, project_id, approved=4):
    """A post that nobody is in."""
    return make("post", session, project_id=project_id, title="借阅馆员", approved=approved)


def stage(session, project_id, stage=RoundStage.REGISTRATION, **given):
    """A stage of a round."""
    return make("round_stage", session, project_id=project_id, stage=stage, **given)


def round_post(session, project_id, **given):
    """A post of a round that seeks two people for it."""
    facts = {"project_id": project_id, "wanted": 2, "post_id": post(session, project_id).id, **given}
    return make("round_post", session, **facts)


def candidate(session, project_id):
    """Somebody who registered."""
    return make("candidate", session, project_id=project_id, name="应聘者(示例)")


def _new(session, project_id):
    wanted = {post(session, project_id).id: 2}
    return {"project_id": project_id, "title": "公开招聘", "wanted": wanted, "today": TODAY}


def _add(session, project_id):
    return {
        "project_id": project_id,
        "round_id": round_(session, project_id).id,
        "post_id": post(session, project_id).id,
        "wanted": 1,
        "today": TODAY,
    }


def _wanted(session, project_id):
    row = round_post(session, project_id)
    return {
        "project_id": project_id,
        "round_post_id": row.id,
        "today": TODAY,
        **edit(row, wanted=3),
    }


def _take_out(session, project_id):
    row = round_post(session, project_id)
    round_post(session, project_id, round_id=row.round_id)
    return {"project_id": project_id, "round_post_id": row.id}


def _bring_back(session, project_id):
    row = round_post(session, project_id, archived_at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC))
    return {"project_id": project_id, "round_post_id": row.id, "today": TODAY}


def _arrived(session, project_id):
    row = round_post(session, project_id)
    arrived = {"stage": RoundStage.ON_BOARD, "actual_on": TODAY, "people": 2, "round_id": row.round_id}
    stage(session, project_id, **arrived)
    return {
        "project_id": project_id,
        "round_id": row.round_id,
        "arrived": {row.post_id: 2},
        "today": TODAY,
    }


def _stage(session, project_id):
    row = stage(session, project_id)
    return {"project_id": project_id, "stage_id": row.id, "today": TODAY, **edit(row, people=120)}


def _table(session, project_id):
    row = stage(session, project_id)
    return {
        "project_id": project_id,
        "round_id": row.round_id,
        "original": {"registration.people": None},
        "changes": {"registration.people": 120},
        "today": TODAY,
    }


def _plan(session, project_id):
    row = stage(session, project_id)
    return {
        "project_id": project_id,
        "round_id": row.round_id,
        "plan_id": make("plan", session, project_id=project_id).id,
        "titles": TITLES,
        "today": TODAY,
    }


CALLS = {
    "create_recruitment_round": _new,
    "update_recruitment_round": editing(round_, "round_id", title="春季招聘"),
    "archive_recruitment_round": on(round_, "round_id"),
    "restore_recruitment_round": on(round_, "round_id"),
    "add_round_post": _add,
    "update_round_post": _wanted,
    "archive_round_post": _take_out,
    "restore_round_post": _bring_back,
    "record_arrivals": _arrived,
    "update_round_stage": _stage,
    "save_round_stages": _table,
    "archive_round_stage": on(stage, "stage_id"),
    "restore_round_stage": lambda session, project_id: {
        "project_id": project_id,
        "stage_id": stage(session, project_id).id,
        "today": TODAY,
    },
    "plan_round": _plan,
    "unplan_round": on(round_, "round_id"),
    "create_candidate": lambda session, project_id: {
        "project_id": project_id,
        "round_id": round_(session, project_id).id,
        "name": "应聘者(示例)",
    },
    "update_candidate": editing(candidate, "candidate_id", notes="电话确认(示例)"),
    "archive_candidate": on(candidate, "candidate_id"),
    "restore_candidate": on(candidate, "candidate_id"),
    "erase_candidate": on(candidate, "candidate_id"),
}
