"""The lead's forms for ceilings: set, changed, put aside and brought back."""

from collections.abc import Sequence

import streamlit as st

from db.commands import ceilings as commands
from db.queries.ceilings import CeilingRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.seen import as_seen
from pages.procurement._ceiling_reads import spent
from pages.procurement._ceiling_words import limit_name
from tracker.money import FEN_PER_YUAN


def ceiling_lines(rows: Sequence[CeilingRow]) -> None:
    """The plan's own ceilings, each with its change and its archive."""
    w, frame = words(), context()
    archived = any(row.archived for row in rows) and st.toggle(
        w._("Show archived"), key="ceilings_archived", bind="query-params"
    )
    for row in rows:
        if row.archived and not archived:
            continue
        with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=f"ceiling_{row.id}"):
            source = f" · {plain(row.source)}" if row.source else ""
            name = plain(limit_name(w, row.limit))
            amount = w._("{amount} yuan", amount=w.yuan(row.amount_fen))
            st.markdown(f"**{name}** · {amount}{source}", width="stretch")
            if row.archived:
                if st.button(w._("Restore"), key=f"ceiling_restore_{row.id}") and run(
                    commands.restore_ceiling,
                    project_id=frame.project_id,
                    ceiling_id=row.id,
                    done=w._("Ceiling restored"),
                ):
                    st.rerun()
                continue
            opened = st.popover(
                w._("Change"), key=f"ceiling_change_{row.id}", on_change="rerun", type="tertiary"
            )
        if opened.open:
            with opened:
                _change(row)


def add_ceiling(plan_id: int, draft_id: int | None) -> None:
    """A ceiling for the plan as a whole, a category, a source of funds, or both."""
    w = words()
    folded = st.expander(w._("Add a ceiling"), key="ceiling_add", on_change="rerun", icon=":material/add:")
    if not folded.open:
        return
    form_is_open()
    costs = spent(draft_id) if draft_id is not None else {}
    nonce = st.session_state.setdefault("ceiling_added", 0)
    with folded:
        category = _choice(w._("Category"), {key[0] for key in costs}, f"ceiling_category_{nonce}")
        funding = _choice(w._("Source of funds"), {key[1] for key in costs}, f"ceiling_funding_{nonce}")
        amount = _amount(None, f"ceiling_amount_{nonce}")
        source = _source("", f"ceiling_source_{nonce}")
        if st.button(
            w._("Save the ceiling"), key="ceiling_save", type="primary", disabled=amount is None
        ) and run(
            commands.create_ceiling,
            project_id=context().project_id,
            plan_id=plan_id,
            category=category,
            funding=funding,
            amount_fen=amount,
            source=source,
            done=w._("Ceiling set"),
        ):
            st.session_state["ceiling_added"] = nonce + 1
            st.rerun()


def _change(row: CeilingRow) -> None:
    w, frame = words(), context()
    form_is_open()
    row = as_seen(row)
    key = f"ceiling_{row.id}_{row.version}"
    amount = _amount(row.amount_fen, f"{key}_amount")
    source = _source(row.source, f"{key}_source")
    if st.button(w._("Save the ceiling"), key=f"{key}_save", type="primary", disabled=amount is None) and run(
        commands.update_ceiling,
        project_id=frame.project_id,
        ceiling_id=row.id,
        expected_version=row.version,
        original={"amount_fen": row.amount_fen, "source": row.source},
        changes={"amount_fen": amount, "source": source},
        done=w._("Ceiling saved"),
        names={"amount_fen": w._("Ceiling (yuan)"), "source": w._("Source")},
    ):
        st.rerun()
    if st.button(w._("Archive"), key=f"{key}_archive", icon=":material/archive:") and run(
        commands.archive_ceiling,
        project_id=frame.project_id,
        ceiling_id=row.id,
        done=w._("Ceiling archived"),
    ):
        st.rerun()


def _choice(label: str, names: set[str], key: str) -> str:
    """One of the names that the draft has, another one typed, or none: then the ceiling holds for all."""
    return (
        st.selectbox(
            label,
            sorted(name for name in names if name),
            index=None,
            placeholder=words()._("All"),
            accept_new_options=True,
            key=key,
        )
        or ""
    )


def _amount(stored: int | None, key: str) -> int | None:
    yuan = st.number_input(
        words()._("Ceiling (yuan)"),
        min_value=0.0,
        value=None if stored is None else stored / FEN_PER_YUAN,
        format="%.2f",
        key=key,
    )
    return None if yuan is None else round(yuan * FEN_PER_YUAN)


def _source(stored: str, key: str) -> str:
    longest = commands.LONGEST["source"]
    return st.text_input(words()._("Document that sets it"), value=stored, max_chars=longest, key=key)
