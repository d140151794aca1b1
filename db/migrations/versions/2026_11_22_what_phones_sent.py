"""What phones have sent, and answers that were taken back.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "field_item",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("inspection_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("device", sa.String(length=36), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record_id", sa.BigInteger(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "inspection_id"],
            ["inspection.project_id", "inspection.id"],
            name=op.f("fk_field_item_project_id_inspection_id_inspection"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_field_item_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_item")),
        sa.UniqueConstraint("project_id", "client_id", name=op.f("uq_field_item_project_id_client_id")),
    )
    op.create_index(
        op.f("ix_field_item_project_id_inspection_id"), "field_item", ["project_id", "inspection_id"]
    )
    op.add_column("check_result", sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("finding_check", sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))
