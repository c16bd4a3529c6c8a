"""What a password or PIN must not be. Lengths only, no composition rules.

Source: ASVS 5.0 V6.2; a second factor allows eight characters, else fifteen.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORTEST_ALONE = 15
SHORTEST_WITH_SECOND_FACTOR = 8
LONGEST = 128
# The words that guessers try first, here and abroad; compared without case, digits and signs.
COMMON = frozenset(
    {
        "password", "passwort", "salasana", "kirjautuminen", "tunnussana", "qwerty", "qwertyuiop",
        "asdfghjkl", "asdfasdf", "zxcvbnm", "abcdefg", "abcdefgh", "iloveyou", "letmein",
        "welcome", "tervetuloa", "princess", "football", "jalkapallo", "baseball", "superman",
        "batman", "sunshine", "aurinko", "monkey", "dragon", "shadow", "master", "michael",
        "jennifer", "computer", "tietokone", "internet", "whatever", "trustno", "starwars",
        "pokemon", "minecraft", "liverpool", "arsenal", "chelsea", "helsinki", "helsingin",
        "suomi", "finland", "perkele", "saatana", "vittu", "mansikka", "kissa", "koira",
        "rakas", "kulta", "summer", "winter", "kesa", "kesä", "talvi", "syksy", "kevat", "kevät",
        "admin", "administrator", "changeme", "default", "secret", "salaisuus", "test", "testi",
        "jobcenter", "tyohonvalmennus", "työhönvalmennus", "valmentaja", "tyotoiminta",
        "työtoiminta", "asiakas",
    }
)  # fmt: skip
SHORTEST_PIN, LONGEST_PIN = 4, 6
PIN_PICTURES = 3


def clean(password: str) -> str:
    """The password in the one form that is hashed."""
    return unicodedata.normalize("NFC", password)


def check_password(password: str, *, second_factor: bool, about: Iterable[str] = ()) -> None:
    """Nothing, when it may be used. Raises: RuleBroken naming what is wrong with it.

    `about` are words of the person: names and the mail address.
    """
    shortest = SHORTEST_WITH_SECOND_FACTOR if second_factor else SHORTEST_ALONE
    if len(password) < shortest:
        raise RuleBroken("password_short", shortest=shortest)
    if len(password) > LONGEST:
        raise RuleBroken("password_long", longest=LONGEST)
    letters = "".join(sign for sign in password.casefold() if sign.isalpha())
    own = {part.casefold() for word in about for part in word.replace("@", ".").split(".")}
    if letters in COMMON | own or len(set(password)) < 4 or _is_run(password):
        raise RuleBroken("password_common")


def check_pin(pin: str, *, birth_year: int | None) -> None:
    """Nothing, when it may be used. Raises: RuleBroken for a PIN that is guessed first."""
    if not (pin.isascii() and pin.isdigit() and SHORTEST_PIN <= len(pin) <= LONGEST_PIN):
        raise RuleBroken("pin_form")
    if len(set(pin)) == 1 or _is_run(pin) or pin == str(birth_year or ""):
        raise RuleBroken("pin_common")


def check_pictures(pictures: Iterable[str], known: Iterable[str]) -> str:
    """The chosen pictures as one text, in any order the same. Raises: RuleBroken unless three."""
    chosen = sorted(set(pictures))
    if len(chosen) != PIN_PICTURES or not set(chosen) <= set(known):
        raise RuleBroken("pin_pictures", count=PIN_PICTURES)
    return " ".join(chosen)


def _is_run(text: str) -> bool:
    """Whether each sign is the next one up or down: 1234, 98765."""
    steps = {ord(b) - ord(a) for a, b in pairwise(text)}
    return steps in ({1}, {-1})
