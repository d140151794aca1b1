"""Workstreams, indicators, events, goals; what a package is bought for, where, and how long its acceptance takes.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "direction",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "mission",
                "speciality",
                "highlight",
                name="directionkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_direction_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_direction")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_direction_project_id_id")),
    )
    op.create_table(
        "goal",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("horizon_on", sa.Date(), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_goal_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_goal_project_id_id")),
    )
    op.create_table(
        "workstream",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_workstream_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workstream")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_workstream_project_id_id")),
        sa.UniqueConstraint("project_id", "name", name=op.f("uq_workstream_project_id_name")),
    )
    op.create_table(
        "evaluation_standard",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("edition", sa.String(length=80), nullable=False),
        sa.Column("level", sa.String(length=80), nullable=False),
        sa.Column("band", sa.String(length=80), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("goal_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id", "goal_id"],
            ["goal.project_id", "goal.id"],
            name=op.f("fk_evaluation_standard_project_id_goal_id_goal"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_evaluation_standard_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_standard")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_evaluation_standard_project_id_id")),
    )
    with op.batch_alter_table("evaluation_standard") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_evaluation_standard_project_id_goal_id"), ["project_id", "goal_id"], unique=False
        )

    op.create_table(
        "event",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "meeting",
                "study_tour",
                "lecture",
                "media",
                "award",
                "donation",
                "training",
                name="eventkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("organiser", sa.String(length=200), nullable=False),
        sa.Column("workstream_id", sa.BigInteger(), nullable=True),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("learned", sa.Text(), nullable=False),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_event_days")),
        sa.ForeignKeyConstraint(
            ["project_id", "workstream_id"],
            ["workstream.project_id", "workstream.id"],
            name=op.f("fk_event_project_id_workstream_id_workstream"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_event_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_event_project_id_id")),
    )
    with op.batch_alter_table("event") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_event_project_id_workstream_id"), ["project_id", "workstream_id"], unique=False
        )

    op.create_table(
        "indicator",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("workstream_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column(
            "direction",
            sa.Enum(
                "up", "down", name="indicatordirection", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "mode",
            sa.Enum(
                "cumulative",
                "per_period",
                name="indicatormode",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("target_milli", sa.BigInteger(), nullable=True),
        sa.Column("target_on", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "workstream_id"],
            ["workstream.project_id", "workstream.id"],
            name=op.f("fk_indicator_project_id_workstream_id_workstream"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_indicator_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_indicator_project_id_id")),
        sa.UniqueConstraint(
            "project_id", "workstream_id", "name", name=op.f("uq_indicator_project_id_workstream_id_name")
        ),
    )
    with op.batch_alter_table("indicator") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_indicator_project_id_workstream_id"), ["project_id", "workstream_id"], unique=False
        )

    op.create_table(
        "evaluation_item",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("standard_id", sa.BigInteger(), nullable=False),
        sa.Column("section", sa.String(length=160), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column(
            "direction",
            sa.Enum(
                "up", "down", name="indicatordirection", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("target_milli", sa.BigInteger(), nullable=True),
        sa.Column("points_milli", sa.BigInteger(), nullable=False),
        sa.Column("is_prerequisite", sa.Boolean(), nullable=False),
        sa.Column("indicator_id", sa.BigInteger(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("points_milli >= 0", name=op.f("ck_evaluation_item_points")),
        sa.ForeignKeyConstraint(
            ["project_id", "indicator_id"],
            ["indicator.project_id", "indicator.id"],
            name=op.f("fk_evaluation_item_project_id_indicator_id_indicator"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "standard_id"],
            ["evaluation_standard.project_id", "evaluation_standard.id"],
            name=op.f("fk_evaluation_item_project_id_standard_id_evaluation_standard"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_evaluation_item_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_item")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_evaluation_item_project_id_id")),
        sa.UniqueConstraint(
            "project_id", "standard_id", "code", name=op.f("uq_evaluation_item_project_id_standard_id_code")
        ),
    )
    with op.batch_alter_table("evaluation_item") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_evaluation_item_project_id_indicator_id"),
            ["project_id", "indicator_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_evaluation_item_project_id_standard_id"),
            ["project_id", "standard_id"],
            unique=False,
        )

    op.create_table(
        "event_party",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("organisation", sa.String(length=160), nullable=False),
        sa.Column("capacity", sa.String(length=160), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("people > 0", name=op.f("ck_event_party_people")),
        sa.ForeignKeyConstraint(
            ["project_id", "event_id"],
            ["event.project_id", "event.id"],
            name=op.f("fk_event_party_project_id_event_id_event"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_event_party_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_party")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_event_party_project_id_id")),
    )
    with op.batch_alter_table("event_party") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_event_party_project_id_event_id"), ["project_id", "event_id"], unique=False
        )

    op.create_table(
        "goal_indicator",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("goal_id", sa.BigInteger(), nullable=False),
        sa.Column("indicator_id", sa.BigInteger(), nullable=False),
        sa.Column("target_milli", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "goal_id"],
            ["goal.project_id", "goal.id"],
            name=op.f("fk_goal_indicator_project_id_goal_id_goal"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "indicator_id"],
            ["indicator.project_id", "indicator.id"],
            name=op.f("fk_goal_indicator_project_id_indicator_id_indicator"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_goal_indicator_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_indicator")),
        sa.UniqueConstraint(
            "project_id",
            "goal_id",
            "indicator_id",
            name=op.f("uq_goal_indicator_project_id_goal_id_indicator_id"),
        ),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_goal_indicator_project_id_id")),
    )
    with op.batch_alter_table("goal_indicator") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_goal_indicator_project_id_goal_id"), ["project_id", "goal_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_goal_indicator_project_id_indicator_id"),
            ["project_id", "indicator_id"],
            unique=False,
        )

    op.create_table(
        "reading",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("indicator_id", sa.BigInteger(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("value_milli", sa.BigInteger(), nullable=False),
        sa.Column(
            "qualifier",
            sa.Enum(
                "exact",
                "nearly",
                "about",
                "over",
                "at_least",
                name="qualifier",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("corrects_id", sa.BigInteger(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=True),
        sa.CheckConstraint("corrects_id IS NULL OR corrects_id <> id", name=op.f("ck_reading_itself")),
        sa.ForeignKeyConstraint(
            ["project_id", "corrects_id"],
            ["reading.project_id", "reading.id"],
            name=op.f("fk_reading_project_id_corrects_id_reading"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "indicator_id"],
            ["indicator.project_id", "indicator.id"],
            name=op.f("fk_reading_project_id_indicator_id_indicator"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_reading_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_reading_project_id_id")),
    )
    with op.batch_alter_table("reading") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reading_project_id_client_id"), ["project_id", "client_id"], unique=True
        )
        batch_op.create_index(
            batch_op.f("ix_reading_project_id_corrects_id"), ["project_id", "corrects_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_reading_project_id_indicator_id"), ["project_id", "indicator_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_reading_project_id_indicator_id_on"),
            ["project_id", "indicator_id", "on"],
            unique=False,
        )

    op.create_table(
        "self_assessment",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("value_milli", sa.BigInteger(), nullable=True),
        sa.Column("is_met", sa.Boolean(), nullable=False),
        sa.Column("points_milli", sa.BigInteger(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.CheckConstraint("points_milli >= 0", name=op.f("ck_self_assessment_points")),
        sa.ForeignKeyConstraint(
            ["project_id", "item_id"],
            ["evaluation_item.project_id", "evaluation_item.id"],
            name=op.f("fk_self_assessment_project_id_item_id_evaluation_item"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_self_assessment_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_assessment")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_self_assessment_project_id_id")),
    )
    with op.batch_alter_table("self_assessment") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_self_assessment_project_id_item_id"), ["project_id", "item_id"], unique=False
        )

    op.create_table(
        "event_topic",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("is_settled", sa.Boolean(), nullable=False),
        sa.Column("task_id", sa.BigInteger(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "event_id"],
            ["event.project_id", "event.id"],
            name=op.f("fk_event_topic_project_id_event_id_event"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "task_id"],
            ["task.project_id", "task.id"],
            name=op.f("fk_event_topic_project_id_task_id_task"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_event_topic_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_topic")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_event_topic_project_id_id")),
    )
    with op.batch_alter_table("event_topic") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_event_topic_project_id_event_id"), ["project_id", "event_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_event_topic_project_id_task_id"), ["project_id", "task_id"], unique=False
        )

    with op.batch_alter_table("package") as batch_op:
        batch_op.add_column(sa.Column("acceptance_days", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("jurisdiction", sa.String(length=120), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("object", sa.String(length=60), server_default="", nullable=False))
