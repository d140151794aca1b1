"""Stock-taking on a phone: one asset after the other, counted where it stands; the register follows."""

import datetime as dt
import uuid
from collections.abc import Sequence

import streamlit as st

from db.commands import stocktaking as commands
from db.queries.assets import RegisterRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.seen import as_seen
from pages.site._photos import kept, photo_input
from tracker.money import MILLI
from tracker.vocabulary import AssetCondition

USUAL_DAYS = 30
"""A stock-taking is thought to have begun so many days ago, until somebody says otherwise."""


def stocktaking(assets: Sequence[RegisterRow]) -> None:
    """The asset that is to be counted next, and how far the stock-taking is."""
    w, frame = words(), context()
    if not assets:
        st.info(w._("The register is empty: there is nothing to count."), icon=":material/info:")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        since = st.date_input(
            w._("Stock-taking since"),
            value=frame.today - dt.timedelta(days=USUAL_DAYS),
            max_value=frame.today,
            key="count_since",
            width=170,
        )
        place = st.selectbox(
            w._("Location"),
            list(dict.fromkeys(row.location for row in assets if row.location)),
            index=None,
            placeholder=w._("All places"),
            key="count_place",
            bind="query-params",
            width=200,
        )
    here = sorted(
        (row for row in assets if not place or row.location == place),
        key=lambda row: (row.location, row.code),
    )
    done = [row for row in here if row.counted_on is not None and row.counted_on >= since]
    st.progress(
        len(done) / len(here),
        w._("{done} of {all} counted", done=w.number(len(done)), all=w.number(len(here))),
    )
    left = [row for row in here if row not in done]
    if not left:
        st.success(w._("Everything here is counted."), icon=":material/check_circle:")
    options = [row.id for row in [*left, *done]]
    by_id = {row.id: row for row in here}
    chosen = st.selectbox(
        w._("Asset"),
        options,
        format_func=lambda each: (
            f"{by_id[each].code} {by_id[each].name}" + (" ✓" if by_id[each] in done else "")
        ),
        # Another asset is next after each count.
        key=f"count_asset_{len(done)}_{place}_{since}",
    )
    if chosen is not None and (left or st.toggle(w._("Count again"), key="count_again")):
        _form(by_id[chosen])


def _form(row: RegisterRow) -> None:
    w, frame = words(), context()
    form_is_open()
    row = as_seen(row)
    key = f"count_{row.id}_{row.version}"
    with st.container(border=True):
        st.markdown(f"**{plain(f'{row.code} {row.name}')}**")
        st.caption(
            plain(" · ".join(part for part in (row.specification, row.location) if part))
            + " · "
            + w._("register: {quantity}, {usable} usable", **_known(row))
        )
        quantity = _number(w._("Found here"), row.quantity_milli, f"{key}_quantity")
        usable = _number(w._("Still usable"), row.usable_milli, f"{key}_usable")
        condition = st.segmented_control(
            w._("Condition"),
            list(AssetCondition),
            default=row.condition,
            required=True,
            format_func=w.label,
            key=f"{key}_condition",
        )
        note = st.text_area(w._("Note"), key=f"{key}_note", max_chars=commands.LONGEST_NOTE, height=80)
        uploads = photo_input(f"{key}_photos")
        if not st.button(w._("Save and next"), key=f"{key}_save", type="primary", width="stretch"):
            return
        photos = kept(uploads)
        if photos is not None and run(
            commands.record_asset_count,
            project_id=frame.project_id,
            asset_id=row.id,
            counted_on=frame.today,
            quantity_milli=quantity,
            usable_milli=usable,
            condition=AssetCondition(condition),
            note=note,
            photos=photos,
            # One count for one form, however often the button is pressed on a slow line.
            client_id=st.session_state.setdefault(f"{key}_client", str(uuid.uuid4())),
            done=w._("{code} counted", code=row.code),
        ):
            st.session_state.pop(f"{key}_client")
            st.rerun()


def _known(row: RegisterRow) -> dict[str, str]:
    w = words()
    return {"quantity": w.quantity(row.quantity_milli), "usable": w.quantity(row.usable_milli)}


def _number(label: str, milli: int, key: str) -> int:
    return round(
        st.number_input(label, min_value=0.0, value=milli / MILLI, step=1.0, format="%g", key=key) * MILLI
    )
