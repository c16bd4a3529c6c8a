"""Registration, colleagues and rights: who orders for an organisation."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.domain.errors import Conflict, Missing, NotAllowed, RuleBroken, TooMany
from app.domain.lifecycle import TaskOutcome, TaskState
from app.domain.organisations import Standing, WhyRefused
from app.domain.vocabulary import OrganisationKind, Role
from app.services import links, orderers, screening
from app.services.orderers import Registered, Registration
from app.store import links as link_store
from app.store import logins
from app.store import orderers as store
from app.store.models.people import Organisation, User
from app.store.models.trail import AuditEvent, OutboxMessage
from app.store.models.work import Task
from app.store.orderers import Person
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.policy import Actor
    from tests.world import World

LEENA = Person(first_name="Leena", last_name="Laine", email="leena@example.org")
NEW = Registration(
    name="Uusi Oy", business_id="0112038-9", kind=OrganisationKind.COMPANY, person=LEENA
)


def register(world: World, asked: Registration = NEW) -> Registered:
    return orderers.register(asked, address="10.0.0.1", now=world.now)


def found(world: World, email: str) -> list[User]:
    return [user for user in world.all(User) if user.email == email]


def templates(world: World) -> list[str]:
    return [letter.template for letter in world.all(OutboxMessage)]


def test_a_new_organisation_gets_an_admin_and_waits_for_a_look(world: World) -> None:
    assert register(world) is Registered.WELCOME
    (leena,) = found(world, LEENA.email)
    organisation = world.get(Organisation, leena.organisation_id)
    assert (leena.role, organisation.name) == (Role.ORDERER_ADMIN, "Uusi Oy")
    assert (organisation.business_id, organisation.verified_at) == ("0112038-9", None)
    assert templates(world) == ["organisation_registered"]


def test_an_address_that_is_known_is_told_nothing_else(world: World) -> None:
    email = world.get(User, world.oona.user_id).email or ""
    before = world.count(Organisation)
    asked = replace(NEW, person=replace(LEENA, email=email))
    assert register(world, asked) is Registered.WELCOME
    assert world.count(Organisation) == before
    assert templates(world) == []


def test_of_an_organisation_that_orders_already_the_admins_hear(world: World) -> None:
    register(world)
    asked = replace(NEW, person=replace(LEENA, email="pekka@example.org"))
    assert register(world, asked) is Registered.ORGANISATION_KNOWN
    assert found(world, "pekka@example.org") == []
    (leena,) = found(world, LEENA.email)
    asks = world.all(OutboxMessage, OutboxMessage.template == "orderer_asks")
    assert [letter.user_id for letter in asks] == [leena.id]


def test_a_business_id_is_checked(world: World) -> None:
    with pytest.raises(RuleBroken) as error:
        register(world, replace(NEW, business_id="0112038-8"))
    assert error.value.code == "business_id_wrong"


def test_nobody_registers_without_end(world: World) -> None:
    for number in range(10):
        person = replace(LEENA, email=f"p{number}@example.org")
        register(world, replace(NEW, business_id="", person=person))
    with pytest.raises(TooMany):
        register(world)


def test_an_order_opens_only_after_somebody_has_looked(world: World) -> None:
    register(world)
    (leena,) = found(world, LEENA.email)
    task_id = world.task(state=TaskState.SUBMITTED, organisation_id=leena.organisation_id)
    with pytest.raises(RuleBroken) as error:
        screening.open_task(world.dina, task_id, floor_confirmed=True, now=world.now)
    assert error.value.code == "organisation_unverified"

    with pytest.raises(NotAllowed):
        orderers.verify_organisation(world.aada, leena.organisation_id, now=world.now)
    for _twice in range(2):
        orderers.verify_organisation(world.dina, leena.organisation_id, now=world.now)
    screening.open_task(world.dina, task_id, floor_confirmed=True, now=world.now)
    assert templates(world).count("organisation_verified") == 1


def newcomer(world: World) -> Actor:
    register(world)
    (leena,) = found(world, LEENA.email)
    return logins.actor_of(leena, None)


def refuse(world: World, whose: Actor, why: WhyRefused = WhyRefused.NOT_FOUND) -> None:
    orderers.refuse_organisation(
        world.dina, whose.organisation_id, why, " Soita. ", phone="09 1", now=world.now
    )


def test_a_false_registration_is_refused_and_its_people_are_out(world: World) -> None:
    leena = newcomer(world)
    states = (TaskState.DRAFT, TaskState.SUBMITTED, TaskState.CHANGES_REQUESTED)
    orders = [world.task(state=one, organisation_id=leena.organisation_id) for one in states]
    with unit_of_work():
        token = logins.add_login(world.get(User, leena.user_id), "link", now=world.now)[1]
    assert logins.find_live(token, now=world.now)

    refuse(world, leena)

    assert logins.find_live(token, now=world.now) is None
    assert {world.get(Task, one).outcome for one in orders} == {TaskOutcome.REFUSED}
    (letter,) = world.all(OutboxMessage, OutboxMessage.template == "organisation_refused_not_found")
    assert letter.user_id == leena.user_id
    assert json.loads(letter.facts or "{}")["words"] == "Soita."
    (event,) = world.all(
        AuditEvent, AuditEvent.object_id == leena.organisation_id, AuditEvent.action == "update"
    )
    assert (event.actor_id, event.facts["why"]) == (world.dina.user_id, "not_found")
    assert store.list_unverified() == []


def test_who_was_refused_is_told_the_number_by_mail_and_by_an_old_link(world: World) -> None:
    leena = newcomer(world)
    asked = links.AskedFrom("10.0.0.1", "browser", "09 310 1")
    with unit_of_work():
        token = link_store.add_link("sign_in", leena.user_id, now=world.now, browser="browser")[1]
    refuse(world, leena)
    links.request_sign_in_link(LEENA.email, asked, now=world.now)
    (letter,) = world.all(OutboxMessage, OutboxMessage.template == "sign_in_refused")
    assert json.loads(letter.facts or "{}")["phone"] == "09 310 1"
    assert "sign_in_link" not in templates(world)
    with pytest.raises(Conflict) as error:
        links.use_sign_in_link(token, browser="browser", old_token=None, now=world.now)
    assert error.value.code == "organisation_refused"


def test_a_session_that_opens_beside_the_refusal_is_no_way_in(world: World) -> None:
    leena = newcomer(world)
    refuse(world, leena)
    with unit_of_work():
        token = logins.add_login(world.get(User, leena.user_id), "link", now=world.now)[1]
    assert logins.find_live(token, now=world.now) is None


def test_a_refusal_is_taken_back_and_the_organisation_waits_again(world: World) -> None:
    leena = newcomer(world)
    refuse(world, leena)
    with pytest.raises(Conflict):
        orderers.verify_organisation(world.dina, leena.organisation_id, now=world.now)
    for _twice in range(2):
        orderers.take_refusal_back(world.dina, leena.organisation_id, now=world.now)
    organisation = world.get(Organisation, leena.organisation_id)
    assert (organisation.standing, organisation.refused_words) == (Standing.WAITING, "")
    assert [one.id for one in store.list_unverified()] == [leena.organisation_id]
    assert templates(world).count("organisation_reconsidered") == 1
    orderers.verify_organisation(world.dina, leena.organisation_id, now=world.now)
    with pytest.raises(Conflict):
        refuse(world, leena)


def test_only_a_dispatcher_refuses_and_other_reasons_need_words(world: World) -> None:
    leena = newcomer(world)
    for actor, error in ((world.aada, NotAllowed), (world.oona, Missing)):
        with pytest.raises(error):
            orderers.take_refusal_back(actor, leena.organisation_id, now=world.now)
        with pytest.raises(error):
            orderers.refuse_organisation(
                actor, leena.organisation_id, WhyRefused.NOT_FOUND, "", phone="", now=world.now
            )
    with pytest.raises(RuleBroken) as missing:
        orderers.refuse_organisation(
            world.dina, leena.organisation_id, WhyRefused.OTHER, " ", phone="", now=world.now
        )
    assert missing.value.code == "reason_missing"


def test_the_business_id_of_who_was_refused_is_its_owners(world: World) -> None:
    leena = newcomer(world)
    refuse(world, leena)
    owner = replace(NEW, person=replace(LEENA, email="omistaja@example.org"))
    assert register(world, owner) is Registered.WELCOME
    assert "orderer_asks" not in templates(world)
    with pytest.raises(Conflict) as error:
        orderers.take_refusal_back(world.dina, leena.organisation_id, now=world.now)
    assert error.value.code == "business_id_taken"


def test_an_admin_adds_a_colleague_who_hears_of_it(world: World) -> None:
    added = orderers.add_colleague(world.olga, LEENA, admin=False, now=world.now)
    leena = world.get(User, added)
    assert (leena.role, leena.organisation_id) == (Role.ORDERER, world.olga.organisation_id)
    (letter,) = world.all(OutboxMessage, OutboxMessage.template == "orderer_invited")
    assert letter.user_id == added
    (event,) = world.all(AuditEvent, AuditEvent.object_id == added)
    assert event.actor_id == world.olga.user_id


def test_an_address_in_use_is_not_added_again(world: World) -> None:
    email = world.get(User, world.otto.user_id).email or ""
    with pytest.raises(Conflict):
        orderers.add_colleague(world.olga, replace(LEENA, email=email), admin=False, now=world.now)


def test_who_orders_only_manages_nobody(world: World) -> None:
    with pytest.raises(NotAllowed):
        orderers.add_colleague(world.oona, LEENA, admin=False, now=world.now)
    with pytest.raises(NotAllowed):
        orderers.change_rights(world.oona, world.olga.user_id, admin=False, now=world.now)
    with pytest.raises(Missing):
        orderers.change_rights(world.olga, world.otto.user_id, admin=True, now=world.now)


def test_the_last_admin_stays(world: World) -> None:
    for act in (
        lambda: orderers.change_rights(world.olga, world.olga.user_id, admin=False, now=world.now),
        lambda: orderers.close_account(world.olga, world.olga.user_id, now=world.now),
    ):
        with pytest.raises(RuleBroken) as error:
            act()
        assert error.value.code == "last_admin"


def test_whoever_is_taken_out_can_come_back(world: World) -> None:
    added = orderers.add_colleague(world.olga, LEENA, admin=True, now=world.now)
    orderers.close_account(world.olga, added, now=world.now)
    assert not world.get(User, added).active
    assert orderers.add_colleague(world.olga, LEENA, admin=False, now=world.now) == added
    back = world.get(User, added)
    assert (back.active, back.role) == (True, Role.ORDERER)


def test_two_admins_who_remove_each_other_leave_one(world: World, engine_app: object) -> None:
    added = orderers.add_colleague(world.olga, LEENA, admin=True, now=world.now)
    leena = replace(world.olga, user_id=added)
    start, refused = threading.Barrier(2), []

    def close(actor: Actor, other: UUID) -> None:
        with world.app.app_context():
            start.wait(timeout=30)
            try:
                orderers.close_account(actor, other, now=world.now)
            except (Missing, RuleBroken) as error:
                refused.append(error)

    pairs = ((world.olga, added), (leena, world.olga.user_id))
    threads = [threading.Thread(target=close, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(refused) == 1
    assert sum(world.get(User, one).active for one in (added, world.olga.user_id)) == 1
