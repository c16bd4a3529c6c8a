"""Workplaces of a unit: who may keep them, what is written once, what stays when it is mended."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from app.domain.employers import ContactWay, IdeaStage, Promiser
from app.domain.errors import Conflict, Missing, NotAllowed, RuleBroken
from app.domain.vocabulary import Category
from app.services import employer_contacts as contacts
from app.services import employers as acts
from app.store import employer_contacts, employers
from app.store.models.employers import (
    Employer,
    EmployerContact,
    EmployerContactClient,
    EmployerPromise,
    WorkIdea,
)
from app.store.models.trail import AuditEvent
from tests.employers import visit, workplace


def test_colleagues_share_the_list_and_others_do_not_have_it(world):
    place = workplace(world, world.carla)
    assert [row.id for row in employers.list_employers(world.celia, on=world.today)] == [place]
    assert employers.list_employers(world.cleo, on=world.today) == []
    with pytest.raises(Missing):
        acts.plan_visit(world.cleo, place, world.today, version=1, now=world.now)


@pytest.mark.parametrize("name", ["maija", "dina", "oona", "aada", "rauno"])
def test_nobody_but_coaches_keeps_workplaces(world, name):
    with pytest.raises(NotAllowed):
        workplace(world, getattr(world, name))


def test_a_workplace_is_listed_once(world):
    workplace(world, world.carla, "Kahvila Kulma")
    with pytest.raises(Conflict) as known:
        workplace(world, world.celia, "kahvila  kulma")
    assert known.value.code == "employer_known"
    workplace(world, world.cleo, "Kahvila Kulma")
    assert world.count(Employer) == 2


def test_an_orderer_is_listed_by_its_own_name_once(world):
    firm = world.oona.organisation_id
    first, again = (
        acts.add_employer(coach, "", "", "", organisation_id=firm, now=world.now)
        for coach in (world.carla, world.celia)
    )
    assert first == again
    assert world.get(Employer, first).name == "Palvelutalo Pihlaja"


def test_a_contact_that_is_sent_twice_is_there_once(world):
    place, key = workplace(world, world.carla), uuid4()
    ids = {
        contacts.visited_today(world.carla, place, draft_key=key, now=world.now) for _n in range(2)
    }
    assert len(ids) == world.count(EmployerContact) == 1


def test_only_the_own_coach_reads_for_whom_a_contact_was(world):
    place = workplace(world, world.carla)
    visit(world, world.carla, place, world.kalle, world.kaisa, wish=Category.GARDEN)
    own, others = (
        employer_contacts.list_contacts(coach, place, on=world.today)[0]
        for coach in (world.carla, world.celia)
    )
    assert [(name, wish) for _id, name, wish in own.people] == [
        ("Kaisa", Category.GARDEN), ("Kalle", Category.GARDEN),
    ]  # fmt: skip
    assert (others.people, others.others) == ((), 2)


def test_a_contact_for_somebody_elses_client_is_refused(world):
    place = workplace(world, world.carla)
    with pytest.raises(NotAllowed):
        visit(world, world.celia, workplace(world, world.celia, "Toinen"), world.kalle)
    with pytest.raises(Missing):
        visit(world, world.carla, place, world.kerttu)
    assert world.count(EmployerContact) == 0


def test_the_trail_names_the_clients_and_not_the_words(world):
    place = workplace(world, world.carla)
    contact_id = visit(world, world.carla, place, world.kalle, learned="Etsivät aamuun apua")
    row = world.all(AuditEvent, AuditEvent.object_id == contact_id)[0]
    assert (row.action, row.object_type) == ("create", "employer_contact")
    assert "aamuun" not in repr(row.__dict__)


def test_a_slip_is_mended_at_once_and_later_the_old_text_stays(world):
    place = workplace(world, world.carla)
    first = visit(world, world.carla, place, world.kalle, learned="Etsivät apua")
    same = contacts.correct_contact(world.carla, first, "Pirjo", "Etsivät aamuapua", now=world.now)
    assert same == first
    later = world.now + timedelta(minutes=16)
    new = contacts.correct_contact(world.carla, first, "Pirjo", "Etsivät iltapua", now=later)
    assert new != first
    card = employer_contacts.list_contacts(world.carla, place, on=world.today)[0]
    assert card.row.learned == "Etsivät iltapua"
    assert [one.learned for one in card.former] == ["Etsivät aamuapua"]
    assert [name for _id, name, _wish in card.people] == ["Kalle"]


def test_a_text_is_corrected_once_at_a_time(world):
    first = visit(world, world.carla, workplace(world, world.carla), learned="Yksi")
    later = world.now + timedelta(hours=1)
    contacts.correct_contact(world.carla, first, "", "Kaksi", now=later)
    with pytest.raises(Missing):
        contacts.correct_contact(world.carla, first, "", "Kolme", now=later)


def test_a_colleague_reads_but_does_not_correct(world):
    first = visit(world, world.carla, workplace(world, world.carla))
    with pytest.raises(NotAllowed):
        contacts.correct_contact(world.celia, first, "", "Muuta", now=world.now)


def test_a_slip_is_taken_back_for_a_quarter_of_an_hour(world):
    place = workplace(world, world.carla)
    first, second = (visit(world, world.carla, place, world.kalle) for _n in range(2))
    contacts.take_back_contact(world.carla, first, now=world.now)
    assert world.count(EmployerContact) == world.count(EmployerContactClient) == 1
    with pytest.raises(Conflict) as late:
        contacts.take_back_contact(world.carla, second, now=world.now + timedelta(minutes=16))
    assert late.value.code == "contact_stays"


def test_the_planned_visit_is_done_when_it_was_made(world):
    place = workplace(world, world.carla)
    acts.plan_visit(world.carla, place, world.today, version=1, now=world.now)
    assert [row.id for row in employers.list_due(world.carla, on=world.today)] == [place]
    visit(world, world.carla, place, way=ContactWay.PHONE)
    assert world.get(Employer, place).next_on == world.today
    visit(world, world.carla, place)
    assert world.get(Employer, place).next_on is None


def test_two_who_change_a_workplace_do_not_overwrite_each_other(world):
    place = workplace(world, world.carla)
    acts.change_employer(world.carla, place, "Arabia", "", version=1, now=world.now)
    with pytest.raises(Conflict) as changed:
        acts.change_employer(world.celia, place, "Kontula", "", version=1, now=world.now)
    assert changed.value.code == "employer_changed"
    assert world.get(Employer, place).area == "Arabia"


def test_a_promise_is_kept_and_late_ones_come_first(world):
    late, other = workplace(world, world.carla, "Öljy"), workplace(world, world.carla, "Aamu")
    owed = acts.promise(
        world.carla, late, Promiser.US, "Soitan palkkatuesta", world.today, now=world.now
    )
    world.pass_time(days=1)
    assert [row.id for row in employers.list_employers(world.carla, on=world.today)] == [
        late, other,
    ]  # fmt: skip
    assert [row.id for row in employers.list_due(world.carla, on=world.today)] == [late]
    for _time in range(2):
        acts.settle_promise(world.celia, owed, kept=True, now=world.now)
    assert world.get(EmployerPromise, owed).kept_by_id == world.celia.user_id
    assert employers.list_due(world.carla, on=world.today) == []
    acts.settle_promise(world.carla, owed, kept=False, now=world.now)
    assert world.get(EmployerPromise, owed).kept_at is None


@pytest.mark.parametrize(
    ("words", "days", "code"), [(" ", 1, "promise_missing"), ("Soitan", -1, "promise_in_past")]
)
def test_a_promise_needs_words_and_a_day_ahead(world, words, days, code):
    place = workplace(world, world.carla)
    with pytest.raises(RuleBroken) as broken:
        acts.promise(
            world.carla, place, Promiser.US, words, world.today + timedelta(days=days),
            now=world.now,
        )  # fmt: skip
    assert broken.value.code == code


def test_an_idea_goes_on_step_by_step(world):
    idea = acts.add_idea(world.carla, workplace(world, world.carla), "Pöydät", now=world.now)
    with pytest.raises(Conflict):
        acts.move_idea(world.carla, idea, IdeaStage.ORDERED, now=world.now)
    for stage in (IdeaStage.TALKED, IdeaStage.AGREED, IdeaStage.ORDERED):
        acts.move_idea(world.celia, idea, stage, now=world.now)
    assert world.get(WorkIdea, idea).stage is IdeaStage.ORDERED


def test_the_same_idea_is_there_once_until_it_is_let_go(world):
    place = workplace(world, world.carla)
    idea = acts.add_idea(world.carla, place, "Pöydät", now=world.now)
    with pytest.raises(Conflict) as known:
        acts.add_idea(world.celia, place, "Pöydät", now=world.now)
    assert known.value.code == "idea_known"
    acts.move_idea(world.carla, idea, IdeaStage.LET_GO, now=world.now)
    acts.add_idea(world.celia, place, "Pöydät", now=world.now)
    with pytest.raises(Conflict):
        acts.move_idea(world.carla, idea, IdeaStage.IDEA, now=world.now)


def test_the_own_number_counts_own_visits_and_the_units_sum_all(world):
    place, mine = workplace(world, world.carla), world.today - timedelta(weeks=12)
    visit(world, world.carla, place, world.kalle)
    visit(world, world.carla, place, world.kalle, way=ContactWay.PHONE)
    visit(world, world.celia, place)
    assert sum(one.counts for one in employer_contacts.list_told(world.carla, since=mine)) == 1
    assert employer_contacts.list_told(world.cleo, since=mine) == []
    coaches, told = employer_contacts.sum_of_unit(world.carla.unit_id, since=mine)
    assert (coaches, len(told)) == (2, 3)


def test_the_steps_come_from_the_dated_rows(world):
    assert employer_contacts.steps_on(world.today) == (2, 4, 5, 6)
