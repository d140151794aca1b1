"""Catalogue codes for the lines of the working copy: proposed from the name, searched, chosen."""

import streamlit as st

from db.commands.catalogue_codes import choose_code
from db.queries.procurement import DraftRow, LineRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages.procurement._data import line_rows
from tracker.i18n import Words
from tracker.procurement.catalogue import EDITION, Item, items, parents, propose, search


def catalogue_codes(draft: DraftRow) -> None:
    """Folded away: one line after the other gets its code."""
    w = words()
    folded = st.expander(
        w._("Catalogue codes"), key="catalogue_codes", on_change="rerun", icon=":material/category:"
    )
    if not folded.open:
        return
    with folded:
        rows = line_rows(draft.id)
        lacking = [row for row in rows if not row.catalogue_code]
        st.caption(
            w._n("{n} line has no catalogue code", "{n} lines have no catalogue code", len(lacking))
            if lacking
            else w._("Every line has a catalogue code.")
        )
        _choose([*lacking, *(row for row in rows if row.catalogue_code)], w)


def _choose(rows: list[LineRow], w: Words) -> None:
    """A line, a search, and the items to choose from."""
    if not rows:
        return
    by_id = {row.id: row for row in rows}
    left, right = st.columns(2)
    line_id = left.selectbox(
        w._("Line"), list(by_id), format_func=lambda each: _line_name(by_id[each], w), key="catalogue_line"
    )
    line = by_id[line_id]
    text = right.text_input(
        w._("Search the catalogue"),
        placeholder=w._("Code or name"),
        key=f"catalogue_search_{line_id}",
    )
    if text:
        form_is_open()
    found = search(text) if text else propose(line.name)
    item = st.radio(
        w._("Item of the catalogue") if text else w._("Proposed for “{name}”", name=line.name),
        found,
        format_func=lambda each: item_name(each, w),
        index=0 if found else None,
        key=f"catalogue_item_{line_id}_{text}",
    )
    if not found:
        st.caption(w._("Nothing like it in the catalogue of {edition}.", edition=EDITION))
    if (
        item
        and st.button(w._("Use this code"), key="catalogue_use")
        and run(
            choose_code,
            project_id=context().project_id,
            line_id=line.id,
            expected_version=line.version,
            original={"catalogue_code": line.catalogue_code},
            changes={"catalogue_code": item.code, "catalogue_edition": EDITION},
            done=w._("{code} chosen for “{name}”", code=item.code, name=line.name),
        )
    ):
        st.rerun()


def _line_name(line: LineRow, w: Words) -> str:
    """The line as it stands in the list, with the code it has."""
    known = items().get(line.catalogue_code)
    code = item_name(known, w, above=False) if known else line.catalogue_code
    return " · ".join(filter(None, [line.name, line.zone, code]))


def item_name(item: Item, w: Words, *, above: bool = True) -> str:
    """An item with its code and what it belongs to."""
    name = item.name or w._("Name not legible in the source")
    way = " › ".join(each.name for each in parents(item.code)[-2:]) if above else ""
    return f"{item.code} {name}" + (f" ({way})" if way else "")
