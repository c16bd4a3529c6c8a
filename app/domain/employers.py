"""Workplaces that coaches visit: what is written of a contact, and how many there are in a week.

A contact counts when it was face to face and about the wishes of a client. The number is the
coach's own; nobody is put in an order by it.
Source: IPS-25 items 16 to 18 (share that follows wishes, contacts a week, planned visits).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.calendar import week_start
from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from app.domain.vocabulary import Category

NAME_LENGTH, PEOPLE_LENGTH, TEXT_LENGTH = 120, 200, 2000
WEEKS = 12
# A slip is mended without a trace for so long; later the old text stays beside the new one.
MEND_FOR = timedelta(minutes=15)
# So far back a contact can still be written down.
DAYS_BACK = 31


class ContactWay(StrEnum):
    """How the coach and somebody of a workplace met."""

    FACE_TO_FACE = "face_to_face"
    PHONE = "phone"
    MESSAGE = "message"


class Promiser(StrEnum):
    """Whose promise it is."""

    US = "us"
    THEM = "them"


class IdeaStage(StrEnum):
    """How far an idea of new work has come at a workplace."""

    IDEA = "idea"
    TALKED = "talked"
    AGREED = "agreed"
    ORDERED = "ordered"
    LET_GO = "let_go"


NEXT_STAGES: dict[IdeaStage, tuple[IdeaStage, ...]] = {
    IdeaStage.IDEA: (IdeaStage.TALKED, IdeaStage.LET_GO),
    IdeaStage.TALKED: (IdeaStage.AGREED, IdeaStage.LET_GO),
    IdeaStage.AGREED: (IdeaStage.ORDERED, IdeaStage.LET_GO),
    IdeaStage.ORDERED: (),
    IdeaStage.LET_GO: (IdeaStage.IDEA,),
}


@dataclass(frozen=True, slots=True)
class Contact:
    """A meeting or a call with a workplace, as it was written."""

    way: ContactWay
    happened_on: date
    with_whom: str = ""
    learned: str = ""
    wish: Category | None = None


def check_contact(contact: Contact, *, for_client: bool, today: date) -> None:
    """Nothing, when the contact can be kept. Raises: RuleBroken naming what is wrong."""
    if contact.happened_on > today:
        raise RuleBroken("contact_in_future")
    if contact.happened_on < today - timedelta(days=DAYS_BACK):
        raise RuleBroken("contact_too_old", days=DAYS_BACK)
    if len(contact.with_whom) > PEOPLE_LENGTH or len(contact.learned) > TEXT_LENGTH:
        raise RuleBroken("text_too_long", most=TEXT_LENGTH)
    if contact.wish is not None and not for_client:
        raise RuleBroken("wish_without_client")


def is_mended(written_at: datetime, now: datetime) -> bool:
    """Whether a change now is a slip mended, of which no trace has to stay."""
    return now - written_at <= MEND_FOR


@dataclass(frozen=True, slots=True)
class Told:
    """What counts of a contact: the day, and whether it was face to face and for somebody."""

    happened_on: date
    face_to_face: bool
    for_client: bool
    by_wish: bool

    @property
    def counts(self) -> bool:
        """Whether it counts for the weekly number."""
        return self.face_to_face and self.for_client


def weekly_numbers(contacts: Iterable[Told], *, today: date) -> tuple[tuple[date, int], ...]:
    """Each Monday of the last twelve weeks with its contacts that count, the oldest first."""
    found = Counter(week_start(one.happened_on) for one in contacts if one.counts)
    this_week = week_start(today)
    mondays = [this_week - timedelta(weeks=n) for n in reversed(range(WEEKS))]
    return tuple((monday, found[monday]) for monday in mondays)


def usual_number(numbers: Sequence[tuple[date, int]]) -> int:
    """The contacts of a usual week: the middle one of the weeks before this one, rounded down."""
    past = sorted(number for _monday, number in numbers[:-1])
    return past[(len(past) - 1) // 2] if past else 0


def scale_step(number: int, least: Sequence[int]) -> int:
    """The step, 1 to 5, of so many contacts a week; `least` begins the steps 2, 3, 4 and 5.

    Source: IPS-25 item 17.
    """
    return 1 + sum(number >= one for one in least)


def count_by_wish(contacts: Collection[Told]) -> tuple[int, int]:
    """How many contacts followed a wish of a client, and of how many.

    Source: IPS-25 item 16.
    """
    return sum(one.by_wish for one in contacts), len(contacts)
