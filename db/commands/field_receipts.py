"""What the tracker remembers of each item that a phone has sent, so that sending it again changes nothing.

A receipt belongs to the phone, not to the record, and is no part of the audit. It never holds a person's name.
"""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, select

from db.models import FieldItem
from tracker.errors import Invalid, NotFound
from tracker.field import Item, is_news


@dataclass(frozen=True, slots=True)
class Receipt:
    """An item as it was stored.

    Attributes:
        kind: what it was (`check`, `note`, …); another kind under the same name is refused.
        round_id: the round it belongs to.
        device: the phone that said it; another phone's items have names of their own.
        at: the newest instant at which it was said.
        record_id: the row it became; 0 until it is stored.
        said: what the phone said, where an edit must know it: plain JSON, no names of people.
    """

    kind: str
    round_id: int
    device: str
    at: dt.datetime
    record_id: int = 0
    said: Mapping[str, Any] = field(default_factory=dict)


def find(session: Session, project_id: int, client_id: str) -> Receipt | None:
    """The receipt of an item; None when the project has stored none of that name."""
    row = _row(session, project_id, client_id)
    if row is None:
        return None
    return Receipt(row.kind, row.inspection_id, row.device, row.said_at, row.record_id, json.loads(row.said))


def of_round(session: Session, project_id: int, round_id: int, client_id: str) -> Receipt:
    """The receipt of an item of a round.

    Raises:
        NotFound: no item of that name was stored.
        Invalid: `not_of_this_round`.
    """
    receipt = find(session, project_id, client_id)
    if receipt is None:
        raise NotFound(record="field_item", id=client_id)
    if receipt.round_id != round_id:
        raise Invalid("not_of_this_round")
    return receipt


def before(session: Session, project_id: int, item: Item, new: Receipt) -> tuple[Receipt | None, bool]:
    """What was stored of an item before, and whether what it says now is news.

    Raises:
        Invalid: `client_id_taken`, when its name stands for something else.
    """
    known = find(session, project_id, item.client_id)
    if known is None:
        return None, True
    if (known.kind, known.round_id, known.device) != (new.kind, new.round_id, new.device):
        raise Invalid("client_id_taken")
    return known, is_news(item.at, known.at)


def keep(session: Session, project_id: int, client_id: str, receipt: Receipt) -> None:
    """Remember an item, in place of what was remembered of it."""
    row = _row(session, project_id, client_id)
    if row is None:
        row = FieldItem(
            project_id=project_id,
            client_id=client_id,
            inspection_id=receipt.round_id,
            kind=receipt.kind,
            device=receipt.device,
            said_at=receipt.at,
            record_id=receipt.record_id,
            said="",
        )
    row.said_at, row.record_id = receipt.at, receipt.record_id
    row.said = json.dumps(dict(receipt.said), ensure_ascii=False)
    session.add(row)
    session.flush()


def _row(session: Session, project_id: int, client_id: str) -> FieldItem | None:
    return session.exec(
        select(FieldItem).where(FieldItem.project_id == project_id, FieldItem.client_id == client_id)
    ).first()
