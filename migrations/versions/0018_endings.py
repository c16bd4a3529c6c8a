"""How orders end: who ended them, why nobody was found, and when their orderer was last heard."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

COLUMNS = (
    ("unfilled_because", sa.String(32)),
    ("closed_by", sa.String(32)),
    ("touched_at", sa.DateTime(timezone=True)),
    ("asked_at", sa.DateTime(timezone=True)),
)
RULES = (
    ("orders.draft_days", "days", "30"),
    ("orders.changes_days", "days", "14"),
    ("orders.quiet_days", "days", "45"),
    ("orders.answer_days", "days", "7"),
    ("orders.why_hours", "hours", "24"),
    ("offers.wave_factor", "pcs", "2"),
    ("offers.default_window_hours", "hours", "24"),
    ("offers.min_window_hours", "hours", "2"),
)


def _rules() -> sa.TableClause:
    return sa.table(
        "rule_value", sa.column("id", sa.Uuid()), sa.column("key", sa.String()),
        sa.column("unit", sa.String()), sa.column("value", sa.String()),
        sa.column("valid_from", sa.Date()), sa.column("source", sa.String()),
        sa.column("note", sa.String()), sa.column("confirmed", sa.Boolean()),
    )  # fmt: skip


def upgrade() -> None:
    for name, kind in COLUMNS:
        op.add_column("task", sa.Column(name, kind))
    task = sa.table(
        "task", sa.column("closed_by", sa.String()), sa.column("outcome_reason", sa.String())
    )
    # Who took an order back stood before the reason until now.
    for who in ("orderer", "dispatcher"):
        begins = f"{who}: "
        op.execute(
            task.update()
            .where(task.c.outcome_reason.startswith(begins))
            .values(
                closed_by=who,
                outcome_reason=sa.func.substr(task.c.outcome_reason, len(begins) + 1),
            )
        )
    op.bulk_insert(_rules(), [
        {
            "id": uuid4(), "key": key, "unit": unit, "value": value,
            "valid_from": date(2026, 1, 1), "source": "Palvelun oma sääntö", "note": "",
            "confirmed": False,
        }
        for key, unit, value in RULES
    ])  # fmt: skip


def downgrade() -> None:
    table = _rules()
    op.execute(table.delete().where(table.c.key.in_([key for key, _unit, _value in RULES])))
    # Not in a batch, which would make the table anew and lose its triggers.
    for name, _kind in reversed(COLUMNS):
        op.drop_column("task", name)
