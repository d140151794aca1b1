"""The gates of a public building as a starting set, each with the rule it comes from; to be edited by the project."""

from dataclasses import dataclass

from tracker.vocabulary import AcceptanceStage, FireProcedure, WarrantyItem
from tracker.warranties import STATUTORY_MONTHS


@dataclass(frozen=True, slots=True)
class StandardGate:
    """A gate that a public building usually passes.

    Attributes:
        stage: which one.
        source: the title of the rule it comes from.
        article: the article of that rule, None for a whole standard.
        after_furniture: the air test that is repeated when the furniture is in.
        optional: good practice or a local matter, rather than law.
        fire_procedure: how fire safety is accepted where nothing else is known.
        warranties: the parts of the works whose statutory warranty begins when it passes.
    """

    stage: AcceptanceStage
    source: str
    article: int | None = None
    after_furniture: bool = False
    optional: bool = False
    fire_procedure: FireProcedure | None = None
    warranties: tuple[WarrantyItem, ...] = ()


STANDARD_GATES: tuple[StandardGate, ...] = (
    StandardGate(
        AcceptanceStage.CIVIL_WORKS,
        "建设工程质量管理条例",
        16,
        warranties=(WarrantyItem.WATERPROOFING,),
    ),
    StandardGate(
        AcceptanceStage.FIT_OUT,
        "建设工程质量管理条例",
        16,
        warranties=(
            WarrantyItem.FIT_OUT,
            WarrantyItem.ELECTRICAL_PLUMBING,
            WarrantyItem.HEATING_COOLING,
        ),
    ),
    StandardGate(AcceptanceStage.FIRE, "消防法", 13, fire_procedure=FireProcedure.ACCEPTANCE),
    StandardGate(AcceptanceStage.PLANNING, "城乡规划法", 45),
    StandardGate(AcceptanceStage.AIR_QUALITY, "GB 50325-2020"),
    StandardGate(AcceptanceStage.AIR_QUALITY, "GB 50325-2020", after_furniture=True, optional=True),
    StandardGate(AcceptanceStage.COMPLETION_FILING, "建设工程质量管理条例", 49),
)


def source_of(stage: AcceptanceStage) -> tuple[str, int | None]:
    """The rule that a stage comes from, and its article."""
    return next((gate.source, gate.article) for gate in STANDARD_GATES if gate.stage is stage)


def months_of(gate: StandardGate) -> dict[WarrantyItem, int]:
    """The statutory warranties that begin with a gate, in months."""
    return {item: STATUTORY_MONTHS[item] for item in gate.warranties}
