"""The period of an indicator's target, marks taken back, heads and ways of bulletins, reminders a day.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("attendance") as batch_op:
        batch_op.alter_column("mark", existing_type=sa.String(length=40), nullable=True)
    op.add_column("bulletin", sa.Column("letterhead", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("bulletin_recipient") as batch_op:
        batch_op.add_column(
            sa.Column(
                "manner",
                sa.Enum(
                    "report",
                    "send",
                    "distribute",
                    name="manner",
                    native_enum=False,
                    create_constraint=True,
                    length=40,
                ),
                nullable=True,
            )
        )
    with op.batch_alter_table("indicator") as batch_op:
        batch_op.add_column(
            sa.Column(
                "counted_over",
                sa.Enum(
                    "month",
                    "quarter",
                    "year",
                    name="periodkind",
                    native_enum=False,
                    create_constraint=True,
                    length=40,
                ),
                nullable=False,
                server_default="year",
            )
        )
    with op.batch_alter_table("subscription") as batch_op:
        batch_op.add_column(sa.Column("most_a_day", sa.Integer(), nullable=False, server_default="5"))
        batch_op.create_check_constraint(batch_op.f("ck_subscription_most_a_day"), "most_a_day > 0")
