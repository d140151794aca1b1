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

_CHOSEN = "_catalogue_codes_chosen"


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
        unsure = [row for row in rows if row.catalogue_code and row.catalogue_edition != EDITION]
        st.caption(
            w._n("{n} line has no catalogue code", "{n} lines have no catalogue code", len(lacking))
            if lacking
            else w._("Every line has a catalogue code.")
        )
        if unsure:
            st.caption(
                w._n(
                    "{n} line has a code of another edition than {edition}, or of none that is named",
                    "{n} lines have a code of another edition than {edition}, or of none that is named",
                    len(unsure),
                    edition=EDITION,
                )
            )
        _choose([*lacking, *unsure, *(row for row in rows if row.catalogue_edition == EDITION)], w)


def _choose(rows: list[LineRow], w: Words) -> None:
    """A line, a search, and the items to choose from."""
    if not rows:
        return
    by_id = {row.id: row for row in rows}
    # A select box of its own for each line that gets its code: the next one that lacks a code stands in it.
    chosen = st.session_state.setdefault(_CHOSEN, 0)
    left, right = st.columns(2)
    line_id = left.selectbox(
        w._("Line"),
        list(by_id),
        format_func=lambda each: _line_name(by_id[each], w),
        key=f"catalogue_line_{chosen}",
    )
    line = by_id[line_id]
    text = right.text_input(
        w._("Search the catalogue"),
        placeholder=w._("Code or name"),
        key=f"catalogue_search_{line_id}",
    )
    if text:
        form_is_open()
    found = search(text) if text else _proposed(line)
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
            original={"catalogue_code": line.catalogue_code, "catalogue_edition": line.catalogue_edition},
            changes={"catalogue_code": item.code, "catalogue_edition": EDITION},
            done=w._("{code} chosen for “{name}”", code=item.code, name=line.name),
        )
    ):
        st.session_state[_CHOSEN] = chosen + 1
        st.rerun()


def _proposed(line: LineRow) -> list[Item]:
    """What the line may be: the item of the code that it has already, then what its name says."""
    same = items().get(line.catalogue_code)
    return list(dict.fromkeys([*([same] if same else []), *propose(line.name)]))


def _line_name(line: LineRow, w: Words) -> str:
    """The line as it stands in the list, with the code it has; the name of an item only where the edition is ours."""
    known = items().get(line.catalogue_code) if line.catalogue_edition == EDITION else None
    code = item_name(known, w, above=False) if known else line.catalogue_code
    if line.catalogue_code and not known:
        code = w._("{code} ({edition})", code=code, edition=line.catalogue_edition or w._("edition not said"))
    return " · ".join(filter(None, [line.name, line.zone, code]))


def item_name(item: Item, w: Words, *, above: bool = True) -> str:
    """An item with its code and what it belongs to."""
    name = item.name or w._("Name not legible in the source")
    way = " › ".join(each.name for each in parents(item.code)[-2:]) if above else ""
    return f"{item.code} {name}" + (f" ({way})" if way else "")
