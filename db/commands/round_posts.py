"""The posts of a recruitment round: how many people it seeks for each, and who of them came."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, func, select

from db.commands import editing
from db.commands.editing import merge_edit
from db.commands.posts import record_count
from db.commands.registry import command, get
from db.commands.round_stages import post_rows, stage_rows
from db.models import Post, PostApproval, PostCount, Project, RecruitmentRound, RoundPost, RoundStageRow
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.recruitment_checks import adds_up, open_places
from tracker.staffing import Count, people_on
from tracker.vocabulary import RoundStage

MOST_WANTED = 9_999


@command(Action.EDIT_PEOPLE)
def add_round_post(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    round_id: int,
    post_id: int,
    wanted: int,
    today: dt.date,
    reason: str = "",
) -> int:
    """Seek people for one post more; gives the id of its row. A post that was taken out comes back.

    Raises:
        Invalid: as `seek`, and "round_archived".
    """
    found = get(session, RecruitmentRound, project_id, round_id)
    if found.archived_at is not None:
        raise Invalid("round_archived", title=found.title)
    return seek(session, found, post_id, wanted, today=today, reason=reason)


@command(Action.EDIT_PEOPLE)
def update_round_post(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    round_post_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
    today: dt.date,
    reason: str = "",
) -> None:
    """Seek more or fewer people for a post.

    Raises:
        Conflict: somebody else changed the number since.
        Invalid: "field_not_editable", "wanted_out_of_range", and "wanted_beyond_gap" without a `reason`.
    """
    row = get(session, RoundPost, project_id, round_post_id)
    with session.no_autoflush:  # a rule must be told before the database refuses the row
        merge_edit(
            row,
            expected_version=expected_version,
            original=original,
            changes=changes,
            fields=frozenset({"wanted"}),
        )
        _check(session, row, today, reason)
    session.add(row)


@command(Action.EDIT_PEOPLE)
def archive_round_post(session: Session, *, actor: Actor, project_id: int, round_post_id: int) -> None:
    """Take a post out of a round.

    Raises:
        Invalid: "round_without_posts", when it is the last one.
    """
    row = get(session, RoundPost, project_id, round_post_id)
    found = get(session, RecruitmentRound, project_id, row.round_id)
    if all(each.id == row.id for each in post_rows(session, found) if each.archived_at is None):
        raise Invalid("round_without_posts")
    editing.archive(session, row)


@command(Action.EDIT_PEOPLE)
def restore_round_post(
    session: Session, *, actor: Actor, project_id: int, round_post_id: int, today: dt.date, reason: str = ""
) -> None:
    """Take a post into its round again.

    Raises:
        Invalid: as `seek`.
    """
    row = get(session, RoundPost, project_id, round_post_id)
    found = get(session, RecruitmentRound, project_id, row.round_id)
    seek(session, found, row.post_id, row.wanted, today=today, reason=reason)


@command(Action.EDIT_PEOPLE)
def record_arrivals(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    round_id: int,
    arrived: Mapping[int, int],
    today: dt.date,
    reason: str = "",
) -> int:
    """Count the people who came on board into their posts, on that day; gives how many posts were counted.

    `arrived` are the people by post; a post that nobody came to is counted as it was, so that nobody waits for more.

    Raises:
        Invalid: "nobody_on_board", before the last stage has its day and count; "arrivals_do_not_add_up", when the
            posts together do not make that count; or as `record_count`.
    """
    found = get(session, RecruitmentRound, project_id, round_id)
    last: RoundStageRow | None = stage_rows(session, found).get(RoundStage.ON_BOARD)
    if last is None or last.actual_on is None or last.people is None:
        raise Invalid("nobody_on_board", title=found.title)
    posts = [row.post_id for row in post_rows(session, found) if row.archived_at is None]
    if set(arrived) - set(posts) or not adds_up(arrived, last.people):
        raise Invalid("arrivals_do_not_add_up", arrived=sum(arrived.values()), people=last.people)
    for post_id in posts:
        record_count(
            session,
            actor=actor,
            project_id=project_id,
            post_id=post_id,
            on=last.actual_on,
            in_post=_there(session, project_id, post_id, last.actual_on) + arrived.get(post_id, 0),
            today=today,
            reason=reason,
        )
    return len(posts)


def seek(
    session: Session, found: RecruitmentRound, post_id: int, wanted: int, *, today: dt.date, reason: str
) -> int:
    """Seek `wanted` people for a post; gives the id of the row.

    Raises:
        Invalid: "post_archived", "post_in_round", "wanted_out_of_range", and "wanted_beyond_gap" without a `reason`.
    """
    post = get(session, Post, found.project_id, post_id)
    if post.archived_at is not None:
        raise Invalid("post_archived", title=post.title)
    row = next((each for each in post_rows(session, found) if each.post_id == post_id), None)
    if row is None:
        assert found.id is not None  # noqa: S101 (stored)
        row = RoundPost(project_id=found.project_id, round_id=found.id, post_id=post_id, wanted=wanted)
    elif row.archived_at is None:
        raise Invalid("post_in_round", title=post.title)
    row.wanted = wanted
    _check(session, row, today, reason)
    editing.restore(session, row)
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 (flushed)
    return row.id


def _check(session: Session, row: RoundPost, today: dt.date, reason: str) -> None:
    post = get(session, Post, row.project_id, row.post_id)
    if not 1 <= row.wanted <= MOST_WANTED:
        raise Invalid("wanted_out_of_range", title=post.title, wanted=row.wanted, most=MOST_WANTED)
    places = open_places(
        _approved(session, post, today),
        _there(session, row.project_id, row.post_id, today),
        _sought_elsewhere(session, row),
    )
    if row.wanted > places and not reason.strip():
        raise Invalid("wanted_beyond_gap", title=post.title, wanted=row.wanted, places=places)


def _approved(session: Session, post: Post, today: dt.date) -> int:
    """The number that is granted on opening day, for a round fills posts for that day."""
    opening_on = session.get_one(Project, post.project_id).opening_on
    later = session.exec(
        select(PostApproval.approved)
        .where(
            PostApproval.project_id == post.project_id,
            PostApproval.post_id == post.id,
            col(PostApproval.archived_at).is_(None),
            PostApproval.on <= max(today, opening_on),
        )
        .order_by(col(PostApproval.on).desc())
    ).first()
    return post.approved if later is None else later


def _there(session: Session, project_id: int, post_id: int, day: dt.date) -> int:
    """People in a post on a day, as counted."""
    counted = select(col(PostCount.on), col(PostCount.in_post)).where(
        PostCount.project_id == project_id,
        PostCount.post_id == post_id,
        col(PostCount.is_planned).is_(False),
        col(PostCount.archived_at).is_(None),
    )
    return people_on([Count(on, people) for on, people in session.exec(counted)], day, day)


def _sought_elsewhere(session: Session, row: RoundPost) -> int:
    """People whom other rounds seek for the post and who are not on board yet."""
    arrived = (
        select(RoundStageRow.round_id)
        .where(
            RoundStageRow.project_id == row.project_id,
            RoundStageRow.stage == RoundStage.ON_BOARD,
            col(RoundStageRow.actual_on).is_not(None),
        )
        .scalar_subquery()
    )
    query = (
        select(func.coalesce(func.sum(col(RoundPost.wanted)), 0))
        .join(
            RecruitmentRound,
            (col(RecruitmentRound.project_id) == RoundPost.project_id)
            & (col(RecruitmentRound.id) == RoundPost.round_id),
        )
        .where(
            RoundPost.project_id == row.project_id,
            RoundPost.post_id == row.post_id,
            RoundPost.round_id != row.round_id,
            col(RoundPost.archived_at).is_(None),
            col(RecruitmentRound.archived_at).is_(None),
            col(RoundPost.round_id).not_in(arrived),
        )
    )
    return int(session.exec(query).one())
