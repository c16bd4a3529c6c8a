"""What every page of a client has around it: colour and animal, home, back, help, the coach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from flask import g, render_template, request, url_for

from app.domain.cards import TONES
from app.domain.travel import point
from app.domain.vocabulary import Role
from app.store import clients, logins, looks, relations
from app.web.client.blueprint import bp, own_id
from app.web.shared.access import current_actor
from app.web.shared.faces import face_words
from app.web.shared.now import now, today

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.looks import Look
    from app.domain.policy import Actor
    from app.domain.travel import Point


@dataclass(frozen=True)
class Own:
    """What is known of the client for every page; read once in a request."""

    first_name: str
    tone: str
    animal: str
    coach_id: UUID | None
    coach_name: str
    coach_phone: str
    unit_phone: str
    stop: str
    place: Point | None
    look: Look
    # Nothing of this client is told to anybody, whatever else is said.
    protected: bool


@dataclass(frozen=True)
class ClientPage:
    """The frame of a client's page, as `shared/base_client.html` takes it."""

    tone: str
    animal: str
    animal_text: str
    home_url: str
    back_url: str
    help_url: str
    settings_url: str
    coach_name: str
    coach_phone: str
    text_size: str
    strong: bool
    pictures: bool
    fewer: bool
    assisted: bool
    # After how long without a touch a shared device forgets who it was; 0 where it does not.
    idle_seconds: int


def own() -> Own:
    """The client of this request, with the coach of today."""
    if "own_client" not in g:
        g.own_client = _load(current_actor())
    return cast("Own", g.own_client)


def _load(actor: Actor) -> Own:
    client = clients.get_client(actor, own_id(), now=now())
    coach = relations.find_coach(client.id, on=today())
    return Own(
        first_name=client.first_name,
        tone=client.colour if client.colour in TONES else TONES[0],
        animal=client.animal,
        coach_id=coach.id if coach else None,
        coach_name=coach.first_name if coach else "",
        coach_phone=(coach.phone if coach else "") or "",
        unit_phone=client.unit.phone or "",
        stop=client.stop,
        place=point(client.lat, client.lon),
        look=looks.find_look(client.id),
        protected=client.non_disclosure,
    )


def frame(back_url: str = "") -> ClientPage:
    """The frame of a page; `back_url` is where "Takaisin" leads, the home page unless told."""
    known, home = own(), url_for("client.home")
    look = known.look
    return ClientPage(
        tone=known.tone,
        animal=known.animal,
        animal_text=face_words(known.animal, known.tone),
        home_url=home,
        back_url=back_url or home,
        help_url=url_for("client.show_help"),
        settings_url=url_for("client.settings"),
        coach_name=known.coach_name,
        coach_phone=known.coach_phone,
        text_size=look.text_size,
        strong=look.strong,
        pictures=look.pictures,
        fewer=look.fewer,
        assisted=current_actor().assisted_by is not None,
        idle_seconds=_idle_seconds(current_actor()),
    )


def _idle_seconds(actor: Actor) -> int:
    if actor.login_id is None or actor.login_kind not in logins.SHARED_KINDS:
        return 0
    return logins.seconds_left(actor.login_id, now=now())


def show(template: str, *, back: str = "", **facts: object) -> str:
    """A page of the client's, with its frame."""
    known = {"client_page": frame(back), "own_facts": own()}
    return render_template(f"client/{template}.html", **known, **facts)


@bp.app_context_processor
def client_frame() -> dict[str, Any]:
    """The frame for error pages, which no view of a client's has rendered."""
    if current_actor().role is not Role.CLIENT or request.blueprint not in {"client", None}:
        return {}
    return {"client_page": frame()}
