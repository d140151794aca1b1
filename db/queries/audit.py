"""The history of one record, as the audit has it."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from db.models import Account, AuditEntry

LONGEST_HISTORY = 100


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One write to a record.

    Attributes:
        at: the instant, in UTC.
        actor_kind: "account", "local" or "system".
        actor: the account's name; empty where no account wrote.
        command: the command's name.
        reason: why, where a reason was given.
        changes: old and new value by column, as JSON has them; None where the audit keeps only that the column
            changed.
    """

    at: dt.datetime
    actor_kind: str
    actor: str
    command: str
    reason: str
    changes: Mapping[str, tuple[Any, Any] | None]


def record_history(session: Session, project_id: int, table: str, record_id: int) -> list[HistoryRow]:
    """The last hundred writes to a record of a table, the newest first; one statement."""
    query = (
        select(  # type: ignore[call-overload]  # SQLModel types up to four columns
            AuditEntry.at,
            AuditEntry.actor_kind,
            Account.name,
            AuditEntry.command,
            AuditEntry.reason,
            AuditEntry.changes,
        )
        .join(Account, col(Account.id) == AuditEntry.actor_id, isouter=True)
        .where(
            AuditEntry.project_id == project_id,
            AuditEntry.record_table == table,
            AuditEntry.record_id == record_id,
        )
        .order_by(col(AuditEntry.id).desc())
        .limit(LONGEST_HISTORY)
    )
    return [
        HistoryRow(at, kind, name or "", command, reason, _changes(text))
        for at, kind, name, command, reason, text in session.exec(query)
    ]


def _changes(text: str) -> dict[str, tuple[Any, Any] | None]:
    stored: dict[str, list[Any]] = json.loads(text)
    return {column: (values[0], values[1]) if len(values) == 2 else None for column, values in stored.items()}
