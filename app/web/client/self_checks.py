"""How are you: five questions with faces, one a page, and a picture of the change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from app.domain.errors import Missing
from app.domain.self_checks import Question, change_between, next_question
from app.domain.vocabulary import Face
from app.domain.words import N_
from app.services import self_checks as acts
from app.store import self_checks
from app.web.client.blueprint import bp, own_id
from app.web.client.page import show
from app.web.shared.access import current_actor
from app.web.shared.now import now
from app.web.shared.words_own import SELF_CHECKS

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

# So many days stand beside each other in the picture.
SHOWN = 3
# Value, words, picture: the same faces as after a shift.
FACES = (
    (Face.GOOD, N_("Hyvin"), "good"),
    (Face.FINE, N_("Ihan hyvin"), "fine"),
    (Face.TOO_HARD, N_("Vaikeaa"), "too_hard"),
)
SKIP = "skip"


@bp.get("/how-are-you")
def show_self_checks() -> str:
    rounds = self_checks.list_rounds(current_actor(), own_id(), now=now(), limit=SHOWN)
    before = rounds[-2].answers if len(rounds) > 1 else None
    return show(
        "self_checks", rounds=rounds, questions=list(Question), first=next(iter(Question)),
        faces={face: (_(words), picture) for face, words, picture in FACES},
        change=change_between(before, rounds[-1].answers) if rounds else None,
        hard=bool(rounds) and Face.TOO_HARD in rounds[-1].answers.values(),
        back=url_for("client.me"),
    )  # fmt: skip


@bp.get("/how-are-you/<string:topic>")
def ask_self_check(topic: str) -> str:
    asked = _question(topic)
    words, _name, picture = SELF_CHECKS[asked]
    number = list(Question).index(asked)
    previous = list(Question)[number - 1] if number else None
    return show(
        "self_check", question=asked, asked=_(words), lead=picture, number=number + 1,
        faces=[(face, _(text), key) for face, text, key in FACES], count=len(Question),
        back=url_for("client.ask_self_check", topic=previous) if previous
        else url_for("client.show_self_checks"),
    )  # fmt: skip


def _question(text: str) -> Question:
    """The question of an address. Raises: Missing."""
    if text not in set(Question):
        raise Missing
    return Question(text)


@bp.post("/how-are-you/<string:topic>")
def say_self_check(topic: str) -> Response:
    """Then the next question; after the last what came of them."""
    asked, said = _question(topic), request.form.get("face", "")
    if said != SKIP and said not in set(Face):
        raise BadRequest
    acts.say(current_actor(), asked, None if said == SKIP else Face(said), now=now())
    following = next_question(asked)
    if following is None:
        return redirect(url_for("client.show_self_checks"), code=303)
    return redirect(url_for("client.ask_self_check", topic=following), code=303)
