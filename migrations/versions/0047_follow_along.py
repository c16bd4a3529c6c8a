"""The follow-along plan: usual steps as dated rows, each client's plan, the contacts it asks for."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

SCALE = "IPS Supported Employment Fidelity Scale, kohta 23 (jatkuva tuki)"
OWN = "Palvelun oma sääntö: keikkatyön kevyt tuki"
# kind, step, first and last day, every days, months and shifts, times, face to face
STEPS = (
    ("job", "before_start", -7, -1, 0, 0, 0, 1, True),
    ("job", "after_start", 0, 3, 0, 0, 0, 1, False),
    ("job", "employer_week", 0, 6, 0, 0, 0, 1, False),
    ("job", "weekly", 0, 6, 7, 0, 0, 4, False),
    ("job", "employer_month", 7, 30, 0, 0, 0, 1, False),
    ("job", "monthly", 0, 0, 0, 1, 0, 11, False),
    ("job", "after_end", 0, 3, 0, 0, 0, 1, False),
    ("gig", "before_start", -7, -1, 0, 0, 0, 1, False),
    ("gig", "at_start", 0, 0, 0, 0, 0, 1, False),
    ("gig", "after_start", 1, 3, 0, 0, 0, 1, False),
    ("gig", "regular", 0, 6, 0, 1, 4, 1, False),
)
COLUMNS = (
    "kind", "step", "first_day", "last_day", "every_days", "every_months", "every_shifts",
    "times", "face_to_face",
)  # fmt: skip
# How many working days a contact is late when each of them hears of it; when it is let go.
RULES = (
    ("cadence.coach_after_days", "working_days", "1"),
    ("cadence.substitute_after_days", "working_days", "3"),
    ("cadence.manager_after_days", "working_days", "5"),
    ("cadence.missed_after_days", "days", "30"),
)


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=32)


def _kind() -> sa.Enum:
    return _enum("plankind", "gig", "job")


def _step() -> sa.Enum:
    return _enum(
        "stepkey", "before_start", "at_start", "after_start", "employer_week", "weekly",
        "employer_month", "regular", "monthly", "after_end",
    )  # fmt: skip


def _user(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["user.id"], name=f"fk_{table}_{column}")


def _part_of(table: str, column: str, whole: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{whole}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE"
    )


def _number(name: str, default: int | None = None) -> sa.Column[int]:
    server = None if default is None else str(default)
    return sa.Column(name, sa.Integer(), nullable=False, server_default=server)


def upgrade() -> None:
    _templates()
    _plans()
    _due_contacts()
    op.create_index(
        "ix_attendance_placement_id_changed_at", "attendance", ["placement_id", "changed_at"]
    )
    op.bulk_insert(_rules(), [
        {
            "id": uuid4(), "key": key, "unit": unit, "value": value,
            "valid_from": date(2026, 1, 1), "source": "Palvelun oma sääntö", "note": "",
            "confirmed": False,
        }
        for key, unit, value in RULES
    ])  # fmt: skip


def _templates() -> None:
    table = op.create_table(
        "cadence_template",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", _kind(), nullable=False),
        sa.Column("step", _step(), nullable=False),
        _number("first_day"), _number("last_day"), _number("every_days", 0),
        _number("every_months", 0), _number("every_shifts", 0), _number("times", 1),
        sa.Column("face_to_face", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("in_use", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("source", sa.String(300), nullable=False),
        sa.Column("checked_by_id", sa.Uuid()),
        sa.Column("checked_at", sa.DateTime(timezone=True)),
        sa.Column("entered_by_id", sa.Uuid()),
        sa.Column("entered_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("last_day >= first_day", name="ck_cadence_template_days"),
        _user("cadence_template", "checked_by_id"), _user("cadence_template", "entered_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_cadence_template"),
        sa.UniqueConstraint("kind", "step", "valid_from",
                            name="uq_cadence_template_kind_step_valid_from"),
    )  # fmt: skip
    op.bulk_insert(table, [
        {
            "id": uuid4(), **dict(zip(COLUMNS, step, strict=True)), "in_use": True,
            "valid_from": date(2026, 1, 1), "source": SCALE if step[0] == "job" else OWN,
        }
        for step in STEPS
    ])  # fmt: skip


def _plans() -> None:
    op.create_table(
        "support_plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("kind", _kind(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date()),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        _number("shifts_seen", 0),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        _part_of("support_plan", "placement_id", "placement"),
        _part_of("support_plan", "client_id", "client"),
        sa.PrimaryKeyConstraint("id", name="pk_support_plan"),
        sa.UniqueConstraint("placement_id", "kind", name="uq_support_plan_placement_id_kind"),
    )  # fmt: skip
    op.create_index("ix_support_plan_client_id", "support_plan", ["client_id"])
    op.create_table(
        "plan_pace",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("step", _step(), nullable=False),
        sa.Column("pace", _enum("pace", "usual", "thinned", "tightened", "left_out"),
                  nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary()),
        sa.Column("changed_by_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        _part_of("plan_pace", "plan_id", "support_plan"), _user("plan_pace", "changed_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_plan_pace"),
        sa.UniqueConstraint("plan_id", "step", name="uq_plan_pace_plan_id_step"),
    )  # fmt: skip
    op.create_table(
        "plan_pause",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date()),
        sa.Column("reason_sealed", sa.LargeBinary()),
        sa.Column("paused_by_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("until_on IS NULL OR until_on >= from_on", name="ck_plan_pause_days"),
        _part_of("plan_pause", "plan_id", "support_plan"), _user("plan_pause", "paused_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_plan_pause"),
    )  # fmt: skip
    op.create_index("ix_plan_pause_plan_id", "plan_pause", ["plan_id"])


def _due_contacts() -> None:
    states = _enum("duestate", "due", "moved", "done", "declined", "missed")
    op.create_table(
        "due_contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("step", _step(), nullable=False),
        _number("number"),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("moved_to", sa.Date()),
        sa.Column("employer", sa.Boolean(), nullable=False),
        sa.Column("face_to_face", sa.Boolean(), nullable=False),
        sa.Column("state", states, nullable=False),
        sa.Column("settled_on", sa.Date()),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.Column("settled_by_id", sa.Uuid()),
        sa.Column("contact_id", sa.Uuid()),
        sa.Column("reason_sealed", sa.LargeBinary()),
        _number("told", 0),
        sa.CheckConstraint("to_on >= from_on", name="ck_due_contact_window"),
        _part_of("due_contact", "plan_id", "support_plan"),
        _part_of("due_contact", "client_id", "client"),
        _user("due_contact", "settled_by_id"),
        sa.ForeignKeyConstraint(["contact_id"], ["support_contact.id"], ondelete="SET NULL",
                                name="fk_due_contact_contact_id"),
        sa.PrimaryKeyConstraint("id", name="pk_due_contact"),
        sa.UniqueConstraint("plan_id", "step", "number",
                            name="uq_due_contact_plan_id_step_number"),
    )  # fmt: skip
    op.create_index(
        "ix_due_contact_client_id_state_to_on", "due_contact", ["client_id", "state", "to_on"]
    )
    op.create_index("ix_due_contact_state_to_on", "due_contact", ["state", "to_on"])
    op.create_index("ix_due_contact_contact_id", "due_contact", ["contact_id"])


def _rules() -> sa.TableClause:
    return sa.table(
        "rule_value", sa.column("id", sa.Uuid()), sa.column("key", sa.String()),
        sa.column("unit", sa.String()), sa.column("value", sa.String()),
        sa.column("valid_from", sa.Date()), sa.column("source", sa.String()),
        sa.column("note", sa.String()), sa.column("confirmed", sa.Boolean()),
    )  # fmt: skip


def downgrade() -> None:
    table = _rules()
    op.execute(table.delete().where(table.c.key.in_([key for key, _unit, _value in RULES])))
    op.drop_index("ix_attendance_placement_id_changed_at", "attendance")
    for name in ("due_contact", "plan_pause", "plan_pace", "support_plan", "cadence_template"):
        op.drop_table(name)
