"""A whole round through the field page's API, as a phone holds it: begun, tapped, photographed, signed."""

import uuid

import pytest

from db.unit_of_work import broken_link, reading, unit_of_work
from pages._http.field_api import routes
from tests.pages.field_phone import Phone, Site, jpeg, tap
from tests.pages.helpers import installed
from tests.support.asgi import Client


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


def test_a_whole_round_is_held_and_signed(site, client, sqlite_engine):
    phone = Phone(client, site.project)

    [offer] = phone.get("/today").json["rounds"]
    assert (offer["series_id"], offer["planned_on"], offer["state"]) == (site.series, "2026-04-01", "due")
    begun = phone.begin(offer["series_id"])
    note = tap("note", zone_id=site.room, text="地面有积水")
    finding = tap(
        "finding",
        zone_id=site.room,
        trade="plumbing",
        severity="major",
        description="地漏堵塞",
        organisation_id=site.party,
        due_on=None,
    )
    results = phone.send(
        tap("observation", finding_id=site.finding, observation="still_there", text="仍有水渍"),
        tap("check", zone_id=site.room, item_id=site.anywhere, answer="fail"),
        note,
        finding,
        tap("attendee", name="王某(示例)", organisation_id=site.party),
        tap("head", field="weather", value="晴", original=""),
        tap("head", field="progress", value="按计划", original=""),
    )
    assert [result["status"] for result in results] == ["saved"] * 7
    picture, photo = jpeg(), str(uuid.uuid4())
    half = len(picture) // 2
    asked = {"on": finding["client_id"], "purpose": "before", "size": len(picture)}
    assert phone.part(photo, 0, picture[:half], **asked).json == {"offset": half, "done": False}
    assert phone.offset(photo).headers["upload-offset"] == str(half)
    done = phone.part(photo, half, picture[half:], **asked).json
    assert (done["offset"], done["done"]) == (len(picture), True)
    signed = phone.sign()
    assert signed.json["status"] == "signed"

    state = phone.state()
    assert state["status"] == "signed"
    assert state["client_id"] == begun.json["client_id"]
    assert state["head"] == {"weather": "晴", "progress": "按计划", "decisions": "", "next_week": ""}
    assert [check["answer"] for check in state["checks"]] == ["fail"]
    assert [seen["observation"] for seen in state["observations"]] == ["still_there"]
    assert [row["text"] for row in state["notes"]] == ["地面有积水"]
    assert [(row["number"], row["description"]) for row in state["findings"]] == [(13, "地漏堵塞")]
    assert [row["name"] for row in state["attendees"]] == ["王某(示例)"]
    assert state["disagreements"] == []
    assert state["signed"] == {"at": signed.json["signed_at"], "name": "李某(示例)"}
    # Found on Wednesday, 1 April 2026: Thursday, Friday and, after Qingming (4–6 April), Tuesday the 7th.
    found = next(row for row in phone.get("/today").json["findings"] if row["number"] == 13)
    assert (found["found_on"], found["due_on"]) == ("2026-04-01", "2026-04-07")
    shown = client.call("GET", found["photo"].split("?")[0], query=phone.query())
    assert (shown.status, shown.headers["content-type"]) == (200, "image/jpeg")
    with reading(sqlite_engine) as session:
        assert broken_link(session, site.project) is None
