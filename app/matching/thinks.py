"""What to think about before offering: nothing here stops anything. One function per rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.presence import PresenceLevel
from app.domain.reasons import Reason, reason
from app.domain.vocabulary import Language
from app.matching.free_times import day_parts, is_known
from app.matching.presence import find_coach_for, wanted_presence
from app.matching.stops import missing_passes

if TYPE_CHECKING:
    from app.matching.facts import ClientFacts, Context, ShiftFacts


def pass_needed_by(client: ClientFacts, shift: ShiftFacts, context: Context) -> Reason | None:
    """A pass is not needed yet, but from a day on if such work goes on."""
    later = [p for p in missing_passes(client, shift, context) if not p.at_once]
    if not later:
        return None
    first = min(later, key=lambda needed: (needed.needed_on, needed.kind))
    return reason("pass_needed_by", pass_kind=first.kind, needed_on=first.needed_on)


def non_disclosure(client: ClientFacts, _shift: ShiftFacts, _context: Context) -> Reason | None:
    """The client's whereabouts are protected: the place and the people there matter."""
    return reason("non_disclosure") if client.non_disclosure else None


def goes_together(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """The client takes a shift only together with the team: the others are to be asked too."""
    if client.together < 2 or shift.id in client.team_shift_ids:
        return None
    return reason("goes_together", others=client.together - 1)


def _times_known(client: ClientFacts, shift: ShiftFacts) -> bool:
    return all(is_known(client, day) for day, _, _ in day_parts(shift.period))


def unknown_profile(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """Neither free times nor wishes are known: two things to ask first."""
    unknown = not client.wishes and not _times_known(client, shift)
    return reason("unknown_profile") if unknown else None


def unknown_times(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """The free times are not known, but wishes are."""
    unknown = bool(client.wishes) and not _times_known(client, shift)
    return reason("unknown_times") if unknown else None


def _plain(language: Language) -> Language:
    return Language.FI if language is Language.FI_SELKO else language


def language(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """Another language is spoken at the place; Easy Finnish counts as Finnish."""
    spoken = {_plain(one) for one in shift.languages}
    if not spoken or _plain(client.language) in spoken:
        return None
    return reason("language", needed=tuple(sorted(spoken)), own=_plain(client.language))


def coach_wished(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """A coach was wished for, but the client goes alone."""
    wanted = wanted_presence(client, shift)
    return reason("coach_wished") if wanted.level is PresenceLevel.WISH else None


def substitute_coach(client: ClientFacts, shift: ShiftFacts, context: Context) -> Reason | None:
    """A coach goes along, but not the client's own."""
    if not wanted_presence(client, shift).required:
        return None
    choice = find_coach_for(client, shift, context)
    if choice is None or choice.own:
        return None
    return reason("substitute_coach", coach_id=choice.coach_id)


def work_activity_day(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """The client has work activity on that weekday: agree it with the unit."""
    days = [day for day, _, _ in day_parts(shift.period)]
    for day in days:
        if day.weekday() in client.work_activity_weekdays:
            return reason("work_activity_day", weekday=day.weekday(), work_on=day)
    return None


def unknown_demand(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """The client has a limit on a scale of which the order says nothing."""
    scales = tuple(sorted(scale for scale in client.limits if scale not in shift.demands))
    return reason("unknown_demand", scales=scales) if scales else None


def unknown_way(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """The client has a travel limit, but one end of the way is not known."""
    known = client.place is not None and shift.place is not None
    limited = client.max_travel_minutes is not None
    return reason("unknown_way") if limited and not known else None


def first_time(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """The client has not done this kind of work here yet."""
    if shift.category is None or shift.category in client.known_categories:
        return None
    return reason("first_time", category=shift.category)
