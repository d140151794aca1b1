"""What makes a function a command: it names its action, is refused to who may not, and is on the list.

The list is what `tests/db/test_permission_matrix.py` drives with every role; a command that the test does not
know fails it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlmodel import Session

from db.unit_of_work import Write, about
from tracker.errors import NotAllowed, NotFound
from tracker.permissions import Action, Actor, Subject, can

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Command:
    """A registered command: its name, and the action it asks for."""

    name: str
    action: Action
    run: Callable[..., Any]


COMMANDS: dict[str, Command] = {}


class Body(Protocol[P, R]):  # type: ignore[misc]  # a ParamSpec in a Protocol has no variance
    """A command's own function."""

    __name__: str

    def __call__(self, session: Session, /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run inside a unit of work."""
        ...


def command(
    action: Action,
) -> Callable[[Callable[Concatenate[Session, P], R]], Callable[Concatenate[Session, P], R]]:
    """Register a command that needs `action` in the project named by its `project_id` argument.

    The wrapped function takes `session, *, actor, …`; `project_id` is None (or absent) only for what belongs
    to the whole installation. `reason`, where given, goes into the audit.

    Raises:
        NotAllowed: from the wrapped call, when the actor's roles do not include the action.
    """

    def register(function: Callable[Concatenate[Session, P], R]) -> Callable[Concatenate[Session, P], R]:
        @wraps(function)
        def run(session: Session, /, *args: P.args, **kwargs: P.kwargs) -> R:
            actor = kwargs["actor"]
            project_id = kwargs.get("project_id")
            require(actor, action, project_id)  # type: ignore[arg-type]  # ParamSpec hides the types of the two
            write: Write = session.info["write"]
            if write.command == "system":
                reason = kwargs.get("reason") or ""
                about(session, actor=actor, command=name, reason=str(reason))  # type: ignore[arg-type]  # likewise
            return function(session, *args, **kwargs)

        name = function.__name__
        if name in COMMANDS:
            message = f"two commands are called {name}"
            raise RuntimeError(message)
        COMMANDS[name] = Command(name, action, run)
        return run

    return register


def require(actor: Actor, action: Action, subject: Subject | int | None) -> None:
    """Refuse, unless `actor` may do `action` to `subject`.

    Raises:
        NotAllowed: with the action's name as the fact `action`.
    """
    if not can(actor, action, subject):
        raise NotAllowed(action=action)


T = TypeVar("T")


def get(session: Session, model: type[T], project_id: int, record_id: int | None) -> T:
    """The row of a project.

    Raises:
        NotFound: it is not there, or belongs to another project.
    """
    row = session.get(model, record_id) if record_id is not None else None
    if row is None or getattr(row, "project_id", None) != project_id:
        raise NotFound(record=getattr(model, "__tablename__", model.__name__), id=record_id)
    return row
