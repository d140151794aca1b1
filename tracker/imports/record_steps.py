"""What importing a list of records does to each of them: known by its key, so that a second import changes nothing."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class RecordStep(StrEnum):
    """What an import does with a record."""

    ADD = "add"
    UPDATE = "update"
    RESTORE = "restore"
    NOTHING = "nothing"


def record_step(known: Any | None, given: Mapping[str, Any]) -> RecordStep:
    """The step for a record that was read, against the stored row of the same key (None where there is none).

    Blank cells (None) leave what is stored. A stored row says that it is put aside by `archived_at` or `archived`.
    """
    if known is None:
        return RecordStep.ADD
    if getattr(known, "archived_at", None) is not None or getattr(known, "archived", False):
        return RecordStep.RESTORE
    moved = any(value is not None and getattr(known, name) != value for name, value in given.items())
    return RecordStep.UPDATE if moved else RecordStep.NOTHING
