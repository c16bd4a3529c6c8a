"""The questions about own limits in Easy Finnish, with the words and picture of each answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext

from app.domain.own_limits import KEEPS, KEEPS_NOT, NO_LIMIT, TRAVEL, WEEK, answers_of
from app.domain.vocabulary import OwnRule, Scale
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping


# The question, its short name and its picture.
QUESTIONS: Mapping[str, tuple[str, str, str]] = {
    Scale.LIFTING: (N_("Kuinka paljon voit nostaa?"), N_("Nostaminen"), "lifting"),
    Scale.STANDING: (N_("Kuinka paljon voit seisoa?"), N_("Seisominen"), "standing"),
    Scale.STAIRS: (N_("Voitko kulkea portaita?"), N_("Portaat"), "stairs"),
    Scale.NOISE: (N_("Kuinka paljon melua voi olla?"), N_("Melu"), "noise"),
    Scale.PACE: (N_("Kuinka nopea työ voi olla?"), N_("Työn nopeus"), "pace"),
    Scale.PEOPLE: (N_("Kuinka paljon ihmisiä voi olla?"), N_("Ihmiset"), "people"),
    Scale.READING: (N_("Kuinka paljon voit lukea työssä?"), N_("Lukeminen"), "reading"),
    Scale.OUTDOORS: (N_("Voitko tehdä työtä ulkona?"), N_("Ulkona"), "outdoors"),
    OwnRule.NO_EVENINGS: (N_("Teetkö työtä illalla?"), N_("Iltatyö"), "evening"),
    OwnRule.NO_WEEKENDS: (N_("Teetkö työtä viikonloppuna?"), N_("Viikonloppu"), "calendar"),
    OwnRule.ONE_AT_A_TIME: (N_("Montako työtä haluat samaan aikaan?"), N_("Monta työtä"), "what"),
    OwnRule.NO_FOOD_WORK: (N_("Teetkö työtä keittiössä?"), N_("Keittiötyö"), "kitchen"),
    TRAVEL: (N_("Kuinka pitkä matka työhön voi olla?"), N_("Matka työhön"), "tram"),
    WEEK: (N_("Kuinka paljon haluat tehdä työtä viikossa?"), N_("Työ viikossa"), "clock_12"),
}
_LEVELS: Mapping[str, tuple[str, ...]] = {
    Scale.LIFTING: (
        N_("En nosta mitään"), N_("Nostan kevyttä"), N_("Nostan jonkin verran"),
        N_("Nostan painavaa"),
    ),
    Scale.STANDING: (N_("Istun työssä"), N_("Seison vähän"), N_("Seison paljon")),
    Scale.STAIRS: (N_("En kulje portaita"), N_("Vähän portaita"), N_("Paljon portaita")),
    Scale.NOISE: (N_("Haluan hiljaisen paikan"), N_("Vähän melua"), N_("Paljon melua")),
    Scale.PACE: (N_("Rauhallinen työ"), N_("Vähän nopea työ"), N_("Nopea työ")),
    Scale.PEOPLE: (N_("Teen työtä yksin"), N_("Muutama ihminen"), N_("Paljon ihmisiä")),
    Scale.READING: (N_("En lue työssä"), N_("Luen vähän"), N_("Luen paljon")),
    Scale.OUTDOORS: (N_("Olen sisällä"), N_("Olen välillä ulkona"), N_("Olen aina ulkona")),
}  # fmt: skip
# Whether the rule holds, or not.
_RULES: Mapping[str, tuple[str, str]] = {
    OwnRule.NO_EVENINGS: (N_("En tee iltatöitä"), N_("Iltatyö käy")),
    OwnRule.NO_WEEKENDS: (N_("En tee työtä viikonloppuna"), N_("Viikonloppu käy")),
    OwnRule.ONE_AT_A_TIME: (N_("Yksi työ kerrallaan"), N_("Monta työtä käy")),
    OwnRule.NO_FOOD_WORK: (N_("En tee keittiötyötä"), N_("Keittiötyö käy")),
}
_NO_LIMIT = {TRAVEL: N_("Pitkäkin matka käy"), WEEK: N_("Paljonkin työtä käy")}
_MOST = 3


def _(text: str, **facts: object) -> str:
    return str(gettext(text, **facts))


def question_words(question: str) -> tuple[str, str, str]:
    """The question, its short name and its picture."""
    asked, name, picture = QUESTIONS[question]
    return _(asked), _(name), picture


def answer_words(question: str, answer: str) -> str:
    """An answer as the client says it; also minutes that no button has."""
    if question in _LEVELS:
        return _(_LEVELS[question][int(answer)])
    if question in _RULES:
        return _(_RULES[question][0 if answer == KEEPS else 1])
    if answer == NO_LIMIT:
        return _(_NO_LIMIT[question])
    if question == TRAVEL:
        return _("Enintään %(n)s minuuttia", n=answer)
    hours = f"{int(answer) / 60:g}".replace(".", ",")
    return _("Enintään %(n)s tuntia", n=hours)


def options(question: str) -> list[tuple[str, str, str]]:
    """The answers with their words and pictures, from little to much."""
    answers = answers_of(question)
    return [
        (answer, answer_words(question, answer), _picture(question, answer, number))
        for number, answer in enumerate(answers)
    ]


def _picture(question: str, answer: str, number: int) -> str:
    if question in _RULES:
        return {KEEPS: "no", KEEPS_NOT: "yes"}[answer]
    if answer == NO_LIMIT:
        return "yes"
    steps = (0, 2, 3) if len(answers_of(question)) == _MOST else range(_MOST + 1)
    return f"level_{steps[number]}"
