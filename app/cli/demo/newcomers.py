"""Two organisations of which nobody knows: one waits for a look, the other was not let order."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.organisations import WhyRefused
from app.domain.vocabulary import OrganisationKind
from app.services import orderers, tasks
from app.store import demo
from app.store.orderers import Person

if TYPE_CHECKING:
    from datetime import datetime

    from app.cli.demo.story import Story
    from app.domain.policy import Actor
    from app.domain.tasks import TaskDraft

_PHONE = "09 310 00000"
_WORDS = "Soitimme kolme kertaa ja kirjoitimme. Ota yhteyttä, niin jatketaan siitä."


def register(when: datetime, story: Story, order: TaskDraft) -> None:
    """Both ask for help; nobody answers at the number of the second."""
    _ask(when, "Ikkunapesu Aurinko", "aurinko@example.org", order)
    second = _ask(when, "Muuttoapu Myrsky", "myrsky@example.org", order)
    if second.organisation_id is not None:
        orderers.refuse_organisation(
            story.cast.dispatcher, second.organisation_id, WhyRefused.NOT_REACHED, _WORDS,
            phone=_PHONE, now=when + timedelta(hours=4),
        )  # fmt: skip


def _ask(when: datetime, name: str, email: str, order: TaskDraft) -> Actor:
    person = Person(first_name="Saku", last_name="Salo", email=email, phone="040 000 0000")
    asked = orderers.Registration(
        name=name, business_id="", kind=OrganisationKind.COMPANY, person=person
    )
    orderers.register(asked, address="demo", now=when)
    actor = demo.list_actors()[email]
    tasks.post_task(actor, order, submit=True, now=when)
    return actor
