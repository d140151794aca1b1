"""The field page's API as a phone meets it: every row of docs/field-api.md, lost answers, refusals, two phones."""

import logging
import uuid

import pytest
import sqlalchemy as sa

from db.models import metadata
from db.unit_of_work import reading, unit_of_work
from pages._http import field_call
from pages._http.field_api import routes
from pages._http.field_page import build
from tests.factories import make
from tests.pages.field_phone import BASE, Phone, Site, again, tap
from tests.pages.helpers import installed
from tests.support.asgi import HOST, Client
from tracker.permissions import Role, local_actor
from tracker.vocabulary import InspectionStatus

TABLES = (
    "inspection",
    "check_result",
    "finding_check",
    "inspection_note",
    "finding",
    "attendee",
    "attachment",
    "audit_entry",
    "field_item",
)


@pytest.fixture
def site(sqlite_engine, monkeypatch, tmp_path):
    with unit_of_work(sqlite_engine) as session:
        made = Site(session)
    with installed(monkeypatch, sqlite_engine, tmp_path):
        yield made


@pytest.fixture
def client():
    opened = Client(routes())
    yield opened
    opened.close()


@pytest.fixture
def phone(site, client):
    return Phone(client, site.project)


@pytest.fixture
def stored(sqlite_engine):
    """Counts the rows of everything that a phone could write."""

    def count():
        with sqlite_engine.connect() as connection:
            return {
                name: connection.scalar(sa.select(sa.func.count()).select_from(metadata.tables[name]))
                for name in TABLES
            }

    return count


def a_bit_of_everything(site):
    """One item of each kind."""
    return [
        tap("check", zone_id=site.room, item_id=site.anywhere, answer="fail"),
        tap("observation", finding_id=site.finding, observation="fixed", text=""),
        tap("note", zone_id=None, text="整洁"),
        tap(
            "finding",
            zone_id=site.room,
            trade="fit_out",
            severity="minor",
            description="划痕",
            organisation_id=None,
            due_on=None,
        ),
        tap("attendee", name="王某(示例)", organisation_id=site.party),
        tap("head", field="weather", value="晴", original=""),
    ]


# Today


def test_today_holds_all_that_a_round_needs(phone, site):
    today = phone.get("/today").json

    name = today["project"]["name"]
    assert today["project"] == {"id": site.project, "name": name, "today": "2026-04-01", "may_hold": True}
    assert today["projects"] == [{"id": site.project, "name": name}]
    assert today["rounds"] == [
        {
            "id": None,
            "client_id": None,
            "series_id": site.series,
            "title": "每周巡查",
            "planned_on": "2026-04-01",
            "window_ends_on": "2026-04-05",
            "held_on": None,
            "state": "due",
        }
    ]
    room = {"id": site.room, "parent_id": site.floor, "kind": "room", "name": "少儿阅览室"}
    assert today["zones"][1] == {**room, "path": "一层 · 少儿阅览室"}
    assert today["checklist"] == [
        {"id": site.anywhere, "zone_id": None, "text": "消防通道畅通"},
        {"id": site.in_floor, "zone_id": site.floor, "text": "门厅"},
    ]
    assert today["findings"] == [
        {
            "id": site.finding,
            "number": 12,
            "zone_id": site.room,
            "trade": "other",
            "severity": "major",
            "status": "assigned",
            "description": "渗水",
            "found_on": "2026-03-18",
            "due_on": None,
            "organisation": "施工单位",
            "photo": None,
        }
    ]
    assert today["organisations"] == [{"id": site.party, "name": "施工单位", "role": "client"}]
    assert [each["code"] for each in today["severities"]] == ["critical", "major", "minor", "observation"]
    assert today["trades"][:2] == ["civil", "fit_out"]
    assert today["limits"] == {"text": 20000, "weather": 60, "photo_bytes": 26214400, "items": 200}


def test_today_without_a_project_is_that_of_the_first(client, site):
    assert client.call("GET", f"{BASE}/today").json["project"]["id"] == site.project


def test_a_round_that_somebody_holds_is_offered_with_its_name(phone, site):
    begun = phone.begin(site.series).json
    [offer] = phone.get("/today").json["rounds"]
    assert (offer["id"], offer["client_id"]) == (begun["round_id"], begun["client_id"])


def test_who_walked_along_is_known_at_the_next_round(phone, site):
    phone.begin(site.series)
    phone.send(tap("attendee", name="王某(示例)", organisation_id=site.party))
    assert phone.get("/today").json["people"] == [{"name": "王某(示例)", "organisation_id": site.party}]


# Items


def test_the_same_parcel_twice_is_stored_once(phone, site, stored):
    phone.begin(site.series)
    items = a_bit_of_everything(site)
    first = phone.send(*items)
    once = stored()

    assert [result["status"] for result in first] == ["saved"] * 6
    assert phone.send(*items) == first
    assert stored() == once


def test_a_parcel_whose_answer_was_lost_half_way_goes_on_where_it_broke(phone, site, stored):
    phone.begin(site.series)
    items = a_bit_of_everything(site)
    phone.send(*items[:3])  # stored, and the phone never heard of it

    results = phone.send(*items)

    assert [result["status"] for result in results] == ["saved"] * 6
    counts = stored()
    kinds = ("check_result", "finding_check", "inspection_note", "attendee")
    assert [counts[name] for name in kinds] == [1, 1, 1, 1]
    assert counts["finding"] == 2  # the open one of the site and the new one


def test_the_same_parcel_from_two_tabs_at_once_is_stored_once(phone, site, client, stored):
    phone.begin(site.series)
    items = a_bit_of_everything(site)
    path, how = (
        f"{BASE}/rounds/{phone.round}/items",
        {"query": phone.query(), "data": {"device": phone.device, "items": items}},
    )

    answers = client.together(*[("POST", path, how)] * 4)

    assert {answer.status for answer in answers} == {200}
    assert [answer.json == answers[0].json for answer in answers] == [True] * 4
    assert stored()["check_result"] == stored()["inspection_note"] == stored()["attendee"] == 1


def test_two_phones_in_one_round_keep_both_answers_and_show_both(site, client):
    first, second = Phone(client, site.project), Phone(client, site.project)
    assert first.begin(site.series).json == second.begin(site.series).json
    first.send(tap("check", zone_id=site.room, item_id=site.anywhere, answer="pass"))
    second.send(tap("check", zone_id=site.room, item_id=site.anywhere, answer="fail"))
    first.send(tap("observation", finding_id=site.finding, observation="fixed"))
    second.send(tap("observation", finding_id=site.finding, observation="still_there"))

    state = first.state()

    assert state == second.state()
    assert [(row["device"], row["answer"]) for row in state["checks"]] == [
        (first.device, "pass"),
        (second.device, "fail"),
    ]
    assert state["disagreements"] == [
        {
            "kind": "check",
            "zone_id": site.room,
            "item_id": site.anywhere,
            "answers": ["fail", "pass"],
        },
        {"kind": "observation", "finding_id": site.finding, "answers": ["fixed", "still_there"]},
    ]


def test_a_head_field_that_two_people_wrote_shows_both_texts(site, client):
    first, second = Phone(client, site.project), Phone(client, site.project)
    first.begin(site.series)
    second.begin(site.series)
    first.send(tap("head", field="progress", value="按计划", original=""))
    late = tap("head", field="progress", value="落后", original="")
    [result] = second.send(late)

    said = {"client_id": late["client_id"], "status": "conflict", "theirs": "按计划", "mine": "落后"}
    assert result == said
    assert first.state()["head"]["progress"] == "按计划"
    [decided] = second.send(again(late, original="按计划", value="按计划\n落后"))
    assert decided["status"] == "saved"
    assert first.state()["head"]["progress"] == "按计划\n落后"


def test_what_is_taken_back_is_not_shown_any_more(phone, site):
    phone.begin(site.series)
    note, finding, attendee = a_bit_of_everything(site)[2:5]
    answers = a_bit_of_everything(site)[:2]
    phone.send(*answers, note, finding, attendee)
    phone.send(*(tap("withdraw", of=item["client_id"]) for item in (*answers, note, finding, attendee)))

    state = phone.state()
    kinds = ("checks", "observations", "notes", "findings", "attendees")
    assert [state[kind] for kind in kinds] == [[], [], [], [], []]


def test_one_bad_item_holds_up_none_of_the_others(phone, site):
    phone.begin(site.series)
    note, _, attendee = a_bit_of_everything(site)[2:5]
    bad = tap("check", zone_id=site.room, item_id=site.anywhere, answer="perhaps")

    results = phone.send(note, bad, "nonsense", attendee)

    assert [result["status"] for result in results] == ["saved", "refused", "refused", "saved"]
    assert results[1]["client_id"] == bad["client_id"]
    assert results[1]["error"]["code"] == "field_malformed"
    assert results[1]["error"]["facts"] == {"name": "answer"}
    assert results[2]["client_id"] is None


def test_refusals_are_sentences_in_the_language_of_the_phone(client, site):
    def message(language):
        query = {"project": site.project, "lang": language}
        return client.call("GET", f"{BASE}/rounds/999", query=query).json["error"]["message"]

    assert message("en") == (
        "This record is not here any more, or belongs to another project. Nothing was changed."
    )
    assert message("zh") != message("en")
    assert message("xx") == message("zh")


# Signing


def test_signing_again_answers_the_same_and_another_name_is_refused(phone, site):
    phone.begin(site.series)
    phone.send(*a_bit_of_everything(site))
    name = str(uuid.uuid4())
    first = phone.sign(client_id=name)

    assert phone.sign(client_id=name).json == first.json
    other = phone.sign("王某(示例)")
    assert (other.status, other.code) == (409, "round_signed")


def test_an_empty_round_is_not_signed(phone, site):
    phone.begin(site.series)
    answer = phone.sign()
    assert (answer.status, answer.code) == (409, "round_empty")


def test_after_signing_a_note_is_an_addendum_and_the_rest_is_refused(phone, site):
    phone.begin(site.series)
    before = a_bit_of_everything(site)
    phone.send(*before)
    phone.sign()

    results = phone.send(*a_bit_of_everything(site), tap("withdraw", of=before[2]["client_id"]))

    codes = [result.get("error", {}).get("code", result["status"]) for result in results]
    assert codes == ["round_signed", "round_signed", "saved", *["round_signed"] * 4]
    assert [(row["text"], row["is_addendum"]) for row in phone.state()["notes"]] == [
        ("整洁", False),
        ("整洁", True),
    ]
    assert [result["status"] for result in phone.send(*before)] == ["saved"] * 6


def test_an_excused_round_takes_nothing(phone, site, sqlite_engine):
    with unit_of_work(sqlite_engine) as session:
        excused = make(
            "inspection", session, project_id=site.project, status=InspectionStatus.EXCUSED, excuse="停电"
        )
        phone.round = excused.id
    results = phone.send(*a_bit_of_everything(site))
    assert {result["error"]["code"] for result in results} == {"round_excused"}


# Refusals: nothing stored, and logged


@pytest.fixture
def refused(stored, caplog):
    """Checks that an answer is a refusal, that nothing was stored, and that it stands in the log."""
    before = stored()

    def check(answer, status, code):
        assert (answer.status, answer.code) == (status, code)
        assert answer.json["error"]["message"]
        assert stored() == before
        assert any(f"{status}: {code}" in record.getMessage() for record in caplog.records)
        caplog.clear()

    with caplog.at_level(logging.WARNING, logger="kaiguan.field"):
        yield check


def note_in(phone, path, **how):
    return phone.post(path, {"device": phone.device, "items": [tap("note", zone_id=None, text="x")]}, **how)


def test_a_forged_round_is_refused_as_a_whole(phone, site, sqlite_engine, refused, stored):
    for round_id in (999, 2**63, 10**30):
        refused(note_in(phone, f"/rounds/{round_id}/items"), 404, "not_found")
        refused(phone.get(f"/rounds/{round_id}"), 404, "not_found")
        sign = phone.post(f"/rounds/{round_id}/sign", {"client_id": str(uuid.uuid4()), "name": "x"})
        refused(sign, 404, "not_found")
    assert note_in(phone, "/rounds/7e3/items").status == 404


def test_a_round_of_another_project_is_not_found(phone, site, sqlite_engine, stored):
    with unit_of_work(sqlite_engine) as session:
        theirs = make("inspection", session, client_id=str(uuid.uuid4()))
        round_id, project_id = theirs.id, theirs.project_id
    before = stored()

    assert note_in(phone, f"/rounds/{round_id}/items").status == 404
    assert phone.get(f"/rounds/{round_id}").status == 404
    assert phone.get("/today", project=10**9).status == 404
    assert Phone(phone.client, project_id).get(f"/rounds/{round_id}").status == 200
    assert stored() == before


def test_zones_questions_and_findings_of_another_project_are_refused(phone, site, sqlite_engine, stored):
    phone.begin(site.series)
    with unit_of_work(sqlite_engine) as session:
        theirs = Site(session)
    before = stored()

    results = phone.send(
        tap("check", zone_id=theirs.room, item_id=site.anywhere, answer="pass"),
        tap("check", zone_id=site.room, item_id=theirs.anywhere, answer="pass"),
        tap("observation", finding_id=theirs.finding, observation="fixed"),
        tap("note", zone_id=theirs.room, text="x"),
        tap("attendee", name="x", organisation_id=theirs.party),
        tap("withdraw", of=str(uuid.uuid4())),
    )

    assert [result["error"]["code"] for result in results] == ["not_found"] * 6
    assert stored() == before


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"", "JSON"),
        (b"{", "JSON"),
        (b"\xff\xfe{}", "JSON"),
        (b"[" * 100_000, "JSON"),
        (b"[]", "object"),
        (b'{"device": "x", "items": []}', "device"),
        (b'{"device": 1, "items": 2}', "items"),
    ],
)
def test_a_body_that_is_no_call_is_malformed(phone, site, refused, stored, body, name):
    answer = phone.client.call(
        "POST",
        f"{BASE}/rounds/1/items",
        query=phone.query(),
        body=body,
        headers={"content-type": "application/json"},
    )
    refused(answer, 400, "field_malformed")
    assert answer.json["error"]["facts"] == {"name": name}


@pytest.mark.parametrize("project", ["", "one", "-1", "0", "1" * 40, "１"])
def test_a_call_without_a_project_is_malformed(client, site, refused, project):
    refused(client.call("GET", f"{BASE}/rounds/1", query={"project": project}), 400, "field_malformed")


def test_a_large_body_is_refused_before_it_is_read_whole(phone, site, refused):
    heard = []
    pieces = [b"x" * 100_000] * 40
    answer = phone.client.call(
        "POST",
        f"{BASE}/rounds/1/items",
        query=phone.query(),
        body=pieces,
        headers={"content-type": "application/json"},
        heard=lambda: heard.append(1),
    )
    refused(answer, 413, "field_body_too_large")
    assert len(heard) == 11  # a million bytes and one piece more

    told = phone.client.call(
        "POST",
        f"{BASE}/rounds/1/items",
        query=phone.query(),
        body=b"{}",
        headers={"content-type": "application/json", "content-length": "1000001"},
    )
    refused(told, 413, "field_body_too_large")


def test_a_call_that_never_ends_is_given_up(phone, site, monkeypatch, stored):
    before = stored()
    monkeypatch.setattr(field_call, "BODY_SECONDS", 0.05)
    how = {"headers": {"content-type": "application/json"}, "body": b"{", "falls_silent": True}
    answer = phone.client.call("POST", f"{BASE}/rounds/1/items", query=phone.query(), **how)
    assert (answer.status, stored()) == (503, before)


def test_more_than_two_hundred_items_are_refused_as_a_whole(phone, site, stored):
    phone.begin(site.series)
    before = stored()
    items = [tap("note", zone_id=None, text="x") for _ in range(201)]
    answer = phone.post(f"/rounds/{phone.round}/items", {"device": phone.device, "items": items})
    assert (answer.status, answer.code) == (413, "field_too_many_items")
    assert stored() == before


@pytest.mark.parametrize("origin", ["http://evil.example", "https://127.0.0.1", "null", "http://127.0.0.1:1"])
def test_a_write_from_a_page_of_another_address_is_refused(phone, site, refused, origin):
    refused(note_in(phone, "/rounds/1/items", headers={"origin": origin}), 403, "field_foreign_origin")
    part = phone.part(str(uuid.uuid4()), 0, b"x", size=1, headers={"origin": origin})
    refused(part, 403, "field_foreign_origin")


def test_a_write_from_the_tracker_s_own_page_is_taken(phone, site):
    phone.begin(site.series)
    for origin in (f"http://{HOST}", f"https://{HOST}"):
        path = f"/rounds/{phone.round}/items"
        assert note_in(phone, path, headers={"origin": origin}).status == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_write_of_another_kind_is_refused(phone, site, refused, kind):
    # A form on any page of the web can send these without being asked; JSON it cannot.
    answer = note_in(phone, "/rounds/1/items", headers={"content-type": kind})
    refused(answer, 415, "field_wrong_type")


def test_a_version_that_is_not_spoken_any_more_asks_for_an_update(client, site, refused):
    refused(client.call("POST", "/field/api/v0/rounds"), 410, "update_needed")
    refused(client.call("GET", "/field/api/v2/today"), 410, "update_needed")
    refused(client.call("GET", f"{BASE}/nothing"), 404, "not_found")


def test_every_answer_names_the_build_and_is_kept_nowhere(phone, site):
    for answer in (phone.get("/today"), phone.get("/rounds/999"), note_in(phone, "/rounds/999/items")):
        assert answer.headers["field-app"] == build().name
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_log_tells_nothing_that_a_person_wrote(phone, site, caplog):
    phone.begin(site.series)
    with caplog.at_level(logging.WARNING, logger="kaiguan.field"):
        phone.send(tap("attendee", name="王某(示例)" + "长" * 120, organisation_id=None))
        phone.send(tap("note", zone_id=10**9, text="秘密"))
    said = " ".join(record.getMessage() for record in caplog.records)
    assert ("text_too_long" in said, "not_found" in said) == (True, True)
    assert "王某" not in said
    assert "秘密" not in said


# Roles


def as_role(role):
    return Client(routes(lambda _request: local_actor(role)))


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.PERSONNEL, Role.VIEWER, Role.ADMINISTRATOR])
def test_roles_that_hold_no_rounds_write_nothing(phone, site, refused, stored, role):
    outsider = Phone(as_role(role), site.project)
    wanted = {
        "client_id": str(uuid.uuid4()),
        "series_id": None,
        "planned_on": "2026-04-01",
        "held_on": "2026-04-01",
    }
    try:
        refused(outsider.post("/rounds", wanted), 403, "not_allowed")
        refused(note_in(outsider, "/rounds/1/items"), 403, "not_allowed")
        outsider.round = 1
        refused(outsider.sign(), 403, "not_allowed")
        refused(outsider.part(str(uuid.uuid4()), 0, b"x", size=1), 403, "not_allowed")
        assert outsider.offset(str(uuid.uuid4())).status == 403
    finally:
        outsider.client.close()


@pytest.mark.parametrize("role", [Role.LEAD, Role.STAFF])
def test_roles_that_hold_rounds_do(site, role):
    phone = Phone(as_role(role), site.project)
    phone.begin(site.series)
    assert {result["status"] for result in phone.send(*a_bit_of_everything(site))} == {"saved"}
    phone.client.close()


def test_a_viewer_reads_without_names_and_a_reviewer_reads_nothing(phone, site):
    phone.begin(site.series)
    phone.send(*a_bit_of_everything(site))
    phone.sign()
    viewer = Phone(as_role(Role.VIEWER), site.project)
    viewer.round = phone.round
    state, today = viewer.state(), viewer.get("/today").json
    assert [row["name"] for row in state["attendees"]] == [""]
    assert state["signed"]["name"] == ""
    assert (today["people"], today["project"]["may_hold"]) == ([], False)
    viewer.client.close()

    reviewer = Phone(as_role(Role.REVIEWER), site.project)
    assert reviewer.get(f"/rounds/{phone.round}").status == 403
    assert reviewer.get("/today").status == 403
    reviewer.client.close()


def test_all_that_was_written_is_in_the_audit_under_the_command_that_wrote_it(phone, site, sqlite_engine):
    phone.begin(site.series)
    phone.send(*a_bit_of_everything(site))
    phone.sign()

    audit = metadata.tables["audit_entry"]
    with reading(sqlite_engine) as session:
        commands = {row.command for row in session.execute(sa.select(audit.c.command).distinct())}
    assert commands >= {
        "join_round",
        "answer_check",
        "observe_finding",
        "note_from_phone",
        "finding_from_phone",
        "attendee_from_phone",
        "set_head_field",
        "sign_from_phone",
    }
