"""Calendar feeds, gates with their acceptances, what phones answer, and facts of baselines and submissions.

Revision ID: 0002
Revises: 0001
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_feed",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_calendar_feed_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_calendar_feed_project_id_id")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_calendar_feed_token_sha256")),
    )
    op.create_table(
        "attendee",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("inspection_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=True),
        sa.Column("client_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id", "inspection_id"],
            ["inspection.project_id", "inspection.id"],
            name=op.f("fk_attendee_project_id_inspection_id_inspection"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "organisation_id"],
            ["organisation.project_id", "organisation.id"],
            name=op.f("fk_attendee_project_id_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_attendee_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendee")),
        sa.UniqueConstraint("project_id", "client_id", name=op.f("uq_attendee_project_id_client_id")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_attendee_project_id_id")),
    )
    with op.batch_alter_table("attendee", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_attendee_project_id_inspection_id"), ["project_id", "inspection_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_attendee_project_id_organisation_id"),
            ["project_id", "organisation_id"],
            unique=False,
        )

    op.create_table(
        "finding_check",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("inspection_id", sa.BigInteger(), nullable=False),
        sa.Column("finding_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "observation",
            sa.Enum(
                "fixed",
                "still_there",
                "worse",
                name="findingobservation",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device", sa.String(length=36), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "finding_id"],
            ["finding.project_id", "finding.id"],
            name=op.f("fk_finding_check_project_id_finding_id_finding"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "inspection_id"],
            ["inspection.project_id", "inspection.id"],
            name=op.f("fk_finding_check_project_id_inspection_id_inspection"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_finding_check_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_check")),
        sa.UniqueConstraint("project_id", "client_id", name=op.f("uq_finding_check_project_id_client_id")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_finding_check_project_id_id")),
    )
    with op.batch_alter_table("finding_check", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_finding_check_project_id_finding_id"), ["project_id", "finding_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_finding_check_project_id_inspection_id"),
            ["project_id", "inspection_id"],
            unique=False,
        )

    op.create_table(
        "gate",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "civil_works",
                "fit_out",
                "fire",
                "planning",
                "air_quality",
                "completion_filing",
                name="acceptancestage",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("contract", sa.String(length=160), nullable=False),
        sa.Column("zone_id", sa.BigInteger(), nullable=True),
        sa.Column("organisation_id", sa.BigInteger(), nullable=True),
        sa.Column("task_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "fire_procedure",
            sa.Enum(
                "acceptance",
                "filing",
                name="fireprocedure",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("after_furniture", sa.Boolean(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "organisation_id"],
            ["organisation.project_id", "organisation.id"],
            name=op.f("fk_gate_project_id_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "task_id"],
            ["task.project_id", "task.id"],
            name=op.f("fk_gate_project_id_task_id_task"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "zone_id"],
            ["zone.project_id", "zone.id"],
            name=op.f("fk_gate_project_id_zone_id_zone"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_gate_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gate")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_gate_project_id_id")),
    )
    with op.batch_alter_table("gate", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_gate_project_id_organisation_id"), ["project_id", "organisation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_gate_project_id_task_id"), ["project_id", "task_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_gate_project_id_zone_id"), ["project_id", "zone_id"], unique=False
        )

    op.create_table(
        "warranty",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("gate_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "item",
            sa.Enum(
                "structure",
                "waterproofing",
                "heating_cooling",
                "electrical_plumbing",
                "fit_out",
                "other",
                name="warrantyitem",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.CheckConstraint("months > 0", name=op.f("ck_warranty_months")),
        sa.ForeignKeyConstraint(
            ["project_id", "gate_id"],
            ["gate.project_id", "gate.id"],
            name=op.f("fk_warranty_project_id_gate_id_gate"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_warranty_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warranty")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_warranty_project_id_id")),
    )
    with op.batch_alter_table("warranty", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_warranty_project_id_gate_id"), ["project_id", "gate_id"], unique=False
        )

    op.create_table(
        "acceptance_condition",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("acceptance_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id", "acceptance_id"],
            ["acceptance.project_id", "acceptance.id"],
            name=op.f("fk_acceptance_condition_project_id_acceptance_id_acceptance"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_acceptance_condition_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acceptance_condition")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_acceptance_condition_project_id_id")),
    )
    with op.batch_alter_table("acceptance_condition", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_acceptance_condition_project_id_acceptance_id"),
            ["project_id", "acceptance_id"],
            unique=False,
        )

    _acceptances_hang_on_gates()

    text: dict[str, Any] = {"nullable": False, "server_default": ""}
    op.add_column("attachment", sa.Column("file_name", sa.String(length=200), **text))
    op.add_column("attachment", sa.Column("purpose", sa.String(length=20), **text))
    op.add_column("attachment", sa.Column("added_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        op.f("ix_attachment_project_id_client_id"), "attachment", ["project_id", "client_id"], unique=True
    )
    op.add_column("baseline", sa.Column("announced_on", sa.Date(), nullable=True))
    op.add_column("baseline", sa.Column("note", sa.Text(), **text))
    op.add_column("check_result", sa.Column("device", sa.String(length=36), **text))
    op.add_column("inspection", sa.Column("signed_name", sa.String(length=120), **text))
    op.add_column("inspection_note", sa.Column("device", sa.String(length=36), **text))
    op.add_column("submission", sa.Column("answer_days", sa.Integer(), nullable=False, server_default="7"))


def _acceptances_hang_on_gates() -> None:
    """Stage and zone of an acceptance move to a gate: one for each pair of them that a project has."""
    text: dict[str, Any] = {"nullable": False, "server_default": ""}
    op.add_column("acceptance", sa.Column("gate_id", sa.BigInteger(), nullable=True))
    op.add_column("acceptance", sa.Column("document", sa.String(length=200), **text))
    op.add_column("acceptance", sa.Column("waiver_reason", sa.Text(), **text))
    op.add_column("acceptance", sa.Column("waived_by_id", sa.BigInteger(), nullable=True))
    op.execute(
        "INSERT INTO gate (version, project_id, stage, contract, zone_id, after_furniture, position) "
        "SELECT DISTINCT 1, project_id, stage, '', zone_id, CAST(0 AS BOOLEAN), 0 FROM acceptance"
    )
    op.execute(
        "UPDATE acceptance SET gate_id = (SELECT gate.id FROM gate WHERE gate.project_id = acceptance.project_id "
        "AND gate.stage = acceptance.stage AND coalesce(gate.zone_id, 0) = coalesce(acceptance.zone_id, 0))"
    )
    with op.batch_alter_table("acceptance") as batch_op:
        batch_op.drop_index(batch_op.f("ix_acceptance_project_id_zone_id"))
        batch_op.drop_constraint(batch_op.f("fk_acceptance_project_id_zone_id_zone"), type_="foreignkey")
        # SQLite rebuilds the table, and would keep this CHECK on a column that has gone.
        batch_op.drop_constraint(batch_op.f("ck_acceptance_acceptancestage"), type_="check")
        batch_op.drop_column("stage")
        batch_op.drop_column("zone_id")
        batch_op.alter_column("gate_id", nullable=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_acceptance_project_id_gate_id_gate"),
            "gate",
            ["project_id", "gate_id"],
            ["project_id", "id"],
        )
        batch_op.create_index(
            batch_op.f("ix_acceptance_project_id_gate_id"), ["project_id", "gate_id"], unique=False
        )
