"""The client's work passport: done work, own strengths, thanks; on the phone and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from app.domain.errors import RuleBroken
from app.domain.strengths import LONGEST, has_sentence, with_sentence, without_sentence
from app.domain.words import N_
from app.services import strengths as acts
from app.store import clients, passports, vocational_profiles
from app.web.client.blueprint import bp, own_id
from app.web.client.page import show
from app.web.shared.access import current_actor
from app.web.shared.now import now
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

PAGE_SIZE = 3
# Ready sentences by the name of their picture; each can be added by a tap.
SENTENCES = {
    "care": (N_("Olen huolellinen."), "one_thing"),
    "on_time": (N_("Tulen ajoissa."), "clock_8"),
    "friendly": (N_("Olen ystävällinen."), "good"),
    "strong": (N_("Olen vahva."), "skills"),
    "learn": (N_("Haluan oppia uutta."), "show_how"),
}


@bp.get("/passport")
def show_passport() -> str:
    page = max(request.args.get("page", 1, type=int), 1)
    passport = passports.get_passport(current_actor(), own_id(), now=now())
    first = (page - 1) * PAGE_SIZE
    return show(
        "passport", passport=passport, page=page, works=passport.works[first : first + PAGE_SIZE],
        has_more=len(passport.works) > first + PAGE_SIZE,
        learned=bool(vocational_profiles.list_newest(current_actor(), own_id(), now=now())),
        back=url_for("client.show_passport" if page > 1 else "client.me"),
    )  # fmt: skip


@bp.get("/passport/print")
def print_passport() -> str:
    passport = passports.get_passport(current_actor(), own_id(), now=now())
    return render_template("client/passport_print.html", passport=passport)


@bp.get("/learned")
def show_learned() -> str:
    """One job a page, the newest first."""
    page = max(request.args.get("page", 1, type=int), 1)
    jobs = vocational_profiles.list_newest(current_actor(), own_id(), now=now())
    job, title = jobs[page - 1] if page <= len(jobs) else (None, "")
    return show(
        "learned", job=job, title=title, page=page, has_more=len(jobs) > page,
        back=url_for("client.show_learned" if page > 1 else "client.show_passport"),
    )  # fmt: skip


@bp.get("/strengths")
def show_strengths() -> str:
    words = _words()
    options = [
        (key, _(text), picture, has_sentence(words, _(text)))
        for key, (text, picture) in SENTENCES.items()
    ]
    return show("strengths", words=words, options=options, back=url_for("client.show_passport"))


def _words() -> str:
    return clients.get_client(current_actor(), own_id(), now=now()).strengths or ""


@bp.post("/strengths")
def say_strength() -> Response:
    """`add` or `drop` names one of the ready sentences."""
    key = request.form.get("add") or request.form.get("drop") or ""
    if key not in SENTENCES:
        raise BadRequest
    text, change = (
        _(SENTENCES[key][0]),
        with_sentence if "add" in request.form else without_sentence,
    )
    try:
        acts.say_strengths(current_actor(), change(_words(), text), now=now())
    except RuleBroken as error:
        flash(sentence(error), "warning")
    return redirect(url_for("client.show_strengths"), code=303)


@bp.get("/strengths/own-words")
def show_strengths_form() -> str:
    return _form(_words())


def _form(words: str, problem: str = "") -> str:
    back = url_for("client.show_strengths")
    return show("strengths_form", words=words, problem=problem, most=LONGEST, back=back)


@bp.post("/strengths/own-words")
def say_strengths() -> Response:
    words = request.form.get("words", "")
    try:
        acts.say_strengths(current_actor(), words, now=now())
    except RuleBroken as error:
        return make_response(_form(words, sentence(error)), 422)
    flash(_("Kiitos! Sanasi ovat nyt työpassissa."), "success")
    return redirect(url_for("client.show_strengths"), code=303)
