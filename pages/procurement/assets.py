"""What the library owns already: the register, what of it serves the plan's lines, and stock-taking."""

import streamlit as st

from pages._kit.context import context
from pages._kit.detail import asked
from pages._kit.head import page_head
from pages._kit.language import words
from pages.procurement import _asset_reads
from pages.procurement._asset_register import asset_register
from pages.procurement._data import plan_rows
from pages.procurement._net_need import net_need
from pages.procurement._pick import chosen, plan_picker, settle, widget_key
from pages.procurement._stocktaking import stocktaking
from tracker.money import amount_fen
from tracker.permissions import Action

VIEW = "view"
NEED, REGISTER, COUNT = "need", "register", "count"

w = words()
frame = context()
book = _asset_reads.reuse()
owned = [row for row in book.assets.values() if not row.archived]
serving = sum(net.reused_milli > 0 for net in book.net.values())
saved = sum(
    amount_fen(net.reused_milli, book.needs[lineage].unit_price_fen or 0) for lineage, net in book.net.items()
)
state = (
    w._n("{n} asset", "{n} assets", len(owned))
    + " · "
    + w._n("{n} line is served from stock", "{n} lines are served from stock", serving)
    + " · "
    + w._("{amount} need not be spent", amount=w.money(saved))
    if owned
    else w._(
        "What the library owns need not be bought again: enter the register, then see which lines it serves."
    )
)
page_head(w._("Assets"), state)

labels = {NEED: w._("Net need"), REGISTER: w._("Register")}
if frame.may(Action.EDIT_PROCUREMENT):
    labels[COUNT] = w._("Stock-taking")
view = settle(VIEW, list(labels), NEED if owned and asked("asset") is None else REGISTER)
st.segmented_control(
    w._("View"),
    list(labels),
    required=True,
    format_func=labels.__getitem__,
    key=widget_key(VIEW),
    on_change=chosen,
    args=(VIEW,),
    label_visibility="collapsed",
)
if view == COUNT:
    stocktaking(owned)
elif view == REGISTER:
    asset_register()
else:
    plan = plan_picker(plan_rows())
    if plan is None:
        st.info(
            w._("There is no procurement plan whose lines the register could serve."), icon=":material/info:"
        )
    else:
        net_need(plan, book)
