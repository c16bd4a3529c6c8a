"""Ways to sign in for tests: given through the services, as a city would."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyotp

from app.services import credentials, invites
from app.store.models.trail import OutboxMessage
from app.store.second_factor import new_secret

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.policy import Actor
    from app.services.credentials import PrintedCard
    from tests.world import World

PASSWORD = "neljä vihreää lehmää"
PIN = "2580"


def code_at(secret: str, now: datetime) -> str:
    """What the authenticator app shows at this instant."""
    return pyotp.TOTP(secret).at(int(now.timestamp()))


def newest_path(world: World, template: str) -> str:
    """The address in the newest letter of a kind."""
    letters = world.all(OutboxMessage, OutboxMessage.template == template)
    newest = max(letters, key=lambda letter: letter.created_at)
    return str(json.loads(newest.facts or "{}")["path"])


def give_password(world: World, actor: Actor, password: str = PASSWORD) -> str:
    """Let Aada invite this person, who sets a password and an app; the app's secret."""
    assert actor.user_id is not None
    invites.invite_staff(world.aada, actor.user_id, now=world.now)
    token = newest_path(world, "invite").rpartition("/")[2]
    secret = new_secret()
    chosen = invites.NewWayIn(password, secret, code_at(secret, world.now))
    invites.accept_invite(token, chosen, old_token=None, now=world.now)
    world.pass_time(minutes=2)
    return secret


def give_card(world: World, client: Actor, pin: str = PIN) -> PrintedCard:
    """Let Carla give this client a card with a PIN."""
    assert client.client_id is not None
    return credentials.issue_card(world.carla, client.client_id, pin=pin, now=world.now)
