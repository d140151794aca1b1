"""Saved column mappings: kept by name, replaced, renamed, put aside."""

import pytest

from db.commands import column_mappings as commands
from db.queries.column_mappings import column_mappings
from db.unit_of_work import reading, unit_of_work
from tests.db.matrix_column_mappings import MAPPING
from tests.factories import make_project
from tracker.errors import Invalid
from tracker.imports.headings import Meaning
from tracker.imports.saved_mapping import SavedColumn, SavedMapping
from tracker.permissions import local_actor

LEAD = local_actor()
OTHER = SavedMapping((SavedColumn("品名", Meaning.NAME, None), SavedColumn("总价", Meaning.AMOUNT, "万元")))


@pytest.fixture
def project(engine):
    with unit_of_work(engine) as session:
        return engine, make_project(session).id


def save(engine, project_id, name, mapping=MAPPING):
    with unit_of_work(engine) as session:
        return commands.save_column_mapping(
            session, actor=LEAD, project_id=project_id, name=name, mapping=mapping
        )


def stored(engine, project_id):
    with reading(engine) as session:
        return column_mappings(session, project_id)


def test_a_mapping_is_kept_by_name_and_read_back(project):
    save(*project, " City form ")

    [row] = stored(*project)
    assert (row.name, row.mapping, row.archived) == ("City form", MAPPING, False)


def test_saving_under_a_name_that_is_there_replaces_the_mapping_and_brings_it_back(project):
    engine, project_id = project
    first = save(engine, project_id, "City form")
    with unit_of_work(engine) as session:
        commands.archive_column_mapping(session, actor=LEAD, project_id=project_id, mapping_id=first)

    assert save(engine, project_id, "City form", OTHER) == first

    [row] = stored(engine, project_id)
    assert (row.mapping, row.archived) == (OTHER, False)


def test_a_name_that_another_mapping_has_is_refused(project):
    engine, project_id = project
    save(engine, project_id, "City form")
    second = save(engine, project_id, "Bureau form")

    with unit_of_work(engine) as session, pytest.raises(Invalid) as refused:
        commands.update_column_mapping(
            session,
            actor=LEAD,
            project_id=project_id,
            mapping_id=second,
            expected_version=1,
            original={"name": "Bureau form"},
            changes={"name": "City form"},
        )

    assert refused.value.code == "mapping_name_taken"
    assert [row.name for row in stored(engine, project_id)] == ["Bureau form", "City form"]


def test_archived_mappings_come_last(project):
    engine, project_id = project
    first = save(engine, project_id, "A")
    save(engine, project_id, "B")
    with unit_of_work(engine) as session:
        commands.archive_column_mapping(session, actor=LEAD, project_id=project_id, mapping_id=first)

    assert [(row.name, row.archived) for row in stored(engine, project_id)] == [("B", False), ("A", True)]
