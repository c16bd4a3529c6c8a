"""What is written to anybody with an account, and to the service itself."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from app.domain.messages.text import Audience, MessageText
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

FOR_ANYBODY: Mapping[str, MessageText] = MappingProxyType(
    {
        # Told by another way than the one that was changed, so it must not carry a way in.
        "credential_changed": MessageText(
            Audience.ANYBODY,
            N_("Kirjautumistapasi muuttui"),
            N_(
                "Jobcenterin kirjautumistapasi muuttui. Jos et tehnyt muutosta itse, "
                "ota heti yhteyttä yksikköösi tai Jobcenteriin."
            ),
            N_("Jobcenter: kirjautumistapasi muuttui. Jos et tehnyt sitä itse, ota yhteyttä."),
        ),
        "invite": MessageText(
            Audience.ANYBODY,
            N_("Tervetuloa Jobcenteriin"),
            N_(
                "Sinulle on tehty tunnus Jobcenteriin. Tee kirjautumistapa tästä linkistä:\n\n"
                "%(link)s\n\nLinkki toimii 7 päivää ja vain kerran."
            ),
            N_("Jobcenter: tee kirjautumistapasi tästä. %(link)s"),
        ),
        # How a letter would look, to whoever writes its words.
        "letter_sample": MessageText(
            Audience.ANYBODY,
            N_("Malli: %(subject)s"),
            N_(
                "Tämä on malli viestistä, jonka tekstiä muokkaat. "
                "Tiedot siinä ovat esimerkkejä.\n\n%(text)s\n\nMuokkaa tekstiä: %(link)s"
            ),
            N_("Malli: %(text)s"),
        ),
        "feedback": MessageText(
            Audience.ANYBODY,
            N_("Palautetta palvelusta"),
            N_("%(text)s\n\nYhteystieto: %(contact)s"),
            N_("Jobcenter: palvelusta on annettu palautetta."),
        ),
    }
)
