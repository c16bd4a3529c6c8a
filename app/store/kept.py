"""What one process keeps for a few minutes of what is dear to work out, a database at a time."""

from __future__ import annotations

from datetime import timedelta
from threading import RLock
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from app.domain.calendar import local_day
from app.store.news import feed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

Made = TypeVar("Made")
LASTS = timedelta(minutes=10)


class _Kept(NamedTuple):
    at: datetime
    what: Any


# By database and what it is about; it goes when the database's handle goes.
_KEPT: WeakKeyDictionary[object, dict[str, _Kept]] = WeakKeyDictionary()
_MAKING = RLock()


def kept(about: str, make: Callable[[], Made], *, now: datetime) -> Made:
    """What was made of this less than ten minutes ago and on the same local day, or made now.

    Nothing but time makes it old, so whoever shows it says of when it is. Who comes while it is
    made waits for it instead of making it again.
    """
    with _MAKING:
        of_this = _KEPT.setdefault(feed(), {})
        known = of_this.get(about)
        if known is None or not _holds(known.at, now):
            known = of_this[about] = _Kept(now, make())
        made: Made = known.what
        return made


def forget() -> None:
    """Keep nothing of this database any more: another one stands in its place."""
    with _MAKING:
        _KEPT.pop(feed(), None)


def _holds(at: datetime, now: datetime) -> bool:
    """Whether what was made then may still be told; not after the demo's clock was set back."""
    return at <= now < at + LASTS and local_day(at) == local_day(now)
