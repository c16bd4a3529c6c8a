"""The first rule rows of benefits, what clients were shown of money, allowances beside wages.

The rows are as the sources say them; nobody of the installation has checked them yet, so each
waits to be confirmed by an administrator.
"""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_PENSION = "pension.earnings_limit", "eur/month"
_DAILY = "unemployment.full_daily", "eur/day"
_INDEX = "kela.fi/kansanelakeindeksi: laskettu indeksipisteistä"
_UNREAD = "Rivi on laskettu tai muistettu, ei luettu lähteestä. Tarkista ennen vahvistamista."
# key, unit, value, first day, last day, source, note
ROWS = (
    (*_PENSION, "743.84", date(2016, 1, 1), date(2016, 12, 31), "muma.fi, oikotie.fi", ""),
    (*_PENSION, "737.45", date(2017, 1, 1), date(2018, 12, 31), "muma.fi, oikotie.fi", ""),
    (*_PENSION, "784.52", date(2019, 1, 1), date(2019, 12, 31), "Takuueläkkeen määrä 2019", _UNREAD),
    (*_PENSION, "834.52", date(2020, 1, 1), date(2020, 12, 31), "elakeliitto.fi, veritas.fi", ""),
    (*_PENSION, "837.59", date(2021, 1, 1), date(2021, 12, 31), _INDEX, _UNREAD),
    (*_PENSION, "855.48", date(2022, 1, 1), date(2022, 7, 31), "aamulehti.fi/uutiset/art-2000009160103.html", ""),
    (*_PENSION, "885.63", date(2022, 8, 1), date(2022, 12, 31), _INDEX, _UNREAD),
    (*_PENSION, "922.42", date(2023, 1, 1), date(2023, 12, 31), "aamulehti.fi/uutiset/art-2000009160103.html", ""),
    (*_PENSION, "976.59", date(2024, 1, 1), date(2024, 12, 31), _INDEX, _UNREAD),
    (*_PENSION, "986.30", date(2025, 1, 1), date(2025, 12, 31), "mtvuutiset.fi 19.2.2026: takuueläke 2025", ""),
    (*_PENSION, "990.90", date(2026, 1, 1), date(2026, 12, 31), "sttinfo.fi/tiedote/71527003: indeksi +0,5 %, laskettu", _UNREAD),
    (*_DAILY, "33.78", date(2021, 1, 1), date(2021, 12, 31), "Peruspäiväraha 2021", _UNREAD),
    (*_DAILY, "34.50", date(2022, 1, 1), date(2022, 7, 31), "Peruspäiväraha 1/2022", _UNREAD),
    (*_DAILY, "35.72", date(2022, 8, 1), date(2022, 12, 31), "Peruspäiväraha 8/2022", _UNREAD),
    (*_DAILY, "37.21", date(2023, 1, 1), date(2027, 12, 31), "sttinfo.fi/tiedote/71527003; jäädytetty 2024–2027", ""),
    ("unemployment.name", "word", "tyomarkkinatuki", date(2016, 1, 1), date(2026, 4, 30), "sttinfo.fi/tiedote/71696995", ""),
    ("unemployment.name", "word", "yleistuki", date(2026, 5, 1), None, "sttinfo.fi/tiedote/71696995", ""),
    ("unemployment.protected_part", "eur/month", "300", date(2016, 1, 1), date(2024, 3, 31), "ytkkassa.fi, tyottomyyskassa.jhl.fi: soviteltu päiväraha", ""),
    ("unemployment.protected_part", "eur/month", "0", date(2024, 4, 1), None, "ytkkassa.fi, tyottomyyskassa.jhl.fi: soviteltu päiväraha", ""),
    ("unemployment.wage_share", "eur/eur", "0.5", date(2016, 1, 1), None, "supertk.fi, ytkkassa.fi: soviteltu päiväraha", ""),
    ("unemployment.days_per_month", "days", "21.5", date(2016, 1, 1), None, "supertk.fi, ytkkassa.fi: soviteltu päiväraha", ""),
    ("unemployment.days_per_four_weeks", "days", "20", date(2016, 1, 1), None, "Soviteltu päiväraha, neljän viikon jakso", _UNREAD),
    ("unemployment.other_income_free", "eur/month", "311", date(2026, 1, 1), date(2026, 12, 31), "sttinfo.fi/tiedote/71696995", ""),
    ("housing.earned_income_deduction", "eur/month", "300", date(2016, 1, 1), date(2024, 3, 31), "stm.fi: usein kysyttyä yleisestä asumistuesta", ""),
    ("housing.earned_income_deduction", "eur/month", "0", date(2024, 4, 1), None, "stm.fi: usein kysyttyä yleisestä asumistuesta", ""),
    ("housing.most_per_euro", "eur/eur", "0.336", date(2016, 1, 1), date(2024, 3, 31), "stm.fi: 42 % × 80 %", ""),
    ("housing.most_per_euro", "eur/eur", "0.35", date(2024, 4, 1), None, "stm.fi: 50 % × 70 %", ""),
    ("housing.review_up", "eur/month", "400", date(2016, 1, 1), None, "Yleisen asumistuen tarkistus", _UNREAD),
    ("housing.review_down", "eur/month", "200", date(2016, 1, 1), None, "Yleisen asumistuen tarkistus", _UNREAD),
    ("social_assistance.earnings_share", "eur/eur", "0.2", date(2016, 1, 1), date(2026, 2, 28), "sttinfo.fi/tiedote/71798661; 20 % muistettu", _UNREAD),
    ("social_assistance.earnings_share", "eur/eur", "0", date(2026, 3, 1), None, "sttinfo.fi/tiedote/71798661, mtvuutiset.fi", ""),
    ("social_assistance.earnings_most", "eur/month", "150", date(2016, 1, 1), date(2026, 2, 28), "sttinfo.fi/tiedote/71798661", ""),
    ("social_assistance.earnings_most", "eur/month", "0", date(2026, 3, 1), None, "sttinfo.fi/tiedote/71798661, mtvuutiset.fi", ""),
    ("social_assistance.basic_single", "eur/month", "596.32", date(2026, 1, 1), date(2026, 2, 28), "sttinfo.fi/tiedote/71798661", ""),
    ("social_assistance.basic_single", "eur/month", "578.43", date(2026, 3, 1), None, "sttinfo.fi/tiedote/71798661", ""),
    ("ktt.expense_allowance", "eur/day", "9", date(2016, 1, 1), None, "kela.fi/kulukorvaus; voimassaolo 2026 tarkistamatta", _UNREAD),
    ("ktt.activity_money", "eur/day", "9", date(2016, 1, 1), None, "thl.fi: kuntouttava työtoiminta", ""),
    ("ktt.days_per_week_most", "days", "4", date(2016, 1, 1), None, "thl.fi: kuntouttava työtoiminta", ""),
    ("ktt.hours_per_day_least", "hours", "4", date(2016, 1, 1), None, "thl.fi: kuntouttava työtoiminta", ""),
    ("ktt.hours_per_day_most", "hours", "8", date(2016, 1, 1), None, "thl.fi: kuntouttava työtoiminta", ""),
    ("tyoosuusraha.taxfree_most", "eur/day", "12", date(2016, 1, 1), None, "vates.fi/blogi/pohdintaa-avotyotoiminnasta.html (2016)", _UNREAD),
)  # fmt: skip


def upgrade() -> None:
    for column in ("own_limit_cents", "other_cents_month"):
        op.add_column("benefit_situation", sa.Column(column, sa.Integer()))
    for column in ("social_assistance", "housing_allowance"):
        op.add_column("benefit_situation", sa.Column(column, sa.Boolean()))
    op.add_column("rule_value", sa.Column("entered_at", sa.DateTime(timezone=True)))
    with op.batch_alter_table("rule_value") as table:
        table.add_column(sa.Column("entered_by_id", sa.Uuid()))
        table.create_foreign_key(
            op.f("fk_rule_value_entered_by_id"), "user", ["entered_by_id"], ["id"]
        )
    _add_shown_money()
    _add_allowances()
    _add_rows()


def _add_shown_money() -> None:
    op.create_table(
        "shown_money",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("facts_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_shown_money_client_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_shown_money_offer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shown_money")),
    )
    op.create_index("ix_shown_money_offer_shown", "shown_money", ["offer_id", "shown_at"])
    op.create_index(op.f("ix_shown_money_client_id"), "shown_money", ["client_id"])


def _add_allowances() -> None:
    op.create_table(
        "allowance_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "work_activity_money", "expense_allowance", name="allowancekind",
                native_enum=False, length=32,
            ),
            nullable=False,
        ),
        sa.Column("month_on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("entered_by_id", sa.Uuid(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "cents > 0 AND (days IS NULL OR days > 0)", name=op.f("ck_allowance_entry_amount")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_allowance_entry_client_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["user.id"], name=op.f("fk_allowance_entry_entered_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allowance_entry")),
    )  # fmt: skip
    op.create_index("ix_allowance_entry_client_month", "allowance_entry", ["client_id", "month_on"])


def _add_rows() -> None:
    table = sa.table(
        "rule_value", sa.column("id", sa.Uuid()), sa.column("key", sa.String()),
        sa.column("unit", sa.String()), sa.column("value", sa.String()),
        sa.column("valid_from", sa.Date()), sa.column("valid_to", sa.Date()),
        sa.column("source", sa.String()), sa.column("note", sa.String()),
        sa.column("confirmed", sa.Boolean()),
    )  # fmt: skip
    names = ("key", "unit", "value", "valid_from", "valid_to", "source", "note")
    rows = [
        {"id": uuid4(), "confirmed": False} | dict(zip(names, row, strict=True)) for row in ROWS
    ]
    op.bulk_insert(table, rows)


def downgrade() -> None:
    op.drop_table("allowance_entry")
    op.drop_table("shown_money")
    keys = sorted({row[0] for row in ROWS})
    table = sa.table("rule_value", sa.column("key", sa.String()))
    op.execute(table.delete().where(table.c.key.in_(keys)))
    with op.batch_alter_table("rule_value") as batch:
        batch.drop_constraint(op.f("fk_rule_value_entered_by_id"), type_="foreignkey")
        batch.drop_column("entered_by_id")
    op.drop_column("rule_value", "entered_at")
    for column in (
        "housing_allowance", "social_assistance", "other_cents_month", "own_limit_cents",
    ):  # fmt: skip
        op.drop_column("benefit_situation", column)
