"""A note sent twice has the same keys; another coach's never."""

from __future__ import annotations

from uuid import uuid4

from app.domain.support_contacts import row_key


def test_keys_tell_notes_coaches_and_clients_apart() -> None:
    draft, coach, client = uuid4(), uuid4(), uuid4()
    key = row_key(draft, coach, client)
    assert key == row_key(draft, coach, client)
    others = {row_key(uuid4(), coach, client), row_key(draft, uuid4(), client)}
    assert key not in others | {row_key(draft, coach, uuid4())}
