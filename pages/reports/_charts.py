"""The annex of a summary on the screen: its charts as they are printed, each opening the rows behind it."""

from collections.abc import Sequence

import streamlit as st

from pages._kit.chart import draw
from pages._kit.head import plain
from pages._kit.language import words
from pages.reports._sources import show_rows
from tracker.i18n import Words
from tracker.reporting import Chart


def show_charts(charts: Sequence[Chart], language: str) -> None:
    """Draw the charts below the text, on white as on the paper."""
    if not charts:
        return
    w, own = words(), Words.of(language)
    st.divider()
    heading = own._("Annex: charts")
    st.markdown(f"**{heading}**")
    for number, chart in enumerate(charts, 1):
        with st.container(key=f"chart_{chart.key}", gap="xsmall"):
            st.markdown(plain(own._("Figure {number}. {title}", number=str(number), title=chart.title)))
            draw(dict(chart.spec), alt=chart.title, key=f"report_chart_{chart.key}")
            sources = st.popover(
                w._("Where from?"), type="tertiary", key=f"chart_rows_{chart.key}", on_change="rerun"
            )
            if sources.open:
                with sources:
                    show_rows(chart.title, chart.source, key=f"chart_{chart.key}")
