"""A planned week as bytes, so that its proof can be checked when the week has moved on.

Everything is kept that the bound and the limits rest on, and nothing that names a person but ids.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from app.matching.plan.instance import Columns, PlanInstance
from app.matching.plan.settings import Pin
from app.matching.plan.visits import Visits, priced_support

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from app.matching.plan.settings import Plan

# The tables within tables, by the name under which they hang.
_WITHIN: dict[str, Any] = {"columns": Columns, "visits": Visits}


class Archived(NamedTuple):
    """The week with its points for being served, and the pins that the plan had to keep."""

    week: PlanInstance
    pins: tuple[Pin, ...]


def pack(week: PlanInstance, plan: Plan) -> bytes:
    """The week and the pins of a plan, compressed."""
    columns: dict[str, Any] = dict(_flat(week.with_bonus(plan.bonus), ""))
    members = [(team, one) for team in sorted(week.teams) for one in week.teams[team]]
    fixed = np.array([(pin.client_id, pin.shift_id) for pin in plan.pins], dtype=np.str_)
    wanted = np.array([pin.yes for pin in plan.pins], dtype=np.bool_)
    out = BytesIO()
    columns["members"] = np.array(members, dtype=np.str_).reshape(-1, 2)
    np.savez_compressed(out, **columns, pinned=fixed.reshape(-1, 2), wanted=wanted)
    return out.getvalue()


def unpack(stored: bytes) -> Archived:
    """What was packed; the reasons of pins are not kept.

    At how many minutes prices reckon a visit is worked out anew: it follows from the rest, and
    older plans were made with less.
    """
    with np.load(BytesIO(stored), allow_pickle=False) as found:
        columns = {name: found[name] for name in found.files}
    pairs = zip(columns.pop("pinned").tolist(), columns.pop("wanted").tolist(), strict=True)
    pins = tuple(Pin(client, shift, yes=yes, reason="") for (client, shift), yes in pairs)
    teams: dict[str, tuple[str, ...]] = {}
    for team, one in columns.pop("members").tolist():
        teams[team] = (*teams.get(team, ()), one)
    week = PlanInstance(**_nested(columns), teams=teams)
    support = priced_support(week.columns, week.places)
    return Archived(replace(week, columns=week.columns._replace(support=support)), pins)


def as_rows(week: PlanInstance, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pairs of a person and a shift as the week has them: the people of a team are one."""
    team = {one: name for name, people in week.teams.items() for one in people}
    return sorted({(team.get(client, client), shift) for client, shift in pairs})


def rows_of(week: PlanInstance, pairs: Iterable[tuple[str, str]]) -> NDArray[np.int64]:
    """The rows of these pairs of ids, in order; pairs that the week has not are left out."""
    client = {name: row for row, name in enumerate(week.client_ids.tolist())}
    shift = {name: row for row, name in enumerate(week.shift_ids.tolist())}
    c, found = week.columns, []
    for who, what in pairs:
        i, j = client.get(who, -1), shift.get(what, -1)
        if i >= 0 and j >= 0:
            own = np.flatnonzero(c.shift[int(c.first[i]) : int(c.first[i + 1])] == j)
            found += [int(c.first[i]) + int(at) for at in own]
    return np.array(sorted(found), dtype=np.int64)


def same_week(a: PlanInstance, b: PlanInstance) -> bool:
    """Whether both hold the same people, shifts, pairs and limits; points for waiting aside."""
    mine, theirs = dict(_flat(a.with_bonus(b.columns.bonus), "")), dict(_flat(b, ""))
    alike = mine.keys() == theirs.keys() and dict(a.teams) == dict(b.teams)
    return alike and all(np.array_equal(mine[name], theirs[name]) for name in mine)


def _flat(table: Any, path: str) -> Iterator[tuple[str, NDArray[Any]]]:  # noqa: ANN401 - any table
    names = [one.name for one in fields(table)] if is_dataclass(table) else table._fields
    for name in names:
        value, at = getattr(table, name), f"{path}{name}"
        if name == "teams":
            continue
        if hasattr(value, "_fields"):
            yield from _flat(value, f"{at}.")
        else:
            yield at, np.asarray(value)


def _nested(columns: dict[str, NDArray[Any]]) -> dict[str, Any]:
    """The columns as the fields of one table; dots lead into the tables within."""
    here: dict[str, Any] = {}
    inner: dict[str, dict[str, NDArray[Any]]] = {}
    for name, column in columns.items():
        head, dot, rest = name.partition(".")
        if dot:
            inner.setdefault(head, {})[rest] = column
        else:
            here[name] = column if column.ndim else column.item()
    for head, within in inner.items():
        here[head] = _WITHIN[head](**_nested(within))
    return here
