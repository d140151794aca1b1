"""Every command with every role: those the table names may, the others are refused, and no command is forgotten."""

import importlib
import pkgutil
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from sqlmodel import Session

import db.commands
from db.commands.registry import COMMANDS
from db.unit_of_work import unit_of_work
from tests import db as tests_db
from tests.factories import make
from tracker.errors import NotAllowed
from tracker.permissions import ALLOWED, Role, local_actor

for module in pkgutil.walk_packages(db.commands.__path__, "db.commands."):
    importlib.import_module(module.name)

CALLS: dict[str, Callable[[Session, int], dict[str, Any]]] = {}
for found in pkgutil.iter_modules(tests_db.__path__):
    if found.name.startswith("matrix_"):
        CALLS.update(importlib.import_module(f"tests.db.{found.name}").CALLS)


class Undo(Exception):
    """Raised at the end of each try, so that nothing of it stays."""


def test_every_command_is_in_the_matrix():
    assert sorted(CALLS) == sorted(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_obeys_the_table_of_roles(sqlite_engine, name):
    for role in Role:
        _obeys(sqlite_engine, name, role)


def _obeys(engine, name, role):
    """Run the command as somebody with this role alone, and undo what it did."""
    command = COMMANDS[name]
    with suppress(Undo), unit_of_work(engine) as session:
        project_id = make("project", session).id
        arguments = CALLS[name](session, project_id)
        session.flush()
        if role in ALLOWED[command.action]:
            command.run(session, actor=local_actor(role), **arguments)
        else:
            with pytest.raises(NotAllowed):
                command.run(session, actor=local_actor(role), **arguments)
        raise Undo
