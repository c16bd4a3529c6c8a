"""What is written about orders that come to an end: still needed, ended, nobody found and why."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from app.domain.endings import KIND_WORDS, WhyUnfilled
from app.domain.messages.text import Audience, MessageText, to_coach, to_dispatcher, to_orderer
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping


_NOT_FILLED_SUBJECT = N_("Tekijää ei löytynyt: %(title)s")
_NOT_FILLED_SMS = N_("Jobcenter: tilaukseesi ei löytynyt tekijää. Lue, mitä voi tehdä: %(link)s")
_NOT_FILLED = N_(
    "Emme valitettavasti löytäneet tekijää tilaukseen %(title)s.\n"
    "Voit tilata uudestaan toiselle päivälle tai soittaa meille: %(link)s"
)
# The sentence about the reason stands between these two.
_BEGINS = N_("Emme valitettavasti löytäneet tekijää tilaukseen %(title)s.")
_NEXT = N_("Voit tilata uudestaan tai soittaa meille. Autamme mielellämme: %(link)s")


def _not_filled(parts: tuple[str, ...]) -> MessageText:
    return MessageText(Audience.ORDERER, _NOT_FILLED_SUBJECT, "", _NOT_FILLED_SMS, parts)


ABOUT_ENDINGS: Mapping[str, MessageText] = MappingProxyType(
    {
        "task_stale": to_orderer(
            N_("Tarvitsetko vielä tekijää: %(title)s"),
            N_(
                "Tilauksesi %(title)s on odottanut jo jonkin aikaa.\n"
                "Tarvitsetko vielä tekijää? Vastaa tästä, kirjautumista ei tarvita:\n\n%(link)s\n\n"
                "Jos emme kuule sinusta, tilaus päättyy itsestään. Voit aina tilata uudestaan."
            ),
            N_("Jobcenter: tarvitsetko vielä tekijää? Vastaa: %(link)s"),
        ),
        "answer_reminder": to_orderer(
            N_("Odotamme vastaustasi: %(title)s"),
            N_(
                "Tilauksesi %(title)s odottaa vielä vastaustasi.\n"
                "Vastaa tästä: %(link)s\n\n"
                "Kirjoitimme siitä viimeksi %(last)s. "
                "Jos jokin on epäselvää, soita meille. Autamme mielellämme."
            ),
            N_("Jobcenter: odotamme vastaustasi. Kirjoitimme viimeksi %(last)s. %(link)s"),
        ),
        "cover_postpone": to_orderer(
            N_("Sopisiko toinen aika: %(title)s"),
            N_(
                "Emme ole vielä löytäneet tekijää tilaukseen %(title)s.\n"
                "Sopisiko toinen aika? Muuta aika tästä: %(link)s\n\n"
                "Jos aika ei voi muuttua, etsimme yhä. Voit myös soittaa meille."
            ),
            N_("Jobcenter: sopisiko toinen aika? Muuta aika: %(link)s"),
        ),
        "cover_tell": to_orderer(
            N_("Etsimme yhä tekijää: %(title)s"),
            N_(
                "Emme ole vielä löytäneet tekijää tilaukseen %(title)s. Etsimme yhä.\n"
                "Kerromme heti, kun tekijä löytyy. Näet tilanteen tästä: %(link)s\n\n"
                "Jos et voi odottaa, soita meille. Autamme mielellämme."
            ),
            N_("Jobcenter: etsimme yhä tekijää. Tilanne: %(link)s"),
        ),
        "cover_wanted": to_coach(
            N_("Vuoro, johon etsitään tekijää"),
            N_(
                "Vuorosta puuttuu tekijä, ja se voisi sopia asiakkaallesi.\n"
                "Katso ja kysy häneltä: %(link)s"
            ),
        ),
        "shift_unsure": to_coach(
            N_("Vuorossa on jotain auki"),
            N_(
                "Asiakkaasi vuoro alkaa pian. Vahvistus tai mukaan lähtijä puuttuu vielä.\n"
                "Katso: %(link)s"
            ),
        ),
        "task_expired": to_orderer(
            N_("Tilaus päättyi: %(title)s"),
            N_(
                "Kysyimme, tarvitsetko vielä tekijää tilaukseen %(title)s. "
                "Emme kuulleet sinusta, joten tilaus päättyi.\n"
                "Voit tilata saman uudestaan yhdellä painalluksella: %(link)s"
            ),
            N_("Jobcenter: tilauksesi päättyi. Voit tilata uudestaan: %(link)s"),
        ),
        "task_missed": to_orderer(
            N_("Tilauksen aika meni umpeen: %(title)s"),
            N_(
                "Tilauksen %(title)s aika meni umpeen ennen kuin tilaus ehdittiin avata. "
                "Pahoittelemme.\n"
                "Voit tilata saman uudestaan toiselle päivälle: %(link)s"
            ),
            N_("Jobcenter: tilauksesi aika meni umpeen. Tilaa uudestaan: %(link)s"),
        ),
        "task_not_filled": to_orderer(_NOT_FILLED_SUBJECT, _NOT_FILLED, _NOT_FILLED_SMS),
        "task_not_filled_other": _not_filled((_BEGINS, "%(why)s", _NEXT)),
        "task_unfilled": to_dispatcher(
            N_("Kerro, miksi tekijää ei löytynyt: %(title)s"),
            N_(
                "Tilaukseen %(title)s ei löytynyt tekijää. Valitse syy, niin tilaaja saa "
                "ystävällisen viestin ja neuvon: %(link)s"
            ),
            N_("Jobcenter: kerro, miksi tekijää ei löytynyt. %(link)s"),
        ),
    }
    | {
        f"task_not_filled_{why}": _not_filled((_BEGINS, words, _NEXT))
        for why, words in KIND_WORDS.items()
        if why is not WhyUnfilled.OTHER
    }
)
