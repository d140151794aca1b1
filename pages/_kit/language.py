"""Which language the visitor reads: the browser decides first, the visitor can switch.

The choice always stands in the address (`?lang=en`): bound filters write their options there as they read on the
screen, so a shared link must be opened in the language it was made in.
"""

import streamlit as st

from tracker.i18n import LANGUAGES, Words, preferred_language
from tracker.languages import NAMES

PARAMETER = "lang"
_CHOSEN = "_language"
_WIDGET = "_language_switch"


def settle_language() -> None:
    """At the start of a run: the address decides, then what was chosen before, then the browser."""
    wanted = st.query_params.get(PARAMETER)
    chosen = wanted if wanted in LANGUAGES else st.session_state.get(_CHOSEN)
    st.session_state[_CHOSEN] = chosen or preferred_language(st.context.locale)
    if wanted != st.session_state[_CHOSEN]:
        st.query_params[PARAMETER] = st.session_state[_CHOSEN]


def words() -> Words:
    """The visitor's language at work. Ask at the time of use: callbacks and fragments run on their own."""
    return Words.of(st.session_state.get(_CHOSEN, "zh"))


def _choose() -> None:
    st.session_state[_CHOSEN] = st.session_state[_WIDGET]
    st.query_params[PARAMETER] = st.session_state[_CHOSEN]


def language_switch() -> None:
    """The switch at the foot of the sidebar."""
    st.session_state[_WIDGET] = st.session_state[_CHOSEN]
    st.segmented_control(
        words()._("Language"),
        list(LANGUAGES),
        required=True,
        format_func=NAMES.__getitem__,
        key=_WIDGET,
        on_change=_choose,
        label_visibility="collapsed",
    )
