"""Coaches who say they are away, and what clients are told of who comes instead."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

_WAYS, _SAID = ("substitute", "alone", "move"), ("yes", "no", "ask")


def _instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "coach_away",
        sa.Column("coach_id", sa.Uuid(), nullable=False),
        sa.Column("said_by_id", sa.Uuid(), nullable=False),
        _instant("said_at"),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        _instant("undone_at", nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("first_on <= last_on", name=op.f("ck_coach_away_days")),
        sa.ForeignKeyConstraint(
            ["coach_id"], ["user.id"], name=op.f("fk_coach_away_coach_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["said_by_id"], ["user.id"], name=op.f("fk_coach_away_said_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coach_away")),
    )
    stands = sa.text("undone_at IS NULL")
    op.create_index(
        "uq_coach_away_stands", "coach_away", ["coach_id", "first_on"], unique=True,
        sqlite_where=stands, postgresql_where=stands,
    )  # fmt: skip
    _add_changes()


def _add_changes() -> None:
    keys = (
        ("away_id", "coach_away", "CASCADE"), ("client_id", "client", "CASCADE"),
        ("shift_id", "shift", None), ("old_booking_id", "coach_booking", None),
        ("new_booking_id", "coach_booking", None),
    )  # fmt: skip
    needed = {"shift_id", "old_booking_id"}
    op.create_table(
        "presence_change",
        *(sa.Column(name, sa.Uuid(), nullable=name not in needed) for name, _to, _gone in keys),
        sa.Column("way", sa.Enum(*_WAYS, name="way", native_enum=False, length=32), nullable=False),
        _instant("told_at"),
        sa.Column(
            "answer", sa.Enum(*_SAID, name="said", native_enum=False, length=32), nullable=True
        ),
        _instant("answered_at", nullable=True),
        _instant("undone_at", nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_presence_change_answered")
        ),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{to}.id"], name=op.f(f"fk_presence_change_{name}_{to}"), ondelete=gone
            )
            for name, to, gone in keys
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presence_change")),
        sa.UniqueConstraint(
            "old_booking_id", "client_id", name=op.f("uq_presence_change_old_booking_id_client_id")
        ),
    )
    for name in ("away_id", "client_id", "shift_id", "new_booking_id"):
        op.create_index(op.f(f"ix_presence_change_{name}"), "presence_change", [name])


def downgrade() -> None:
    op.drop_table("presence_change")
    op.drop_table("coach_away")
