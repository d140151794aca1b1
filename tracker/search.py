"""Words of a text as the search keeps them, what somebody typed as phrases of such words, and the hit in a text.

Chinese is written without blanks, and most of its words have two characters: an index of three-character pieces
finds none of them. So every Chinese (and Japanese, Korean) character is a word of its own here, and what was typed
without a blank is a phrase: its words must follow each other.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_QUERY = 200
"""Characters of what was typed that are looked for; nobody searches for more."""

MOST_WORDS = 16_000
"""Words of one text that are kept: PostgreSQL numbers no more positions (16,383)."""

_LONGEST_WORD = 60
_PIECE = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
"""Letters and digits, with the accents that some systems write behind their letter (file names of a Mac)."""

_CHARACTER = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U000323af]"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared, and where it stands in its text: from `start` up to, not including, `end`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must follow each other; where `is_open`, the last one may go on: it is the beginning of a word."""

    words: tuple[str, ...]
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """All phrases of which must stand in a record; without any, nothing is found. `was_cut` when it was too long."""

    phrases: tuple[Phrase, ...]
    was_cut: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text, and whether it is what was looked for."""

    text: str
    is_hit: bool


def words_of(text: str) -> Iterator[Word]:
    """The words of a text in their order.

    Upper and lower case, full and half width are the same (Unicode NFKC, then case folding); blanks, punctuation
    and signs are none. A Latin word or a number is one word, however long; it is kept to 60 characters.
    """
    for piece in _PIECE.finditer(text):
        yield from _split(piece.group(), piece.start())


def _split(piece: str, offset: int) -> Iterator[Word]:
    start = 0
    for character in _CHARACTER.finditer(piece):
        yield from _latin(piece[start : character.start()], offset + start)
        yield from _latin(character.group(), offset + character.start())
        start = character.end()
    yield from _latin(piece[start:], offset + start)


def _latin(piece: str, offset: int) -> Iterator[Word]:
    """A run without a character of its own; what NFKC makes of it may be several words (½ is 1⁄2)."""
    folded = unicodedata.normalize("NFKC", piece).casefold()
    for word in _PIECE.findall(folded):
        yield Word(word[:_LONGEST_WORD], offset, offset + len(piece))


def indexed(text: str) -> list[str]:
    """The words of a text as an index keeps them, at most `MOST_WORDS`."""
    kept = []
    for word in words_of(text):
        kept.append(word.text)
        if len(kept) == MOST_WORDS:
            break
    return kept


def query_of(typed: str) -> Query:
    """What somebody typed: a phrase for each piece between blanks; signs only divide, none is a command.

    A Latin word or a number that ends a piece may go on, but for one letter or digit: 3 is not 30. Only the first
    `LONGEST_QUERY` characters count.
    """
    pieces = [tuple(word.text for word in words_of(piece)) for piece in typed[:LONGEST_QUERY].split()]
    # One character would begin half of all words; Chinese ones are a word each.
    phrases = [Phrase(words, is_open=len(words[-1]) > 1) for words in pieces if words]
    return Query(tuple(dict.fromkeys(phrases)), was_cut=len(typed.strip()) > LONGEST_QUERY)


def hits(text: str, query: Query) -> list[tuple[int, int]]:
    """Where the phrases of a query stand in a text, in order and without overlaps."""
    words = list(words_of(text))
    found = sorted(
        (words[at].start, words[at + len(phrase.words) - 1].end)
        for phrase in query.phrases
        for at in range(len(words) - len(phrase.words) + 1)
        if _stands_at(words, at, phrase)
    )
    apart: list[tuple[int, int]] = []
    for start, end in found:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _stands_at(words: list[Word], at: int, phrase: Phrase) -> bool:
    *closed, last = phrase.words
    if any(words[at + step].text != word for step, word in enumerate(closed)):
        return False
    there = words[at + len(closed)].text
    return there.startswith(last) if phrase.is_open else there == last


def marked(text: str, query: Query, *, length: int) -> list[Part]:
    """About `length` characters of a text around the first hit, divided into hits and the rest.

    An ellipsis says where it was cut; line breaks become blanks. Without a hit it is the text's beginning.
    """
    found = hits(text, query)
    start = max(0, found[0][0] - length // 4) if found else 0
    start = 0 if start < length // 8 else start
    end = min(len(text), start + length)
    parts = [Part("…", is_hit=False)] if start else []
    at = start
    for first, last in found:
        if first >= end:
            break
        parts += _part(text[at:first], is_hit=False) + _part(text[first : min(last, end)], is_hit=True)
        at = min(last, end)
    parts += _part(text[at:end], is_hit=False)
    return [*parts, Part("…", is_hit=False)] if end < len(text) else parts


def _part(text: str, *, is_hit: bool) -> list[Part]:
    return [Part(re.sub(r"\s+", " ", text), is_hit)] if text else []
