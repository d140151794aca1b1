"""Charts: rows in, Vega-Lite specifications out. Pure, so that tests read them and pages may keep them."""
