"""The limits of the Working Hours Act: rows that came with the code until now."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

ACT = "Työaikalaki 872/2019"
ACT_FROM = date(2020, 1, 1)
OWN = "Palvelun oma sääntö; nuorista työntekijöistä säätää laki 998/1993"
RULES = (
    ("working_time.day_minutes", "min", "480", f"{ACT}, 5 §", ACT_FROM),
    ("working_time.week_minutes", "min", "2400", f"{ACT}, 5 §", ACT_FROM),
    ("working_time.daily_rest_minutes", "min", "660", f"{ACT}, 25 §", ACT_FROM),
    ("working_time.weekly_rest_minutes", "min", "2100", f"{ACT}, 27 §", ACT_FROM),
    ("working_time.break_after_minutes", "min", "360", f"{ACT}, 24 §", ACT_FROM),
    ("working_time.night_from", "clock", "23", f"{ACT}, 8 §", ACT_FROM),
    ("working_time.night_until", "clock", "6", f"{ACT}, 8 §", ACT_FROM),
    ("working_time.adult_age", "years", "18", OWN, date(2026, 1, 1)),
)


def _rules() -> sa.TableClause:
    return sa.table(
        "rule_value", sa.column("id", sa.Uuid()), sa.column("key", sa.String()),
        sa.column("unit", sa.String()), sa.column("value", sa.String()),
        sa.column("valid_from", sa.Date()), sa.column("source", sa.String()),
        sa.column("note", sa.String()), sa.column("confirmed", sa.Boolean()),
    )  # fmt: skip


def upgrade() -> None:
    op.bulk_insert(_rules(), [
        {
            "id": uuid4(), "key": key, "unit": unit, "value": value, "valid_from": valid_from,
            "source": source, "note": "", "confirmed": False,
        }
        for key, unit, value, source, valid_from in RULES
    ])  # fmt: skip


def downgrade() -> None:
    table = _rules()
    op.execute(table.delete().where(table.c.key.in_([rule[0] for rule in RULES])))
