"""The sentences of refusals of the readiness forecast, by code."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "readiness_runs": N_("A forecast makes 1 to {most} runs; {runs} were asked for."),
    "readiness_nothing_planned": N_("There is nothing to forecast: the plans have no tasks yet."),
    "readiness_driver": N_(
        "Risk “{name}”: the best case must not be above the likely one, nor that above the worst; the probability "
        "lies between 0 and 1."
    ),
    "readiness_driver_task": N_("Risk “{name}” must name tasks or milestones of the plans, no headings."),
}
