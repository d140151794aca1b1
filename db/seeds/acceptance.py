"""The sample's acceptance gates: civil works and fit-out have passed (fact S2), the others are still to be held."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from db.commands.acceptance import record_acceptance
from db.commands.gates import add_standard_gates, update_gate
from db.queries.acceptance import gates
from db.seeds.layout import Layout
from db.seeds.site_texts import BUILDER, FITTER
from tracker.permissions import Actor
from tracker.vocabulary import AcceptanceOutcome, AcceptanceStage

PARTIES = "建设、勘察、设计、施工、监理五方(示例)"


@dataclass(frozen=True, slots=True)
class GateText:
    """A gate of the sample.

    `task` is the template id of the task it finishes; `passed` and `planned` are (week, weekday) of the layout.
    """

    contract: str
    party: str | None
    task: str
    passed: tuple[int, int] | None = None
    planned: tuple[int, int] | None = None
    document: str = ""


GATES: dict[tuple[AcceptanceStage, bool], GateText] = {
    (AcceptanceStage.CIVIL_WORKS, False): GateText(
        "土建工程", BUILDER, "C1", passed=(-10, 3), document="土建工程竣工验收报告(示例)"
    ),
    (AcceptanceStage.FIT_OUT, False): GateText(
        "内装工程", FITTER, "C2", passed=(-3, 1), document="内装工程竣工验收报告(示例)"
    ),
    (AcceptanceStage.FIRE, False): GateText("", None, "C3", planned=(1, 1)),
    (AcceptanceStage.PLANNING, False): GateText("", None, "C3", planned=(1, 3)),
    (AcceptanceStage.AIR_QUALITY, False): GateText("", None, "C6", planned=(2, 1)),
    (AcceptanceStage.AIR_QUALITY, True): GateText("", None, "C6"),
    (AcceptanceStage.COMPLETION_FILING, False): GateText("", None, "C3", planned=(2, 3)),
}
"""By stage, and whether it is the air test that is repeated after the furniture."""


def load(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    layout: Layout,
    parties: Mapping[str, int],
    tasks: Mapping[str, int],
) -> None:
    """Write the standard gates with their contracts and tasks; `parties` are organisations by name."""
    add_standard_gates(session, actor=actor, project_id=project_id)
    session.flush()
    for row in gates(session, project_id):
        text = GATES[row.stage, row.after_furniture]
        update_gate(
            session,
            actor=actor,
            project_id=project_id,
            gate_id=row.id,
            expected_version=row.version,
            original={},
            changes={
                "contract": text.contract,
                "organisation_id": parties[text.party] if text.party else None,
                "task_id": tasks.get(text.task),
                "planned_on": layout.day(*text.planned) if text.planned else None,
            },
        )
        if text.passed:
            record_acceptance(
                session,
                actor=actor,
                project_id=project_id,
                gate_id=row.id,
                held_on=layout.day(*text.passed),
                outcome=AcceptanceOutcome.PASSED,
                today=layout.as_of,
                parties=PARTIES,
                document=text.document,
            )
