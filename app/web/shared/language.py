"""Which of the four text variants a request gets, and how a missing text falls back.

Easy Finnish is Babel's locale `fi@selko`, written `fi-selko` in data and URLs. The source texts
are Finnish, so a text missing from Easy Finnish, Swedish or English shows in Finnish.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from babel import Locale
from flask import Flask, g, request, session
from flask_babel import force_locale, get_locale, get_translations

from app.domain.calendar import HELSINKI
from app.domain.vocabulary import Language
from app.web.extensions import babel
from app.web.shared.access import current_reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BABEL_NAMES: Mapping[Language, str] = {
    Language.FI: "fi",
    Language.FI_SELKO: "fi@selko",
    Language.SV: "sv",
    Language.EN: "en",
}
OWN_NAMES: Mapping[Language, str] = {
    Language.FI: "Suomi",
    Language.FI_SELKO: "Selkosuomi",
    Language.SV: "Svenska",
    Language.EN: "English",
}
HTML_LANG: Mapping[Language, str] = {
    Language.FI: "fi",
    Language.FI_SELKO: "fi",
    Language.SV: "sv",
    Language.EN: "en",
}


def current_language() -> Language:
    """The language of the address, else the one chosen here, the person's, the browser's."""
    if "language" in g:
        return Language(g.language)
    chosen = session.get("language") or current_reader().language if _knows() else None
    if chosen in set(Language):
        return Language(chosen)
    best = request.accept_languages.best_match(["fi", "sv", "en"], "fi")
    return Language(best or "fi")


def _knows() -> bool:
    return bool(session.get("language")) or current_reader().role is not None


def babel_locale() -> str:
    return BABEL_NAMES[current_language()]


def locale() -> Locale:
    """The locale by which dates and money are written."""
    return get_locale() or Locale("fi")


@contextmanager
def spoken(language: Language) -> Iterator[None]:
    """All words in this language: a sheet of paper is for somebody else than who prints it."""
    with force_locale(BABEL_NAMES[language]):
        yield


def say(text: str, **facts: object) -> str:
    """A text that is marked for translation elsewhere, in the page's language."""
    said = str(_catalogue().ugettext(text))
    return said % facts if facts else said


def _catalogue() -> Any:  # noqa: ANN401 - the library tells no types
    """The texts of the language, found once a page: a list of people asks for hundreds of them."""
    now = get_locale()
    if now is None:
        return get_translations()
    known = g.get("catalogue")
    if known is None or known[0] is not now:
        known = g.catalogue = (now, get_translations())
    return known[1]


def init_language(app: Flask) -> None:
    app.config.setdefault("BABEL_DEFAULT_LOCALE", "fi")
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", HELSINKI.key)
    babel.init_app(app, locale_selector=babel_locale)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: _catalogue().ugettext(text),
        ngettext=lambda one, many, number: _catalogue().ungettext(one, many, number),
        newstyle=True,
    )
