"""Files of teams: clients who learn a work beside each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.imports.cells import line, mail, otherwise, tidy, words, write_yes, yes
from app.domain.imports.columns import Column, Kind, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# A team is a pair or little more: who goes along must be able to see everybody.
LEAST_MEMBERS, MOST_MEMBERS = 2, 4


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team; its members by their client numbers."""

    ref: str
    unit_code: str
    name: str
    members: tuple[str, ...]
    coach_email: str = ""
    goes_together: bool = True


def members(text: str) -> tuple[str, ...]:
    """Client numbers with spaces between them, each once, in one order."""
    return tuple(sorted({one for one in re.split(r"[\s,;]+", tidy(text)) if one}))


def _remarks(row: TeamRow, _cells: Mapping[str, str]) -> Iterator[Remark]:
    if not LEAST_MEMBERS <= len(row.members) <= MOST_MEMBERS:
        facts = {"count": len(row.members), "least": LEAST_MEMBERS, "most": MOST_MEMBERS}
        yield Remark("members", "team_size_wrong", facts)


TEAMS = Kind(
    "teams",
    TeamRow,
    (
        Column("team_ref", line(40), stored_as="ref", needed=True),
        Column("unit_code", line(20), needed=True),
        Column("name", line(100), needed=True),
        Column("members", members, words, needed=True),
        Column("coach_email", otherwise("", mail)),
        Column("goes_together", otherwise(True, yes), write_yes),  # noqa: FBT003 - a cell's value
    ),
    key="team_ref",
    remarks=_remarks,
)
