"""Rows packed once for a chart, so that Streamlit does not convert them again in every run."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa


def packed(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """The rows as an Arrow stream, which `st.vega_lite_chart` takes for a named data set as it is."""
    table = pa.Table.from_pylist([dict(row) for row in rows])
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue())
