"""What every page has: who I am, menu, language, footer, demo bar."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import Flask, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from app.web.shared import (
    words_acting,
    words_advice,
    words_asking,
    words_attendance,
    words_bulk,
    words_cadence,
    words_cover,
    words_employers,
    words_endings,
    words_engagement,
    words_library,
    words_money,
    words_offers,
    words_own,
    words_person,
    words_places,
    words_plans,
    words_reasons,
    words_rules,
    words_screening,
    words_shortlists,
    words_steps,
    words_support,
    words_tasks,
    words_trail,
)
from app.web.shared.access import current_actor
from app.web.shared.cookies import is_safe_place
from app.web.shared.formats import FILTERS
from app.web.shared.language import HTML_LANG, OWN_NAMES, current_language
from app.web.shared.nav import home_endpoint, menu_of
from app.web.shared.now import now, settings, today
from app.web.shared.static import static_url
from app.web.shared.words_trail import ROLE_NAMES

if TYPE_CHECKING:
    from app.domain.policy import Actor

# The tables of words that templates use.
_WORDS = (
    words_acting,
    words_advice,
    words_asking,
    words_attendance,
    words_bulk,
    words_cadence,
    words_cover,
    words_employers,
    words_endings,
    words_engagement,
    words_library,
    words_money,
    words_offers,
    words_own,
    words_person,
    words_places,
    words_plans,
    words_reasons,
    words_rules,
    words_screening,
    words_shortlists,
    words_steps,
    words_support,
    words_tasks,
    words_trail,
)


@dataclass(frozen=True)
class Me:
    """The signed-in person as the header shows them."""

    name: str
    role: str
    links: list[tuple[str, str]] = field(default_factory=list)


def csrf_field() -> Markup:
    """The hidden field that every posting form carries."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def data_block(text: str) -> Markup:
    """Facts for search engines inside a page: JSON that nobody runs and no policy stops.

    Whoever writes the text has made sure that nothing in it can end the block.
    """
    if "<" in text:
        raise ValueError("a data block that could end itself")
    checked = Markup(text)  # noqa: S704 - nothing in it can end the block
    return Markup('<script type="application/ld+json">{}</script>').format(checked)


def _me(actor: Actor) -> Me | None:
    if actor.role is None:
        return None
    own = [(url_for("public.own_logins"), _("Missä olen kirjautunut?"))]
    return Me(actor.name, _(ROLE_NAMES[actor.role]), own)


def _languages() -> list[tuple[str, str, str, bool]]:
    current = current_language()
    return [
        (code.value, name, HTML_LANG[code], code is current) for code, name in OWN_NAMES.items()
    ]


def _footer_links(actor: Actor) -> dict[str, str]:
    """Open work is for those who are not here yet."""
    open_work = {"open_work": url_for("public.list_open_work")} if actor.role is None else {}
    return open_work | {
        "accessibility": url_for("public.accessibility"),
        "privacy": url_for("public.privacy"),
        "suggestions": url_for("public.suggestions"),
        "feedback": url_for("public.feedback"),
        "credits": url_for("public.credits"),
    }


def page_context() -> dict[str, Any]:
    """The variables that the base templates use."""
    actor = current_actor()
    return {
        "actor": actor,
        "html_lang": HTML_LANG[current_language()],
        "language": current_language().value,
        "menu": menu_of(actor),
        "me": _me(actor),
        "home_url": url_for(home_endpoint(actor)),
        "sign_in_url": url_for("public.sign_in"),
        "sign_out_url": url_for("public.sign_out"),
        "language_url": url_for("public.choose_language"),
        "languages": _languages(),
        "footer_links": _footer_links(actor),
        "service_phone": settings().phone,
        "now": now(),
        "today": today(),
        "demo_mode": settings().demo,
        "insecure_place": not is_safe_place(request),
    }


def init_pages(app: Flask) -> None:
    app.jinja_env.globals.update(
        static_url=static_url, csrf_field=csrf_field, data_block=data_block
    )
    for table in (FILTERS, *(words.FILTERS for words in _WORDS)):
        app.jinja_env.filters.update(table)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.context_processor(page_context)
