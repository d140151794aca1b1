"""Who may do what: one table (design §5), asked by every command and, for hiding buttons, by the pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What somebody is to a project. Administrator is a property of the account and opens no project by itself."""

    ADMINISTRATOR = "administrator"
    LEAD = "lead"
    STAFF = "staff"
    REVIEWER = "reviewer"
    PERSONNEL = "personnel"
    VIEWER = "viewer"


class Action(StrEnum):
    """What a command does or a page shows."""

    ADMINISTER = "administer"
    MANAGE_PROJECT = "manage_project"
    DECIDE = "decide"
    EDIT_PLANS = "edit_plans"
    SEE_PLANS = "see_plans"
    HOLD_ROUNDS = "hold_rounds"
    CLOSE_FINDINGS = "close_findings"
    SEE_SITE = "see_site"
    EDIT_PROCUREMENT = "edit_procurement"
    REVIEW_DRAFTS = "review_drafts"
    ANSWER_COMMENTS = "answer_comments"
    SEE_PROCUREMENT = "see_procurement"
    EDIT_PEOPLE = "edit_people"
    RECORD_TRAINING = "record_training"
    SEE_PEOPLE = "see_people"
    SEE_NAMES = "see_names"
    SEE_CANDIDATES = "see_candidates"
    EDIT_WORK = "edit_work"
    SEE_WORK = "see_work"
    BUILD_EVIDENCE = "build_evidence"
    KEEP_DRAFTS = "keep_drafts"
    GET_MESSAGES = "get_messages"


_A, _L, _S, _R, _P, _V = (
    Role.ADMINISTRATOR,
    Role.LEAD,
    Role.STAFF,
    Role.REVIEWER,
    Role.PERSONNEL,
    Role.VIEWER,
)

ALLOWED: Mapping[Action, frozenset[Role]] = MappingProxyType(
    {
        Action.ADMINISTER: frozenset({_A}),
        Action.MANAGE_PROJECT: frozenset({_L}),
        Action.DECIDE: frozenset({_L}),
        Action.EDIT_PLANS: frozenset({_L, _S}),
        Action.SEE_PLANS: frozenset({_L, _S, _P, _V}),
        Action.HOLD_ROUNDS: frozenset({_L, _S}),
        Action.CLOSE_FINDINGS: frozenset({_L, _S}),
        Action.SEE_SITE: frozenset({_L, _S, _V}),
        Action.EDIT_PROCUREMENT: frozenset({_L, _S}),
        Action.REVIEW_DRAFTS: frozenset({_L, _R}),
        Action.ANSWER_COMMENTS: frozenset({_L, _S}),
        Action.SEE_PROCUREMENT: frozenset({_L, _S, _R, _V}),
        Action.EDIT_PEOPLE: frozenset({_L, _P}),
        Action.RECORD_TRAINING: frozenset({_L, _S, _P}),
        Action.SEE_PEOPLE: frozenset({_L, _S, _P, _V}),
        Action.SEE_NAMES: frozenset({_L, _S, _P}),
        Action.SEE_CANDIDATES: frozenset({_L, _P}),
        Action.EDIT_WORK: frozenset({_L, _S}),
        Action.SEE_WORK: frozenset({_L, _S, _V}),
        Action.BUILD_EVIDENCE: frozenset({_L, _S}),
        Action.KEEP_DRAFTS: frozenset({_L, _S, _R, _P}),
        Action.GET_MESSAGES: frozenset({_L, _S, _R, _P, _V}),
    }
)
"""The whole policy. `docs/architecture.md` prints it from here."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever asks.

    Attributes:
        account_id: the account, or None in local mode and for the system itself.
        kind: "account", "local" or "system"; the audit keeps it.
        roles: roles by project id.
        everywhere: roles that hold in any project (local mode), and ADMINISTRATOR for an administrator's account.
    """

    account_id: int | None
    kind: str
    roles: Mapping[int, frozenset[Role]] = field(default_factory=dict)
    everywhere: frozenset[Role] = frozenset()

    @property
    def key(self) -> str:
        """What an actor's unsaved forms are kept under."""
        return f"{self.kind}:{self.account_id or 0}"

    def roles_in(self, project_id: int | None) -> frozenset[Role]:
        """The roles this actor holds in a project; without a project, those that hold everywhere."""
        own = self.roles.get(project_id, frozenset()) if project_id is not None else frozenset()
        return self.everywhere | own


@dataclass(frozen=True, slots=True)
class Subject:
    """What is acted on.

    Attributes:
        project_id: its project, or None for the installation itself.
        barred_account_ids: accounts that may not do this here, though their role may (a finding's assignee and
            whoever marked it rectified may not close it).
    """

    project_id: int | None
    barred_account_ids: frozenset[int] = frozenset()


def local_actor(*roles: Role) -> Actor:
    """The one visitor of local mode: administrator and lead, or the roles given (to see the tracker as they do)."""
    return Actor(
        account_id=None, kind="local", everywhere=frozenset(roles or (Role.ADMINISTRATOR, Role.LEAD))
    )


SYSTEM = Actor(account_id=None, kind="system", everywhere=frozenset({Role.ADMINISTRATOR, Role.LEAD}))
"""The tracker itself: seeds and the command line on the server."""


def can(actor: Actor, action: Action, subject: Subject | int | None) -> bool:
    """Whether `actor` may do `action` to `subject` (a project id stands for the project as a whole)."""
    if not isinstance(subject, Subject):
        subject = Subject(project_id=subject)
    roles = actor.roles_in(subject.project_id) & ALLOWED[action]
    if Role.LEAD in roles:
        return True
    return bool(roles) and (actor.account_id is None or actor.account_id not in subject.barred_account_ids)
