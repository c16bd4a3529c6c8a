"""The kinds of files and their shelves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.domain.errors import Missing
from app.domain.imports.blocked import BLOCKED
from app.domain.imports.clients import CLIENTS
from app.domain.imports.organisations import ORGANISATIONS
from app.domain.imports.staff import STAFF
from app.domain.imports.tasks import TASKS
from app.domain.imports.teams import TEAMS
from app.domain.imports.units import UNITS
from app.store.imports.blocked import BlockedShelf
from app.store.imports.clients import ClientShelf
from app.store.imports.organisations import OrganisationShelf
from app.store.imports.staff import StaffShelf
from app.store.imports.tasks import TaskShelf
from app.store.imports.teams import TeamShelf
from app.store.imports.units import UnitShelf

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.domain.imports.columns import Kind
    from app.store.imports.shelf import Occasion, Shelf

_SHELVES: Mapping[str, tuple[Kind[Any], Callable[[Occasion], Shelf]]] = {
    UNITS.name: (UNITS, UnitShelf),
    STAFF.name: (STAFF, StaffShelf),
    ORGANISATIONS.name: (ORGANISATIONS, OrganisationShelf),
    CLIENTS.name: (CLIENTS, ClientShelf),
    TEAMS.name: (TEAMS, TeamShelf),
    BLOCKED.name: (BLOCKED, BlockedShelf),
    TASKS.name: (TASKS, TaskShelf),
}
# In this order each file finds what it names.
KINDS = tuple(_SHELVES)


def get_kind(name: str) -> Kind[Any]:
    """The columns of a kind. Raises: Missing."""
    if name not in _SHELVES:
        raise Missing
    return _SHELVES[name][0]


def open_shelf(name: str, occasion: Occasion) -> Shelf:
    """The shelf of a kind. Raises: Missing."""
    get_kind(name)
    return _SHELVES[name][1](occasion)
