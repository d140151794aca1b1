"""What a desk says in a round: the same commands as the phones', under the device "desk"."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any, TypeVar

import streamlit as st

from db.commands import field_items as commands
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.language import words
from pages.site._words import answer_badge
from tracker.desk_round import DESK, Saying
from tracker.field import Check, Observation, Withdrawal
from tracker.vocabulary import CheckAnswer, FindingObservation

Answer = TypeVar("Answer", CheckAnswer, FindingObservation)

SHEET = "sheet:"
"""How the devices begin under which a filled round sheet is stored."""


def answer_check(round_id: int, zone_id: int, item_id: int, answer: CheckAnswer) -> bool:
    """Store the desk's answer to a question in a zone; True when it is stored."""
    item = Check(*_said(), zone_id, item_id, answer)
    return _run(commands.answer_check, round_id, item, words()._("Answer saved"))


def observe(round_id: int, finding_id: int, observation: FindingObservation, text: str) -> bool:
    """Store what the desk says of an earlier finding; True when it is stored."""
    item = Observation(*_said(), finding_id, observation, text.strip())
    return _run(commands.observe_finding, round_id, item, words()._("Observation saved"))


def take_back(round_id: int, saying: Saying) -> bool:
    """Take back what the desk said; True when it is stored."""
    item = Withdrawal(*_said(), saying.client_id)
    return _run(commands.withdraw_item, round_id, item, words()._("Answer taken back"))


def of_desk(sayings: Sequence[Saying]) -> Saying | None:
    """What the desk said, None while it has said nothing."""
    return next((saying for saying in sayings if saying.device == DESK), None)


def badges(
    kind: type[CheckAnswer | FindingObservation], sayings: Sequence[Saying], devices: Sequence[str]
) -> str:
    """What each device said, side by side, as Markdown."""
    w = words()
    return " ".join(
        answer_badge(w, kind(saying.said), device_name(saying.device, devices)) for saying in sayings
    )


def device_name(device: str, devices: Sequence[str]) -> str:
    """`Desk`, a sheet that was filled in, or the phone by its place among those that spoke in this round."""
    w = words()
    if device not in devices:
        return w._("Desk")
    if device.startswith(SHEET):
        return w._("Sheet {number}", number=devices.index(device) + 1)
    return w._("Phone {number}", number=devices.index(device) + 1)


def choice(kind: type[Answer], label: str, stored: Saying | None, key: str) -> Answer | None:
    """The desk's choice among the answers; it starts anew whenever another one is stored, here or elsewhere."""
    w = words()
    return st.segmented_control(
        label,
        list(kind),
        default=kind(stored.said) if stored else None,
        format_func=w.label,
        key=f"{key}_{st.session_state.get(f'{key}_turn', 0)}_{stored.client_id if stored else 'none'}",
        label_visibility="collapsed",
    )


def saved(key: str) -> None:
    """Draw the page anew after the choice under `key` was stored; what its widget held before is not asked again."""
    st.session_state[f"{key}_turn"] = st.session_state.get(f"{key}_turn", 0) + 1
    st.rerun()


def _run(command: Any, round_id: int, item: Any, done: str) -> bool:
    return run(command, project_id=context().project_id, round_id=round_id, device=DESK, item=item, done=done)


def _said() -> tuple[str, dt.datetime]:
    return str(uuid.uuid4()), dt.datetime.now(dt.UTC)
