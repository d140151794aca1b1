"""Photos on records: what each shows, sent twice, and what an upload leaves in the store."""

import datetime as dt
import io

import pytest
from PIL import Image
from sqlmodel import select

from db.commands import photos, rounds
from db.files import FolderStore
from db.models import Attachment
from db.photos import StoredPhoto, hang, store_photo
from db.queries.photos import photos_of
from db.unit_of_work import unit_of_work
from tests.factories import make, make_project
from tracker.errors import Invalid
from tracker.permissions import SYSTEM
from tracker.photos import PhotoPurpose
from tracker.vocabulary import FindingStatus, Severity

DAY = dt.date(2026, 3, 4)
PHOTO, OTHER = StoredPhoto("ab" * 32, 12_345, "墙角.jpg"), StoredPhoto("cd" * 32, 5)
BEFORE, AFTER, NONE = PhotoPurpose.BEFORE, PhotoPurpose.AFTER, PhotoPurpose.NONE
CLIENT_ID = "0b8f7c52-9d3e-4c59-8f0a-2f6f5f1f6f10"


@pytest.fixture
def session(engine):
    with unit_of_work(engine) as opened:
        yield opened


@pytest.fixture
def project_id(session):
    return make_project(session).id


@pytest.fixture
def finding(session, project_id):
    """Makes a finding that stands at a status; gives its id."""
    numbers = iter(range(1, 100))

    def made(status=FindingStatus.OPEN):
        row = make(
            "finding",
            session,
            project_id=project_id,
            number=next(numbers),
            status=status,
            severity=Severity.MINOR,
            found_on=DAY,
        )
        return row.id

    return made


@pytest.fixture
def attach(session, project_id):
    """Attaches a photo by the command; gives the attachment's id."""

    def attached(record_table, record_id, photo=PHOTO, **more):
        return photos.attach_photo(
            session,
            actor=SYSTEM,
            project_id=project_id,
            record_table=record_table,
            record_id=record_id,
            photo=photo,
            **more,
        )

    return attached


def shown(session, project_id, table, record_id, **more):
    rows = photos_of(session, project_id, table, [record_id], **more).get(record_id, ())
    return [(row.sha256, row.purpose, row.archived) for row in rows]


@pytest.mark.parametrize(
    ("status", "purpose"),
    [
        (FindingStatus.OPEN, BEFORE),
        (FindingStatus.ASSIGNED, BEFORE),
        (FindingStatus.RECTIFIED, AFTER),
        (FindingStatus.CLOSED, AFTER),
        (FindingStatus.WAIVED, BEFORE),
    ],
)
def test_a_photo_of_a_finding_shows_what_its_step_says_unless_the_person_says_otherwise(
    session, project_id, finding, attach, status, purpose
):
    finding_id = finding(status)

    attach("finding", finding_id)
    attach("finding", finding_id, OTHER, purpose=BEFORE)

    assert shown(session, project_id, "finding", finding_id) == [
        (PHOTO.sha256, purpose, False),
        (OTHER.sha256, BEFORE, False),
    ]


def test_only_a_finding_has_a_before_and_an_after(session, project_id, attach):
    round_id = make("inspection", session, project_id=project_id, planned_on=DAY).id

    with pytest.raises(Invalid) as refused:
        attach("inspection", round_id, purpose=AFTER)
    assert refused.value.facts == {"field": "purpose"}
    attach("inspection", round_id, caption=" 门厅 ")

    [stored] = session.exec(select(Attachment)).all()
    assert (stored.purpose, stored.caption, stored.file_name) == ("", "门厅", "墙角.jpg")
    assert abs(dt.datetime.now(dt.UTC) - stored.added_at) < dt.timedelta(minutes=1)
    assert shown(session, project_id, "inspection", round_id) == [(PHOTO.sha256, NONE, False)]


def test_a_photo_from_before_photos_had_a_purpose_shows_what_was_wrong(session, project_id, finding):
    finding_id = finding(FindingStatus.CLOSED)
    make(
        "attachment",
        session,
        project_id=project_id,
        record_table="finding",
        record_id=finding_id,
        sha256=PHOTO.sha256,
        purpose="",
    )

    assert shown(session, project_id, "finding", finding_id) == [(PHOTO.sha256, BEFORE, False)]


def test_photos_hung_while_a_finding_is_raised_show_what_is_wrong(session, project_id, finding):
    finding_id = finding()

    ids = hang(session, project_id, "finding", finding_id, [PHOTO, OTHER])

    assert len(set(ids)) == 2
    assert [purpose for _sha, purpose, _gone in shown(session, project_id, "finding", finding_id)] == [
        BEFORE,
        BEFORE,
    ]


def test_a_photo_sent_again_is_hung_once_and_gives_the_same_id(session, project_id, finding, attach):
    finding_id = finding()

    first = attach("finding", finding_id, client_id=CLIENT_ID)
    again = attach("finding", finding_id, client_id=CLIENT_ID)

    assert first == again
    assert len(shown(session, project_id, "finding", finding_id)) == 1


def test_a_photo_sent_again_after_the_signature_gives_its_id_and_a_new_one_is_refused(
    session, project_id, attach
):
    round_id = make("inspection", session, project_id=project_id, planned_on=DAY, held_on=DAY).id
    rounds.add_note(session, actor=SYSTEM, project_id=project_id, round_id=round_id, text="干净")
    first = attach("inspection", round_id, client_id=CLIENT_ID)
    rounds.sign_round(session, actor=SYSTEM, project_id=project_id, round_id=round_id, today=DAY)

    assert attach("inspection", round_id, client_id=CLIENT_ID) == first
    with pytest.raises(Invalid) as refused:
        attach("inspection", round_id, client_id="another")
    assert refused.value.code == "round_signed"


def test_a_client_id_used_for_another_record_is_refused(session, project_id, finding, attach):
    attach("finding", finding(), client_id=CLIENT_ID)
    other = finding()

    with pytest.raises(Invalid) as refused:
        attach("finding", other, client_id=CLIENT_ID)

    assert refused.value.code == "photo_of_another_record"
    assert shown(session, project_id, "finding", other) == []


def test_two_projects_may_use_one_client_id(session, project_id, finding, attach):
    attach("finding", finding(), client_id=CLIENT_ID)
    elsewhere = make_project(session, name="别的").id
    make("finding", session, project_id=elsewhere, number=1, severity=Severity.MINOR, found_on=DAY)

    [other] = hang(session, elsewhere, "finding", 99, [PHOTO], client_id=CLIENT_ID)

    assert session.get(Attachment, other).project_id == elsewhere


@pytest.mark.parametrize("client_id", ["", "x" * 37])
def test_a_client_id_is_at_most_36_characters(finding, attach, client_id):
    finding_id = finding()

    with pytest.raises(Invalid) as refused:
        attach("finding", finding_id, client_id=client_id)
    assert refused.value.facts == {"field": "client_id"}


def test_an_archived_photo_is_shown_only_if_asked_and_comes_back(session, project_id, finding, attach):
    finding_id = finding()
    photo_id = attach("finding", finding_id)

    photos.archive_photo(session, actor=SYSTEM, project_id=project_id, attachment_id=photo_id)
    session.flush()
    assert shown(session, project_id, "finding", finding_id) == []
    assert shown(session, project_id, "finding", finding_id, archived=True) == [(PHOTO.sha256, BEFORE, True)]

    photos.restore_photo(session, actor=SYSTEM, project_id=project_id, attachment_id=photo_id)
    session.flush()
    assert shown(session, project_id, "finding", finding_id) == [(PHOTO.sha256, BEFORE, False)]


def test_an_upload_named_to_leave_the_folder_stays_in_it_and_is_shown_by_its_last_part(tmp_path):
    store = FolderStore(tmp_path / "deep" / "files")
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")

    stored = store_photo(store, out.getvalue(), "../../x")

    assert stored.file_name == "x"
    key = tmp_path / "deep" / "files" / stored.sha256[:2] / stored.sha256[2:4]
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == [
        key / stored.sha256,
        key / f"{stored.sha256}.thumbnail",
    ]


def test_an_upload_that_is_no_picture_leaves_the_store_empty(tmp_path):
    with pytest.raises(Invalid):
        store_photo(FolderStore(tmp_path), b"just a text", "photo.jpg")

    assert list(tmp_path.rglob("*")) == []


def test_photos_of_an_event_are_hung_put_aside_and_brought_back(session, project_id, attach):
    event_id = make("event", session, project_id=project_id).id
    first, _second = attach("event", event_id, caption="参观"), attach("event", event_id, OTHER)
    own = {"actor": SYSTEM, "project_id": project_id, "attachment_id": first}

    photos.archive_photo(session, **own)
    assert shown(session, project_id, "event", event_id) == [(OTHER.sha256, NONE, False)]
    photos.restore_photo(session, **own)
    assert shown(session, project_id, "event", event_id) == [
        (PHOTO.sha256, NONE, False),
        (OTHER.sha256, NONE, False),
    ]
    with pytest.raises(Invalid) as refused:
        attach("event", event_id, purpose=AFTER)
    assert refused.value.facts == {"field": "purpose"}
