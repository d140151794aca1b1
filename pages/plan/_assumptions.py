"""What the forecast assumes, said as what it is: judgement."""

import streamlit as st

from pages._kit.language import words
from pages.plan import _forecast_reads as reads
from tracker.findings import BLOCKING
from tracker.i18n import Words
from tracker.readiness import DEFAULT_SPREADS, FINDING_DELAYS, POST_DELAY


def how_it_was_run() -> None:
    """Runs and seed, what is left out, and whether holidays are still to be announced."""
    w, found = words(), reads.forecast()
    st.caption(
        w._(
            "{runs} runs, seed {seed}, {distribution} · the share of runs in time is exact to about ±{error} · "
            "what is done is fixed; of a task in progress only what remains varies.",
            runs=w.number(found.runs),
            seed=found.seed,
            distribution=w.label(found.distribution),
            error=w.percent(2 * found.standard_error),
        )
    )
    if found.provisional:
        st.caption(
            ":material/help: "
            + w._("Provisional: the public holidays of a year it reaches are not announced yet.")
        )
    loose = reads.inputs().loose_findings
    if loose:
        st.caption(
            ":material/info: "
            + w._n(
                "{n} open finding that blocks is left out: no open task names its zone, so nothing says what it holds.",
                "{n} open findings that block are left out: no open task names their zones, so nothing says what they "
                "hold.",
                loose,
            )
        )


def assumptions() -> None:
    """The tables of judgements behind an expander, which costs nothing while it is closed."""
    w = words()
    box = st.expander(
        w._("What is assumed"), key="forecast_assumptions", on_change="rerun", icon=":material/balance:"
    )
    if box.open:
        with box:
            _tables(w)


def _tables(w: Words) -> None:
    st.markdown(
        w._(
            "These numbers are judgements, not measurements: published openings give durations, but no history of "
            "estimates against what came of them. Enter your own best and worst case for the tasks you know."
        )
    )
    st.table(
        [
            {
                w._("Plan"): w.label(kind),
                w._("At best"): f"{spread.optimistic:.0%}",
                w._("At worst"): f"{spread.pessimistic:.0%}",
            }
            for kind, spread in DEFAULT_SPREADS.items()
        ],
        hide_index=True,
        alt=w._("Best and worst case as a share of the planned duration"),
    )
    st.caption(
        w._("Best and worst case as a share of the planned duration, where a task has none of its own.")
    )
    st.table(
        [
            {
                w._("Open finding"): w.label(severity),
                w._("Happens in"): w.percent(delay.probability, 0),
                w._("Working days"): f"{delay.low_days:g} – {delay.likely_days:g} – {delay.high_days:g}",
            }
            for severity, delay in FINDING_DELAYS.items()
            if severity in BLOCKING
        ],
        hide_index=True,
        alt=w._("What open findings add to a task"),
    )
    st.caption(
        w._(
            "What the worst open finding of a zone adds to the first open task of that zone: at best, likely, at "
            "worst."
        )
    )
    st.caption(
        w._(
            "A department with open posts on opening day may hold the opening by {low} – {likely} – {high} working "
            "days; it happens in {share} of the runs when all its posts are open, and in proportion when fewer are.",
            low=f"{POST_DELAY.low_days:g}",
            likely=f"{POST_DELAY.likely_days:g}",
            high=f"{POST_DELAY.high_days:g}",
            share=w.percent(POST_DELAY.probability, 0),
        )
    )
