"""Links that let an orderer in: asked for by mail address, used once, in the same browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import Conflict, Gone
from app.domain.policy import ANONYMOUS
from app.domain.vocabulary import ORDERER_ROLES
from app.store import audit, links, logins, orderers, outbox, rates, users
from app.store.crypto import blind_index
from app.store.outbox import Letter
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime

    from app.store.models.people import User


@dataclass(frozen=True)
class AskedFrom:
    """Where a link was asked from: the network address and the browser's own secret.

    `phone`: the number that answers whoever can't be let in.
    """

    address: str
    browser: str
    phone: str = ""


def request_sign_in_link(email: str, asked: AskedFrom, *, now: datetime) -> None:
    """A letter with a link, if somebody orders by this address; the answer is always the same."""
    account = blind_index("email", email).hex()
    with unit_of_work():
        rates.take("link", account, now=now)
        rates.take("mail", account, now=now)
        rates.take("address", asked.address, now=now)
    with unit_of_work():
        user = users.find_by_email(email)
        known = user is not None and user.role in ORDERER_ROLES
        refused = user is not None and orderers.is_refused(user.organisation_id)
        entry = audit.Entry(
            "create", "link_token", user.id if user and known else None, purpose="system",
            outcome="done" if known and not refused else "refused", facts={"kind": "sign_in"},
        )  # fmt: skip
        audit.record(ANONYMOUS, entry, now=now)
        if user is not None and known:
            (_turn_away if refused else _send)(user, asked, now)


def _turn_away(user: User, asked: AskedFrom, now: datetime) -> None:
    """Only whoever reads the mail of that address hears that the organisation may not order."""
    key = f"sign_in_refused:{user.id}:{int(now.timestamp())}"
    outbox.queue_to_user(user, Letter("sign_in_refused", key, {"phone": asked.phone}), now=now)


def _send(user: User, asked: AskedFrom, now: datetime) -> None:
    link, token = links.add_link("sign_in", user.id, now=now, browser=asked.browser)
    facts = {"path": f"/link/{token}"}
    letter = Letter("sign_in_link", f"sign_in_link:{link.id}", facts, link.expires_at)
    outbox.queue_to_user(user, letter, now=now)


def use_sign_in_link(
    token: str, *, browser: str, old_token: str | None, now: datetime
) -> logins.Opened:
    """A session.

    Raises: Gone for a link that is over, spent or asked for in another browser,
    Conflict("organisation_refused") when the organisation may not order.
    """
    with unit_of_work():
        user_id = links.use("sign_in", token, now=now, browser=browser)
        user = users.find_active(user_id) if user_id else None
        if user is None:
            raise Gone("link_over")
        if orderers.is_refused(user.organisation_id):
            raise Conflict("organisation_refused")
        return logins.open_login(user, "link", now=now, old_token=old_token)
