"""What a phone says in a round, stored once however often it is sent: answers, the head, and what is taken back.

Notes, findings and attendees are in `field_records`, beginning and signing in `field_rounds`. Every command gives
the id of the row the item became, and raises as the desk's commands do.
"""

import datetime as dt
from dataclasses import replace
from typing import Any

from sqlmodel import Session, select

from db.commands import editing, field_receipts
from db.commands.field_receipts import Receipt
from db.commands.findings import archive_finding
from db.commands.registry import command, get
from db.commands.rounds import LONGEST_TEXT, archive_note, update_round, writable_round
from db.models import Attendee, ChecklistItem, CheckResult, Finding, FindingCheck, Zone
from tracker.errors import Conflict, Invalid
from tracker.field import Check, HeadField, Observation, Withdrawal, is_news
from tracker.permissions import Action, Actor

ANSWERS: dict[str, type[CheckResult | FindingCheck]] = {"check": CheckResult, "observation": FindingCheck}
"""What an answer becomes, by the kind of its item."""


@command(Action.HOLD_ROUNDS)
def answer_check(
    session: Session, *, actor: Actor, project_id: int, round_id: int, device: str, item: Check
) -> int:
    """Store the answer of one device to one question in one zone; another device's answer stays beside it.

    Raises:
        Invalid: `round_signed`, `round_excused`, `item_of_other_zone`, `client_id_taken`.
        NotFound: round, zone or question are not the project's.
    """
    receipt = Receipt("check", round_id, device, item.at)
    known, news = field_receipts.before(session, project_id, item, receipt)
    if known is not None and not news:
        return known.record_id
    writable_round(session, project_id, round_id)
    get(session, Zone, project_id, item.zone_id)
    question = get(session, ChecklistItem, project_id, item.item_id)
    if question.zone_id not in {None, item.zone_id}:
        raise Invalid("item_of_other_zone")
    row = session.exec(
        select(CheckResult).where(
            CheckResult.project_id == project_id,
            CheckResult.inspection_id == round_id,
            CheckResult.zone_id == item.zone_id,
            CheckResult.item_id == item.item_id,
            CheckResult.device == device,
        )
    ).first()
    if row is None:
        row = CheckResult(
            project_id=project_id,
            inspection_id=round_id,
            zone_id=item.zone_id,
            item_id=item.item_id,
            answer=item.answer,
            answered_at=item.at,
            device=device,
            client_id=item.client_id,
        )
    elif is_news(item.at, row.answered_at):
        row.answer, row.answered_at, row.client_id = item.answer, item.at, item.client_id
        row.archived_at = None
    return _stored(session, row, item.client_id, receipt)


@command(Action.HOLD_ROUNDS)
def observe_finding(
    session: Session, *, actor: Actor, project_id: int, round_id: int, device: str, item: Observation
) -> int:
    """Store what one device saw of an earlier finding; another device's observation stays beside it.

    Raises:
        Invalid: `round_signed`, `round_excused`, `text_too_long`, `client_id_taken`.
        NotFound: round or finding are not the project's.
    """
    receipt = Receipt("observation", round_id, device, item.at, said={"finding_id": item.finding_id})
    known, news = field_receipts.before(session, project_id, item, receipt)
    if known is not None and not news:
        return known.record_id
    writable_round(session, project_id, round_id)
    get(session, Finding, project_id, item.finding_id)
    if len(item.text) > LONGEST_TEXT:
        raise Invalid("text_too_long", field="text", longest=LONGEST_TEXT, length=len(item.text))
    row = session.exec(
        select(FindingCheck).where(
            FindingCheck.project_id == project_id,
            FindingCheck.inspection_id == round_id,
            FindingCheck.finding_id == item.finding_id,
            FindingCheck.device == device,
        )
    ).first()
    if row is None:
        row = FindingCheck(
            project_id=project_id,
            inspection_id=round_id,
            finding_id=item.finding_id,
            observation=item.observation,
            text=item.text,
            answered_at=item.at,
            device=device,
            client_id=item.client_id,
        )
    elif is_news(item.at, row.answered_at):
        row.observation, row.text, row.answered_at = item.observation, item.text, item.at
        row.client_id, row.archived_at = item.client_id, None
    return _stored(session, row, item.client_id, receipt)


@command(Action.HOLD_ROUNDS)
def set_head_field(
    session: Session, *, actor: Actor, project_id: int, round_id: int, device: str, item: HeadField
) -> int:
    """Set a field at the head of the round, unless somebody else changed it since to something else.

    What the same item said before counts as this person's own, so that an answer which was lost makes no conflict.

    Raises:
        Conflict: the field is neither as the person saw it, nor as the person wants it.
        Invalid: `round_signed`, `round_excused`, `text_too_long`, `client_id_taken`.
    """
    receipt = Receipt("head", round_id, device, item.at, round_id, {item.field: _plain(item.value)})
    known, news = field_receipts.before(session, project_id, item, receipt)
    if known is not None and not news:
        return known.record_id
    row = writable_round(session, project_id, round_id)
    stored = getattr(row, item.field)
    seen = item.original
    if known is not None and known.said.get(item.field) == _plain(stored):
        seen = stored
    if stored not in {seen, item.value}:
        raise Conflict(
            base={item.field: seen},
            mine={item.field: item.value},
            theirs={item.field: stored},
            version=row.version,
            record_id=round_id,
        )
    update_round(
        session,
        actor=actor,
        project_id=project_id,
        round_id=round_id,
        expected_version=row.version,
        original={item.field: stored},
        changes={item.field: item.value},
    )
    field_receipts.keep(session, project_id, item.client_id, receipt)
    return round_id


@command(Action.HOLD_ROUNDS)
def withdraw_item(
    session: Session, *, actor: Actor, project_id: int, round_id: int, device: str, item: Withdrawal
) -> int:
    """Take back an item of the round: what it became is archived; gives its id.

    Only what was said later than this withdrawal brings it back. An answer is taken back by its own device alone.

    Raises:
        Invalid: `round_signed`; `not_of_this_round`; `answer_of_another_phone`; `field_malformed`, for what cannot
            be taken back; `client_id_taken`.
        NotFound: no such item was stored.
    """
    receipt = Receipt("withdraw", round_id, device, item.at, said={"of": item.of})
    known, news = field_receipts.before(session, project_id, item, receipt)
    if known is not None and not news:
        return known.record_id
    writable_round(session, project_id, round_id)
    target = field_receipts.of_round(session, project_id, round_id, item.of)
    if is_news(item.at, target.at):
        _put_aside(session, actor, project_id, device, target)
        field_receipts.keep(session, project_id, item.of, replace(target, at=item.at))
    field_receipts.keep(session, project_id, item.client_id, replace(receipt, record_id=target.record_id))
    return target.record_id


def _put_aside(session: Session, actor: Actor, project_id: int, device: str, target: Receipt) -> None:
    if target.kind in {"head", "withdraw", "sign"}:
        raise Invalid("field_malformed", name="of")
    if target.kind in ANSWERS:
        if target.device != device:
            raise Invalid("answer_of_another_phone")
        editing.archive(session, get(session, ANSWERS[target.kind], project_id, target.record_id))
    elif target.kind == "note":
        archive_note(session, actor=actor, project_id=project_id, note_id=target.record_id)
    elif target.kind == "finding":
        archive_finding(session, actor=actor, project_id=project_id, finding_id=target.record_id)
    else:
        editing.archive(session, get(session, Attendee, project_id, target.record_id))


def _stored(session: Session, row: Any, client_id: str, receipt: Receipt) -> int:
    session.add(row)
    session.flush()
    field_receipts.keep(session, row.project_id, client_id, replace(receipt, record_id=row.id))
    return int(row.id)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
