"""What is written to dispatchers."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from app.domain.messages.text import to_dispatcher
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.messages.text import MessageText

FOR_DISPATCHERS: Mapping[str, MessageText] = MappingProxyType(
    {
        "help_wanted_on_site": to_dispatcher(
            N_("Vuorolla tarvitaan apua nyt: %(title)s"),
            N_(
                "Vuorolla %(title)s on jotain vialla, eikä kukaan yksiköstä ole vielä vastannut.\n"
                "Soita tilaajalle. Avaa: %(link)s"
            ),
            N_("Jobcenter: vuorolla tarvitaan apua nyt. %(link)s"),
        ),
        "change_asked_dispatch": to_dispatcher(
            N_("Valmentaja ehdottaa muutosta: %(title)s"),
            N_("Valmentaja ehdottaa muutosta tilaukseen %(title)s.\nKatso: %(link)s"),
            N_("Jobcenter: valmentaja ehdottaa muutosta tilaukseen. %(link)s"),
        ),
        "agreement_missing_soon": to_dispatcher(
            N_("Sopimus puuttuu: %(title)s"),
            N_(
                "Työ %(title)s alkaa pian, ja yhden tekijän sopimuksen viite puuttuu vielä.\n"
                "Kirjaa viite ennen ensimmäistä vuoroa: %(link)s"
            ),
            N_("Jobcenter: pian alkavasta työstä puuttuu sopimus. %(link)s"),
        ),
        "organisation_registered": to_dispatcher(
            N_("Uusi tilaaja: %(name)s"),
            N_("%(name)s haluaa tilata. Tarkista organisaatio: %(link)s"),
            N_("Jobcenter: uusi tilaaja tarkistettavana. %(link)s"),
        ),
        "task_submitted": to_dispatcher(
            N_("Uusi tilaus tarkistettavaksi: %(title)s"),
            N_("Tilaus %(title)s odottaa tarkistusta.\nAvaa: %(link)s"),
            N_("Jobcenter: uusi tilaus odottaa tarkistusta. %(link)s"),
        ),
        "task_submitted_soon": to_dispatcher(
            N_("Alkaa pian, tarkista ensin: %(title)s"),
            N_("Tilaus %(title)s alkaa pian ja odottaa tarkistusta.\nAvaa: %(link)s"),
            N_("Jobcenter: pian alkava tilaus odottaa tarkistusta. %(link)s"),
        ),
        "tasks_submitted": to_dispatcher(
            N_("Uusia tilauksia tarkistettavaksi"),
            N_("Uusia tilauksia on tullut. Ne odottavat tarkistusta.\nAvaa: %(link)s"),
            N_("Jobcenter: uusia tilauksia odottaa tarkistusta. %(link)s"),
        ),
        "series_stuck": to_dispatcher(
            N_("Uudet ajat puuttuvat: %(title)s"),
            N_(
                "Toistuva tilaus %(title)s ei saa uusia aikoja. Ajat, jotka on jo tehty, pysyvät.\n"
                "Kerro tästä ylläpidolle. Yritämme joka aamu uudestaan: %(link)s"
            ),
            N_("Jobcenter: toistuva tilaus ei saa uusia aikoja. %(link)s"),
        ),
        "hours_stuck": to_dispatcher(
            N_("Tunneista ei ole päästy sopuun: %(title)s"),
            N_("Tilauksen %(title)s tunnit odottavat ratkaisua.\nAvaa: %(link)s"),
            N_("Jobcenter: tunnit odottavat ratkaisua. %(link)s"),
        ),
    }
)
