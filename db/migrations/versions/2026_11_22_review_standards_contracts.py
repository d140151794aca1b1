"""review, ceilings, standards, packages and contracts.

Revision ID: 0004
Revises: 0003
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "column_mapping",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_column_mapping_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_mapping")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_column_mapping_project_id_id")),
        sa.UniqueConstraint("project_id", "name", name=op.f("uq_column_mapping_project_id_name")),
    )
    op.create_table(
        "threshold",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("jurisdiction", sa.String(length=120), nullable=False),
        sa.Column("level", sa.String(length=60), nullable=False),
        sa.Column("object", sa.String(length=60), nullable=False),
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
            nullable=False,
        ),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint("amount_fen >= 0", name=op.f("ck_threshold_amount")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_threshold_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_threshold")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_threshold_project_id_id")),
    )
    op.create_table(
        "asset_count",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("asset_id", sa.BigInteger(), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("quantity_milli", sa.BigInteger(), nullable=False),
        sa.Column("usable_milli", sa.BigInteger(), nullable=False),
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
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id", "asset_id"],
            ["asset.project_id", "asset.id"],
            name=op.f("fk_asset_count_project_id_asset_id_asset"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_asset_count_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_count")),
        sa.UniqueConstraint("project_id", "client_id", name=op.f("uq_asset_count_project_id_client_id")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_asset_count_project_id_id")),
    )
    with op.batch_alter_table("asset_count", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_asset_count_project_id_asset_id"), ["project_id", "asset_id"], unique=False
        )

    op.create_table(
        "ceiling",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.Column("category", sa.String(length=120), nullable=False),
        sa.Column("funding", sa.String(length=120), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.CheckConstraint("amount_fen >= 0", name=op.f("ck_ceiling_amount")),
        sa.ForeignKeyConstraint(
            ["project_id", "plan_id"],
            ["procurement_plan.project_id", "procurement_plan.id"],
            name=op.f("fk_ceiling_project_id_plan_id_procurement_plan"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_ceiling_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ceiling")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_ceiling_project_id_id")),
        sa.UniqueConstraint(
            "project_id",
            "plan_id",
            "category",
            "funding",
            name=op.f("uq_ceiling_project_id_plan_id_category_funding"),
        ),
    )
    with op.batch_alter_table("ceiling", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ceiling_project_id_plan_id"), ["project_id", "plan_id"], unique=False
        )

    op.create_table(
        "contract",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("package_id", sa.BigInteger(), nullable=False),
        sa.Column("supplier_id", sa.BigInteger(), nullable=True),
        sa.Column("number", sa.String(length=120), nullable=False),
        sa.Column("awarded_on", sa.Date(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "package_id"],
            ["package.project_id", "package.id"],
            name=op.f("fk_contract_project_id_package_id_package"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "supplier_id"],
            ["organisation.project_id", "organisation.id"],
            name=op.f("fk_contract_project_id_supplier_id_organisation"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_contract_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_contract_project_id_id")),
    )
    with op.batch_alter_table("contract", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contract_project_id_package_id"), ["project_id", "package_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_contract_project_id_supplier_id"), ["project_id", "supplier_id"], unique=False
        )

    op.create_table(
        "draft_seen",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.Column("draft_id", sa.BigInteger(), nullable=False),
        sa.Column("actor_key", sa.String(length=40), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "draft_id"],
            ["draft.project_id", "draft.id"],
            name=op.f("fk_draft_seen_project_id_draft_id_draft"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "plan_id"],
            ["procurement_plan.project_id", "procurement_plan.id"],
            name=op.f("fk_draft_seen_project_id_plan_id_procurement_plan"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_draft_seen_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_seen")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_draft_seen_project_id_id")),
        sa.UniqueConstraint(
            "project_id", "plan_id", "actor_key", name=op.f("uq_draft_seen_project_id_plan_id_actor_key")
        ),
    )
    with op.batch_alter_table("draft_seen", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_draft_seen_project_id_draft_id"), ["project_id", "draft_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_draft_seen_project_id_plan_id"), ["project_id", "plan_id"], unique=False
        )

    op.create_table(
        "line_review",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("draft_id", sa.BigInteger(), nullable=False),
        sa.Column("lineage_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "decision",
            sa.Enum(
                "accept",
                "cut_to",
                "question",
                name="linedecision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("quantity_milli", sa.BigInteger(), nullable=True),
        sa.Column("unit_price_fen", sa.BigInteger(), nullable=True),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.Column("taken_in_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id", "draft_id"],
            ["draft.project_id", "draft.id"],
            name=op.f("fk_line_review_project_id_draft_id_draft"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "lineage_id"],
            ["lineage.project_id", "lineage.id"],
            name=op.f("fk_line_review_project_id_lineage_id_lineage"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "taken_in_id"],
            ["draft.project_id", "draft.id"],
            name=op.f("fk_line_review_project_id_taken_in_id_draft"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_line_review_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_review")),
        sa.UniqueConstraint(
            "project_id", "draft_id", "lineage_id", name=op.f("uq_line_review_project_id_draft_id_lineage_id")
        ),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_line_review_project_id_id")),
    )
    with op.batch_alter_table("line_review", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_line_review_project_id_draft_id"), ["project_id", "draft_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_line_review_project_id_lineage_id"), ["project_id", "lineage_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_line_review_project_id_taken_in_id"), ["project_id", "taken_in_id"], unique=False
        )

    op.create_table(
        "package_line",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("package_id", sa.BigInteger(), nullable=False),
        sa.Column("lineage_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "lineage_id"],
            ["lineage.project_id", "lineage.id"],
            name=op.f("fk_package_line_project_id_lineage_id_lineage"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "package_id"],
            ["package.project_id", "package.id"],
            name=op.f("fk_package_line_project_id_package_id_package"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_package_line_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_package_line")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_package_line_project_id_id")),
        sa.UniqueConstraint("project_id", "lineage_id", name=op.f("uq_package_line_project_id_lineage_id")),
    )
    with op.batch_alter_table("package_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_package_line_project_id_lineage_id"), ["project_id", "lineage_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_package_line_project_id_package_id"), ["project_id", "package_id"], unique=False
        )

    op.create_table(
        "standard_exemption",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("standard_id", sa.BigInteger(), nullable=False),
        sa.Column("lineage_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "lineage_id"],
            ["lineage.project_id", "lineage.id"],
            name=op.f("fk_standard_exemption_project_id_lineage_id_lineage"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "standard_id"],
            ["standard.project_id", "standard.id"],
            name=op.f("fk_standard_exemption_project_id_standard_id_standard"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_standard_exemption_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standard_exemption")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_standard_exemption_project_id_id")),
        sa.UniqueConstraint(
            "project_id",
            "standard_id",
            "lineage_id",
            name=op.f("uq_standard_exemption_project_id_standard_id_lineage_id"),
        ),
    )
    with op.batch_alter_table("standard_exemption", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_standard_exemption_project_id_lineage_id"),
            ["project_id", "lineage_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_standard_exemption_project_id_standard_id"),
            ["project_id", "standard_id"],
            unique=False,
        )

    op.create_table(
        "contract_variation",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("contract_id", sa.BigInteger(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "contract_id"],
            ["contract.project_id", "contract.id"],
            name=op.f("fk_contract_variation_project_id_contract_id_contract"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_contract_variation_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_variation")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_contract_variation_project_id_id")),
    )
    with op.batch_alter_table("contract_variation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contract_variation_project_id_contract_id"),
            ["project_id", "contract_id"],
            unique=False,
        )

    op.create_table(
        "delivery",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("contract_id", sa.BigInteger(), nullable=False),
        sa.Column("lineage_id", sa.BigInteger(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("quantity_milli", sa.BigInteger(), nullable=False),
        sa.Column(
            "result",
            sa.Enum(
                "accepted",
                "rectify",
                "refused",
                name="deliveryresult",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "contract_id"],
            ["contract.project_id", "contract.id"],
            name=op.f("fk_delivery_project_id_contract_id_contract"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "lineage_id"],
            ["lineage.project_id", "lineage.id"],
            name=op.f("fk_delivery_project_id_lineage_id_lineage"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_delivery_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_delivery_project_id_id")),
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_delivery_project_id_contract_id"), ["project_id", "contract_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_delivery_project_id_lineage_id"), ["project_id", "lineage_id"], unique=False
        )

    op.create_table(
        "payment",
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("contract_id", sa.BigInteger(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "contract_id"],
            ["contract.project_id", "contract.id"],
            name=op.f("fk_payment_project_id_contract_id_contract"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_payment_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_payment_project_id_id")),
    )
    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_payment_project_id_contract_id"), ["project_id", "contract_id"], unique=False
        )

    text: dict[str, Any] = {"nullable": False, "server_default": ""}
    op.add_column("asset", sa.Column("life_years", sa.Integer(), nullable=True))
    op.add_column("draft", sa.Column("unexplained_reason", sa.Text(), **text))
    op.add_column("draft", sa.Column("over_ceiling_reason", sa.Text(), **text))
    op.add_column("draft", sa.Column("answer_by", sa.Date(), nullable=True))
    op.add_column("draft", sa.Column("opinion", sa.Text(), **text))
    op.add_column("line", sa.Column("catalogue_edition", sa.String(length=20), **text))
    op.add_column("line", sa.Column("funding_year", sa.Integer(), nullable=True))
    op.add_column("package", sa.Column("method_reason", sa.Text(), **text))
    op.add_column("package", sa.Column("delivery_days", sa.Integer(), nullable=True))
    op.add_column("package", sa.Column("installation_days", sa.Integer(), nullable=True))
    op.add_column("package_stage", sa.Column("document", sa.String(length=200), **text))
    op.create_index(
        op.f("ix_package_stage_project_id_package_id_stage"),
        "package_stage",
        ["project_id", "package_id", "stage"],
        unique=True,
    )
    op.add_column(
        "procurement_plan",
        sa.Column("reason_threshold_fen", sa.BigInteger(), nullable=False, server_default="0"),
    )
    op.add_column("zone", sa.Column("seats", sa.Integer(), nullable=True))
    op.add_column("standard", sa.Column("applies_code", sa.String(length=20), **text))
    op.add_column("standard", sa.Column("applies_to", sa.String(length=300), **text))
    with op.batch_alter_table("standard") as batch_op:
        batch_op.add_column(
            sa.Column(
                "basis",
                sa.Enum(
                    "per_person",
                    "per_area",
                    "per_seat",
                    "fixed",
                    name="standardbasis",
                    native_enum=False,
                    create_constraint=True,
                    length=40,
                ),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("quantity_milli", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("basis_milli", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("department_id", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("zone_id", sa.BigInteger(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_standard_project_id_department_id"), ["project_id", "department_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_standard_project_id_zone_id"), ["project_id", "zone_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_standard_project_id_zone_id_zone"),
            "zone",
            ["project_id", "zone_id"],
            ["project_id", "id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_standard_project_id_department_id_department"),
            "department",
            ["project_id", "department_id"],
            ["project_id", "id"],
        )
        batch_op.drop_column("quantity_rule")
