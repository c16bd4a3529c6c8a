"""Letters' own words: in use from the next letter on, two writers at once, back and forth."""

from __future__ import annotations

import threading

import pytest

from app.domain.errors import Conflict, Missing, NotAllowed, RuleBroken
from app.domain.messages import Rendered
from app.domain.messages.words import Words
from app.domain.vocabulary import Language, Role
from app.integrations.mail import RecordingMail
from app.integrations.push import NullPush
from app.integrations.sms import RecordingSms
from app.integrations.texts import Texts
from app.services import delivery, message_templates
from app.store import letters, outbox
from app.store import message_templates as store
from app.store.models.people import Client, User
from app.store.models.rules import MessageTemplate
from app.store.models.trail import AuditEvent, OutboxMessage
from app.store.outbox import Letter
from app.store.transaction import unit_of_work
from workbench.places import ROOT

SLOT = ("task_opened", "fi")
OWN = Words("Haemme tekijää: {title}", "Hei! Näet tilanteen tästä: {link}")
OTHER = Words("Tekijää haetaan: {title}", "Katso: {link}")


def save(world, words=OWN, *, on=0, slot=SLOT, actor=None):
    return message_templates.save_words(
        actor or world.aada, slot, words, based_on=on, now=world.now
    )


def use(world, number, *, on):
    return message_templates.use_version(world.aada, SLOT, number, based_on=on, now=world.now)


@pytest.fixture
def desk():
    texts = Texts(ROOT / "app" / "translations")
    return delivery.Desk(
        RecordingMail(), RecordingSms(), NullPush(), texts.gettext, "https://jobcenter.example.org"
    )


@pytest.fixture
def write(world, desk):
    """Write the letter to Oona in a language and send it; what she gets."""

    def written(language=Language.FI, template="task_opened"):
        world.change(User, world.oona.user_id, language=language)
        facts = {"title": "Apua", "path": "/orderer/tasks/1"}
        with unit_of_work() as session:
            oona = session.get_one(User, world.oona.user_id)
            key = f"{template}:{len(desk.mail.sent)}"
            outbox.queue_to_user(oona, Letter(template, key, facts), now=world.now)
        delivery.send_due(desk, worker="test", now=world.now)
        return desk.mail.sent[-1]

    return written


def test_the_next_letter_goes_in_the_own_words_of_its_language(world, write):
    assert write().subject == "Etsimme nyt tekijää: Apua"
    assert save(world)
    mail = write()
    assert mail.subject == "Haemme tekijää: Apua"
    assert mail.body.endswith("https://jobcenter.example.org/orderer/tasks/1")
    assert write(Language.FI_SELKO).subject == mail.subject
    assert write(Language.SV).subject == "Nu söker vi någon: Apua"
    assert write(template="task_received").subject == "Tilaus vastaanotettu: Apua"


def test_a_clients_text_message_goes_in_its_own_words_unless_it_must_be_silent(world, desk):
    save(world, Words(sms="Hei! Sinulle on postia: {link}"), slot=("offer_new", "fi-selko"))
    world.change(Client, world.kalle.client_id, language=Language.FI_SELKO)
    for key, hidden in (("a", False), ("b", True)):
        world.change(Client, world.kalle.client_id, non_disclosure=hidden)
        with unit_of_work():
            letters.tell_clients({world.kalle.client_id: key}, "offer_new", now=world.now)
        delivery.send_due(desk, worker="test", now=world.now)
    assert [sms.text.partition(":")[0] for sms in desk.sms.sent] == [
        "Hei! Sinulle on postia", "Sinulle on uusi viesti Jobcenterissä. Avaa",
    ]  # fmt: skip


def test_words_that_no_longer_fit_never_stop_a_letter(world, write):
    world.add(
        MessageTemplate(
            letter="task_opened", language="fi", number=1, own=True, subject="{former}",
            body="{link}", written_at=world.now,
        )
    )  # fmt: skip
    assert write().subject == "Etsimme nyt tekijää: Apua"
    with pytest.raises(RuleBroken, match="letter_faulty"):
        use(world, 1, on=1)


def test_a_letter_that_an_upgrade_took_away_does_not_hold_up_the_others(world, desk):
    former = {"letter": "former_letter", "language": "fi", "written_at": world.now}
    world.add(MessageTemplate(number=1, own=True, subject="Entinen", body="{link}", **former))
    with unit_of_work() as session:
        oona = session.get_one(User, world.oona.user_id)
        for template in ("former_letter", "task_opened"):
            letter = Letter(template, template, {"title": "Apua", "path": "/"})
            outbox.queue_to_user(oona, letter, now=world.now)
    delivery.send_due(desk, worker="test", now=world.now)
    assert [mail.subject for mail in desk.mail.sent] == ["Etsimme nyt tekijää: Apua"]


def test_what_was_said_is_kept_and_comes_back(world, write):
    save(world)
    save(world, OTHER, on=1)
    assert not save(world, OTHER, on=2)
    assert use(world, 0, on=2)
    assert write().subject == "Etsimme nyt tekijää: Apua"
    assert use(world, 2, on=3)
    assert write().subject == "Tekijää haetaan: Apua"
    kept = [(one.number, one.words, one.written_by) for one in store.list_versions(*SLOT)]
    assert kept == [(4, OTHER, "Aada"), (3, None, "Aada"), (2, OTHER, "Aada"), (1, OWN, "Aada")]
    events = world.all(AuditEvent, AuditEvent.object_type == "message_template")
    assert sorted(event.action for event in events) == ["delete", "update", "update", "update"]
    with pytest.raises(Missing):
        use(world, 9, on=4)


def test_the_second_writer_is_told(engine_app, world):
    save(world)
    with pytest.raises(Conflict, match="letter_changed"):
        save(world, OTHER)
    with pytest.raises(Conflict, match="letter_changed"):
        use(world, 0, on=0)
    assert store.find_newest(*SLOT).words == OWN


def test_of_two_who_save_at_the_same_moment_one_is_told(engine_app, world):
    together, told = threading.Barrier(2), []

    def write_as(words):
        with engine_app.app_context():
            together.wait()
            try:
                told.append(save(world, words))
            except Conflict as error:
                told.append(error.code)

    writers = [threading.Thread(target=write_as, args=(words,)) for words in (OWN, OTHER)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(map(str, told)) == ["True", "letter_changed"]
    assert world.count(MessageTemplate) == 1


def test_faulty_words_and_other_people_are_refused(world):
    with pytest.raises(RuleBroken, match="letter_faulty"):
        save(world, Words("Etsimme", "Ilman osoitetta"))
    for actor in (world.dina, world.carla, world.olga, world.kalle, world.tuomo):
        with pytest.raises(NotAllowed):
            save(world, actor=actor)
    assert world.count(MessageTemplate) == 0


def test_a_sample_comes_to_the_writers_own_address_and_says_that_it_is_one(world, desk):
    second = world.user("Aatu", Role.ADMINISTRATOR)
    world.change(User, second.user_id, phone="040 7654321")
    sample = Rendered("Haemme: Apua", "Hei! {ei tieto}", "Hei!")
    for actor in (world.aada, second):
        message_templates.send_sample(actor, SLOT, sample, now=world.now)
    delivery.send_due(desk, worker="test", now=world.now)
    assert {mail.subject for mail in desk.mail.sent} == {"Malli: Haemme: Apua"}
    assert any("Hei! {ei tieto}" in mail.body for mail in desk.mail.sent)
    assert all("/admin/letters/task_opened/fi" in mail.body for mail in desk.mail.sent)
    assert [(sms.to, sms.text) for sms in desk.sms.sent] == [("040 7654321", "Malli: Hei!")]
    assert world.count(OutboxMessage) == 4
    with pytest.raises(NotAllowed):
        message_templates.send_sample(world.carla, SLOT, sample, now=world.now)
