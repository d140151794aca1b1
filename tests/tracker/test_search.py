"""Words of a text, phrases of what was typed, and hits in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.search import (
    LONGEST_QUERY,
    MOST_WORDS,
    Part,
    Phrase,
    Query,
    hits,
    indexed,
    marked,
    query_of,
    words_of,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("图书馆", ["图", "书", "馆"]),
        ("RFID图书标签", ["rfid", "图", "书", "标", "签"]),
        ("ＲＦＩＤ　１２件", ["rfid", "12", "件"]),
        ("A-12, b_3", ["a", "12", "b", "3"]),
        ("3,500,000.00元", ["3", "500", "000", "00", "元"]),
        ("Straße", ["strasse"]),
        ("½ 页", ["1", "2", "页"]),
        ("cafe\u0301.pdf", ["café", "pdf"]),
        ("②楼Ⅲ区", ["2", "楼", "iii", "区"]),
        ('"*(){{ }}<script>', ["script"]),
        ("", []),
    ],
)
def test_words_of_a_text(text, words):
    assert indexed(text) == words


@pytest.mark.parametrize(
    ("typed", "phrases"),
    [
        ("阅览椅", [Phrase(("阅", "览", "椅"))]),
        ("消防 验收", [Phrase(("消", "防")), Phrase(("验", "收"))]),
        ("rfi", [Phrase(("rfi",), is_open=True)]),
        ("boo cha ", [Phrase(("boo",), is_open=True), Phrase(("cha",), is_open=True)]),
        ("3楼 A区", [Phrase(("3", "楼")), Phrase(("a", "区"))]),
        ("RFID标签", [Phrase(("rfid", "标", "签"))]),
        ("图书 a-1", [Phrase(("图", "书")), Phrase(("a", "1"))]),
        ("图书 a-12", [Phrase(("图", "书")), Phrase(("a", "12"), is_open=True)]),
        ("a NEAR:b*", [Phrase(("a",)), Phrase(("near", "b"))]),
        ("📚 50%", [Phrase(("50",), is_open=True)]),
        ('"" *', []),
    ],
)
def test_phrases_of_what_was_typed(typed, phrases):
    assert query_of(typed) == Query(tuple(phrases))


def test_a_long_text_is_cut_and_says_so():
    query = query_of("书" * 10_000)
    assert query.was_cut
    assert query.phrases == (Phrase(("书",) * LONGEST_QUERY),)


def test_at_most_so_many_words_of_a_text_are_kept():
    assert len(indexed("书 " * (MOST_WORDS + 5))) == MOST_WORDS


def test_hits_are_found_in_the_text_as_it_is_written():
    text = "一层：ＲＦＩＤ门禁。二层阅览区的阅览椅"
    assert [text[start:end] for start, end in hits(text, query_of("阅览 rf"))] == ["ＲＦＩＤ", "阅览", "阅览"]


def test_hits_that_overlap_are_one():
    assert hits("阅览椅", query_of("阅览 览椅")) == [(0, 3)]


def test_the_surroundings_of_the_first_hit_are_shown():
    text = "甲" * 100 + "阅览椅" + "乙" * 100
    assert marked(text, query_of("阅览椅"), length=20) == [
        Part("…", is_hit=False),
        Part("甲" * 5, is_hit=False),
        Part("阅览椅", is_hit=True),
        Part("乙" * 12, is_hit=False),
        Part("…", is_hit=False),
    ]


def test_a_text_without_a_hit_is_shown_from_its_beginning():
    assert marked("第一行\n第二行", query_of("古籍"), length=5) == [
        Part("第一行 第", is_hit=False),
        Part("…", is_hit=False),
    ]


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_piece_of_a_text_that_begins_and_ends_with_a_word_is_found_in_it(text, around):
    for word in words_of(text):
        piece = text[word.start : word.end]
        assert hits(around + " " + text, query_of(piece + " "))


@given(st.text(max_size=80), st.text(max_size=40), st.integers(1, 60))
def test_parts_say_what_the_text_says(text, typed, length):
    shown = "".join(part.text for part in marked(text, query_of(typed), length=length)).strip("…")
    assert "".join(shown.split()) in "".join(text.split()) or "…" in text
