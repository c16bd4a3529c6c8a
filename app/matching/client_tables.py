"""Many clients' plain values a field at a time, as a store reads them; and made so of records."""

from __future__ import annotations

from array import array
from dataclasses import MISSING, dataclass, field, fields
from itertools import chain, repeat
from operator import contains, itemgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from app.matching.blocks import near_together
from app.matching.facts import ClientFacts
from app.matching.ways import NO_LIMIT, places_of, reach_km

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from numpy.typing import NDArray

    from app.domain.travel import TravelSetting
    from app.matching.bits import Rows

    Values = Mapping[str, Any]

# Fields of `ClientFacts` with one value a client.
SINGLE = (
    "unit_id", "coach_id", "language", "place", "max_travel_minutes", "max_minutes_week",
    "max_minutes_month", "max_cents_month", "waiting_days", "support_need", "goes_alone",
    "non_disclosure", "together",
)  # fmt: skip
# Fields that hold pairs of a key and a value.
PAIRED = ("limits", "pass_work_since", "performed_at_task")
# Fields that hold any number of values.
MANY = (
    "availability", "exceptions", "work_activity_weekdays", "sessions", "wishes", "avoided",
    "own_rules", "passes", "agreed", "asked_shift_ids", "known_site_ids", "known_categories",
    "familiar_shift_ids", "team_shift_ids", "committed_task_ids", "blocked_organisation_ids",
    "blocked_from", "covered_weeks", *PAIRED,
)  # fmt: skip
DEFAULTS: dict[str, Any] = {
    one.name: one.default for one in fields(ClientFacts) if one.default is not MISSING
}
_SINGLE, _MANY = frozenset(SINGLE), frozenset(MANY)
EVERY = _SINGLE | _MANY
_MUST = ("id", "unit_id")
# So many are read together that they are still at hand from one field to the next.
_AT_ONCE = 256


@dataclass(frozen=True)
class ClientTables:
    """The facts of many clients, named as the fields of `ClientFacts`.

    `ids`: sixteen bytes a client, each client once; the place in it is the client's row below.
    `single`: for a field of `SINGLE` one value a row, in that order; a field that is left out has
    its default everywhere, but `unit_id` must be there.
    `many`: for a field of `MANY` the rows and, beside them, the values: `Span` (or an array of
    three numbers each), `DayException`, `Period`, words, numbers of weekdays, ids, for
    `covered_weeks` pairs of a task and a week, for `blocked_from` pairs of an organisation and a
    day, for `agreed` plain values by the names of `AgreedShift`; for a field of `PAIRED` the rows,
    the keys and the values. The rows in any order, but what one client has is in its own; a field
    that is left out is empty for all.
    """

    ids: bytes
    single: Mapping[str, Sequence[Any]]
    many: Mapping[str, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids) // 16

    def one_each(self, name: str) -> Sequence[Any]:
        """The values of a field of `SINGLE`."""
        known = self.single.get(name)
        if known is None and name in _MUST:
            raise KeyError(name)
        return [DEFAULTS[name]] * len(self) if known is None else known

    def several(self, name: str) -> tuple[NDArray[np.int64], Sequence[Any]]:
        """Whose each value of a field of `MANY` is, and the values."""
        rows, values = self.many.get(name, ((), ()))
        return np.asarray(rows, dtype=np.int64), values

    def free_times(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Whose each weekly free time is, and three numbers of it: weekday, start and end."""
        rows, spans = self.many.get("availability", ((), ()))
        if not isinstance(spans, np.ndarray):
            flat = np.fromiter(chain.from_iterable(spans), dtype=np.int64, count=3 * len(spans))
            spans = flat.reshape(-1, 3)
        return np.asarray(rows, dtype=np.int64), spans

    def pairs(self, name: str) -> tuple[NDArray[np.int64], Sequence[Any], Sequence[Any]]:
        """Whose each pair of a field of `PAIRED` is, the keys and the values."""
        rows, keys, values = self.many.get(name, ((), (), ()))
        return np.asarray(rows, dtype=np.int64), keys, values

    def ordered(self, order: Rows) -> ClientTables:
        """The same clients in this order of their rows."""
        if len(order) < 2:
            return self
        pick, row_of = itemgetter(*order.tolist()), np.empty(len(order), dtype=np.int64)
        row_of[order] = np.arange(len(order))
        many = {
            name: (row_of[np.asarray(told[0], dtype=np.int64)], *told[1:])
            for name, told in self.many.items()
        }
        single = {name: pick(values) for name, values in self.single.items()}
        ids = np.frombuffer(self.ids, dtype=np.uint8).reshape(-1, 16)[order].tobytes()
        return ClientTables(ids, single, many)


def table_of(client_id: UUID, values: Values) -> ClientTables:
    """The same of one client, by name; values that are left out have their defaults."""
    many: dict[str, Any] = {}
    for name in values.keys() & _MANY:
        told = values[name]
        if told:
            pairs = (list(told.values()),) if name in PAIRED else ()
            many[name] = (np.zeros(len(told), dtype=np.int64), list(told), *pairs)
    single = {name: [values[name]] for name in values.keys() & _SINGLE}
    return ClientTables(client_id.bytes, single, many)


def tables_of(clients: Sequence[Values]) -> ClientTables:
    """The same of plain values by name, a mapping for each client as `inputs.build` takes them."""
    single: dict[str, list[Any]] = {name: [] for name in ("id", *SINGLE)}
    many = {name: _Many(paired=name in PAIRED) for name in MANY}
    for begins in range(0, len(clients), _AT_ONCE):
        some = clients[begins : begins + _AT_ONCE]
        for name, column in single.items():
            column.extend(_values(some, name, DEFAULTS.get(name)))
        for name, one in many.items():
            if _anybody_has(name, some):
                one.add(_values(some, name, ()))
            else:
                one.add_nothing(len(some))
    ids = b"".join([one.bytes for one in single.pop("id")])
    return ClientTables(ids, single, {n: one.told() for n, one in many.items() if one.keys})


def _anybody_has(name: str, some: Sequence[Values]) -> bool:
    return any(map(contains, some, repeat(name)))


def _values(some: Sequence[Values], name: str, default: object) -> list[Any]:
    try:
        return list(map(itemgetter(name), some))
    except KeyError:
        if name in _MUST:
            raise
        return [one.get(name, default) for one in some]


class _Many:
    """The values of one field, or the keys and the values, and how many each client has."""

    def __init__(self, *, paired: bool) -> None:
        self.lengths, self.keys = array("q"), list[Any]()
        self.values: list[Any] | None = [] if paired else None

    def add(self, groups: Sequence[Any]) -> None:
        self.lengths.extend(map(len, groups))
        self.keys.extend(chain.from_iterable(groups))
        if self.values is not None:
            self.values.extend(chain.from_iterable(one.values() for one in groups if one))

    def add_nothing(self, clients: int) -> None:
        self.lengths.frombytes(bytes(clients * self.lengths.itemsize))

    def told(self) -> tuple[Any, ...]:
        lengths = np.frombuffer(self.lengths, dtype=np.int64)
        rows = np.repeat(np.arange(len(lengths)), lengths)
        return (rows, self.keys) if self.values is None else (rows, self.keys, self.values)


def neighbours_together(told: ClientTables, travel: TravelSetting) -> ClientTables:
    """The same in an order in which few blocks of rows are near a limit of anybody's way."""
    lat, lon = places_of(told.one_each("place"))
    limits = told.one_each("max_travel_minutes")
    km = {one: reach_km(NO_LIMIT if one is None else one, travel) for one in set(limits)}
    reach = [km[one] for one in limits]
    return told.ordered(near_together(lat, lon, reach))
