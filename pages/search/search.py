"""One box over everything that is written in the project and that the visitor may see."""

import streamlit as st

from db.queries.search import MOST_HITS, Found, Hit, find, hits
from db.unit_of_work import reading
from pages._kit.context import context
from pages._kit.filters import clear_all
from pages._kit.head import page_head, plain
from pages._kit.language import words
from pages._kit.navigation import page_at
from pages.search._kinds import KINDS, visible_kinds
from tracker.search import LONGEST_QUERY, Part, Query, marked, query_of

PER_PAGE = 20
SHOWN_CHARACTERS = 160

w = words()
frame = context()


def heading(found: Found) -> str:
    """How much was found, in a sentence."""
    if found.is_more:
        return w._("More than {n} hits: another word would narrow them down", n=w.number(MOST_HITS))
    return w._n("{n} hit", "{n} hits", len(found.ids))


def bold(parts: list[Part]) -> str:
    """A text with its hits in bold; what people wrote stays text."""
    return "".join(
        f"**{plain(part.text)}**" if part.is_hit and part.text.strip() else plain(part.text) for part in parts
    )


def draw_hit(hit: Hit, query: Query) -> None:
    """One record: its title as the way to it, its kind, and the text around what was found."""
    kind = w._(KINDS[hit.record_table])
    title = bold(marked(hit.title, query, length=SHOWN_CHARACTERS)) if hit.title else kind
    with st.container(gap=None):
        st.page_link(
            page_at(hit.page),
            label=title,
            query_params=dict(hit.parameters) or None,
        )
        text = bold(marked(hit.body, query, length=SHOWN_CHARACTERS))
        st.caption(w._("{kind} · {text}", kind=kind, text=text) if text else kind)


page_head(w._("Search"), w._("Titles, notes, findings, lines, events, reports: all that you may see"))
with st.container(horizontal=True, vertical_alignment="bottom"):
    typed = st.text_input(
        w._("What are you looking for?"),
        key="search_q",
        bind="query-params",
        icon=":material/search:",
        placeholder=w._("A word, or several divided by blanks"),
        max_chars=10 * LONGEST_QUERY,
    )
    kinds = st.multiselect(
        w._("Kind"),
        visible_kinds(frame.may),
        format_func=lambda table: w._(KINDS[table]),
        key="search_kinds",
        bind="query-params",
        placeholder=w._("All kinds"),
    )
    clear_all(["search_q", "search_kinds"])

query = query_of(typed)
if query.was_cut:
    st.caption(w._("Only the first {n} characters were looked for.", n=w.number(LONGEST_QUERY)))
if not query.phrases:
    st.info(
        w._(
            "Type what you remember: 阅览椅, RFID, a number, a place. Several words must all stand in the record;"
            " what is written without a blank must stand together."
        ),
        icon=":material/search:",
    )
    st.stop()

with reading(frame.engine) as session:
    found = find(session, frame.project_id, query, may=frame.may, kinds=kinds)
    pages = max(1, -(-len(found.ids) // PER_PAGE))
    # A key of its own for each search, so that the next one begins at its first page.
    page_key = f"search_page_{hash((query, tuple(kinds), pages))}"
    page = st.session_state.get(page_key, 1)
    shown = hits(session, found.ids[(page - 1) * PER_PAGE : page * PER_PAGE])

if not found.kinds:
    st.info(
        w._("Nothing found. Try fewer or shorter words: “阅览” also finds 阅览椅 and 阅览区."),
        icon=":material/search_off:",
    )
    st.stop()

counts = sorted(found.kinds.items(), key=lambda one: -one[1])
st.markdown(heading(found))
st.caption(" · ".join(f"{w._(KINDS[table])} {w.number(n)}" for table, n in counts))
for hit in shown:
    draw_hit(hit, query)
if pages > 1:
    st.pagination(pages, key=page_key)
