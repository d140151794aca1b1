"""Who holds the rounds of a series.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("inspection_series") as batch_op:
        batch_op.add_column(sa.Column("owner_id", sa.BigInteger(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_inspection_series_project_id_owner_id_person"),
            "person",
            ["project_id", "owner_id"],
            ["project_id", "id"],
        )
        batch_op.create_index(
            batch_op.f("ix_inspection_series_project_id_owner_id"), ["project_id", "owner_id"]
        )
