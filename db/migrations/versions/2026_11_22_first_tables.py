"""first tables.

Revision ID: 0001
Revises: nothing
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("is_administrator", sa.Boolean(), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
    )
    op.create_table(
        "project",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("district", sa.String(length=120), nullable=False),
        sa.Column("opening_on", sa.Date(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ceiling_fen", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("time_zone", sa.String(length=60), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
    )
    op.create_table(
        "area_revision",
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("area", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_area_revision_project_id_project")
        ),
        sa.PrimaryKeyConstraint("project_id", "area", name=op.f("pk_area_revision")),
    )
    op.create_table(
        "asset",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("specification", sa.String(length=600), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("quantity_milli", sa.BigInteger(), nullable=False),
        sa.Column("usable_milli", sa.BigInteger(), nullable=False),
        sa.Column("unit_price_fen", sa.BigInteger(), nullable=True),
        sa.Column("acquired", sa.String(length=10), nullable=False),
        sa.Column(
            "condition",
            sa.Enum(
                "good",
                "fair",
                "poor",
                "to_scrap",
                name="assetcondition",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("location", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_asset_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset")),
        sa.UniqueConstraint("project_id", "code", name=op.f("uq_asset_project_id_code")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_asset_project_id_id")),
    )
    op.create_table(
        "attachment",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("record_table", sa.String(length=63), nullable=False),
        sa.Column("record_id", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("caption", sa.String(length=300), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_attachment_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_attachment_project_id_id")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_attachment_project_id_record_table_record_id"),
            ["project_id", "record_table", "record_id"],
            unique=False,
        )

    op.create_table(
        "audit_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("actor_kind", sa.String(length=20), nullable=False),
        sa.Column("command", sa.String(length=80), nullable=False),
        sa.Column("record_table", sa.String(length=63), nullable=False),
        sa.Column("record_id", sa.BigInteger(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_audit_entry_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_audit_entry_project_id_id")),
        sa.UniqueConstraint("project_id", "prev_hash", name=op.f("uq_audit_entry_project_id_prev_hash")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_audit_entry_project_id_record_table_record_id"),
            ["project_id", "record_table", "record_id"],
            unique=False,
        )

    op.create_table(
        "baseline",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_baseline_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_baseline")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_baseline_project_id_id")),
        sa.UniqueConstraint("project_id", "name", name=op.f("uq_baseline_project_id_name")),
    )
    op.create_table(
        "calendar_exception",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("is_working", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_calendar_exception_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_exception")),
        sa.UniqueConstraint("project_id", "day", name=op.f("uq_calendar_exception_project_id_day")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_calendar_exception_project_id_id")),
    )
    op.create_table(
        "department",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_department_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_department_project_id_id")),
        sa.UniqueConstraint("project_id", "name", name=op.f("uq_department_project_id_name")),
    )
    op.create_table(
        "inspection_series",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("rule", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column(
            "window",
            sa.Enum(
                "day", "week", name="inspectionwindow", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "holiday_rule",
            sa.Enum(
                "skip",
                "shift_before",
                "shift_after",
                name="holidayrule",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_inspection_series_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_series")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_inspection_series_project_id_id")),
    )
    op.create_table(
        "membership",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
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
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_membership_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_membership_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint(
            "project_id", "account_id", "role", name=op.f("uq_membership_project_id_account_id_role")
        ),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_membership_project_id_id")),
    )
    op.create_table(
        "organisation",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "client",
                "contractor",
                "supervisor",
                "designer",
                "surveyor",
                "bureau",
                "supplier",
                "library",
                "other",
                name="organisationrole",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_organisation_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_organisation_project_id_id")),
        sa.UniqueConstraint("project_id", "name", name=op.f("uq_organisation_project_id_name")),
    )
    op.create_table(
        "plan",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "opening_preparation",
                "ceremony",
                "facilities",
                "recruitment",
                "other",
                name="plankind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "submitted",
                "approved",
                "returned",
                "in_force",
                "closed",
                name="planstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_plan_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_plan_project_id_id")),
    )
    op.create_table(
        "procurement_plan",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_procurement_plan_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procurement_plan")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_procurement_plan_project_id_id")),
    )
    op.create_table(
        "recruitment_round",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_recruitment_round_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recruitment_round")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_recruitment_round_project_id_id")),
    )
    op.create_table(
        "standard",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("quantity_rule", sa.String(length=200), nullable=False),
        sa.Column("price_cap_fen", sa.BigInteger(), nullable=True),
        sa.Column("minimum_life_years", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_version", sa.String(length=60), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_standard_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standard")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_standard_project_id_id")),
    )
    op.create_table(
        "working_copy",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("actor_key", sa.String(length=40), nullable=False),
        sa.Column("form", sa.String(length=60), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_working_copy_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_working_copy")),
        sa.UniqueConstraint(
            "project_id", "actor_key", "form", name=op.f("uq_working_copy_project_id_actor_key_form")
        ),
    )
    op.create_table(
        "zone",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "floor",
                "room",
                "element",
                name="zonekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("area_milli", sa.BigInteger(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "parent_id"],
            ["zone.project_id", "zone.id"],
            name=op.f("fk_zone_project_id_parent_id_zone"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_zone_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zone")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_zone_project_id_id")),
        sa.UniqueConstraint(
            "project_id", "parent_id", "name", name=op.f("uq_zone_project_id_parent_id_name")
        ),
    )
    with op.batch_alter_table("zone", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_zone_project_id_parent_id"), ["project_id", "parent_id"], unique=False
        )

    op.create_table(
        "acceptance",
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
        sa.Column("zone_id", sa.BigInteger(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "passed",
                "conditional",
                "failed",
                name="acceptanceoutcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("parties", sa.Text(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "zone_id"],
            ["zone.project_id", "zone.id"],
            name=op.f("fk_acceptance_project_id_zone_id_zone"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_acceptance_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acceptance")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_acceptance_project_id_id")),
    )
    with op.batch_alter_table("acceptance", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_acceptance_project_id_zone_id"), ["project_id", "zone_id"], unique=False
        )

    op.create_table(
        "checklist_item",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("zone_id", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "zone_id"],
            ["zone.project_id", "zone.id"],
            name=op.f("fk_checklist_item_project_id_zone_id_zone"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_checklist_item_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_item")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_checklist_item_project_id_id")),
    )
    with op.batch_alter_table("checklist_item", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_checklist_item_project_id_zone_id"), ["project_id", "zone_id"], unique=False
        )

    op.create_table(
        "draft",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "working",
                "submitted",
                "in_review",
                "returned",
                "accepted",
                name="draftstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("drawn_up_on", sa.Date(), nullable=True),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("accepted_difference", sa.Text(), nullable=False),
        sa.CheckConstraint("(status = 'working') = (number IS NULL)", name=op.f("ck_draft_numbered")),
        sa.ForeignKeyConstraint(
            ["project_id", "plan_id"],
            ["procurement_plan.project_id", "procurement_plan.id"],
            name=op.f("fk_draft_project_id_plan_id_procurement_plan"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_draft_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_draft_project_id_id")),
        sa.UniqueConstraint(
            "project_id", "plan_id", "number", name=op.f("uq_draft_project_id_plan_id_number")
        ),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_draft_project_id_plan_id"), ["project_id", "plan_id"], unique=False
        )

    op.create_table(
        "inspection",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("series_id", sa.BigInteger(), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "working",
                "submitted",
                "signed",
                "excused",
                name="inspectionstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("weather", sa.String(length=60), nullable=False),
        sa.Column("attendees", sa.Text(), nullable=False),
        sa.Column("progress", sa.Text(), nullable=False),
        sa.Column("decisions", sa.Text(), nullable=False),
        sa.Column("next_week", sa.Text(), nullable=False),
        sa.Column("excuse", sa.String(length=300), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("client_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id", "series_id"],
            ["inspection_series.project_id", "inspection_series.id"],
            name=op.f("fk_inspection_project_id_series_id_inspection_series"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_inspection_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection")),
        sa.UniqueConstraint("project_id", "client_id", name=op.f("uq_inspection_project_id_client_id")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_inspection_project_id_id")),
        sa.UniqueConstraint(
            "project_id",
            "series_id",
            "planned_on",
            name=op.f("uq_inspection_project_id_series_id_planned_on"),
        ),
    )
    with op.batch_alter_table("inspection", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_inspection_project_id_series_id"), ["project_id", "series_id"], unique=False
        )

    op.create_table(
        "lineage",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "plan_id"],
            ["procurement_plan.project_id", "procurement_plan.id"],
            name=op.f("fk_lineage_project_id_plan_id_procurement_plan"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_lineage_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lineage")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_lineage_project_id_id")),
    )
    with op.batch_alter_table("lineage", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_lineage_project_id_plan_id"), ["project_id", "plan_id"], unique=False
        )

    op.create_table(
        "package",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column(
            "method",
            sa.Enum(
                "open_tender",
                "restricted_tender",
                "negotiation",
                "consultation",
                "quotation",
                "single_source",
                "framework",
                name="procurementmethod",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "plan_id"],
            ["procurement_plan.project_id", "procurement_plan.id"],
            name=op.f("fk_package_project_id_plan_id_procurement_plan"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_package_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_package")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_package_project_id_id")),
    )
    with op.batch_alter_table("package", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_package_project_id_plan_id"), ["project_id", "plan_id"], unique=False
        )

    op.create_table(
        "person",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id", "organisation_id"],
            ["organisation.project_id", "organisation.id"],
            name=op.f("fk_person_project_id_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_person_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_person_project_id_id")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_person_project_id_organisation_id"),
            ["project_id", "organisation_id"],
            unique=False,
        )

    op.create_table(
        "post",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("department_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "established",
                "contract",
                "purchased_service",
                name="staffkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("approved", sa.Integer(), nullable=False),
        sa.Column("approved_document", sa.String(length=200), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("requirements", sa.Text(), nullable=False),
        sa.CheckConstraint("approved >= 0", name=op.f("ck_post_approved")),
        sa.ForeignKeyConstraint(
            ["project_id", "department_id"],
            ["department.project_id", "department.id"],
            name=op.f("fk_post_project_id_department_id_department"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_post_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_post_project_id_id")),
    )
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_post_project_id_department_id"), ["project_id", "department_id"], unique=False
        )

    op.create_table(
        "round_stage",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
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
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("actual_on", sa.Date(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id", "round_id"],
            ["recruitment_round.project_id", "recruitment_round.id"],
            name=op.f("fk_round_stage_project_id_round_id_recruitment_round"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_round_stage_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_stage")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_round_stage_project_id_id")),
        sa.UniqueConstraint(
            "project_id", "round_id", "stage", name=op.f("uq_round_stage_project_id_round_id_stage")
        ),
    )
    with op.batch_alter_table("round_stage", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_round_stage_project_id_round_id"), ["project_id", "round_id"], unique=False
        )

    op.create_table(
        "submission",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.Column("recipient", sa.String(length=160), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "approved",
                "returned",
                name="submissionoutcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "plan_id"],
            ["plan.project_id", "plan.id"],
            name=op.f("fk_submission_project_id_plan_id_plan"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_submission_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_submission_project_id_id")),
    )
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_submission_project_id_plan_id"), ["project_id", "plan_id"], unique=False
        )

    op.create_table(
        "asset_match",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("lineage_id", sa.BigInteger(), nullable=False),
        sa.Column("asset_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity_milli", sa.BigInteger(), nullable=False),
        sa.Column("is_reused", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "asset_id"],
            ["asset.project_id", "asset.id"],
            name=op.f("fk_asset_match_project_id_asset_id_asset"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "lineage_id"],
            ["lineage.project_id", "lineage.id"],
            name=op.f("fk_asset_match_project_id_lineage_id_lineage"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_asset_match_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_match")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_asset_match_project_id_id")),
        sa.UniqueConstraint(
            "project_id", "lineage_id", "asset_id", name=op.f("uq_asset_match_project_id_lineage_id_asset_id")
        ),
    )
    with op.batch_alter_table("asset_match", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_asset_match_project_id_asset_id"), ["project_id", "asset_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_asset_match_project_id_lineage_id"), ["project_id", "lineage_id"], unique=False
        )

    op.create_table(
        "check_result",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("inspection_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("zone_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "pass",
                "fail",
                "not_applicable",
                name="checkanswer",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "inspection_id"],
            ["inspection.project_id", "inspection.id"],
            name=op.f("fk_check_result_project_id_inspection_id_inspection"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "item_id"],
            ["checklist_item.project_id", "checklist_item.id"],
            name=op.f("fk_check_result_project_id_item_id_checklist_item"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "zone_id"],
            ["zone.project_id", "zone.id"],
            name=op.f("fk_check_result_project_id_zone_id_zone"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_check_result_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_result")),
        sa.UniqueConstraint("project_id", "client_id", name=op.f("uq_check_result_project_id_client_id")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_check_result_project_id_id")),
    )
    with op.batch_alter_table("check_result", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_check_result_project_id_inspection_id"),
            ["project_id", "inspection_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_check_result_project_id_item_id"), ["project_id", "item_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_check_result_project_id_zone_id"), ["project_id", "zone_id"], unique=False
        )

    op.create_table(
        "course",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("trainer_id", sa.BigInteger(), nullable=True),
        sa.Column("room", sa.String(length=120), nullable=False),
        sa.Column("rule", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=False),
        sa.Column("planned_hours_milli", sa.BigInteger(), nullable=False),
        sa.Column("session_hours_milli", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "trainer_id"],
            ["person.project_id", "person.id"],
            name=op.f("fk_course_project_id_trainer_id_person"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_course_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_course_project_id_id")),
    )
    with op.batch_alter_table("course", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_course_project_id_trainer_id"), ["project_id", "trainer_id"], unique=False
        )

    op.create_table(
        "finding",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.BigInteger(), nullable=True),
        sa.Column("zone_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "trade",
            sa.Enum(
                "civil",
                "fit_out",
                "electrical",
                "plumbing",
                "hvac",
                "fire",
                "network",
                "furniture",
                "other",
                name="trade",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "severity",
            sa.Enum(
                "critical",
                "major",
                "minor",
                "observation",
                name="severity",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("organisation_id", sa.BigInteger(), nullable=True),
        sa.Column("assignee_account_id", sa.BigInteger(), nullable=True),
        sa.Column("rectified_by_id", sa.BigInteger(), nullable=True),
        sa.Column("rectified_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "assigned",
                "rectified",
                "closed",
                "waived",
                name="findingstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("client_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id", "inspection_id"],
            ["inspection.project_id", "inspection.id"],
            name=op.f("fk_finding_project_id_inspection_id_inspection"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "organisation_id"],
            ["organisation.project_id", "organisation.id"],
            name=op.f("fk_finding_project_id_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "zone_id"],
            ["zone.project_id", "zone.id"],
            name=op.f("fk_finding_project_id_zone_id_zone"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_finding_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint("project_id", "client_id", name=op.f("uq_finding_project_id_client_id")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_finding_project_id_id")),
        sa.UniqueConstraint("project_id", "number", name=op.f("uq_finding_project_id_number")),
    )
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_finding_project_id_inspection_id"), ["project_id", "inspection_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_finding_project_id_organisation_id"),
            ["project_id", "organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_finding_project_id_status_due_on"),
            ["project_id", "status", "due_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_finding_project_id_zone_id"), ["project_id", "zone_id"], unique=False
        )

    op.create_table(
        "inspection_note",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("inspection_id", sa.BigInteger(), nullable=False),
        sa.Column("zone_id", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_addendum", sa.Boolean(), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id", "inspection_id"],
            ["inspection.project_id", "inspection.id"],
            name=op.f("fk_inspection_note_project_id_inspection_id_inspection"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "zone_id"],
            ["zone.project_id", "zone.id"],
            name=op.f("fk_inspection_note_project_id_zone_id_zone"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_inspection_note_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_note")),
        sa.UniqueConstraint("project_id", "client_id", name=op.f("uq_inspection_note_project_id_client_id")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_inspection_note_project_id_id")),
    )
    with op.batch_alter_table("inspection_note", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_inspection_note_project_id_inspection_id"),
            ["project_id", "inspection_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_inspection_note_project_id_zone_id"), ["project_id", "zone_id"], unique=False
        )

    op.create_table(
        "line",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("draft_id", sa.BigInteger(), nullable=False),
        sa.Column("lineage_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=120), nullable=False),
        sa.Column("catalogue_code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("specification", sa.String(length=600), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("quantity_milli", sa.BigInteger(), nullable=True),
        sa.Column("unit_price_fen", sa.BigInteger(), nullable=True),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("printed_amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("lump_sum", sa.Boolean(), nullable=False),
        sa.Column("zone", sa.String(length=120), nullable=False),
        sa.Column("zone_id", sa.BigInteger(), nullable=True),
        sa.Column("justification", sa.Text(), nullable=False),
        sa.Column("funding", sa.String(length=120), nullable=False),
        sa.Column("remark", sa.String(length=600), nullable=False),
        sa.Column("source_sheet", sa.String(length=120), nullable=False),
        sa.Column("source_row", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "lump_sum OR (quantity_milli IS NOT NULL AND unit_price_fen IS NOT NULL AND quantity_milli >= 0 AND unit_price_fen >= 0 AND amount_fen = (quantity_milli * unit_price_fen + 500) / 1000)",
            name=op.f("ck_line_amount"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "draft_id"],
            ["draft.project_id", "draft.id"],
            name=op.f("fk_line_project_id_draft_id_draft"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "lineage_id"],
            ["lineage.project_id", "lineage.id"],
            name=op.f("fk_line_project_id_lineage_id_lineage"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "zone_id"],
            ["zone.project_id", "zone.id"],
            name=op.f("fk_line_project_id_zone_id_zone"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_line_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line")),
        sa.UniqueConstraint(
            "project_id", "draft_id", "lineage_id", name=op.f("uq_line_project_id_draft_id_lineage_id")
        ),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_line_project_id_id")),
    )
    with op.batch_alter_table("line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_line_project_id_draft_id"), ["project_id", "draft_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_line_project_id_lineage_id"), ["project_id", "lineage_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_line_project_id_zone_id"), ["project_id", "zone_id"], unique=False
        )

    op.create_table(
        "lineage_origin",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("lineage_id", sa.BigInteger(), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "lineage_id"],
            ["lineage.project_id", "lineage.id"],
            name=op.f("fk_lineage_origin_project_id_lineage_id_lineage"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "parent_id"],
            ["lineage.project_id", "lineage.id"],
            name=op.f("fk_lineage_origin_project_id_parent_id_lineage"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_lineage_origin_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lineage_origin")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_lineage_origin_project_id_id")),
        sa.UniqueConstraint(
            "project_id",
            "lineage_id",
            "parent_id",
            name=op.f("uq_lineage_origin_project_id_lineage_id_parent_id"),
        ),
    )
    with op.batch_alter_table("lineage_origin", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_lineage_origin_project_id_lineage_id"), ["project_id", "lineage_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_lineage_origin_project_id_parent_id"), ["project_id", "parent_id"], unique=False
        )

    op.create_table(
        "post_count",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("post_id", sa.BigInteger(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("in_post", sa.Integer(), nullable=False),
        sa.Column("is_planned", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("in_post >= 0", name=op.f("ck_post_count_in_post")),
        sa.ForeignKeyConstraint(
            ["project_id", "post_id"],
            ["post.project_id", "post.id"],
            name=op.f("fk_post_count_project_id_post_id_post"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_post_count_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_count")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_post_count_project_id_id")),
        sa.UniqueConstraint(
            "project_id",
            "post_id",
            "on",
            "is_planned",
            name=op.f("uq_post_count_project_id_post_id_on_is_planned"),
        ),
    )
    with op.batch_alter_table("post_count", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_post_count_project_id_post_id"), ["project_id", "post_id"], unique=False
        )

    op.create_table(
        "review_comment",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("draft_id", sa.BigInteger(), nullable=False),
        sa.Column("lineage_id", sa.BigInteger(), nullable=True),
        sa.Column("category", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "answered",
                "closed",
                "refused",
                name="commentstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("answered_in_id", sa.BigInteger(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id", "answered_in_id"],
            ["draft.project_id", "draft.id"],
            name=op.f("fk_review_comment_project_id_answered_in_id_draft"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "draft_id"],
            ["draft.project_id", "draft.id"],
            name=op.f("fk_review_comment_project_id_draft_id_draft"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "lineage_id"],
            ["lineage.project_id", "lineage.id"],
            name=op.f("fk_review_comment_project_id_lineage_id_lineage"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_review_comment_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_comment")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_review_comment_project_id_id")),
    )
    with op.batch_alter_table("review_comment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_review_comment_project_id_answered_in_id"),
            ["project_id", "answered_in_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_review_comment_project_id_draft_id"), ["project_id", "draft_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_review_comment_project_id_lineage_id"), ["project_id", "lineage_id"], unique=False
        )

    op.create_table(
        "task",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "task",
                "milestone",
                "summary",
                name="taskkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=True),
        sa.Column("duration_days", sa.Integer(), nullable=False),
        sa.Column("optimistic_days", sa.Integer(), nullable=True),
        sa.Column("pessimistic_days", sa.Integer(), nullable=True),
        sa.Column(
            "constraint",
            sa.Enum(
                "as_soon_as_possible",
                "as_late_as_possible",
                "start_no_earlier_than",
                "start_no_later_than",
                "finish_no_earlier_than",
                "finish_no_later_than",
                "must_start_on",
                "must_finish_on",
                name="constraint",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("constraint_date", sa.Date(), nullable=True),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("actual_start", sa.Date(), nullable=True),
        sa.Column("actual_finish", sa.Date(), nullable=True),
        sa.Column("percent_complete", sa.Integer(), nullable=False),
        sa.Column("zone_id", sa.BigInteger(), nullable=True),
        sa.Column("post_id", sa.BigInteger(), nullable=True),
        sa.Column("round_id", sa.BigInteger(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.CheckConstraint("duration_days >= 0", name=op.f("ck_task_duration")),
        sa.CheckConstraint("percent_complete BETWEEN 0 AND 100", name=op.f("ck_task_percent")),
        sa.ForeignKeyConstraint(
            ["project_id", "owner_id"],
            ["person.project_id", "person.id"],
            name=op.f("fk_task_project_id_owner_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "parent_id"],
            ["task.project_id", "task.id"],
            name=op.f("fk_task_project_id_parent_id_task"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "plan_id"],
            ["plan.project_id", "plan.id"],
            name=op.f("fk_task_project_id_plan_id_plan"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "post_id"],
            ["post.project_id", "post.id"],
            name=op.f("fk_task_project_id_post_id_post"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "round_id"],
            ["recruitment_round.project_id", "recruitment_round.id"],
            name=op.f("fk_task_project_id_round_id_recruitment_round"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "zone_id"],
            ["zone.project_id", "zone.id"],
            name=op.f("fk_task_project_id_zone_id_zone"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_task_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_task_project_id_id")),
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_task_project_id_owner_id"), ["project_id", "owner_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_task_project_id_parent_id"), ["project_id", "parent_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_task_project_id_plan_id"), ["project_id", "plan_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_task_project_id_post_id"), ["project_id", "post_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_task_project_id_round_id"), ["project_id", "round_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_task_project_id_zone_id"), ["project_id", "zone_id"], unique=False
        )

    op.create_table(
        "baseline_task",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("baseline_id", sa.BigInteger(), nullable=False),
        sa.Column("task_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("finish", sa.Date(), nullable=False),
        sa.Column("duration_days", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "baseline_id"],
            ["baseline.project_id", "baseline.id"],
            name=op.f("fk_baseline_task_project_id_baseline_id_baseline"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "task_id"],
            ["task.project_id", "task.id"],
            name=op.f("fk_baseline_task_project_id_task_id_task"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_baseline_task_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_baseline_task")),
        sa.UniqueConstraint(
            "project_id",
            "baseline_id",
            "task_id",
            name=op.f("uq_baseline_task_project_id_baseline_id_task_id"),
        ),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_baseline_task_project_id_id")),
    )
    with op.batch_alter_table("baseline_task", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_baseline_task_project_id_baseline_id"), ["project_id", "baseline_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_baseline_task_project_id_task_id"), ["project_id", "task_id"], unique=False
        )

    op.create_table(
        "course_session",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("course_id", sa.BigInteger(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("hours_milli", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id", "course_id"],
            ["course.project_id", "course.id"],
            name=op.f("fk_course_session_project_id_course_id_course"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_course_session_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_session")),
        sa.UniqueConstraint(
            "project_id",
            "course_id",
            "planned_on",
            name=op.f("uq_course_session_project_id_course_id_planned_on"),
        ),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_course_session_project_id_id")),
    )
    with op.batch_alter_table("course_session", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_course_session_project_id_course_id"), ["project_id", "course_id"], unique=False
        )

    op.create_table(
        "dependency",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("predecessor_id", sa.BigInteger(), nullable=False),
        sa.Column("successor_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "type",
            sa.Enum(
                "fs", "ss", "ff", "sf", name="linktype", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("lag_days", sa.Integer(), nullable=False),
        sa.Column(
            "lag_unit",
            sa.Enum(
                "working_days",
                "calendar_days",
                name="lagunit",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("predecessor_id <> successor_id", name=op.f("ck_dependency_itself")),
        sa.ForeignKeyConstraint(
            ["project_id", "predecessor_id"],
            ["task.project_id", "task.id"],
            name=op.f("fk_dependency_project_id_predecessor_id_task"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "successor_id"],
            ["task.project_id", "task.id"],
            name=op.f("fk_dependency_project_id_successor_id_task"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_dependency_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dependency")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_dependency_project_id_id")),
        sa.UniqueConstraint(
            "project_id",
            "predecessor_id",
            "successor_id",
            name=op.f("uq_dependency_project_id_predecessor_id_successor_id"),
        ),
    )
    with op.batch_alter_table("dependency", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_dependency_project_id_predecessor_id"),
            ["project_id", "predecessor_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_dependency_project_id_successor_id"), ["project_id", "successor_id"], unique=False
        )

    op.create_table(
        "enrolment",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("course_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "course_id"],
            ["course.project_id", "course.id"],
            name=op.f("fk_enrolment_project_id_course_id_course"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "person_id"],
            ["person.project_id", "person.id"],
            name=op.f("fk_enrolment_project_id_person_id_person"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_enrolment_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
        sa.UniqueConstraint(
            "project_id", "course_id", "person_id", name=op.f("uq_enrolment_project_id_course_id_person_id")
        ),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_enrolment_project_id_id")),
    )
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_enrolment_project_id_course_id"), ["project_id", "course_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_enrolment_project_id_person_id"), ["project_id", "person_id"], unique=False
        )

    op.create_table(
        "finding_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("finding_id", sa.BigInteger(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "from_status",
            sa.Enum(
                "open",
                "assigned",
                "rectified",
                "closed",
                "waived",
                name="from_status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "to_status",
            sa.Enum(
                "open",
                "assigned",
                "rectified",
                "closed",
                "waived",
                name="to_status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "finding_id"],
            ["finding.project_id", "finding.id"],
            name=op.f("fk_finding_event_project_id_finding_id_finding"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_finding_event_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_event")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_finding_event_project_id_id")),
    )
    with op.batch_alter_table("finding_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_finding_event_project_id_finding_id"), ["project_id", "finding_id"], unique=False
        )

    op.create_table(
        "line_reason",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("draft_id", sa.BigInteger(), nullable=False),
        sa.Column("lineage_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "cause",
            sa.Enum(
                "reuse",
                "standard_cap",
                "market_price",
                "specification",
                "other_budget",
                "deferred",
                "finance_review",
                "requirement",
                "layout",
                "wording",
                name="cause",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("comment_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id", "comment_id"],
            ["review_comment.project_id", "review_comment.id"],
            name=op.f("fk_line_reason_project_id_comment_id_review_comment"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "draft_id"],
            ["draft.project_id", "draft.id"],
            name=op.f("fk_line_reason_project_id_draft_id_draft"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "lineage_id"],
            ["lineage.project_id", "lineage.id"],
            name=op.f("fk_line_reason_project_id_lineage_id_lineage"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_line_reason_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_reason")),
        sa.UniqueConstraint(
            "project_id", "draft_id", "lineage_id", name=op.f("uq_line_reason_project_id_draft_id_lineage_id")
        ),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_line_reason_project_id_id")),
    )
    with op.batch_alter_table("line_reason", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_line_reason_project_id_comment_id"), ["project_id", "comment_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_line_reason_project_id_draft_id"), ["project_id", "draft_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_line_reason_project_id_lineage_id"), ["project_id", "lineage_id"], unique=False
        )

    op.create_table(
        "package_stage",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("package_id", sa.BigInteger(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("actual_on", sa.Date(), nullable=True),
        sa.Column("task_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id", "package_id"],
            ["package.project_id", "package.id"],
            name=op.f("fk_package_stage_project_id_package_id_package"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "task_id"],
            ["task.project_id", "task.id"],
            name=op.f("fk_package_stage_project_id_task_id_task"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_package_stage_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_package_stage")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_package_stage_project_id_id")),
    )
    with op.batch_alter_table("package_stage", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_package_stage_project_id_package_id"), ["project_id", "package_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_package_stage_project_id_task_id"), ["project_id", "task_id"], unique=False
        )

    op.create_table(
        "attendance",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("enrolment_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "mark",
            sa.Enum(
                "present",
                "absent",
                "excused",
                name="attendancemark",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "enrolment_id"],
            ["enrolment.project_id", "enrolment.id"],
            name=op.f("fk_attendance_project_id_enrolment_id_enrolment"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "session_id"],
            ["course_session.project_id", "course_session.id"],
            name=op.f("fk_attendance_project_id_session_id_course_session"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_attendance_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_attendance_project_id_id")),
        sa.UniqueConstraint(
            "project_id",
            "session_id",
            "enrolment_id",
            name=op.f("uq_attendance_project_id_session_id_enrolment_id"),
        ),
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_attendance_project_id_enrolment_id"), ["project_id", "enrolment_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_attendance_project_id_session_id"), ["project_id", "session_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attendance_project_id_session_id"))
        batch_op.drop_index(batch_op.f("ix_attendance_project_id_enrolment_id"))

    op.drop_table("attendance")
    with op.batch_alter_table("package_stage", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_package_stage_project_id_task_id"))
        batch_op.drop_index(batch_op.f("ix_package_stage_project_id_package_id"))

    op.drop_table("package_stage")
    with op.batch_alter_table("line_reason", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_line_reason_project_id_lineage_id"))
        batch_op.drop_index(batch_op.f("ix_line_reason_project_id_draft_id"))
        batch_op.drop_index(batch_op.f("ix_line_reason_project_id_comment_id"))

    op.drop_table("line_reason")
    with op.batch_alter_table("finding_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_finding_event_project_id_finding_id"))

    op.drop_table("finding_event")
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enrolment_project_id_person_id"))
        batch_op.drop_index(batch_op.f("ix_enrolment_project_id_course_id"))

    op.drop_table("enrolment")
    with op.batch_alter_table("dependency", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dependency_project_id_successor_id"))
        batch_op.drop_index(batch_op.f("ix_dependency_project_id_predecessor_id"))

    op.drop_table("dependency")
    with op.batch_alter_table("course_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_course_session_project_id_course_id"))

    op.drop_table("course_session")
    with op.batch_alter_table("baseline_task", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_baseline_task_project_id_task_id"))
        batch_op.drop_index(batch_op.f("ix_baseline_task_project_id_baseline_id"))

    op.drop_table("baseline_task")
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_project_id_zone_id"))
        batch_op.drop_index(batch_op.f("ix_task_project_id_round_id"))
        batch_op.drop_index(batch_op.f("ix_task_project_id_post_id"))
        batch_op.drop_index(batch_op.f("ix_task_project_id_plan_id"))
        batch_op.drop_index(batch_op.f("ix_task_project_id_parent_id"))
        batch_op.drop_index(batch_op.f("ix_task_project_id_owner_id"))

    op.drop_table("task")
    with op.batch_alter_table("review_comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_comment_project_id_lineage_id"))
        batch_op.drop_index(batch_op.f("ix_review_comment_project_id_draft_id"))
        batch_op.drop_index(batch_op.f("ix_review_comment_project_id_answered_in_id"))

    op.drop_table("review_comment")
    with op.batch_alter_table("post_count", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_post_count_project_id_post_id"))

    op.drop_table("post_count")
    with op.batch_alter_table("lineage_origin", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lineage_origin_project_id_parent_id"))
        batch_op.drop_index(batch_op.f("ix_lineage_origin_project_id_lineage_id"))

    op.drop_table("lineage_origin")
    with op.batch_alter_table("line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_line_project_id_zone_id"))
        batch_op.drop_index(batch_op.f("ix_line_project_id_lineage_id"))
        batch_op.drop_index(batch_op.f("ix_line_project_id_draft_id"))

    op.drop_table("line")
    with op.batch_alter_table("inspection_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inspection_note_project_id_zone_id"))
        batch_op.drop_index(batch_op.f("ix_inspection_note_project_id_inspection_id"))

    op.drop_table("inspection_note")
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_finding_project_id_zone_id"))
        batch_op.drop_index(batch_op.f("ix_finding_project_id_status_due_on"))
        batch_op.drop_index(batch_op.f("ix_finding_project_id_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_finding_project_id_inspection_id"))

    op.drop_table("finding")
    with op.batch_alter_table("course", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_course_project_id_trainer_id"))

    op.drop_table("course")
    with op.batch_alter_table("check_result", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_check_result_project_id_zone_id"))
        batch_op.drop_index(batch_op.f("ix_check_result_project_id_item_id"))
        batch_op.drop_index(batch_op.f("ix_check_result_project_id_inspection_id"))

    op.drop_table("check_result")
    with op.batch_alter_table("asset_match", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_asset_match_project_id_lineage_id"))
        batch_op.drop_index(batch_op.f("ix_asset_match_project_id_asset_id"))

    op.drop_table("asset_match")
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_submission_project_id_plan_id"))

    op.drop_table("submission")
    with op.batch_alter_table("round_stage", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_stage_project_id_round_id"))

    op.drop_table("round_stage")
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_post_project_id_department_id"))

    op.drop_table("post")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_project_id_organisation_id"))

    op.drop_table("person")
    with op.batch_alter_table("package", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_package_project_id_plan_id"))

    op.drop_table("package")
    with op.batch_alter_table("lineage", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lineage_project_id_plan_id"))

    op.drop_table("lineage")
    with op.batch_alter_table("inspection", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inspection_project_id_series_id"))

    op.drop_table("inspection")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_project_id_plan_id"))

    op.drop_table("draft")
    with op.batch_alter_table("checklist_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_checklist_item_project_id_zone_id"))

    op.drop_table("checklist_item")
    with op.batch_alter_table("acceptance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_acceptance_project_id_zone_id"))

    op.drop_table("acceptance")
    with op.batch_alter_table("zone", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_zone_project_id_parent_id"))

    op.drop_table("zone")
    op.drop_table("working_copy")
    op.drop_table("standard")
    op.drop_table("recruitment_round")
    op.drop_table("procurement_plan")
    op.drop_table("plan")
    op.drop_table("organisation")
    op.drop_table("membership")
    op.drop_table("inspection_series")
    op.drop_table("department")
    op.drop_table("calendar_exception")
    op.drop_table("baseline")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entry_project_id_record_table_record_id"))

    op.drop_table("audit_entry")
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachment_project_id_record_table_record_id"))

    op.drop_table("attachment")
    op.drop_table("asset")
    op.drop_table("area_revision")
    op.drop_table("project")
    op.drop_table("account")
