"""The field page's API on the real server, called as `curl` would: a whole round, the server killed in the middle."""

import gzip
import json
import urllib.error
import urllib.request
import uuid
from urllib.parse import urlencode

import pytest
from sqlmodel import select

from db.models import Attachment, CheckResult, Inspection, InspectionNote
from db.unit_of_work import reading, unit_of_work
from tests.pages.field_phone import BASE, WEDNESDAY, Site, jpeg, tap
from tracker.vocabulary import InspectionStatus


@pytest.fixture
def site(sqlite_engine):
    with unit_of_work(sqlite_engine) as session:
        return Site(session)


def curl(server, method, path, data=None, query=None, headers=None):
    """One call over the line; gives status, headers and body, whatever the status."""
    sent = {"Accept-Encoding": "gzip", **(headers or {})}
    if data is not None and not isinstance(data, bytes):
        data, sent = (
            json.dumps(data).encode(),
            {"Content-Type": "application/json", "Origin": server.url, **sent},
        )
    url = f"{server.url}{path}?{urlencode(query or {})}"
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data, sent, method=method)) as answer:
            status, found, body = answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            status, found, body = error.code, error.headers, error.read()
    return status, found, gzip.decompress(body) if found.get("Content-Encoding") == "gzip" else body


def test_a_whole_round_over_the_line_with_the_server_killed_in_the_middle(start_app, sqlite_engine, site):
    server = start_app(sqlite_engine, WEDNESDAY.isoformat())
    query = {"project": site.project, "lang": "zh"}
    status, headers, page = curl(server, "GET", "/field")
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert headers["Field-App"].encode() in page

    [offer] = json.loads(curl(server, "GET", f"{BASE}/today", query=query)[2])["rounds"]
    wanted = {
        "client_id": str(uuid.uuid4()),
        "series_id": offer["series_id"],
        "planned_on": offer["planned_on"],
        "held_on": offer["planned_on"],
    }
    begun = json.loads(curl(server, "POST", f"{BASE}/rounds", wanted, query)[2])
    round_path = f"{BASE}/rounds/{begun['round_id']}"
    items = [
        tap("check", zone_id=site.room, item_id=site.anywhere, answer="pass"),
        tap("note", zone_id=site.room, text="整洁"),
    ]
    parcel = {"device": str(uuid.uuid4()), "items": items}
    saved = curl(server, "POST", f"{round_path}/items", parcel, query)[2]
    picture, photo = jpeg(1200, 900), f"{BASE}/photos/{uuid.uuid4()}"
    asked = {
        **query,
        "round": begun["round_id"],
        "on": items[1]["client_id"],
        "purpose": "",
        "size": len(picture),
    }
    part = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
    assert curl(server, "PATCH", photo, picture[:2000], asked, part)[0] == 200

    server.kill()
    server.start()

    assert curl(server, "POST", f"{round_path}/items", parcel, query)[2] == saved
    status, headers, _ = curl(server, "HEAD", photo, query=query)
    assert (status, headers["Upload-Offset"]) == (200, "2000")
    last = curl(server, "PATCH", photo, picture[2000:], asked, {**part, "Upload-Offset": "2000"})
    assert json.loads(last[2])["done"]
    signature = {"client_id": str(uuid.uuid4()), "name": "李某(示例)"}
    signed = [curl(server, "POST", f"{round_path}/sign", signature, query) for _ in range(2)]
    assert [answer[0] for answer in signed] == [200, 200]
    assert signed[0][2] == signed[1][2]
    status, _, refused = curl(server, "POST", f"{BASE}/rounds/999/items", parcel, query)
    assert (status, json.loads(refused)["error"]["code"]) == (404, "not_found")

    with reading(sqlite_engine) as session:
        assert [row.status for row in session.exec(select(Inspection))] == [InspectionStatus.SIGNED]
        stored = {model: len(session.exec(select(model)).all()) for model in (CheckResult, InspectionNote)}
        assert stored == {CheckResult: 1, InspectionNote: 1}
        [hung] = session.exec(select(Attachment)).all()
        assert hung.record_table == "inspection_note"
    assert "refused POST" in server.output()
    assert "整洁" not in server.output()
