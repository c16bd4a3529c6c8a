"""The fairness pages of a city: made, kept, and how long the columns are locked for them.

    python bench/fairness.py [--clients 20000] [--shifts 2000]

In one process, without a server, in processor time, the median of five. The coach's figure is that
of a coach of the instance's first unit, whose own clients are judged one by one.
"""

from __future__ import annotations

import argparse
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sqlalchemy import select

from app.domain.policy import Actor
from app.domain.vocabulary import Role
from app.services import fairness
from app.store import clients
from app.store.db import db
from app.store.models.people import User
from bench.cold_build import write
from bench.instances.clients import NOW, make
from bench.instances.sites import own_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROUNDS = 5
HELD: list[float] = []


def watch_lock() -> None:
    """Note how long each report holds the columns."""
    real = fairness.kept_columns

    @contextmanager
    def timed(*given: Any) -> Iterator[Any]:
        begins = time.process_time()
        with real(*given) as resident:
            yield resident
        HELD.append((time.process_time() - begins) * 1000)

    fairness.kept_columns = timed


def spent(call: Callable[[], object]) -> float:
    """Units: milliseconds."""
    db.session.rollback()
    begins = time.process_time()
    call()
    return (time.process_time() - begins) * 1000


def tell() -> None:
    """All units made and kept, then a coach's page with its numbers kept."""
    dispatcher = Actor(role=Role.DISPATCHER)
    made, kept = [], []
    for n in range(ROUNDS + 1):
        now = NOW + timedelta(minutes=10 * n)
        for found in (made, kept):
            found.append(spent(lambda now=now: fairness.get_all_units(dispatcher, now=now)))
    # The first of all reads the whole database into the columns.
    print(f"all units made {median(made[1:]):.0f} ms, kept {median(kept):.2f} ms, "
          f"columns locked {median(HELD[1:]):.0f} ms")  # fmt: skip
    one = db.session.scalars(select(User).where(User.role == Role.COACH).order_by(User.id)).first()
    assert one is not None
    coach = Actor(user_id=one.id, role=Role.COACH, unit_id=one.unit_id)
    page = [spent(lambda: fairness.get_fairness(coach, now=now)) for _ in range(ROUNDS)]
    own = len(fairness.get_fairness(coach, now=now).own)
    unit = len(clients.list_unit_ids(coach.unit_id)) if coach.unit_id else 0
    print(f"a coach's page, {own} own clients of {unit} in the unit, {median(page):.0f} ms")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--clients", type=int, default=20_000)
    options.add_argument("--shifts", type=int, default=2_000)
    chosen = options.parse_args()
    watch_lock()
    with own_site():
        write(make(1, chosen.clients, chosen.shifts))
        tell()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
