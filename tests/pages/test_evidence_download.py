"""The address of a pack's file: who may have it, the whole of it or a range, in parts."""

import datetime as dt

import pytest

from db.commands.evidence import archive_evidence_pack
from db.files import PART
from db.models import Attachment
from db.unit_of_work import unit_of_work
from pages._http.evidence_download import address_of, byte_range, routes
from pages._kit.installation import file_store
from tests.factories import make, make_project
from tests.pages.helpers import installed
from tests.support.asgi import Client
from tracker.permissions import SYSTEM, Role, local_actor

DATA = bytes(range(256)) * 30_000
NAME = "证据包 2026年第一季度.zip"


class Kept:
    """A project with a built pack, another project, and a client who is of the role `role`."""

    def __init__(self, session):
        self.project_id, self.other = (make_project(session).id for _ in range(2))
        self.pack_id = make("evidence_pack", session, project_id=self.project_id).id
        self.sha256 = file_store().put(DATA)
        self.role = Role.LEAD
        facts = {"record_table": "evidence_pack", "record_id": self.pack_id, "purpose": "pack"}
        given = {"sha256": self.sha256, "size": len(DATA), "media_type": "application/zip", "file_name": NAME}
        moment = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
        session.add(Attachment(project_id=self.project_id, added_at=moment, **facts, **given))
        self.client = Client(routes(lambda _request: local_actor(self.role)))

    def ask(self, project_id=None, pack_id=None, method="GET", language="en", **headers):
        address = address_of(project_id or self.project_id, pack_id or self.pack_id, language)
        path, _, query = address.partition("?lang=")
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.call(method, path, query={"lang": query}, headers=sent, falls_silent=True)


@pytest.fixture
def kept(sqlite_engine, monkeypatch, tmp_path):
    with installed(monkeypatch, sqlite_engine, tmp_path):
        with unit_of_work(sqlite_engine) as session:
            made = Kept(session)
        yield made
        made.client.close()


def test_the_whole_file_comes_under_its_own_name(kept):
    answer = kept.ask()
    assert (answer.status, answer.body == DATA) == (200, True)
    assert answer.headers["content-length"] == str(len(DATA)) == "7680000"
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["etag"] == f'"{kept.sha256}"'
    assert answer.headers["content-disposition"].endswith(
        "filename*=UTF-8''%E8%AF%81%E6%8D%AE%E5%8C%85%202026%E5%B9%B4%E7%AC%AC%E4%B8%80%E5%AD%A3%E5%BA%A6.zip"
    )
    head = kept.ask(method="HEAD")
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", "7680000")


def test_a_download_that_broke_off_goes_on_where_it_was(kept):
    rest = kept.ask(range=f"bytes={PART}-", if_range=f'"{kept.sha256}"')
    assert (rest.status, rest.body == DATA[PART:]) == (206, True)
    assert rest.headers["content-range"] == f"bytes {PART}-7679999/7680000"
    assert kept.ask(range="bytes=5-9", if_range='"another build"').status == 200
    beyond = kept.ask(range="bytes=7680000-")
    assert (beyond.status, beyond.headers["content-range"]) == (416, "bytes */7680000")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=10-99", (10, 50)),
        ("bytes=10-", (10, 50)),
        ("bytes=-20", (30, 50)),
        ("bytes=-99", (0, 50)),
        ("bytes=9-3", None),
        ("bytes=-", None),
        ("bytes=0-1,4-5", None),
        ("lines=1-2", None),
        ("", None),
    ],
)
def test_a_range_is_read_as_the_standard_says(asked, found):
    assert byte_range(asked, 50) == found


@pytest.mark.parametrize("asked", ["bytes=50-", "bytes=99-100", "bytes=-0"])
def test_a_range_behind_the_end_is_none(asked):
    with pytest.raises(ValueError, match="bytes"):
        byte_range(asked, 50)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.REVIEWER, Role.PERSONNEL, Role.ADMINISTRATOR])
def test_who_may_not_ask_for_packs_gets_none(kept, role):
    kept.role = role
    answer = kept.ask(language="zh")
    assert answer.status == 403
    assert "身份" in answer.body.decode()
    assert "content-disposition" not in answer.headers


def test_another_projects_address_an_archived_pack_and_a_lost_file_give_nothing(
    kept, sqlite_engine, tmp_path
):
    assert kept.ask(project_id=kept.other).status == 404
    assert kept.ask(pack_id=999).status == 404
    lost = tmp_path / "files" / kept.sha256[:2] / kept.sha256[2:4] / kept.sha256
    lost.rename(lost.with_name("aside"))
    assert kept.ask().status == 404
    lost.with_name("aside").rename(lost)
    assert kept.ask().status == 200
    with unit_of_work(sqlite_engine) as session:
        archive_evidence_pack(
            session, actor=SYSTEM, project_id=kept.project_id, evidence_pack_id=kept.pack_id
        )
    assert kept.ask().status == 404
