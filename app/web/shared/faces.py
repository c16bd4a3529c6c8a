"""By what a client knows the own card and page: "sininen kissa"."""

from __future__ import annotations

from flask_babel import gettext as _


def animal_words() -> dict[str, str]:
    """The word for each animal of the cards."""
    return {
        "cat": _("kissa"), "dog": _("koira"), "bear": _("karhu"), "fox": _("kettu"),
        "owl": _("pöllö"), "rabbit": _("jänis"), "fish": _("kala"), "horse": _("hevonen"),
        "hedgehog": _("siili"), "swan": _("joutsen"), "bee": _("mehiläinen"),
        "butterfly": _("perhonen"), "squirrel": _("orava"), "frog": _("sammakko"),
        "sheep": _("lammas"), "seal": _("hylje"),
    }  # fmt: skip


def colour_words() -> dict[str, str]:
    """The word for each colour of the cards."""
    return {
        "fog": _("sininen"), "engel": _("keltainen"), "copper": _("vihreä"),
        "suomenlinna": _("vaaleanpunainen"), "metro": _("oranssi"), "silver": _("harmaa"),
    }  # fmt: skip


def face_words(animal: str, tone: str) -> str:
    """Colour and animal in words; what is not known is left out."""
    words = (colour_words().get(tone), animal_words().get(animal))
    return " ".join(word for word in words if word)
