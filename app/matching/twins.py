"""The twin test: two people alike in all that the rules ask, unlike in all that they must not.

Age, benefit, answers and declines cannot differ here, since the matcher's own record has no room
for them; what it does hold and must not weigh is the register of a language and the unit itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from app.domain.calendar import Span
from app.domain.vocabulary import Category, Language, Scale, SupportNeed
from app.matching.facts import ClientFacts, CoachFacts
from app.matching.shortlist import judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.matching.facts import Context, ShiftFacts

_ONE, _OTHER, _UNIT, _OTHER_UNIT = (UUID(int=number) for number in (1, 2, 3, 4))
_WEEK = tuple(Span(day, 8 * 60, 16 * 60) for day in range(5))
_EVENINGS = tuple(Span(day, 12 * 60, 20 * 60) for day in range(7))


@dataclass(frozen=True)
class TwinTest:
    """How many pairs were compared on how many shifts, and on which of them they differed."""

    pairs: int
    shifts: int
    unlike: tuple[UUID, ...]


def made_people(coach_id: UUID | None) -> tuple[ClientFacts, ...]:
    """A few made people of many kinds, none of them anybody."""
    plain = ClientFacts(
        id=_ONE, unit_id=_UNIT, coach_id=coach_id, availability=_WEEK, waiting_days=70,
        support_need=SupportNeed.NONE,
    )  # fmt: skip
    return (
        plain,
        replace(plain, wishes=frozenset({Category.KITCHEN, Category.CLEANING})),
        replace(plain, availability=_EVENINGS, limits={Scale.LIFTING: 1, Scale.NOISE: 1}),
        replace(plain, support_need=SupportNeed.ALWAYS, avoided=frozenset({Category.OFFICE})),
        replace(plain, availability=(), language=Language.SV),
    )


def compare(
    people: Iterable[ClientFacts], shifts: Sequence[ShiftFacts], context: Context
) -> TwinTest:
    """Judge each person and the twin on every shift; the twin's unit has the same coaches."""
    moved = {key: CoachFacts(_OTHER_UNIT, one.week) for key, one in context.coaches.items()}
    here = {key: CoachFacts(_UNIT, one.week) for key, one in context.coaches.items()}
    ours, theirs = replace(context, coaches=here), replace(context, coaches=moved)
    listed = [replace(person, unit_id=_UNIT) for person in people]
    unlike = [
        shift.id
        for person in listed
        for shift in shifts
        if _standing(person, shift, ours) != _standing(twin_of(person), shift, theirs)
    ]
    return TwinTest(len(listed), len(shifts), tuple(dict.fromkeys(unlike)))


def twin_of(person: ClientFacts) -> ClientFacts:
    """The same person by another name, of another unit and in the other register of Finnish."""
    register = {Language.FI: Language.FI_SELKO, Language.FI_SELKO: Language.FI}
    language = register.get(person.language, person.language)
    return replace(person, id=_OTHER, unit_id=_OTHER_UNIT, language=language)


def _standing(person: ClientFacts, shift: ShiftFacts, context: Context) -> tuple[object, ...]:
    """All that decides the group and the order; ties between equals fall by the week."""
    judged = judge(person, shift, context)
    told = (*judged.stops, *judged.thinks, *judged.pluses)
    reasons = tuple((finding.rule, finding.reason) for finding in told)
    return judged.group, judged.wishes_met, judged.waiting_days, reasons
