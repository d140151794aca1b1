"""Every sentence the tracker says exists in Chinese too, and none is written past the translator."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tracker.i18n import Words
from tracker.i18n.catalogue import LOCALES
from tracker.i18n.labels import LABELS
from tracker.i18n.problems import PROBLEMS

ROOT = Path(__file__).resolve().parents[1]
KEYWORDS = {"_": None, "_n": (1, 2), "_p": ((1, "c"), 2), "N_": None, "NP_": ((1, "c"), 2)}
PLACEHOLDER = re.compile(r"\{(\w+)\}")

Message = tuple[str | None, tuple[str, ...]]


def extracted() -> set[Message]:
    """(context, message ids) of every marked text in the code."""
    found: set[Message] = set()
    for folder in ("tracker", "db", "pages"):
        for _file, _line, message, _comments, context in extract_from_dir(
            ROOT / folder,
            method_map=[("**.py", "python")],
            keywords=KEYWORDS,
            directory_filter=lambda _folder: True,  # Babel passes over folders such as _kit otherwise
        ):
            ids = message if isinstance(message, tuple) else (message,)
            found.add((context, tuple(ids)))
    return found


def catalogue() -> dict[Message, object]:
    with (LOCALES / "zh_Hans/LC_MESSAGES/tracker.po").open("rb") as file:
        read = read_po(file, locale="zh_Hans")
    return {
        (message.context, message.id if isinstance(message.id, tuple) else (message.id,)): message
        for message in read
        if message.id
    }


def test_every_message_of_the_code_is_translated():
    known = catalogue()

    missing = sorted(str(message) for message in extracted() if message not in known)

    assert missing == []


def test_no_translation_is_empty_or_fuzzy():
    unfinished = [
        ids
        for (_context, ids), message in catalogue().items()
        if message.fuzzy
        or not all(message.string if isinstance(message.string, tuple) else (message.string,))
    ]

    assert unfinished == []


def test_no_translation_is_left_over():
    used = extracted()

    unused = sorted(str(message) for message in catalogue() if message not in used)

    assert unused == []


def test_translations_use_the_facts_of_their_message():
    wrong = []
    for (_context, ids), message in catalogue().items():
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        expected = set(PLACEHOLDER.findall(ids[-1]))
        wrong.extend((ids[0], text) for text in strings if set(PLACEHOLDER.findall(text)) != expected)

    assert wrong == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_stored_word_has_a_label(language):
    words = Words.of(language)

    unlabelled = [member for kind, labels in LABELS.items() for member in kind if member not in labels]

    assert unlabelled == []
    assert all(words.label(member) for kind in LABELS for member in kind)


def test_every_code_that_is_raised_has_a_sentence():
    codes: set[str] = set()
    for folder in ("tracker", "db"):
        for path in (ROOT / folder).rglob("*.py"):
            codes |= raised_codes(ast.parse(path.read_text(encoding="utf-8")))

    assert sorted(codes - set(PROBLEMS)) == []


def raised_codes(tree: ast.AST) -> set[str]:
    """First arguments of `Invalid("…")` and `UnreadableFile("…")` written as literals."""
    return {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"Invalid", "UnreadableFile"}
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


SHOWN_BY_KEYWORD = {"label", "help", "placeholder", "title", "alt", "caption", "body", "text", "done"}
HAS_LETTERS = re.compile(r"[A-Za-z一-鿿]{2,}")
NOT_SHOWN = re.compile(r":material/\w+:|[a-z_]+(\.[a-z_]+)*")
"""Icons, and identifiers such as keys, widths and sizes."""


def literal_texts(path: Path) -> list[str]:
    """String literals that a Streamlit call of the file would show as they are."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if not is_streamlit(node.func):
            continue
        shown = [*node.args[:1], *(kw.value for kw in node.keywords if kw.arg in SHOWN_BY_KEYWORD)]
        for value in shown:
            for text in texts_of(value):
                bare = re.sub(r":material/\w+:|:[a-z]+(-[a-z]+)?\[|<[^>]+>", "", text)
                if HAS_LETTERS.search(bare) and not NOT_SHOWN.fullmatch(text):
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno}: {text}")
    return found


def is_streamlit(function: ast.Attribute) -> bool:
    root = function.value
    while isinstance(root, ast.Attribute):
        root = root.value
    return (
        isinstance(root, ast.Name)
        and root.id == "st"
        and function.attr not in {"set_page_config", "Page", "logo"}
    )


def texts_of(value: ast.expr) -> list[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return [value.value]
    if isinstance(value, ast.JoinedStr):
        return ["".join(part.value for part in value.values if isinstance(part, ast.Constant))]
    return []


def test_pages_show_no_text_past_the_translator():
    found = [text for path in (ROOT / "pages").rglob("*.py") for text in literal_texts(path)]

    assert found == []


def test_a_literal_text_would_be_found(tmp_path):
    page = ROOT / "pages" / "_kit" / "head.py"
    planted = ast.parse('st.button("Save it", help="Saves")\nst.caption(f"Hello {name}")')

    texts = [
        text for node in ast.walk(planted) if isinstance(node, ast.Call) for text in texts_of(node.args[0])
    ]

    assert page.exists()
    assert texts == ["Save it", "Hello "]


def test_no_message_hides_in_an_f_string_where_babel_does_not_look():
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for folder in ("pages", "tracker", "db")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") in {"_", "_n", "_p"}
        if any(isinstance(argument, ast.Constant) for argument in call.args)
    ]
    assert hidden == []


HALF_WIDTH = re.compile(r"[一-鿿][,:;?()]|[,:;?()][一-鿿]")
NOT_PROSE = re.compile(r"\{\w+[^}]*\}|`[^`]*`|:[a-z]+\[|\w+://\S+")
"""Facts, code, Streamlit's colours and addresses: their colons and commas are not punctuation."""


def half_width(text: str) -> list[str]:
    """ASCII punctuation that touches a Chinese character; Chinese writes ，：；？（ and ）."""
    return HALF_WIDTH.findall(NOT_PROSE.sub(" ", text))


def test_chinese_is_punctuated_in_full_width():
    mixed = [
        text
        for message in catalogue().values()
        for text in (message.string if isinstance(message.string, tuple) else (message.string,))
        if half_width(text)
    ]

    assert mixed == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("钱够吗?", ["吗?"]),
        ("未保存,请重试(稍后)", ["存,", "试(", "后)"]),
        ("未保存，请重试（稍后）", []),
        ("{name}:{title:>3}改为 `a,b`", []),
        (":red[逾期]，地址 s3://桶?区", []),
    ],
)
def test_half_width_punctuation_is_found_beside_chinese(text, found):
    assert half_width(text) == found
