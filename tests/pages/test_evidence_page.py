"""The page of evidence packs: asked for, built in the background, saved, put aside."""

import datetime as dt
import io
import zipfile

import pytest

from db import jobs
from db.commands.evidence import request_evidence_pack
from db.queries.evidence import PACK, packs
from db.unit_of_work import reading, unit_of_work
from pages._kit.background import worker
from pages._kit.installation import file_store
from tests.pages.helpers import installed, open_page
from tracker.permissions import SYSTEM


@pytest.fixture
def sample(monkeypatch, sample_engine, tmp_path):
    with installed(monkeypatch, sample_engine, tmp_path):
        yield sample_engine
        assert worker().join(30), "the worker goes on after its test"


def stored(engine):
    with reading(engine) as session:
        return packs(session, 1)


def test_a_gates_pack_is_asked_for_built_behind_the_page_and_offered(sample):
    at = open_page("evidence")
    assert "A pack is one ZIP file" in at.info[0].value

    at.button(key="evidence_new").click().run()
    at.segmented_control(key="evidence_kind").set_value("gate").run()
    assert at.button(key="evidence_ask").disabled
    at.selectbox(key="evidence_gate").set_value(1).run()
    at.button(key="evidence_ask").click().run()
    assert not at.exception
    assert worker().join(30)
    at.run()

    [row] = stored(sample)
    assert (row.gate_id, row.language, row.built.file_name) == (1, "en", "Evidence pack Civil works.zip")
    assert any(row.built.sha256 in each.value for each in at.caption)
    assert [each.proto.url for each in at.get("link_button")] == [f"/evidence/1/{row.id}?lang=en"]
    archive = zipfile.ZipFile(io.BytesIO(file_store().get(row.built.sha256)))
    assert archive.testzip() is None
    assert "1 pack ready" in [each.value for each in at.markdown]

    at.button(key=f"pack_archive_{row.id}").click().run()
    assert stored(sample)[0].archived
    at.toggle(key="evidence_archived").set_value(True).run()
    at.button(key=f"pack_restore_{row.id}").click().run()
    assert not stored(sample)[0].archived


def test_a_pack_that_failed_says_why_and_is_built_anew(sample):
    days = {"starts_on": dt.date(2027, 1, 1), "ends_on": dt.date(2027, 3, 31)}
    with unit_of_work(sample) as session:
        pack_id = request_evidence_pack(session, actor=SYSTEM, project_id=1, language="zh", **days)
        jobs.cancel(session, 1, PACK, pack_id, "evidence_failed")
    at = open_page("evidence", language="zh")
    assert "证据包未能生成" in at.error[0].value
    assert "**2027年第一季度** · 中文" in [each.value for each in at.markdown]

    at.button(key=f"pack_rebuild_{pack_id}").click().run()
    assert worker().join(30)
    at.run()
    assert not at.error
    assert stored(sample)[0].built.file_name == "证据包 2027年第一季度.zip"
