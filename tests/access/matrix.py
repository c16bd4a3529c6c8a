"""The access matrix as data: its rows, its columns and what each mark lets happen."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = Path(__file__).with_name("matrix.csv")
PRINCIPALS = (
    "AN", "OR", "OX", "OA", "CL", "CX", "CO", "CU", "CZ", "RW", "NM", "WC", "RC", "UM", "UX",
    "AD", "AU", "AK", "DI",
)  # fmt: skip
# Nobody is signed in: a visitor, and a program whose key opens nothing yet.
NOBODY = frozenset({"AN", "AK"})
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
MARKS = frozenset("RWrwf-sP")


class Whose(StrEnum):
    """Whose thing an address names: of the people in the columns, a stranger's, nobody's."""

    OWN = "own"
    FOREIGN = "foreign"
    ABSENT = "absent"


class Outcome(StrEnum):
    """What must come of a request."""

    DONE = "done"
    OPEN_TO_ALL = "open to all"
    NOT_HERE = "not here"
    FORBIDDEN = "forbidden"
    TO_SIGN_IN = "to sign-in"
    SIGN_IN_FIRST = "sign in first"
    WRONG_METHOD = "wrong method"


@dataclass(frozen=True)
class Row:
    """One endpoint: which methods it has, what it is about, and a mark for each principal."""

    endpoint: str
    methods: frozenset[str]
    subject: str
    marks: Mapping[str, str]

    @property
    def room(self) -> str:
        return self.endpoint.partition(".")[0]

    @property
    def writes(self) -> bool:
        return "POST" in self.methods

    @property
    def allowed(self) -> list[str]:
        """The principals who may use it on a thing of their own."""
        return [who for who, mark in self.marks.items() if mark in {*"RWrwP"}]

    def outcome(self, who: str, whose: Whose) -> Outcome:
        """What the mark says of this person and this thing, for a method the endpoint has."""
        mark = self.marks["AN" if who == "AK" else who]
        if mark == "P":
            return Outcome.OPEN_TO_ALL
        if mark == "s":
            return Outcome.SIGN_IN_FIRST if self.writes else Outcome.TO_SIGN_IN
        if mark == "-" or whose is Whose.ABSENT:
            return Outcome.NOT_HERE
        if whose is Whose.FOREIGN and mark in {"R", "W", "f"}:
            return Outcome.NOT_HERE
        return Outcome.FORBIDDEN if mark == "f" else Outcome.DONE


@cache
def matrix() -> dict[str, Row]:
    """The rows of the file by endpoint."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    table = csv.DictReader(line for line in lines if not line.startswith("#"))
    rows = [
        Row(
            line["endpoint"],
            frozenset(line["methods"].split()),
            line["subject"],
            {who: line[who] for who in PRINCIPALS},
        )
        for line in table
    ]
    return {row.endpoint: row for row in rows}


def lets_in(who: str, room: str) -> bool:
    """Whether this part of the site is there for the principal at all."""
    return any(row.marks[who] not in {"-", "s"} for row in matrix().values() if row.room == room)
