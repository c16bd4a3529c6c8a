"""Open work for anybody to read: the list, a page each, and what search engines ask for.

The pages hold what the orderer allowed and nothing of any person. To somebody who is nobody they
carry no form and no cookie, so that caches between us and them may keep them for some minutes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import g, make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import refresh

from app.domain.calendar import local, local_day
from app.domain.errors import Missing
from app.domain.public_tasks import TIMES_TOLD, Posting, PublicFact, Standing
from app.domain.vocabulary import Language, PlaceKind
from app.services import public_tasks as acts
from app.store import public_tasks
from app.web.public.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.errors import problem_page
from app.web.shared.formats import when_words
from app.web.shared.headers import share
from app.web.shared.language import HTML_LANG, OWN_NAMES, current_language, locale
from app.web.shared.now import now, settings, today
from app.web.shared.words_library import shown_steps, shown_words
from app.web.shared.words_tasks import category_word

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response

    from app.domain.steps import Step
    from app.store.public_tasks import OpenPage

# Search engines know three languages of the site; Easy Finnish is Finnish to them.
INDEXED = (Language.FI, Language.SV, Language.EN)


@bp.get("/open-work")
def list_open_work() -> Response:
    _speak()
    pages = public_tasks.list_seeking(now=now())
    return _shared(
        render_template("public/open_work.html", pages=pages, **_frame("public.list_open_work"))
    )


@bp.get("/open-work/<uuid:page_id>")
def show_open_work(page_id: UUID) -> Response:
    _speak()
    page = public_tasks.get_page(page_id, now=now())
    if page.standing is Standing.OVER:
        return _over()
    steps = shown_steps(public_tasks.steps_of(page))
    posting = _posting(page, steps) if page.standing is Standing.SEEKING else None
    return _shared(
        render_template(
            "public/open_work_page.html", page=page, steps=steps, units=public_tasks.list_units(),
            posting=acts.write_posting(posting) if posting else "", most=TIMES_TOLD,
            **_frame("public.show_open_work", page_id=page_id),
        )
    )  # fmt: skip


@bp.get("/sitemap.xml")
def sitemap() -> Response:
    """The open pages in every language that search engines know."""
    pages: list[tuple[str, dict[str, Any]]] = [("public.list_open_work", {})]
    pages += [("public.show_open_work", {"page_id": one.id}) for one in _seeking()]
    entries = [_alternates(endpoint, **facts) for endpoint, facts in pages]
    return _shared(render_template("public/sitemap.xml", entries=entries), "application/xml")


@bp.get("/robots.txt")
def robots() -> Response:
    """Only open work may be searched; nothing of a demo, whose work is not real."""
    lines = ["User-agent: *"]
    if not settings().demo:
        lines += ["Allow: /open-work", "Allow: /static/"]
    lines += ["Disallow: /", f"Sitemap: {_full('public.sitemap')}"]
    return _shared("\n".join(lines) + "\n", "text/plain")


def _seeking() -> list[OpenPage]:
    return public_tasks.list_seeking(now=now())


def _over() -> Response:
    """That it was here and is not any more, so that search engines forget it."""
    return problem_page(
        410, _("Tätä työtä ei enää haeta"), _("Työ on tehty, peruttu tai otettu pois sivulta.")
    )


def _shared(body: str, mimetype: str = "text/html") -> Response:
    response = make_response(body)
    response.mimetype = mimetype
    if current_actor().role is None:
        share(response)
    return response


def _speak() -> None:
    """Let the address choose the language, if it names one. Raises: Missing for an unknown one."""
    asked = request.args.get("lang")
    if asked is None:
        return
    if asked not in set(Language):
        raise Missing
    g.language = Language(asked)
    refresh()


def _frame(endpoint: str, **facts: Any) -> dict[str, object]:  # noqa: ANN401
    """The languages as addresses instead of a form, and where else the page stands."""
    current = current_language()
    links = [
        (url_for(endpoint, lang=code.value, **facts), name, HTML_LANG[code], code is current)
        for code, name in OWN_NAMES.items()
    ]
    return {"language_links": links, "alternates": _alternates(endpoint, **facts)}


def _alternates(endpoint: str, **facts: Any) -> dict[str, str]:  # noqa: ANN401
    """The page's whole address by language; x-default is the one that asks the browser."""
    found = {code.value: _full(endpoint, lang=code.value, **facts) for code in INDEXED}
    return {"x-default": _full(endpoint, **facts)} | found


def _full(endpoint: str, **facts: Any) -> str:  # noqa: ANN401 - as url_for has it
    return settings().public_url.rstrip("/") + url_for(endpoint, **facts)


def _posting(page: OpenPage, steps: list[Step]) -> Posting:
    task = page.task
    title, kind = shown_words(task.title), category_word(task.category) or shown_words(task.title)
    told = shown_words(task.description) if page.tells(PublicFact.DESCRIPTION) else ""
    return Posting(
        key=str(page.id), address=_full("public.show_open_work", page_id=page.id), title=title,
        paragraphs=tuple(text for text in (title, told, _("Työ on pieni ja palkallinen.")) if text),
        steps=tuple(step.words for step in steps), place=page.place, kind=kind,
        times=_times(page), openings=page.openings, posted_on=local_day(page.published_at),
        valid_through=local(page.times[-1].starts_at), publisher="Jobcenter",
        organisation=task.organisation.name if page.tells(PublicFact.ORGANISATION) else "",
        pay_cents_per_hour=task.pay_cents_per_hour if page.tells(PublicFact.PAY) else None,
        remote=task.place_kind is PlaceKind.REMOTE,
    )  # fmt: skip


def _times(page: OpenPage) -> tuple[str, ...]:
    return tuple(
        when_words(shift.starts_at, shift.ends_at, today(), locale())
        for shift in page.times[:TIMES_TOLD]
    )
