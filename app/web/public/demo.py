"""The demo: being one of its people with one press, its mailbox and its clock.

Registered in the demo only; in production none of these addresses exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from app.domain.errors import Conflict, Missing
from app.domain.messages import render
from app.domain.replies import SmsReply
from app.domain.vocabulary import Language
from app.domain.words import N_
from app.services import answers
from app.services import demo as acts
from app.store import demo as store
from app.web.extensions import csrf
from app.web.public.entering import came_from, enter
from app.web.public.people import PARTS, offered
from app.web.shared.access import current_actor
from app.web.shared.cookies import is_safe_place, read_login_token
from app.web.shared.formats import when_short
from app.web.shared.language import BABEL_NAMES, locale
from app.web.shared.now import now, settings, today
from app.web.shared.sentences import sentence
from app.web.shared.words_trail import ROLE_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from werkzeug.wrappers import Response as BaseResponse

bp = Blueprint("demo", __name__, url_prefix="/demo")
MOVES = {"hour": N_("+1 tunti"), "day": N_("+1 päivä"), "shift": N_("Seuraavaan vuoroon")}


@bp.post("/sign-in/<string:role>")
@csrf.exempt
def sign_in(role: str) -> BaseResponse:
    if role not in PARTS:
        raise Missing
    return enter(acts.sign_in_as(role, old_token=read_login_token(), now=now()))


@bp.post("/clock/<string:move>")
def move_clock(move: str) -> BaseResponse:
    try:
        acts.move_clock(current_actor(), move, now=now())
    except Conflict as error:
        flash(sentence(error), "warning")
    return redirect(came_from(), code=303)


@bp.app_context_processor
def demo_bar() -> dict[str, Any]:
    """What the demo's bar shows on every page."""
    actor = current_actor()
    who = f"{actor.name}, {_(ROLE_NAMES[actor.role]).lower()}" if actor.role else ""
    roles = [
        (url_for("demo.sign_in", role=key), f"{person.first_name}: {_(part.title)}",
         bool(actor.role) and person.user_id == actor.user_id)
        for key, part, person in offered(store.list_people())
    ]  # fmt: skip
    return {
        "demo": {
            "who": who,
            "clock_text": when_short(now(), None, today(), locale()),
            "mailbox_url": url_for("demo.mailbox"),
            "mailbox_count": store.count_recent(actor, since=now() - timedelta(days=1)),
            "roles": roles,
            "clock_moves": [(url_for("demo.move_clock", move=m), _(t)) for m, t in MOVES.items()],
            "insecure": not is_safe_place(request),
        }
    }


PAGE_SIZE = 30
LONGEST_REPLY = 300
STATES = {
    "new": N_("Odottaa lähetystä"),
    "sent": N_("Lähetetty"),
    "failed": N_("Lähetys ei onnistunut"),
    "dropped": N_("Ei enää ajankohtainen"),
    "to_tell": N_("Valmentaja kertoo itse"),
    "told": N_("Kerrottu"),
}
CHANNELS = {
    "mail": N_("Sähköposti"),
    "sms": N_("Tekstiviesti"),
    "push": N_("Ilmoitus puhelimeen"),
    "coach": N_("Valmentaja kertoo itse"),
}


@dataclass(frozen=True)
class ShownLetter:
    """A message in words: whom it is for, how it goes and what it says."""

    to: str
    channel: str
    when: str
    subject: str
    lines: list[str]
    link: str
    state: str
    is_sent: bool
    # Who can answer it by a text message.
    reply_url: str = ""


@bp.get("/mailbox")
def mailbox() -> str:
    key = request.args.get("to", "")
    page = max(request.args.get("page", 1, type=int), 1)
    people = store.list_people()
    key = key if key in people else ""
    count = store.count_messages(key)
    letters = store.list_letters(key, limit=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE)
    return render_template(
        "public/mailbox.html",
        letters=[shown(letter) for letter in letters],
        chips=_chips(key, people),
        page=page,
        pages=-(-count // PAGE_SIZE),
        prefix=url_for("demo.mailbox", to=key) + "&page=",
    )


def shown(letter: store.DemoLetter) -> ShownLetter:
    """The message as its reader gets it, in the reader's language."""
    path = str(letter.facts.get("path") or letter.facts.get("link") or "")
    facts = letter.facts | {"link": settings().public_url + path}
    with force_locale(BABEL_NAMES[Language(letter.language)]):
        text = render(letter.template, facts, _, be_discreet=letter.discreet, own=letter.own)
    short = letter.channel in {"sms", "push"}
    return ShownLetter(
        to=letter.to,
        channel=_(CHANNELS.get(letter.channel, letter.channel)),
        when=when_short(letter.created_at, None, today(), locale()),
        subject="" if short else text.subject,
        lines=(text.sms if short else text.body).splitlines(),
        link=path if path.startswith("/") else "",
        state=_(STATES.get(letter.state, letter.state)),
        is_sent=letter.state in {"sent", "told"},
        reply_url=_reply_url(letter),
    )


def _reply_url(letter: store.DemoLetter) -> str:
    if letter.client_id is None or letter.channel != "sms":
        return ""
    return url_for("demo.reply_sms", client_id=letter.client_id)


@bp.post("/messages/<uuid:client_id>/reply")
def reply_sms(client_id: UUID) -> BaseResponse:
    """What the client would write back on the phone, by the way of a gateway."""
    phone = store.find_phone(client_id)
    if not phone:
        raise Missing
    reply = request.form.get("said") or request.form.get("text", "")
    sms = SmsReply(id=str(uuid4()), sender=phone, text=reply[:LONGEST_REPLY])
    answers.answer_by_sms(sms, now=now())
    flash(_("Viesti on lähetetty. Katso, mitä siihen vastattiin."), "success")
    return redirect(came_from(), code=303)


def _chips(chosen: str, people: Mapping[str, store.DemoPerson]) -> list[tuple[str, str, bool]]:
    everybody = (_("Kaikki"), url_for("demo.mailbox"), not chosen)
    return [everybody] + [
        (f"{person.first_name}: {_(part.title)}", url_for("demo.mailbox", to=key), key == chosen)
        for key, part, person in offered(people)
    ]
