"""What an acceptance gate is called, on screen and on paper."""

from typing import Protocol

from tracker.i18n.words import Words
from tracker.vocabulary import AcceptanceStage


class NamedGate(Protocol):
    """What the name of a gate is made of."""

    @property
    def stage(self) -> AcceptanceStage:
        """What is accepted."""

    @property
    def contract(self) -> str:
        """The contract it covers; empty for all."""

    @property
    def place(self) -> str:
        """The place it covers; empty for the whole building."""

    @property
    def after_furniture(self) -> bool:
        """Whether it repeats the test of the air after the furniture came."""


def gate_name(w: Words, gate: NamedGate) -> str:
    """`内装 · 内装工程`: its stage, its contract, its place; the repeated air test says so."""
    parts = [w.label(gate.stage), gate.contract, gate.place]
    if gate.after_furniture:
        parts.insert(1, w._("after the furniture"))
    return " · ".join(part for part in parts if part)
