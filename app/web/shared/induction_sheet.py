"""The induction list (perehdytyslista) of an order: what is shown to a beginner, to be ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext

from app.domain.induction import Safety, safety_points
from app.domain.sheets import Block, Sheet
from app.domain.vocabulary import PassKind, PlaceKind
from app.domain.words import N_
from app.web.shared.language import HTML_LANG, current_language
from app.web.shared.words_library import shown_steps, shown_words
from app.web.shared.words_places import way_in_word
from app.web.shared.words_tasks import pass_word, place_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.domain.steps import Step
    from app.store.models.work import Task

SAFETY: Mapping[Safety, str] = {
    Safety.WAY_OUT: N_("Mistä pääsee ulos, jos syttyy tulipalo"),
    Safety.FIRST_AID: N_("Missä on apu, jos tulee haava tai muu vamma"),
    Safety.ACCIDENT: N_("Mitä tekijä tekee, jos jotain sattuu. Hätänumero on 112."),
    Safety.REFUSE: N_("Työn saa keskeyttää, jos se tuntuu vaaralliselta."),
    Safety.LIFTING: N_("Oikea tapa nostaa, ja mitä ei saa nostaa yksin"),
    Safety.STAIRS: N_("Missä ovat portaat ja kaiteet"),
    Safety.NOISE: N_("Miten korvat suojataan melulta"),
    Safety.WEATHER: N_("Sopivat vaatteet ulos, kun on kylmä tai liukasta"),
    Safety.CHEMICALS: N_("Oikea tapa käyttää aineita, ja milloin tarvitsee käsineet"),
    Safety.HEAT: N_("Kuumat paikat, veitset ja käsien pesu"),
    Safety.TOOLS: N_("Mitä työkaluja ja koneita saa käyttää"),
    Safety.PEOPLE: N_("Mitä tekijä tekee yksin, ja milloin hän pyytää hoitajan"),
}
RECORD_SEEN = N_("Rikosrekisteriote on näytetty. Sitä ei kopioida eikä säilytetä.")
ROOM_TO_ADD = 3


def _(text: str, **facts: object) -> str:
    return str(gettext(text, **facts))


def make_induction_sheet(task: Task, steps: Sequence[Step], phone: str) -> Sheet:
    """The list in the reader's language; what is not told of the place stands there to be shown."""
    where = f"{task.organisation.name}, {place_words(task.site)}."
    how = _(N_("Käykää lista läpi yhdessä. Laita rasti, kun asia on näytetty."))
    return Sheet(
        title=_(N_("Perehdytyslista: %(title)s"), title=shown_words(task.title)),
        about=f"{where} {how}",
        lang=HTML_LANG[current_language()],
        blocks=(
            *_place(task), _people(task), _work(task, steps), _safety(task), *_passes(task),
            Block(_(N_("Muuta tärkeää")), blanks=("",) * ROOM_TO_ADD), _names(),
        ),
        note=_(N_("Ongelmia? Soita: %(phone)s"), phone=phone),
    )  # fmt: skip


def _tick(name: str, fact: str | None = "") -> str:
    """What is gone through, with what is known of it."""
    return f"{_(name)}: {fact}" if fact else _(name)


def _place(task: Task) -> tuple[Block, ...]:
    """The place, where there is one to be shown round."""
    site = task.site
    if task.place_kind is PlaceKind.REMOTE:
        return ()
    told = Block(
        _(N_("Paikka")),
        ticks=(
            _tick(N_("Ovi"), site.door),
            _tick(N_("Portaat ja hissi"), way_in_word(site.way_in)),
            _tick(N_("Paikka omille vaatteille ja tavaroille")),
            _tick(N_("Vaatteet"), shown_words(task.clothes)),
            _tick(N_("Tauko"), site.break_room),
            _tick(N_("Vessa"), site.toilet),
        ),
    )
    return (told,)


def _people(task: Task) -> Block:
    who = ", ".join(filter(None, (task.contact_name, task.contact_phone)))
    return Block(
        _(N_("Ihmiset")),
        ticks=(
            _tick(N_("Keneltä tekijä kysyy"), who),
            _tick(N_("Työkaverit")),
            _tick(N_("Kenelle tekijä soittaa, jos hän ei pääse töihin")),
        ),
    )


def _work(task: Task, steps: Sequence[Step]) -> Block:
    told = [step.words for step in shown_steps(steps)] or [_(N_("Mitä työtä on ja missä"))]
    bring = [_tick(N_("Mukaan"), shown_words(task.bring))] if task.bring else []
    return Block(_(N_("Työ")), ticks=(*told, *bring, _(N_("Työ on tehty kerran yhdessä."))))


def _safety(task: Task) -> Block:
    demands = {demand.scale: demand.level for demand in task.demands}
    points = safety_points(task.category, demands)
    return Block(_(N_("Turvallisuus")), ticks=tuple(_(SAFETY[one]) for one in points))


def _passes(task: Task) -> tuple[Block, ...]:
    """The demanded passes as looked at; an extract of the record is never kept by anybody."""
    if not task.passes:
        return ()
    ticks = [
        _(RECORD_SEEN) if kind == PassKind.CRIMINAL_RECORD else pass_word(kind)
        for kind in task.passes
    ]
    return (Block(_(N_("Luvat ja kortit")), ticks=tuple(ticks)),)


def _names() -> Block:
    blanks = _(N_("Päivä")), _(N_("Kuka näytti")), _(N_("Tekijä"))
    return Block(_(N_("Nimet")), blanks=blanks)
