"""Summaries and bulletins.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bulletin",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "draft", "issued", name="issuestatus", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.CheckConstraint("number IS NULL OR number > 0", name=op.f("ck_bulletin_number")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_bulletin_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulletin")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_bulletin_project_id_id")),
        sa.UniqueConstraint("project_id", "year", "number", name=op.f("uq_bulletin_project_id_year_number")),
    )
    op.create_table(
        "report",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft", "issued", name="issuestatus", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_report_days")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_report_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_report_project_id_id")),
    )
    op.create_table(
        "bulletin_recipient",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("bulletin_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "bulletin_id"],
            ["bulletin.project_id", "bulletin.id"],
            name=op.f("fk_bulletin_recipient_project_id_bulletin_id_bulletin"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_bulletin_recipient_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulletin_recipient")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_bulletin_recipient_project_id_id")),
    )
    with op.batch_alter_table("bulletin_recipient") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_bulletin_recipient_project_id_bulletin_id"),
            ["project_id", "bulletin_id"],
            unique=False,
        )

    op.create_table(
        "report_edit",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("report_id", sa.BigInteger(), nullable=False),
        sa.Column("paragraph", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "report_id"],
            ["report.project_id", "report.id"],
            name=op.f("fk_report_edit_project_id_report_id_report"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_report_edit_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_edit")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_report_edit_project_id_id")),
        sa.UniqueConstraint(
            "project_id", "report_id", "paragraph", name=op.f("uq_report_edit_project_id_report_id_paragraph")
        ),
    )
    with op.batch_alter_table("report_edit") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_report_edit_project_id_report_id"), ["project_id", "report_id"], unique=False
        )
