"""The table of roles (design §5), restated here word for word, against `tracker.permissions`."""

import pytest

from tracker.permissions import (
    ALLOWED,
    SYSTEM,
    Action,
    Actor,
    Role,
    Subject,
    can,
    local_actor,
)

PROJECT = 1

TABLE = {
    # action: administrator, lead, staff, reviewer, personnel, viewer
    "administer": "x.....",
    "manage_project": ".x....",
    "decide": ".x....",
    "edit_plans": ".xx...",
    "see_plans": ".xx.xx",
    "hold_rounds": ".xx...",
    "close_findings": ".xx...",
    "see_site": ".xx..x",
    "edit_procurement": ".xx...",
    "review_drafts": ".x.x..",
    "answer_comments": ".xx...",
    "see_procurement": ".xxx.x",
    "edit_people": ".x..x.",
    "record_training": ".xx.x.",
    "see_people": ".xx.xx",
    "see_names": ".xx.x.",
    "see_candidates": ".x..x.",
    "edit_work": ".xx...",
    "see_work": ".xx..x",
    "build_evidence": ".xx...",
    "keep_drafts": ".xxxx.",
    "get_messages": ".xxxxx",
}

ROLES = ["administrator", "lead", "staff", "reviewer", "personnel", "viewer"]

CELLS = [
    (action, role, mark == "x")
    for action, marks in TABLE.items()
    for role, mark in zip(ROLES, marks, strict=True)
]


def member(role, account_id=5):
    """An account with one role in the project; an administrator's holds everywhere."""
    if role is Role.ADMINISTRATOR:
        return Actor(account_id, "account", everywhere=frozenset({role}))
    return Actor(account_id, "account", roles={PROJECT: frozenset({role})})


@pytest.mark.parametrize(("action", "role", "allowed"), CELLS)
def test_each_role_may_do_what_the_table_says_and_nothing_else(action, role, allowed):
    assert can(member(Role(role)), Action(action), PROJECT) is allowed


def test_the_table_here_names_every_action_and_every_role():
    assert set(TABLE) == {action.value for action in Action} == {action.value for action in ALLOWED}
    assert [role.value for role in Role] == ROLES


@pytest.mark.parametrize("action", list(Action))
def test_a_role_in_one_project_opens_no_other(action):
    for role in Role:
        if role is not Role.ADMINISTRATOR:
            assert not can(member(role), action, 2)


@pytest.mark.parametrize("action", list(Action))
def test_an_account_without_any_role_may_do_nothing(action):
    assert not can(Actor(5, "account"), action, PROJECT)
    assert not can(Actor(5, "account"), action, None)


def test_an_administrator_is_not_thereby_a_member_of_a_project():
    assert [a.value for a in Action if can(member(Role.ADMINISTRATOR), a, PROJECT)] == ["administer"]


def test_two_roles_of_one_account_add_up():
    both = Actor(5, "account", roles={PROJECT: frozenset({Role.REVIEWER, Role.PERSONNEL})})
    assert can(both, Action.REVIEW_DRAFTS, PROJECT)
    assert can(both, Action.EDIT_PEOPLE, PROJECT)
    assert not can(both, Action.EDIT_PLANS, PROJECT)


def test_staff_may_not_close_a_finding_assigned_to_them_or_marked_rectified_by_them():
    finding = Subject(PROJECT, barred_account_ids=frozenset({5, 6}))
    assert not can(member(Role.STAFF, account_id=5), Action.CLOSE_FINDINGS, finding)
    assert not can(member(Role.STAFF, account_id=6), Action.CLOSE_FINDINGS, finding)
    assert can(member(Role.STAFF, account_id=7), Action.CLOSE_FINDINGS, finding)


def test_a_lead_may_close_any_finding():
    finding = Subject(PROJECT, barred_account_ids=frozenset({5}))
    assert can(member(Role.LEAD, account_id=5), Action.CLOSE_FINDINGS, finding)


def test_a_bar_gives_nobody_a_right_they_lack():
    assert not can(member(Role.VIEWER), Action.CLOSE_FINDINGS, Subject(PROJECT))


@pytest.mark.parametrize("actor", [local_actor(), SYSTEM])
def test_the_local_visitor_and_the_system_are_administrator_and_lead_of_every_project(actor):
    assert all(can(actor, action, PROJECT) for action in Action if action is not Action.ADMINISTER)
    assert can(actor, Action.ADMINISTER, None)
    assert actor.roles_in(None) == {Role.ADMINISTRATOR, Role.LEAD}


def test_the_local_visitor_can_look_through_the_eyes_of_one_role():
    assert [a.value for a in Action if can(local_actor(Role.REVIEWER), a, PROJECT)] == [
        "review_drafts",
        "see_procurement",
        "keep_drafts",
        "get_messages",
    ]


def test_unsaved_forms_of_two_actors_have_different_keys():
    assert Actor(5, "account").key == "account:5"
    assert local_actor().key == "local:0"
    assert SYSTEM.key == "system:0"
