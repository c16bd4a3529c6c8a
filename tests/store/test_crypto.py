"""Sealed columns open in their own place only, and nothing of them stands in the database file."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from app.config import Keys
from app.store import crypto
from app.store.crypto import blind_index, phone_digits, seal, unseal, use_keys
from app.store.db import db
from app.store.models.people import Client, User
from app.store.transaction import unit_of_work
from tests.databases import KEYS


@pytest.fixture(autouse=True)
def keys():
    use_keys(KEYS)
    yield
    use_keys(KEYS)


@given(st.text())
def test_any_text_comes_back(words):
    row = uuid4()
    assert unseal(seal(words, "client", "last_name", row), "client", "last_name", row) == words


def test_the_same_text_never_looks_the_same():
    row = uuid4()
    assert seal("Salanen", "client", "last_name", row) != seal(
        "Salanen", "client", "last_name", row
    )


@pytest.mark.parametrize(
    "place",
    [("client", "last_name", "another row"), ("client", "phone", ""), ("user", "last_name", "")],
)
def test_a_cell_does_not_open_in_another_place(place):
    table, column, other = place
    row = uuid4()
    sealed = seal("Salanen", "client", "last_name", row)
    with pytest.raises(InvalidTag):
        unseal(sealed, table, column, uuid4() if other else row)


def test_a_changed_cell_does_not_open():
    row = uuid4()
    sealed = bytearray(seal("Salanen", "client", "last_name", row))
    sealed[-1] ^= 1
    with pytest.raises(InvalidTag):
        unseal(bytes(sealed), "client", "last_name", row)


def test_old_cells_open_after_a_new_key_came_and_new_ones_use_it():
    row = uuid4()
    old = seal("Salanen", "client", "last_name", row)
    ring = {1: KEYS.data[1], 2: b"\7" * 32}
    use_keys(Keys(ring, KEYS.index, KEYS.audit, KEYS.pepper, KEYS.cookie))
    assert unseal(old, "client", "last_name", row) == "Salanen"
    assert seal("x", "client", "last_name", row)[:2] == b"\0\2"


def test_swapped_cells_of_two_clients_do_not_open(engine_app, world):
    ids = [world.kalle.client_id, world.kaisa.client_id]
    cells = [world.get(Client, one).last_name_sealed for one in ids]
    for client_id, cell in zip(ids, reversed(cells), strict=True):
        world.change(Client, client_id, last_name_sealed=cell)
    with pytest.raises(InvalidTag):
        _ = world.get(Client, ids[0]).last_name


def test_none_stays_none_and_empty_stays_empty(engine_app, world):
    pekka = world.client("Pekka", phone=None)
    assert world.get(Client, pekka.client_id).phone is None
    world.change(Client, pekka.client_id, strengths="")
    assert world.get(Client, pekka.client_id).strengths == ""


def test_the_database_file_holds_no_last_name_phone_or_mail(world):
    secret = [value for user in world.all(User) for value in (user.last_name, user.email) if value]
    secret += [v for c in world.all(Client) for v in (c.last_name, c.phone, c.number)]
    with db.engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    db.session.remove()
    raw = Path(db.engine.url.database).read_bytes()
    assert b"Kalle" in raw
    assert len(secret) > 40
    assert [value for value in secret if value.encode() in raw] == []


def test_a_blind_index_finds_the_name_however_it_is_written():
    assert blind_index("name", " Äyrämö ") == blind_index("name", "äyrämö")
    assert blind_index("name", "Äyrämö") != blind_index("phone", "Äyrämö")
    assert len(blind_index("name", "x")) == 16


def test_a_blind_index_needs_its_key():
    mine = blind_index("name", "Salanen")
    use_keys(Keys.new())
    assert blind_index("name", "Salanen") != mine


def test_phone_numbers_have_one_form():
    assert phone_digits("040 123 4567") == phone_digits("+358 40 123 4567") == "+358401234567"


def test_tokens_are_long_random_and_kept_as_hashes():
    token = crypto.new_token()
    assert len(token) >= 43
    assert token != crypto.new_token()
    assert len(crypto.token_hash(token)) == 32


def test_keys_in_a_file_that_others_may_read_are_refused(tmp_path):
    from app.config import BadSettings

    KEYS.save(tmp_path / "keys.json")
    assert Keys.load(tmp_path / "keys.json") == KEYS
    (tmp_path / "keys.json").chmod(0o644)
    with pytest.raises(BadSettings):
        Keys.load(tmp_path / "keys.json")


def test_sealed_columns_are_written_by_plain_assignment(engine_app, world):
    with unit_of_work() as session:
        session.get_one(Client, world.kalle.client_id).strengths = "Tarkka käsistään"
    client = world.get(Client, world.kalle.client_id)
    assert client.strengths == "Tarkka käsistään"
    assert b"Tarkka" not in client.strengths_sealed
