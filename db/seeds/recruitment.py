"""The sample's recruitment round (示例): the four people who are due two weeks before opening come from it.

Its figures and days are invented; it agrees with the planned counts of `db.seeds.people`: one person for each of the
four posts, on board on the Monday of week 10. The registration and the qualification check are over; the exam is
ahead. Ten working days of training follow.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from db.commands.recruitment import create_recruitment_round
from db.commands.round_stages import save_round_stages
from db.seeds.layout import Layout
from db.seeds.people import ARRIVAL, Slot
from tracker.permissions import Actor
from tracker.recruitment import TEMPLATE
from tracker.vocabulary import RoundStage

TITLE = "第一批公开招聘(示例)"
POSTS = ("采编馆员", "借阅馆员", "地方文献馆员", "系统管理员")
TRAINING_DAYS = 10

ENDED: Mapping[RoundStage, tuple[Slot, int | None]] = {
    RoundStage.PLAN_FILED: ((-6, 4), None),
    RoundStage.NOTICE: ((-4, 4), None),
    RoundStage.REGISTRATION: ((-3, 4), 96),
    RoundStage.QUALIFICATION: ((-1, 2), 71),
}
"""Stages that are over: their last day, and who was left."""

AHEAD: Mapping[RoundStage, Slot] = {
    RoundStage.WRITTEN_EXAM: (2, 4),
    RoundStage.INTERVIEW: (3, 4),
    RoundStage.ON_BOARD: ARRIVAL,
}
"""Days that are fixed for what is to come."""

LEAST_DAYS: Mapping[RoundStage, int] = {RoundStage.INTERVIEW: 4, RoundStage.ON_BOARD: 3}
"""Least periods that this round sets for itself."""


def load(session: Session, *, actor: Actor, project_id: int, layout: Layout, posts: Mapping[str, int]) -> int:
    """Lay the round out; gives its id. `posts` are the post ids by title."""
    round_id = create_recruitment_round(
        session,
        actor=actor,
        project_id=project_id,
        title=TITLE,
        wanted={posts[title]: 1 for title in POSTS},
        today=layout.as_of,
        training_days=TRAINING_DAYS,
    )
    changes: dict[str, Any] = {}
    for stage, (slot, people) in ENDED.items():
        changes |= {f"{stage}.actual_on": _day(layout, slot), f"{stage}.people": people}
    changes |= {f"{stage}.planned_on": _day(layout, slot) for stage, slot in AHEAD.items()}
    changes |= {f"{stage}.minimum_days": days for stage, days in LEAST_DAYS.items()}
    save_round_stages(
        session,
        actor=actor,
        project_id=project_id,
        round_id=round_id,
        original=_template(),
        changes=changes,
        today=layout.as_of,
    )
    return round_id


def _day(layout: Layout, slot: Slot) -> dt.date:
    return layout.day(*slot)


def _template() -> dict[str, Any]:
    """What the round says before its own days are set."""
    fields = ("planned_on", "actual_on", "people", "minimum_days")
    return {f"{held.stage}.{field}": getattr(held, field) for held in TEMPLATE for field in fields}
