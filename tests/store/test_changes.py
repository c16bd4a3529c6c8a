"""The feed: what is watched, in which order it is told, and what becomes of old rows."""

from __future__ import annotations

import ast
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, select, update

from app.store import changes, news, prepared
from app.store.changes import Kind
from app.store.db import db
from app.store.models.feed import MatchChange
from app.store.models.people import Client, Unit, Wish
from app.store.models.work import Attendance, CoachBooking, CoachBookingClient, Shift
from app.store.transaction import step, unit_of_work

if TYPE_CHECKING:
    from flask import Flask

    from app.domain.policy import Actor
    from tests.world import World

STORE = Path(__file__).resolve().parents[2] / "app" / "store"
# Whatever the matcher's facts are read with. A model that they import is watched, or stands here.
READERS = (
    "facts",
    "profiles",
    "histories",
    "bookings",
    "relations",
    "teams",
    "times",
    "parts",
    "rules",
)
# Read by other functions of these files, not for facts.
NOT_FACTS = {"Unit"}


def told(since: news.Mark | None) -> set[tuple[str, object]]:
    """What the feed says after a mark."""
    db.session.rollback()
    rows = db.session.execute(
        select(MatchChange.kind, MatchChange.subject_id).where(MatchChange.seq > (since or (0,))[0])
    )
    return {(row.kind, row.subject_id) for row in rows}


def mark() -> news.Mark | None:
    db.session.rollback()
    return news.read(None).mark


def test_whatever_facts_are_read_from_is_watched() -> None:
    models = {mapper.class_.__name__: mapper.class_.__tablename__ for mapper in _mappers()}
    read = {name for reader in READERS for name in _imported(reader)} & set(models)
    unwatched = {name for name in read if models[name] not in changes.WATCHED}
    assert unwatched == NOT_FACTS
    assert {models[name] for name in read - NOT_FACTS} == set(changes.WATCHED)


def _mappers() -> list[object]:
    return list(db.Model.registry.mappers)


def _imported(reader: str) -> set[str]:
    tree = ast.parse((STORE / f"{reader}.py").read_text())
    modules = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names = {a.name for m in modules if "store.models" in (m.module or "") for a in m.names}
    # `rules` is imported as a module, for PassRule.
    return names | ({"PassRule"} if "rules" in names else set())


def test_nobody_else_writes_past_the_session() -> None:
    found = {
        path.relative_to(STORE).as_posix()
        for path in STORE.rglob("*.py")
        if ".connection()" in path.read_text()
    }
    # Those that tell the feed by themselves, the feed, and what takes no statement but a select.
    assert found == {"changes.py", "imports/shelf.py", "demo_dates.py", "prepared.py"}
    with pytest.raises(TypeError):
        prepared.fetch(delete(Wish))  # type: ignore[arg-type]


@pytest.mark.usefixtures("engine_app")
def test_statements_tell_of_the_rows_they_change(world: World) -> None:
    shift_id, visit = world.shift(places=2), world.shift("to")
    booking_id = world.booking(world.carla, visit, [world.kalle])
    world.wish(
        world.kalle, next(iter(__import__("app.domain.vocabulary").domain.vocabulary.Category))
    )
    before = mark()
    with unit_of_work() as session:
        session.execute(update(Shift).where(Shift.id == shift_id).values(taken=1))
        session.execute(delete(Wish).where(Wish.client_id == world.kalle.client_id))
        session.execute(update(CoachBooking).values(role="x").where(CoachBooking.id == booking_id))
        session.execute(update(Attendance).where(Attendance.reason == "x").values(reason="y"))
    assert told(before) == {
        (Kind.SHIFT, shift_id), (Kind.WISH, world.kalle.client_id),
        (Kind.COACH, world.carla.user_id), (Kind.BOOKING, booking_id),
    }  # fmt: skip
    assert world.count(CoachBookingClient) == 1


def test_what_does_not_matter_is_not_told(world: World) -> None:
    before = mark()
    with unit_of_work() as session:
        session.scalars(select(Unit)).first().phone = "09 2"  # type: ignore[union-attr]
    assert told(before) == set()


def test_a_statement_without_a_condition_tells_of_everything(world: World) -> None:
    before = mark()
    with unit_of_work() as session:
        session.execute(update(Client).values(version=2))
    assert told(before) == {(Kind.EVERYTHING, None)}


def test_very_many_changes_are_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    before = mark()
    monkeypatch.setattr(changes, "MOST", 5)
    world.clients(6)
    assert told(before) == {(Kind.EVERYTHING, None)}


def test_each_is_told_once_a_transaction(world: World) -> None:
    before = mark()
    assert before is not None
    with unit_of_work() as session:
        kalle = session.get_one(Client, world.kalle.client_id)
        for minutes in (10, 20):
            kalle.max_travel_minutes = minutes
            session.flush()
        with step():
            kalle.max_travel_minutes = 30
    assert world.count(MatchChange, MatchChange.seq > before[0]) == 1


def test_news_are_not_for_those_who_write(world: World) -> None:
    del world
    with unit_of_work(), pytest.raises(RuntimeError):
        news.read(None)


def test_the_cleaning_leaves_the_newest(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(news, "KEPT", 2)
    for minutes in (10, 20, 30):
        world.change(Client, world.kalle.client_id, max_travel_minutes=minutes)
    newest = mark()
    with unit_of_work():
        assert news.forget_old() > 0
    assert world.count(MatchChange) == 2
    assert mark() == newest


def test_a_feed_that_was_replaced_is_known_by_its_rows(world: World) -> None:
    known = mark()
    assert known is not None
    assert news.read(known).nothing
    with unit_of_work() as session:
        session.execute(delete(MatchChange).where(MatchChange.id == known[1]))
    db.session.rollback()
    assert news.read(known).everything


def test_whoever_commits_later_is_told_later(engine_app: Flask, world: World) -> None:
    """Two writers at once: a reader who has seen the second's number has seen the first's."""
    begun, seen = threading.Barrier(2), []

    def write(client: Actor) -> None:
        assert client.client_id is not None
        with engine_app.app_context():
            begun.wait(30)
            for minutes in range(10, 20):
                world.change(Client, client.client_id, max_travel_minutes=minutes)
            db.session.remove()

    start = mark()
    assert start is not None
    writers = [threading.Thread(target=write, args=(one,)) for one in (world.kalle, world.kerttu)]
    for writer in writers:
        writer.start()
    last, numbers = start, []
    while any(writer.is_alive() for writer in writers) or not seen:
        alive = any(writer.is_alive() for writer in writers)
        db.session.rollback()
        rows = db.session.execute(
            select(MatchChange.seq, MatchChange.id).where(MatchChange.seq > last[0])
        ).all()
        numbers += sorted(row.seq for row in rows)
        last = max([last, *((row.seq, row.id) for row in rows)])
        if not alive:
            seen.append(True)
    for writer in writers:
        writer.join()
    assert numbers == list(range(start[0] + 1, last[0] + 1))
    assert len(numbers) == 20
