"""What the database itself refuses: overlaps of a client or a coach, and changes to the trail.

PostgreSQL does it with exclusion constraints, SQLite (one writer) with triggers of the same name.
A batch rebuild of one of these tables on SQLite drops its triggers: make them anew after it.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# name, table, whose times, which states count
OVERLAPS = (
    ("ex_offer_shift_overlap", "offer_shift", "client_id", ("accepted", "confirmed")),
    ("ex_coach_booking_overlap", "coach_booking", "coach_id", ("booked",)),
)
# The chain is written once, by the worker, on rows that have none yet.
CHAIN = ("seq", "prev")
EVENT_COLUMNS = (
    "id", "at", "actor_id", "actor_role", "actor_unit_id", "assisted_by_id", "purpose", "action",
    "object_type", "object_id", "fields", "facts", "outcome", "login_id", "ip_prefix",
    "request_id", "schema", "mac",
)  # fmt: skip


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _up_postgresql()
    else:
        _up_sqlite()


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _down_postgresql()
    else:
        _down_sqlite()


def _listed(states: tuple[str, ...]) -> str:
    return ", ".join(f"'{state}'" for state in states)


def _up_postgresql() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    for name, table, owner, states in OVERLAPS:
        op.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT {name} EXCLUDE USING gist ({owner} WITH =, "
            f"tstzrange(starts_at, ends_at) WITH &&) WHERE (state IN ({_listed(states)}))"
        )
    op.execute(
        "CREATE FUNCTION trail_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'the trail is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event "
        "FOR EACH ROW EXECUTE FUNCTION trail_is_append_only()"
    )
    changed = " OR ".join(f"NEW.{c}::text IS DISTINCT FROM OLD.{c}::text" for c in EVENT_COLUMNS)
    op.execute(
        "CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event FOR EACH ROW "
        f"WHEN (OLD.seq IS NOT NULL OR {changed}) EXECUTE FUNCTION trail_is_append_only()"
    )
    op.execute(
        "CREATE TRIGGER audit_event_client_no_change BEFORE UPDATE OR DELETE "
        "ON audit_event_client FOR EACH ROW EXECUTE FUNCTION trail_is_append_only()"
    )


def _down_postgresql() -> None:
    op.execute("DROP TRIGGER audit_event_client_no_change ON audit_event_client")
    op.execute("DROP TRIGGER audit_event_no_update ON audit_event")
    op.execute("DROP TRIGGER audit_event_no_delete ON audit_event")
    op.execute("DROP FUNCTION trail_is_append_only()")
    for name, table, _owner, _states in OVERLAPS:
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")


def _up_sqlite() -> None:
    for name, table, owner, states in OVERLAPS:
        columns = f"{owner}, starts_at, ends_at, state"
        for event, suffix in (("INSERT", "i"), (f"UPDATE OF {columns}", "u")):
            op.execute(
                f"CREATE TRIGGER {name}_{suffix} BEFORE {event} ON {table} BEGIN "
                f"SELECT RAISE(ABORT, '{name}') WHERE NEW.state IN ({_listed(states)}) "
                f"AND EXISTS (SELECT 1 FROM {table} t WHERE t.{owner} = NEW.{owner} "
                f"AND t.id IS NOT NEW.id AND t.state IN ({_listed(states)}) "
                "AND t.starts_at < NEW.ends_at AND NEW.starts_at < t.ends_at); END"
            )
    refuse = "BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END"
    op.execute(f"CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event {refuse}")
    quoted = ", ".join(f'"{column}"' for column in EVENT_COLUMNS)
    op.execute(
        f"CREATE TRIGGER audit_event_no_update BEFORE UPDATE OF {quoted} ON audit_event {refuse}"
    )
    op.execute(
        "CREATE TRIGGER audit_event_sealed_once BEFORE UPDATE ON audit_event "
        f"WHEN OLD.seq IS NOT NULL {refuse}"
    )
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_event_client_no_{event.lower()} "
            f"BEFORE {event} ON audit_event_client {refuse}"
        )


def _down_sqlite() -> None:
    for event in ("update", "delete"):
        op.execute(f"DROP TRIGGER audit_event_client_no_{event}")
    for name in ("audit_event_sealed_once", "audit_event_no_update", "audit_event_no_delete"):
        op.execute(f"DROP TRIGGER {name}")
    for name, _table, _owner, _states in OVERLAPS:
        for suffix in ("u", "i"):
            op.execute(f"DROP TRIGGER {name}_{suffix}")
