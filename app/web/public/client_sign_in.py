"""How a client gets in: with the card, with a phone of one's own, or with the coach beside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import make_response, render_template, request, url_for

from app.domain.cards import ANIMALS
from app.domain.errors import Conflict, ExpectedError, Gone, RuleBroken
from app.services import sign_in as acts
from app.web.public.blueprint import bp
from app.web.public.entering import browser_here, enter, remember_page
from app.web.shared.faces import animal_words
from app.web.shared.now import now
from app.web.shared.passkeys import works_here
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse


@dataclass(frozen=True)
class CardPage:
    """Where the person is: the card was shown, a PIN or pictures are wanted, something is wrong."""

    card: str = ""
    pin_kind: str = ""
    problem: str = ""
    locked: bool = False
    phone: str = ""


@bp.get("/sign-in/client")
def client_sign_in() -> str:
    """With the page on which a session ran out, to which the same person comes back."""
    return ways_page(again=remember_page(request.args.get("next", "")))


def ways_page(problem: str = "", *, again: bool = False) -> str:
    """The ways in, side by side; what went wrong with one of them stands above."""
    return render_template(
        "public/sign_in_client.html",
        problem=problem,
        again=again,
        passkeys_here=works_here(),
        client_page=frame("/"),
    )


@bp.get("/k")
def card() -> str:
    return _card_page(CardPage())


@bp.post("/k")
def use_card() -> BaseResponse:
    page = CardPage(request.form.get("card", "")[:60], request.form.get("pin_kind", ""))
    try:
        return enter(acts.with_card(page.card, _answer(), browser_here(), now=now()))
    except Gone as error:
        page = CardPage(problem=sentence(error))
        return make_response(_card_page(page), 422)
    except RuleBroken as error:
        return make_response(_card_page(_asking(page, error)), 422)
    except Conflict as error:
        phone = str(error.facts["phone"])
        page = replace(page, problem=sentence(error), locked=True, phone=phone)
        return make_response(_card_page(page), 409)


def _answer() -> str:
    """The PIN as typed, or the chosen pictures in the one order in which they are compared."""
    pictures = request.form.getlist("picture")
    if pictures:
        return " ".join(sorted(set(pictures))[: len(ANIMALS)])
    return "".join(request.form.get("pin", "")[:20].split())


def _asking(page: CardPage, error: ExpectedError) -> CardPage:
    wrong = sentence(error) if error.code == "wrong_pin" else ""
    return replace(page, pin_kind=str(error.facts["pin_kind"]), problem=wrong)


def _card_page(page: CardPage) -> str:
    return render_template(
        "public/card.html",
        card_page=page,
        animals=ANIMALS,
        animal_words=animal_words(),
        client_page=frame(),
    )


@bp.get("/pair")
def pair() -> str:
    return _pair_page("")


@bp.post("/pair")
def use_pairing() -> BaseResponse:
    try:
        opened = acts.with_pairing(request.form.get("code", "")[:60], browser_here(), now=now())
    except Gone as error:
        return make_response(_pair_page(sentence(error)), 409)
    return enter(opened)


def _pair_page(problem: str) -> str:
    return render_template("public/pair.html", problem=problem, client_page=frame())


def frame(back_url: str = "/sign-in/client") -> dict[str, str]:
    """The four things at the bottom of a client's page, before it is known who the client is."""
    return {"home_url": "/", "back_url": back_url, "help_url": url_for("public.show_help")}


@bp.get("/help")
def show_help() -> str:
    return render_template("public/help.html", client_page=frame("/"))
