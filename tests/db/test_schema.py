"""What holds for every table (design rules 2, 5, 6 and 11)."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from db.models import ProjectRow, metadata
from tests.factories import MODELS
from tests.support.rows import Rows
from tracker.vocabulary import DraftStatus

OF_THE_INSTALLATION = {"account", "project"}
"""Tables that belong to no project."""

LINKS = sorted(
    (table.name, constraint.columns.keys()[1], constraint.referred_table.name)
    for table in metadata.sorted_tables
    for constraint in table.foreign_key_constraints
    if len(constraint.columns) == 2
)
"""Every link between two rows of a project: table, column, table it refers to."""


def test_every_row_but_of_the_installation_belongs_to_a_project():
    without = {table.name for table in metadata.sorted_tables if "project_id" not in table.c}
    assert without == OF_THE_INSTALLATION
    assert not any(table.c.project_id.nullable for table in metadata.sorted_tables if "project_id" in table.c)


def test_every_foreign_key_between_rows_of_a_project_starts_with_the_project():
    for table in metadata.sorted_tables:
        for constraint in table.foreign_key_constraints:
            if constraint.referred_table.name not in OF_THE_INSTALLATION:
                assert constraint.columns.keys()[0] == "project_id", (table.name, constraint.name)


def test_nothing_is_removed_or_emptied_by_the_database_on_its_own():
    actions = {(c.ondelete, c.onupdate) for t in metadata.sorted_tables for c in t.foreign_key_constraints}
    assert actions == {(None, None)}


def test_money_quantities_and_ids_are_64_bits_wide():
    for table in metadata.sorted_tables:
        for column in table.c:
            if column.name == "client_id":  # a UUID, made where the row was first written
                continue
            if column.name == "id" or column.name.endswith(("_id", "_fen", "_milli")):
                assert isinstance(column.type, sa.BigInteger), f"{table.name}.{column.name}"


def test_nothing_is_stored_as_a_float():
    kinds = (sa.Float, sa.Numeric)
    assert [str(c) for t in metadata.sorted_tables for c in t.c if isinstance(c.type, kinds)] == []


def test_every_area_is_one_that_pages_watch():
    areas = {model.area for model in MODELS.values() if issubclass(model, ProjectRow)}
    assert areas == {"project", "plan", "site", "procurement", "people", "work", "reports", "messages"}


def test_private_columns_exist():
    for model in MODELS.values():
        assert getattr(model, "private", frozenset()) <= set(model.model_fields), model.__name__


def test_a_row_of_another_project_cannot_be_linked(engine):
    accepted = []
    with engine.connect() as connection:
        rows = Rows(connection)
        here, there = rows.add("project"), rows.add("project")
        for table, column, parent in LINKS:
            foreign = rows.add(parent, project_id=there)
            savepoint = connection.begin_nested()
            try:
                rows.add(table, project_id=here, **{column: foreign})
            except IntegrityError:
                pass
            else:
                accepted.append((table, column))
            savepoint.rollback()
    assert accepted == []
    assert len(LINKS) >= 47


def test_a_row_of_the_same_project_can_be_linked(engine):
    with engine.connect() as connection:
        rows = Rows(connection)
        project = rows.add("project")
        for table, column, parent in LINKS:
            rows.add(table, project_id=project, **{column: rows.add(parent, project_id=project)})


@pytest.mark.parametrize(
    ("quantity_milli", "unit_price_fen", "amount_fen"),
    [(3_000, 12_050, 36_150), (1_500, 333, 500), (500, 1, 1), (499, 1, 0), (0, 100, 0)],
)
def test_a_priced_line_is_stored_when_its_amount_is_rounded_half_up(
    engine, quantity_milli, unit_price_fen, amount_fen
):
    values = {"quantity_milli": quantity_milli, "unit_price_fen": unit_price_fen}
    with engine.connect() as connection:
        rows = Rows(connection)
        rows.add("line", **values, amount_fen=amount_fen)
        with pytest.raises(IntegrityError):
            rows.add("line", **values, amount_fen=amount_fen + 1)


def test_a_lump_sum_needs_no_quantity_and_may_be_negative(engine):
    with engine.connect() as connection:
        Rows(connection).add(
            "line", lump_sum=True, quantity_milli=None, unit_price_fen=None, amount_fen=-250_000
        )


@pytest.mark.parametrize("missing", ["quantity_milli", "unit_price_fen"])
def test_a_priced_line_needs_both_quantity_and_price(engine, missing):
    with engine.connect() as connection, pytest.raises(IntegrityError):
        Rows(connection).add("line", **{missing: None})


@pytest.mark.parametrize(("status", "number"), [("working", 1), ("submitted", None)])
def test_only_the_working_copy_has_no_number(engine, status, number):
    with engine.connect() as connection, pytest.raises(IntegrityError):
        Rows(connection).add("draft", status=DraftStatus(status), number=number)


def test_a_word_that_is_not_of_the_vocabulary_is_refused(engine):
    with engine.connect() as connection:
        Rows(connection).add("plan")
        with pytest.raises(IntegrityError):
            connection.execute(sa.text("UPDATE plan SET status = 'lost'"))
