"""Establishment over time, recruitment rounds, candidates, training that posts require.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "staffing_norm",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("residents_low", sa.Integer(), nullable=False),
        sa.Column("residents_high", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("edition", sa.String(length=60), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "residents_low > 0 AND residents_high >= residents_low", name=op.f("ck_staffing_norm_residents")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_staffing_norm_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staffing_norm")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_staffing_norm_project_id_id")),
    )
    op.create_table(
        "candidate",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("post_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "plan_filed",
                "notice",
                "registration",
                "qualification",
                "written_exam",
                "interview",
                "medical",
                "vetting",
                "public_notice",
                "appointment",
                "on_board",
                name="roundstage",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "outcome",
            sa.Enum(
                "in_progress",
                "appointed",
                "rejected",
                "withdrawn",
                name="candidateoutcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id", "post_id"],
            ["post.project_id", "post.id"],
            name=op.f("fk_candidate_project_id_post_id_post"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "round_id"],
            ["recruitment_round.project_id", "recruitment_round.id"],
            name=op.f("fk_candidate_project_id_round_id_recruitment_round"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_candidate_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_candidate_project_id_id")),
    )
    with op.batch_alter_table("candidate") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_candidate_project_id_post_id"), ["project_id", "post_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_candidate_project_id_round_id"), ["project_id", "round_id"], unique=False
        )

    op.create_table(
        "post_approval",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("post_id", sa.BigInteger(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("approved", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("approved >= 0", name=op.f("ck_post_approval_approved")),
        sa.ForeignKeyConstraint(
            ["project_id", "post_id"],
            ["post.project_id", "post.id"],
            name=op.f("fk_post_approval_project_id_post_id_post"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_post_approval_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_approval")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_post_approval_project_id_id")),
        sa.UniqueConstraint(
            "project_id", "post_id", "on", name=op.f("uq_post_approval_project_id_post_id_on")
        ),
    )
    with op.batch_alter_table("post_approval") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_post_approval_project_id_post_id"), ["project_id", "post_id"], unique=False
        )

    op.create_table(
        "round_post",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("post_id", sa.BigInteger(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.CheckConstraint("wanted > 0", name=op.f("ck_round_post_wanted")),
        sa.ForeignKeyConstraint(
            ["project_id", "post_id"],
            ["post.project_id", "post.id"],
            name=op.f("fk_round_post_project_id_post_id_post"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "round_id"],
            ["recruitment_round.project_id", "recruitment_round.id"],
            name=op.f("fk_round_post_project_id_round_id_recruitment_round"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_round_post_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_post")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_round_post_project_id_id")),
        sa.UniqueConstraint(
            "project_id", "round_id", "post_id", name=op.f("uq_round_post_project_id_round_id_post_id")
        ),
    )
    with op.batch_alter_table("round_post") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_round_post_project_id_post_id"), ["project_id", "post_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_round_post_project_id_round_id"), ["project_id", "round_id"], unique=False
        )

    op.create_table(
        "certificate",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("course_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id", "course_id"],
            ["course.project_id", "course.id"],
            name=op.f("fk_certificate_project_id_course_id_course"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "person_id"],
            ["person.project_id", "person.id"],
            name=op.f("fk_certificate_project_id_person_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_certificate_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint(
            "project_id",
            "course_id",
            "person_id",
            "issued_on",
            name=op.f("uq_certificate_project_id_course_id_person_id_issued_on"),
        ),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_certificate_project_id_id")),
    )
    with op.batch_alter_table("certificate") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_certificate_project_id_course_id"), ["project_id", "course_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_certificate_project_id_person_id"), ["project_id", "person_id"], unique=False
        )

    op.create_table(
        "course_requirement",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("course_id", sa.BigInteger(), nullable=False),
        sa.Column("post_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "course_id"],
            ["course.project_id", "course.id"],
            name=op.f("fk_course_requirement_project_id_course_id_course"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "post_id"],
            ["post.project_id", "post.id"],
            name=op.f("fk_course_requirement_project_id_post_id_post"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_course_requirement_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_requirement")),
        sa.UniqueConstraint(
            "project_id",
            "course_id",
            "post_id",
            name=op.f("uq_course_requirement_project_id_course_id_post_id"),
        ),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_course_requirement_project_id_id")),
    )
    with op.batch_alter_table("course_requirement") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_course_requirement_project_id_course_id"),
            ["project_id", "course_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_course_requirement_project_id_post_id"), ["project_id", "post_id"], unique=False
        )

    with op.batch_alter_table("course") as batch_op:
        batch_op.add_column(
            sa.Column(
                "kind",
                sa.Enum(
                    "induction",
                    "skills",
                    "equipment",
                    "safety",
                    "seminar",
                    "lecture",
                    name="coursekind",
                    native_enum=False,
                    create_constraint=True,
                    length=40,
                ),
                server_default="seminar",
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("session_minutes", sa.Integer(), server_default="120", nullable=False))
        batch_op.add_column(sa.Column("pass_hours_milli", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("certificate_months", sa.Integer(), nullable=True))

    with op.batch_alter_table("course_session") as batch_op:
        batch_op.add_column(sa.Column("original_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("starts_at", sa.Time(), nullable=True))
        batch_op.add_column(sa.Column("room", sa.String(length=120), server_default="", nullable=False))
        batch_op.add_column(sa.Column("reason", sa.Text(), server_default="", nullable=False))

    with op.batch_alter_table("enrolment") as batch_op:
        batch_op.add_column(sa.Column("post_id", sa.BigInteger(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_enrolment_project_id_post_id"), ["project_id", "post_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_enrolment_project_id_post_id_post"),
            "post",
            ["project_id", "post_id"],
            ["project_id", "id"],
        )

    with op.batch_alter_table("post") as batch_op:
        batch_op.add_column(sa.Column("grade", sa.String(length=60), server_default="", nullable=False))

    with op.batch_alter_table("project") as batch_op:
        batch_op.add_column(sa.Column("service_population", sa.Integer(), nullable=True))

    with op.batch_alter_table("recruitment_round") as batch_op:
        batch_op.add_column(sa.Column("training_days", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("notes", sa.Text(), server_default="", nullable=False))

    with op.batch_alter_table("round_stage") as batch_op:
        batch_op.add_column(sa.Column("duration_days", sa.Integer(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("minimum_days", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(
            sa.Column(
                "minimum_unit",
                sa.Enum(
                    "working_days",
                    "calendar_days",
                    name="lagunit",
                    native_enum=False,
                    create_constraint=True,
                    length=40,
                ),
                server_default="working_days",
                nullable=False,
            )
        )
        batch_op.add_column(
            sa.Column("minimum_source", sa.String(length=200), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("task_id", sa.BigInteger(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_round_stage_project_id_task_id"), ["project_id", "task_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_round_stage_project_id_task_id_task"),
            "task",
            ["project_id", "task_id"],
            ["project_id", "id"],
        )

    with op.batch_alter_table("task") as batch_op:
        batch_op.add_column(sa.Column("course_id", sa.BigInteger(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_task_project_id_course_id"), ["project_id", "course_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_task_project_id_course_id_course"),
            "course",
            ["project_id", "course_id"],
            ["project_id", "id"],
        )
