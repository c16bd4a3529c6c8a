"""Words for coming, leaving and the hours of a shift, as staff read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext

from app.domain.attendance import LATE_CHOICES, AbsenceReason, BarrierKind
from app.domain.lifecycle import AttendanceState, HoursState
from app.domain.words import N_
from app.web.shared.formats import minutes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Word and kind of the status mark. Not coming is a call for support, so no mark is of danger.
ATTENDANCE_STATES: Mapping[str, tuple[str, str]] = {
    AttendanceState.BOOKED: (N_("Sovittu"), "waiting"),
    AttendanceState.WILL_COME: (N_("Sanoi tulevansa"), "waiting"),
    AttendanceState.CHECKED_IN: (N_("Paikalla"), "good"),
    AttendanceState.PERFORMED: (N_("Tehty"), "good"),
    AttendanceState.CANNOT_COME: (N_("Ei pääse"), "attention"),
    AttendanceState.DID_NOT_COME: (N_("Ei tullut"), "attention"),
    AttendanceState.UNKNOWN: (N_("Ei tietoa"), "attention"),
    AttendanceState.CANCELLED: (N_("Peruttu"), "neutral"),
}
ABSENCE_REASONS: Mapping[str, str] = {
    AbsenceReason.HEALTH: N_("terveys"),
    AbsenceReason.TRANSPORT: N_("matka"),
    AbsenceReason.UNCLEAR: N_("ohje oli epäselvä"),
    AbsenceReason.FEAR: N_("jännittää"),
    AbsenceReason.OTHER_PLAN: N_("muu meno"),
    AbsenceReason.NEED_TO_TALK: N_("haluaa jutella"),
    AbsenceReason.STOPPING: N_("haluaa lopettaa työn"),
}
BARRIERS: Mapping[str, str] = {
    BarrierKind.TRAVEL: N_("matka"),
    BarrierKind.HEALTH: N_("terveys"),
    BarrierKind.FEAR: N_("jännitys tai pelko"),
    BarrierKind.MONEY: N_("raha"),
    BarrierKind.UNCLEAR: N_("epäselvä ohje"),
    BarrierKind.OTHER: N_("muu este"),
}
HOURS_STATES: Mapping[str, tuple[str, str]] = {
    HoursState.PLANNED: (N_("Suunniteltu"), "neutral"),
    HoursState.PROPOSED: (N_("Odottaa tilaajaa"), "waiting"),
    HoursState.COUNTERED: (N_("Tilaaja ehdottaa muuta"), "attention"),
    HoursState.AGREED: (N_("Sovittu"), "good"),
    HoursState.CLOSED: (N_("Lähetetty maksuun"), "good"),
    HoursState.REVERSED: (N_("Oikaistu"), "neutral"),
}


def _state(table: Mapping[str, tuple[str, str]]) -> Callable[[str], tuple[str, str]]:
    def words(code: str) -> tuple[str, str]:
        word, kind = table[code]
        return str(gettext(word)), kind

    return words


state_of_attendance = _state(ATTENDANCE_STATES)
state_of_hours = _state(HOURS_STATES)


def absence_word(code: str) -> str:
    """What got in the way; empty when it was not said."""
    return str(gettext(ABSENCE_REASONS[code])) if code in ABSENCE_REASONS else ""


def absence_choices() -> list[tuple[str, str]]:
    """What may have got in the way, for a choice; the first is not to say."""
    said = [(str(code), str(gettext(text))) for code, text in ABSENCE_REASONS.items()]
    return [("", str(gettext("Ei kerrottu"))), *said]


def barrier_word(code: str) -> str:
    """What was in the way."""
    return str(gettext(BARRIERS[code]))


def late_choices() -> list[tuple[int, str]]:
    """How late somebody came, for a choice."""
    return [(one, minutes(one)) for one in LATE_CHOICES]


FILTERS: dict[str, Callable[..., Any]] = {
    "state_of_attendance": state_of_attendance,
    "state_of_hours": state_of_hours,
    "absence_word": absence_word,
    "barrier_word": barrier_word,
}
