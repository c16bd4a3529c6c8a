"""What a client decides and says beside work: who may know what, how things are, and thanks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ITEMS = ("show_how", "one_thing", "pictures", "breaks", "quiet", "strengths")
THANKS = ("help", "care", "on_time", "friendly", "come_again")


def upgrade() -> None:
    op.create_table(
        "disclosure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column(
            "item", sa.Enum(*ITEMS, name="item", native_enum=False, length=32), nullable=False
        ),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_disclosure_client_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_disclosure_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure")),
        sa.UniqueConstraint(
            "client_id", "organisation_id", "item",
            name=op.f("uq_disclosure_client_id_organisation_id_item"),
        ),
    )  # fmt: skip
    op.create_index(
        op.f("ix_disclosure_organisation_id"), "disclosure", ["organisation_id"], unique=False
    )
    for_all = sa.text("organisation_id IS NULL")
    op.create_index(
        "uq_disclosure_for_all", "disclosure", ["client_id", "item"], unique=True,
        sqlite_where=for_all, postgresql_where=for_all,
    )  # fmt: skip
    op.create_table(
        "self_check",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("answers_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_self_check_client_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_check")),
        sa.UniqueConstraint("client_id", "said_on", name=op.f("uq_self_check_client_id_said_on")),
    )
    _add_thanks()


def _add_thanks() -> None:
    op.create_table(
        "thank_you",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("attendance_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column(
            "thank", sa.Enum(*THANKS, name="thank", native_enum=False, length=32), nullable=False
        ),
        sa.Column("given_by_id", sa.Uuid(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attendance_id"], ["attendance.id"], name=op.f("fk_thank_you_attendance_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_thank_you_client_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["user.id"], name=op.f("fk_thank_you_given_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thank_you")),
        sa.UniqueConstraint(
            "attendance_id", "thank", name=op.f("uq_thank_you_attendance_id_thank")
        ),
    )  # fmt: skip
    op.create_index(op.f("ix_thank_you_client_id"), "thank_you", ["client_id"], unique=False)


def downgrade() -> None:
    op.drop_table("thank_you")
    op.drop_table("self_check")
    op.drop_table("disclosure")
