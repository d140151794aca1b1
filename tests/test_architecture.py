"""Rules of the house that no linter knows; imports between the layers are checked by import-linter."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from db.models.base import Versioned
from tests.factories import MODELS

ROOT = Path(__file__).resolve().parents[1]

FOLDERS = ("tracker", "db", "pages")

FILES = [
    "streamlit_app.py",
    *sorted(path.relative_to(ROOT).as_posix() for name in FOLDERS for path in (ROOT / name).rglob("*.py")),
]

CLOCKS = {
    "date": {"today"},
    "datetime": {"today", "now", "utcnow"},
    "time": {"time", "time_ns", "localtime", "gmtime"},
    "os": {"getenv"},
}
"""Calls that ask the clock or the environment, by the last name of what they are called on."""

VERSIONED = {model.__name__ for model in MODELS.values() if issubclass(model, Versioned)}

LONGEST_MODULE = 400


@cache
def tree(file: str) -> ast.Module:
    """A module of ours, parsed."""
    return ast.parse((ROOT / file).read_text(encoding="utf-8"), file)


def imported(file: str) -> set[str]:
    """The top names of all modules that a file imports."""
    names: set[str] = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def calls(file: str) -> Iterator[tuple[str, str, ast.Call]]:
    """Every call as (what it is called on, name, node): `sa.update(Task)` gives ("sa", "update", …)."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield ast.unparse(node.func.value), node.func.attr, node
            elif isinstance(node.func, ast.Name):
                yield "", node.func.id, node


def test_the_rules_below_look_at_all_three_layers():
    assert {file.split("/")[0] for file in FILES} == {"tracker", "db", "pages", "streamlit_app.py"}


@pytest.mark.parametrize("file", [file for file in FILES if file.startswith("tracker/")])
def test_the_domain_asks_no_clock_and_no_environment(file):
    asked = [
        f"{owner}.{name}" for owner, name, _ in calls(file) if name in CLOCKS.get(owner.split(".")[-1], ())
    ]
    assert asked == []
    assert "os.environ" not in ast.unparse(tree(file))


def test_no_script_lies_directly_in_pages():
    # Streamlit would run it alone on a cold deep link, past the shell (design §1).
    scripts = [path.name for path in (ROOT / "pages").glob("*.py") if path.name != "__init__.py"]
    assert scripts == []


DATABASE_LIBRARIES = {"sqlalchemy", "sqlmodel", "alembic", "sqlite3", "psycopg"}


@pytest.mark.parametrize("file", [file for file in FILES if file.startswith("tracker/")])
def test_the_domain_knows_no_database_library(file):
    assert imported(file) & DATABASE_LIBRARIES == set()


QUESTIONS = {"select", "text", "insert", "update", "delete", "exec", "execute", "scalars", "exec_driver_sql"}


@pytest.mark.parametrize("file", [file for file in FILES if not file.startswith(("db/", "tracker/"))])
def test_pages_hand_engines_and_sessions_on_but_ask_them_nothing(file):
    asked = [ast.unparse(node) for _, name, node in calls(file) if name in QUESTIONS]
    assert not (imported(file) & DATABASE_LIBRARIES and asked)


@pytest.mark.parametrize("file", FILES)
def test_nothing_imports_the_entry(file):
    assert "streamlit_app" not in imported(file)


@pytest.mark.parametrize("file", [file for file in FILES if file != "db/unit_of_work.py"])
def test_only_the_unit_of_work_commits(file):
    assert [ast.unparse(node) for _, name, node in calls(file) if name == "commit"] == []


@pytest.mark.parametrize("file", [f for f in FILES if f.startswith("db/") and "/migrations/" not in f])
def test_no_statement_below_the_orm_changes_a_versioned_table(file):
    # Such a statement would pass by the version, the audit and the revision.
    changed = [
        ast.unparse(node)
        for owner, name, node in calls(file)
        if name in {"update", "delete"} and owner in {"", "sa", "sqlalchemy"} and node.args
        if ast.unparse(node.args[0]) in VERSIONED
    ]
    assert changed == []


@pytest.mark.parametrize("file", FILES)
def test_user_text_never_becomes_markup(file):
    flags = {keyword.arg for _, _, node in calls(file) for keyword in node.keywords}
    assert "unsafe_allow_html" not in flags
    assert "unsafe_allow_javascript" not in flags


@pytest.mark.parametrize("file", [file for file in FILES if file.startswith("db/models/")])
def test_models_keep_their_annotations_as_objects(file):
    # SQLModel reads them; as strings, relationships and types are lost without an error.
    assert "__future__" not in imported(file)


@pytest.mark.parametrize("file", [file for file in FILES if "/migrations/versions/" not in file])
def test_a_module_holds_one_idea(file):
    assert len((ROOT / file).read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("file", FILES)
def test_nothing_is_left_for_later(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    assert [word for word in ("TODO", "FIXME", "XXX", "NotImplementedError") if word in text] == []
