"""Messages to people, packs of evidence with work in the background, and what a summary announces.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "background_job",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("record_table", sa.String(length=63), nullable=False),
        sa.Column("record_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "waiting",
                "running",
                "done",
                "failed",
                name="jobstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("step", sa.String(length=120), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "done >= 0 AND total >= 0 AND done <= total", name=op.f("ck_background_job_progress")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_background_job_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_background_job")),
        sa.UniqueConstraint(
            "project_id",
            "record_table",
            "record_id",
            name=op.f("uq_background_job_project_id_record_table_record_id"),
        ),
    )
    with op.batch_alter_table("background_job", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_background_job_status_claimed_until"), ["status", "claimed_until"], unique=False
        )

    op.create_table(
        "subscription",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("actor_key", sa.String(length=40), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "administrator",
                "lead",
                "staff",
                "reviewer",
                "personnel",
                "viewer",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("wants_digest", sa.Boolean(), nullable=False),
        sa.Column("digest_weekday", sa.Integer(), nullable=False),
        sa.Column("digest_minute", sa.Integer(), nullable=False),
        sa.Column("wants_reminders", sa.Boolean(), nullable=False),
        sa.Column("reminder_minute", sa.Integer(), nullable=False),
        sa.Column("most_reminders", sa.Integer(), nullable=False),
        sa.Column("muted", sa.Text(), nullable=False),
        sa.CheckConstraint("digest_minute BETWEEN 0 AND 1439", name=op.f("ck_subscription_digest_minute")),
        sa.CheckConstraint("digest_weekday BETWEEN 0 AND 6", name=op.f("ck_subscription_weekday")),
        sa.CheckConstraint("most_reminders > 0", name=op.f("ck_subscription_most_reminders")),
        sa.CheckConstraint(
            "reminder_minute BETWEEN 0 AND 1439", name=op.f("ck_subscription_reminder_minute")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_subscription_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sa.UniqueConstraint(
            "project_id", "actor_key", "role", name=op.f("uq_subscription_project_id_actor_key_role")
        ),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_subscription_project_id_id")),
    )
    op.create_table(
        "outbox_message",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("subscription_id", sa.BigInteger(), nullable=False),
        sa.Column("event_key", sa.String(length=160), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("message_key", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "subscription_id"],
            ["subscription.project_id", "subscription.id"],
            name=op.f("fk_outbox_message_project_id_subscription_id_subscription"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_outbox_message_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
        sa.UniqueConstraint("message_key", name=op.f("uq_outbox_message_message_key")),
        sa.UniqueConstraint(
            "project_id",
            "subscription_id",
            "event_key",
            "nth",
            name=op.f("uq_outbox_message_project_id_subscription_id_event_key_nth"),
        ),
    )
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outbox_message_project_id_subscription_id"),
            ["project_id", "subscription_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_outbox_message_sent_at_given_up_at_next_try_at"),
            ["sent_at", "given_up_at", "next_try_at"],
            unique=False,
        )

    op.create_table(
        "report_promise",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("report_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("task_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "verdict",
            sa.Enum(
                "done",
                "slipped",
                "dropped",
                name="promiseverdict",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("verdict_note", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "report_id"],
            ["report.project_id", "report.id"],
            name=op.f("fk_report_promise_project_id_report_id_report"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "task_id"],
            ["task.project_id", "task.id"],
            name=op.f("fk_report_promise_project_id_task_id_task"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_report_promise_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_promise")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_report_promise_project_id_id")),
    )
    with op.batch_alter_table("report_promise", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_report_promise_project_id_report_id"), ["project_id", "report_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_report_promise_project_id_task_id"), ["project_id", "task_id"], unique=False
        )

    op.create_table(
        "evidence_pack",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("gate_id", sa.BigInteger(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.CheckConstraint(
            "gate_id IS NOT NULL OR (starts_on IS NOT NULL AND ends_on >= starts_on)",
            name=op.f("ck_evidence_pack_scope"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "gate_id"],
            ["gate.project_id", "gate.id"],
            name=op.f("fk_evidence_pack_project_id_gate_id_gate"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_evidence_pack_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_pack")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_evidence_pack_project_id_id")),
    )
    with op.batch_alter_table("evidence_pack", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_evidence_pack_project_id_gate_id"), ["project_id", "gate_id"], unique=False
        )

    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.add_column(sa.Column("library", sa.String(length=120), nullable=False, server_default=""))
