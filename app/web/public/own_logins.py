"""Where I am signed in, and the way out of all of it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, render_template, url_for

from app.domain.vocabulary import Role
from app.domain.words import N_
from app.store import logins
from app.web.public.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.now import now

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

# A client's page says one thing, so it names the newest only and counts the others.
SHOWN_TO_CLIENT = 5
WAYS = {
    "password": N_("Salasana ja kertakoodi"),
    "link": N_("Linkki sähköpostista"),
    "card": N_("Oma kortti"),
    "device": N_("Oma puhelin"),
    "passkey": N_("Puhelimen lukko"),
    "passkey_away": N_("Puhelimen lukko toisella laitteella"),
    "assisted": N_("Valmentajan kanssa"),
    "demo": N_("Kokeilu"),
}


@bp.get("/sign-ins")
def own_logins() -> BaseResponse | str:
    actor = current_actor()
    if actor.user_id is None:
        return redirect(url_for("public.sign_in", next=url_for("public.own_logins")), code=303)
    found = logins.list_live(actor.user_id, now=now())
    sessions = sorted(found, key=lambda session: session.id != actor.login_id)
    shown = SHOWN_TO_CLIENT if actor.role is Role.CLIENT else len(sessions)
    return render_template(
        "public/own_logins.html",
        sessions=sessions[:shown],
        more=len(sessions[shown:]),
        this_id=actor.login_id,
        ways=WAYS,
        client_page=_frame_of_client() if actor.role is Role.CLIENT else {},
    )


def _frame_of_client() -> dict[str, str]:
    return {
        "home_url": url_for("client.home"),
        "back_url": url_for("client.settings"),
        "help_url": url_for("client.show_help"),
    }
