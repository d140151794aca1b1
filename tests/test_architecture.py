"""Rules of the house that no linter knows; imports between the layers are checked by import-linter."""

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

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


@cache
def calls(file: str) -> tuple[tuple[str, str, ast.Call], ...]:
    """Every call as (what it is called on, name, node): `sa.update(Task)` gives ("sa", "update", …)."""
    return tuple(_calls(file))


def _calls(file: str) -> Iterator[tuple[str, str, ast.Call]]:
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield ast.unparse(node.func.value), node.func.attr, node
            elif isinstance(node.func, ast.Name):
                yield "", node.func.id, node


def breaches(files: Iterable[str], found: Callable[[str], object]) -> dict[str, object]:
    """What a rule finds, by file; files in which it finds nothing are left out. One test looks at all files at once."""
    looked = {file: found(file) for file in files}
    assert looked, "the rule looks at no file"
    return {file: what for file, what in looked.items() if what}


def below(*folders: str, but: str = "no such path") -> list[str]:
    """The files in these folders, without those whose path contains `but`."""
    return [file for file in FILES if file.startswith(folders) and but not in file]


def test_the_rules_below_look_at_all_three_layers():
    assert {file.split("/")[0] for file in FILES} == {"tracker", "db", "pages", "streamlit_app.py"}


def test_the_domain_asks_no_clock_and_no_environment():
    def asked(file: str) -> list[str]:
        named = [
            f"{owner}.{name}"
            for owner, name, _ in calls(file)
            if name in CLOCKS.get(owner.split(".")[-1], ())
        ]
        attributes = (node for node in ast.walk(tree(file)) if isinstance(node, ast.Attribute))
        return named + [ast.unparse(node) for node in attributes if node.attr == "environ"]

    assert breaches(below("tracker/"), asked) == {}


def test_no_script_lies_directly_in_pages():
    # Streamlit would run it alone on a cold deep link, past the shell (design §1).
    scripts = [path.name for path in (ROOT / "pages").glob("*.py") if path.name != "__init__.py"]
    assert scripts == []


DATABASE_LIBRARIES = {"sqlalchemy", "sqlmodel", "alembic", "sqlite3", "psycopg"}


def test_the_domain_knows_no_database_library():
    assert breaches(below("tracker/"), lambda file: imported(file) & DATABASE_LIBRARIES) == {}


QUESTIONS = {"select", "text", "insert", "update", "delete", "exec", "execute", "scalars", "exec_driver_sql"}


def test_pages_hand_engines_and_sessions_on_but_ask_them_nothing():
    def asked(file: str) -> list[str]:
        questions = [ast.unparse(node) for _, name, node in calls(file) if name in QUESTIONS]
        return questions if imported(file) & DATABASE_LIBRARIES else []

    assert breaches(["streamlit_app.py", *below("pages/")], asked) == {}


def test_nothing_imports_the_entry():
    assert breaches(FILES, lambda file: imported(file) & {"streamlit_app"}) == {}


def test_only_the_unit_of_work_commits():
    others = [file for file in FILES if file != "db/unit_of_work.py"]

    def commits(file: str) -> list[str]:
        return [ast.unparse(node) for _, name, node in calls(file) if name == "commit"]

    assert breaches(others, commits) == {}


def test_no_statement_below_the_orm_changes_a_versioned_table():
    # Such a statement would pass by the version, the audit and the revision.
    def changed(file: str) -> list[str]:
        return [
            ast.unparse(node)
            for owner, name, node in calls(file)
            if name in {"update", "delete"} and owner in {"", "sa", "sqlalchemy"} and node.args
            if ast.unparse(node.args[0]) in VERSIONED
        ]

    assert breaches(below("db/", but="/migrations/"), changed) == {}


MARKUP = {"unsafe_allow_html", "unsafe_allow_javascript"}


def test_user_text_never_becomes_markup():
    def flags(file: str) -> set[str | None]:
        return {keyword.arg for _, _, node in calls(file) for keyword in node.keywords} & MARKUP

    assert breaches(FILES, flags) == {}


def test_models_keep_their_annotations_as_objects():
    # SQLModel reads them; as strings, relationships and types are lost without an error.
    assert breaches(below("db/models/"), lambda file: imported(file) & {"__future__"}) == {}


def test_a_module_holds_one_idea():
    def too_long(file: str) -> int:
        lines = len((ROOT / file).read_text(encoding="utf-8").splitlines())
        return lines if lines > LONGEST_MODULE else 0

    assert breaches([file for file in FILES if "/migrations/versions/" not in file], too_long) == {}


UNFINISHED = ("TODO", "FIXME", "XXX", "NotImplementedError")


def test_nothing_is_left_for_later():
    def words(file: str) -> list[str]:
        text = (ROOT / file).read_text(encoding="utf-8")
        return [word for word in UNFINISHED if word in text]

    assert breaches(FILES, words) == {}


def test_a_rule_that_is_broken_names_the_file_and_what_breaks_it():
    found = breaches(
        ["db/unit_of_work.py", "db/engine.py"], lambda file: [n for _, n, _ in calls(file) if n == "commit"]
    )
    assert found == {"db/unit_of_work.py": ["commit"]}
