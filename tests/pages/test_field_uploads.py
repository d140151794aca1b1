"""Photos from a phone over a bad line: resumed, stored once, refused with a reason, the round untouched."""

import io
import os
import time
import uuid

import pytest
from PIL import Image
from sqlmodel import select

from db.files import file_store
from db.models import Attachment
from db.unit_of_work import reading, unit_of_work
from pages._http import field_uploads
from pages._http.field_api import routes
from pages._http.field_parts import Part, Parts, sweep, uploads_folder
from pages._kit.installation import ROOT
from tests.factories import make
from tests.pages.field_phone import BASE, Phone, Site, jpeg, tap
from tests.pages.helpers import installed
from tests.support.asgi import Client


@pytest.fixture
def site(sqlite_engine, monkeypatch, tmp_path):
    with unit_of_work(sqlite_engine) as session:
        made = Site(session)
    with installed(monkeypatch, sqlite_engine, tmp_path):
        yield made


@pytest.fixture
def phone(site):
    client = Client(routes())
    opened = Phone(client, site.project)
    opened.begin(site.series)
    yield opened
    client.close()


@pytest.fixture
def parts(tmp_path):
    """The names of the files of parts that lie there now."""
    folder = tmp_path / "files" / "uploads"
    return lambda: sorted(path.name for path in folder.glob("*"))


@pytest.fixture
def hung(sqlite_engine):
    """The photos that hang in the database."""

    def read():
        with reading(sqlite_engine) as session:
            return list(session.exec(select(Attachment)))

    return read


def photo_id():
    return str(uuid.uuid4())


def test_a_photo_in_three_parts_over_a_line_that_breaks_is_stored_once(phone, site, hung, parts, tmp_path):
    picture, photo = jpeg(1200, 900), photo_id()
    size = len(picture)
    assert phone.offset(photo).status == 404

    assert phone.part(photo, 0, picture[:1000], size=size).json == {"offset": 1000, "done": False}
    # the line breaks after 500 bytes of the second part: they are kept
    phone.part(photo, 1000, [picture[1000:1300], picture[1300:1500]], size=size, breaks_off=True)
    assert phone.offset(photo).headers["upload-offset"] == "1500"
    done = phone.part(photo, 1500, picture[1500:], size=size).json

    [row] = hung()
    assert done == {"offset": size, "done": True, "attachment_id": row.id}
    assert (row.record_table, row.record_id, row.client_id) == ("inspection", phone.round, photo)
    kept = Image.open(io.BytesIO(file_store(tmp_path / "files").get(row.sha256)))
    assert (kept.format, kept.size) == ("JPEG", (1200, 900))
    assert [name.endswith(".done") for name in parts()] == [True]


def test_after_a_lost_answer_the_phone_learns_that_the_photo_is_there(phone, hung, tmp_path):
    picture, photo = jpeg(), photo_id()
    size = len(picture)
    first = phone.part(photo, 0, picture, size=size).json

    asked = phone.offset(photo)
    assert (asked.headers["upload-offset"], asked.headers["upload-complete"]) == (str(size), "?1")
    assert phone.part(photo, size, b"", size=size).json == first
    assert phone.part(photo, 0, picture, size=size).json == first
    assert len(hung()) == 1

    for path in (tmp_path / "files" / "uploads").glob("*.done"):
        path.unlink()  # as a week later
    assert phone.offset(photo).headers["upload-offset"] == "0"
    assert phone.part(photo, 0, picture[:10], size=size).json == first
    assert len(hung()) == 1


def test_a_wrong_offset_is_answered_with_the_right_one(phone):
    picture, photo = jpeg(), photo_id()
    size = len(picture)
    ahead = phone.part(photo, 5, picture[5:], size=size)
    assert (ahead.status, ahead.code, ahead.headers["upload-offset"]) == (409, "photo_offset", "0")
    phone.part(photo, 0, picture[:100], size=size)
    behind = phone.part(photo, 50, picture[50:], size=size)
    assert (behind.status, behind.headers["upload-offset"]) == (409, "100")
    assert phone.part(photo, 100, picture[100:], size=size).json["done"]


def test_two_tabs_that_send_the_same_photo_at_once_do_not_mix_its_bytes(phone, hung):
    picture, photo = jpeg(600, 400), photo_id()
    size, third = len(picture), len(picture) // 3
    pieces = [picture[:third], picture[third : 2 * third], picture[2 * third :]]
    query = phone.query(round=phone.round, on="round", purpose="", size=size)
    headers = {"content-type": "application/offset+octet-stream", "upload-offset": "0"}
    call = ("PATCH", f"{BASE}/photos/{photo}", {"query": query, "headers": headers, "body": pieces})

    answers = phone.client.together(call, call, call)

    assert [answer.json.get("done") for answer in answers] == [True, True, True]
    assert len({answer.json["attachment_id"] for answer in answers}) == 1
    assert len(hung()) == 1


def test_a_photo_hangs_on_the_note_or_finding_that_it_names(phone, site, hung):
    note = tap("note", zone_id=None, text="整洁")
    seen = tap("observation", finding_id=site.finding, observation="worse")
    [noted, _] = phone.send(note, seen)
    picture = jpeg()
    phone.part(photo_id(), 0, picture, size=len(picture), on=note["client_id"])
    phone.part(photo_id(), 0, picture, size=len(picture), on=seen["client_id"], purpose="after")

    assert [(row.record_table, row.record_id, row.purpose) for row in hung()] == [
        ("inspection_note", noted["record_id"], ""),
        ("finding", site.finding, "after"),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"not a picture at all", "photo_not_an_image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo_not_an_image"),
        (jpeg(800, 600)[:3000], "photo_damaged"),
    ],
)
def test_a_picture_that_is_none_is_refused_and_thrown_away(phone, hung, parts, data, code):
    phone.send(tap("note", zone_id=None, text="整洁"))
    before = phone.state()
    answer = phone.part(photo_id(), 0, data, size=len(data))

    assert (answer.status, answer.code) == (409, code)
    assert (hung(), parts()) == ([], [])
    assert phone.state() == before


def test_a_picture_of_too_many_pixels_is_refused(phone, hung, parts):
    out = io.BytesIO()
    Image.new("1", (20_000, 10_000)).save(out, "PNG")
    data = out.getvalue()
    answer = phone.part(photo_id(), 0, data, size=len(data))
    assert (answer.status, answer.code) == (409, "photo_too_many_pixels")
    assert (hung(), parts()) == ([], [])


def test_a_picture_that_says_it_is_too_large_is_refused_before_a_byte_of_it(phone, parts):
    heard = []
    answer = phone.part(photo_id(), 0, b"x", size=25 * 1024 * 1024 + 1, heard=lambda: heard.append(1))
    assert (answer.status, answer.code) == (409, "photo_too_large")
    assert (parts(), heard) == ([], [])


def test_a_picture_that_is_larger_than_it_said_is_thrown_away(phone, hung, parts):
    pieces = [b"x" * 300_000] * 3
    answer = phone.part(photo_id(), 0, pieces, size=600_000)
    assert (answer.status, answer.code) == (409, "photo_size_wrong")
    assert (hung(), parts()) == ([], [])


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"on": "floor"}, 400),
        ({"on": str(uuid.uuid4())}, 404),
        ({"round": 999}, 404),
        ({"round": "x"}, 400),
        ({"purpose": "fun"}, 400),
        ({"size": 0}, 400),
        ({"size": "many"}, 400),
        ({"headers": {"upload-offset": "-1"}}, 400),
        ({"headers": {"upload-offset": ""}}, 400),
        ({"headers": {"content-type": "image/jpeg"}}, 415),
    ],
)
def test_a_part_that_says_something_wrong_leaves_nothing(phone, parts, wrong, status):
    assert phone.part(photo_id(), 0, b"x", **{"size": 10, **wrong}).status == status
    assert parts() == []


@pytest.mark.parametrize("name", ["../../x", "..%2f..%2fx", "x", "A" * 400])
def test_a_phone_names_no_file(phone, parts, name):
    assert phone.part(name, 0, b"x", size=10).status in {400, 404}
    assert parts() == []


def test_a_round_of_another_project_takes_no_photo(phone, sqlite_engine, parts):
    with unit_of_work(sqlite_engine) as session:
        theirs = make("inspection", session).id
    assert phone.part(photo_id(), 0, b"x", size=10, round=theirs).status == 404
    assert parts() == []


def test_a_photo_for_a_signed_round_is_refused_and_one_for_its_addendum_taken(phone, hung):
    note = tap("note", zone_id=None, text="整洁")
    phone.send(note)
    phone.sign()
    addendum = tap("note", zone_id=None, text="补充")
    phone.send(addendum)
    picture = jpeg()
    late = phone.part(photo_id(), 0, picture, size=len(picture), on=note["client_id"])
    assert (late.status, late.code) == (409, "round_signed")
    taken = phone.part(photo_id(), 0, picture, size=len(picture), on=addendum["client_id"])
    assert taken.json["done"]
    assert len(hung()) == 1


def test_photos_are_read_by_their_content_within_their_project(phone, sqlite_engine, hung):
    picture = jpeg(1200, 900)
    phone.part(photo_id(), 0, picture, size=len(picture))
    [row] = hung()

    whole, small = phone.get(f"/photos/{row.sha256}"), phone.get(f"/photos/{row.sha256}/thumbnail")
    assert [answer.headers["content-type"] for answer in (whole, small)] == ["image/jpeg", "image/jpeg"]
    assert [max(Image.open(io.BytesIO(each.body)).size) for each in (whole, small)] == [1200, 320]
    assert "immutable" in whole.headers["cache-control"]
    with unit_of_work(sqlite_engine) as session:
        other = make("project", session).id
    assert phone.get(f"/photos/{row.sha256}", project=other).status == 404
    assert phone.get(f"/photos/{'0' * 64}").status == 404
    assert phone.get("/photos/..%2f..%2fetc").status == 404


def test_a_phone_that_falls_silent_loses_nothing(phone, monkeypatch):
    monkeypatch.setattr(field_uploads, "IDLE_SECONDS", 0.05)
    answer = phone.part(photo_id(), 0, [b"x" * 10, b"y" * 10], size=100, falls_silent=True)
    assert (answer.status, answer.json) == (200, {"offset": 20, "done": False})


def test_parts_older_than_a_week_are_removed(tmp_path):
    parts = Parts(tmp_path)
    old, young = parts.part(1, photo_id()), parts.part(1, photo_id())
    for part in (old, young):
        part.append(b"x")
    eight_days_ago = time.time() - 8 * 24 * 3600
    os.utime(old.path, (eight_days_ago, eight_days_ago))
    sweep(tmp_path)
    assert (old.size(), young.size()) == (None, 1)


def test_the_same_name_in_two_projects_is_two_parts(tmp_path):
    name = photo_id()
    one, two = Parts(tmp_path).part(1, name), Parts(tmp_path).part(2, name)
    assert one.path != two.path
    assert name not in one.name
    assert isinstance(one, Part)


def test_parts_lie_on_this_computer_where_the_files_do_not():
    assert uploads_folder("s3://bucket/prefix?endpoint=http://localhost:9000") == ROOT / "var" / "uploads"
