"""Easy Finnish words about an offered work: where, who helps, the clock. For whoever was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from app.domain.calendar import local_time
from app.domain.vocabulary import PlaceKind
from app.web.shared.pictograms import clock_picture
from app.web.shared.words_places import away_word

if TYPE_CHECKING:
    from datetime import datetime

    from app.store.learners import Guide
    from app.store.models.people import Site
    from app.store.models.work import Task


def alone_sentence(task: Task) -> str:
    """Who helps when no coach comes along."""
    if task.contact_name:
        return str(_("Menet itse. Työpaikalla sinua auttaa %(name)s.", name=task.contact_name))
    return str(_("Menet itse. Työpaikalla joku auttaa sinua."))


def along_sentence(
    task: Task, *, coach: str = "", instructor: str = "", guide: Guide | None = None
) -> str:
    """Everybody who is there with the client; who helps at the workplace where nobody is.

    `coach`: the whole sentence about an own coach; `instructor`: the first name once booked.
    """
    told = [coach, _instructor_sentence(task, instructor), _guide_sentence(guide)]
    return " ".join(one for one in told if one) or alone_sentence(task)


def _instructor_sentence(task: Task, name: str) -> str:
    if not task.instructor_along:
        return ""
    if not name:
        return str(_("Ryhmän ohjaaja tulee mukaan."))
    return str(_("Ohjaaja %(name)s on mukana koko ajan.", name=name))


def _guide_sentence(guide: Guide | None) -> str:
    if guide is None:
        return ""
    if guide.team_name:
        return str(
            _("Et ole yksin. %(name)s tekee työn. Sinä opit vieressä.", name=guide.team_name)
        )
    return str(_("Et ole yksin. Toinen tekijä osaa työn. Sinä opit hänen vieressään."))


def clock_key(instant: datetime) -> str:
    """The picture of a clock that shows this instant to the half hour."""
    clock = local_time(instant)
    return clock_picture(clock.hour, clock.minute)


def offered_place(
    workplace: str, site: Site, kind: PlaceKind = PlaceKind.SITE, *, with_door: bool = False
) -> str:
    """Where it is: workplace, spot, area, door; what is said already is not said again.

    Work that is not done at the orderer's begins with where it is done.
    """
    said: list[str] = []
    door = site.door if with_door and kind is not PlaceKind.REMOTE else ""
    for part in (away_word(kind), workplace, site.name, site.area, door):
        pieces = [piece.strip() for piece in part.split(",")]
        said += [piece for piece in pieces if piece and not _is_in(piece, said)]
    return ", ".join(said)


def _is_in(piece: str, said: list[str]) -> bool:
    return piece.casefold() in ", ".join(said).casefold()
