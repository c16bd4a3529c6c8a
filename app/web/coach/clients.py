"""The coach's own people: the list, and one card for each."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import render_template, request

from app.domain.lifecycle import OPEN_OFFERS, OfferState
from app.domain.onward import OnwardOutcome
from app.services import shortlists
from app.store import (
    apart,
    caseloads,
    check_ins,
    client_cards,
    disclosures,
    due_contacts,
    fading,
    goals,
    offers,
    onward,
    opened_cards,
    own_changes,
    passports,
    readiness,
    self_checks,
    shift_feedback,
    support_contacts,
    visits,
    vocational_profiles,
)
from app.web.coach.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.now import now

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.store.caseloads import CaseRow

LOOK_AHEAD = timedelta(days=14)
_WAITING = OPEN_OFFERS - {OfferState.CONFIRMED}
_KEEPS: Mapping[str, Callable[[CaseRow], bool]] = {
    "all": bool,
    "working": lambda row: row.next_shift is not None,
    "free": lambda row: row.next_shift is None,
    "silent": lambda row: row.silent,
}


@bp.get("/clients")
def list_clients() -> str:
    asked = request.args.get("show", "")
    heap = asked if asked in _KEEPS else "all"
    rows = caseloads.list_caseload(current_actor(), now=now())
    return render_template(
        "coach/clients.html",
        rows=_kept(rows, heap),
        heap=heap,
        counts={name: len(_kept(rows, name)) for name in _KEEPS},
        others=caseloads.list_other_names(current_actor(), now=now()),
    )


def _kept(rows: list[CaseRow], heap: str) -> list[CaseRow]:
    return [row for row in rows if _KEEPS[heap](row)]


@bp.get("/clients/<uuid:client_id>")
def show_client(client_id: UUID) -> str:
    actor, instant = current_actor(), now()
    card = client_cards.get_card(actor, client_id, now=instant)
    return render_template(
        "coach/client.html",
        card_of=card,
        client=card.client,
        offers=offers.list_for_client(client_id, _WAITING),
        shifts=visits.list_of_client(actor, client_id, now=instant),
        faces=check_ins.list_of_client(actor, client_id, now=instant, limit=5),
        works=fading.list_places(actor, client_id, now=instant),
        notes=support_contacts.list_notes_of_client(actor, client_id, now=instant, limit=20),
        draft=support_contacts.find_draft(actor, client_id, now=instant),
        **_own_things(actor, client_id, instant),
    )


def _own_things(actor: Actor, client_id: UUID, instant: datetime) -> dict[str, object]:
    """What the client has said, and the work that fits it."""
    until = instant + LOOK_AHEAD
    return {
        "former": support_contacts.list_former_of_client(actor, client_id, now=instant),
        "changes": own_changes.list_recent(actor, client_id, now=instant),
        "plans": due_contacts.list_of_client(actor, client_id, now=instant),
        "rounds": self_checks.list_rounds(actor, client_id, now=instant),
        "passport": passports.get_passport(actor, client_id, now=instant),
        "said": shift_feedback.list_of_client(actor, client_id, now=instant),
        "kept_apart": apart.list_of_client(actor, client_id, now=instant),
        "pair_wishes": shift_feedback.list_wishes(actor, client_id, now=instant),
        "hoped": onward.list_of_client(actor, client_id, now=instant),
        "outcomes": list(OnwardOutcome),
        "told": disclosures.list_of_client(actor, client_id, now=instant),
        "goals": goals.list_goals(actor, client_id, now=instant),
        "ready": readiness.list_items(actor, client_id, now=instant),
        "learned": vocational_profiles.list_profiles(actor, client_id, now=instant),
        "opened": opened_cards.list_opened(client_id, since=instant - LOOK_AHEAD),
        "helps": readiness.find_helps(actor, client_id, now=instant),
        "fitting": shortlists.list_fitting(actor, client_id, now=instant, until=until, limit=4),
    }
