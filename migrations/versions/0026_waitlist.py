"""Who waits for a place of a shift that went to somebody else."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    how = sa.Enum("taken", "not_needed", "left", name="waitend", native_enum=False, length=32)
    op.create_table(
        "waitlist_entry",
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("shift_id", sa.Uuid(), nullable=False),
        sa.Column("lost_id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid()),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True)),
        sa.Column("ended", how),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(ended IS NULL) = (ended_at IS NULL)", name=op.f("ck_waitlist_entry_end")
        ),
        sa.CheckConstraint(
            "(offer_id IS NULL) = (told_at IS NULL)", name=op.f("ck_waitlist_entry_told")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_waitlist_entry_client_id_client"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["shift_id"], ["shift.id"], name=op.f("fk_waitlist_entry_shift_id_shift")
        ),
        sa.ForeignKeyConstraint(
            ["lost_id"], ["offer.id"], name=op.f("fk_waitlist_entry_lost_id_offer"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_waitlist_entry_offer_id_offer"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waitlist_entry")),
    )  # fmt: skip
    for name in ("shift_id", "lost_id", "offer_id"):
        op.create_index(op.f(f"ix_waitlist_entry_{name}"), "waitlist_entry", [name])
    waits = sa.text("ended IS NULL")
    op.create_index(
        "uq_waitlist_entry_waits", "waitlist_entry", ["client_id", "shift_id"], unique=True,
        sqlite_where=waits, postgresql_where=waits,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("waitlist_entry")
