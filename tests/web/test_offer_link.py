"""An offer by the link in a message: the task only, the answers, the undo, and its bad days."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from app.domain.answers import Answer, How
from app.domain.lifecycle import OfferState, ShiftState
from app.domain.vocabulary import Benefit, Channel, Language, SupportNeed
from app.services import answers, offers, tasks
from app.store.models.people import BenefitSituation, Client, Unit, User
from app.store.models.trail import AuditEvent, LinkToken, OutboxMessage
from app.store.models.work import Offer, Shift
from tests.easy_language import faults
from tests.rule_rows import live_on

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.browser import Browser, Page
    from tests.world import World


@pytest.fixture(autouse=True)
def coach_with_phone(world: World) -> None:
    """Kalle's coach can be called, and it is known that a little work does nothing to his money."""
    world.change(User, world.carla.user_id, phone="09 310 1234")
    live_on(world, world.kalle, Benefit.DISABILITY_PENSION)


def paths(world: World, template: str = "offer_new") -> list[str]:
    """The addresses in the messages that were sent, oldest first."""
    sent = world.all(OutboxMessage, OutboxMessage.template == template)
    sent.sort(key=lambda letter: letter.created_at)
    return [json.loads(letter.facts or "{}")["path"] for letter in sent]


def offered(world: World, *shift_ids: UUID, title: str = "Apua keittiöön") -> tuple[UUID, str]:
    """An offer to Kalle as the coach makes it, and the address in its message."""
    ids = shift_ids or (world.shift(title=title),)
    (offer_id,) = offers.offer_shifts(world.carla, ids, [world.kalle.client_id], now=world.now)
    return offer_id, paths(world)[-1]


def state(world: World, offer_id: UUID) -> OfferState:
    return world.get(Offer, offer_id).state


def easy(page: Page) -> Page:
    found = faults(page.tree)
    assert not found, f"{page.h1}: " + "; ".join(found)
    return page


def names_the_coach(page: Page) -> None:
    assert "Carla, 09 310 1234" in page.text
    assert page.links["Carla, 09 310 1234"] == "tel:093101234"


# --- what it shows


def test_it_shows_the_task_and_nothing_of_the_person(
    world: World, browse: Callable[..., Browser]
) -> None:
    world.change(Client, world.kalle.client_id, support_need=SupportNeed.ALWAYS)
    _, path = offered(world)
    page = easy(browse().get(path))
    assert page.h1 == "Haluatko tehdä tämän työn?"
    for text in ("Apua keittiöön", "Palvelutalo Pihlaja", "25. marraskuuta", "Valmentaja tulee"):
        assert text in page.text
    buttons = [b for form in page.forms if form.action.endswith("/answer") for b in form.buttons]
    assert buttons == ["Otan työn", "En ota työtä", "Kysyn valmentajalta"]
    for secret in ("Kalle", "Salanen", "€", "euro", "12,50", "Miksi", "työtoiminta", "eläke"):
        assert secret not in page.html, secret
    names_the_coach(page)


def test_opening_it_changes_nothing_and_the_trail_says_who_read(
    world: World, browse: Callable[..., Browser]
) -> None:
    offer_id, path = offered(world)
    nobody = browse()
    nobody.get(path)
    assert nobody.client.head(path).status_code == 200
    row = world.get(Offer, offer_id)
    assert (row.state, row.seen_at, row.answered_at) == (OfferState.SENT, None, None)
    reads = world.all(AuditEvent, AuditEvent.action == "read")
    assert {(e.actor_id, e.purpose) for e in reads} == {(world.kalle.user_id, "own_data")}


def test_it_speaks_the_language_of_whom_it_was_sent_to(
    world: World, browse: Callable[..., Browser]
) -> None:
    world.change(Client, world.kalle.client_id, language=Language.SV)
    _, path = offered(world)
    assert browse().get(path).h1 == "Vill du ta jobbet?"


def test_the_message_tells_nothing_but_that_there_is_one(world: World) -> None:
    _, path = offered(world)
    assert path.startswith("/message/")
    token = path.rpartition("/")[2]
    link = world.all(LinkToken, LinkToken.kind == "offer")[0]
    assert token.encode() not in link.token_hash
    assert len(token) >= 43


# --- the three answers


@pytest.mark.parametrize(
    ("button", "kept", "words"),
    [
        ("accept", OfferState.ACCEPTED, "Hienoa! Otit työn."),
        ("decline", OfferState.DECLINED, "Selvä. Et ota tätä työtä."),
        ("ask", OfferState.ASKED_COACH, "Selvä. Kysyt valmentajalta."),
    ],
)
def test_it_is_answered_and_taken_back_by_the_same_link(
    world: World, browse: Callable[..., Browser], button: str, kept: OfferState, words: str
) -> None:
    offer_id, path = offered(world)
    nobody = browse()
    page = nobody.follow(nobody.submit(nobody.get(path).form("/answer"), answer=button))
    assert easy(page).h1 == words
    row = world.get(Offer, offer_id)
    assert (row.state, row.answered_how, row.answered_by_id) == (kept, "link", world.kalle.user_id)
    told = world.all(AuditEvent, AuditEvent.object_id == offer_id)
    assert [(e.actor_id, e.facts["how"]) for e in told if e.facts.get("new") == kept.value] == [
        (world.kalle.user_id, "link")
    ]
    page = nobody.follow(nobody.submit(page.form("/undo")))
    assert page.h1 == "Haluatko tehdä tämän työn?"
    assert "Peruit vastauksesi" in page.text
    assert state(world, offer_id) is OfferState.SEEN


def test_pressing_twice_changes_nothing(world: World, browse: Callable[..., Browser]) -> None:
    offer_id, path = offered(world)
    nobody = browse()
    form = nobody.get(path).form("/answer")
    nobody.submit(form, answer="accept")
    nobody.submit(form, answer="accept")
    assert state(world, offer_id) is OfferState.ACCEPTED


def test_only_the_first_of_several_times(world: World, browse: Callable[..., Browser]) -> None:
    task = world.open_task(times=3)
    offer_id, path = offered(world, *task.shift_ids)
    nobody = browse()
    page = easy(nobody.get(path))
    assert "3 kertaa" in page.text
    nobody.submit(page.form("/answer"), answer="accept_first")
    parts = [part.taken for part in (world.get(Shift, one) for one in task.shift_ids)]
    assert parts == [1, 0, 0]
    assert state(world, offer_id) is OfferState.ACCEPTED


def test_an_answer_in_the_last_minute_can_be_taken_back_for_half_an_hour(
    world: World, browse: Callable[..., Browser]
) -> None:
    offer_id, path = offered(world, world.shift(weeks=1))
    world.clock.at = world.get(Offer, offer_id).window_ends_at
    world.pass_time(minutes=-1)
    nobody = browse()
    nobody.submit(nobody.get(path).form("/answer"), answer="accept")
    world.pass_time(minutes=25)
    nobody.submit(nobody.get(path).form("/undo"))
    assert state(world, offer_id) is OfferState.SEEN
    assert easy(nobody.get(path)).h1 == "Haluatko tehdä tämän työn?"


def test_an_odd_answer_is_refused(world: World, browse: Callable[..., Browser]) -> None:
    offer_id, path = offered(world)
    browse().post(f"{path}/answer", {"answer": "maybe"}, status=400)
    assert state(world, offer_id) is OfferState.SENT


def test_a_yes_waits_for_a_talk_where_the_money_calls_for_one(
    world: World, browse: Callable[..., Browser]
) -> None:
    world.change(BenefitSituation, world.all(BenefitSituation)[0].id, benefit=Benefit.UNKNOWN)
    offer_id, path = offered(world)
    nobody = browse()
    form = nobody.get(path).form("/answer")
    page = easy(nobody.follow(nobody.submit(form, answer="accept")))
    nobody.submit(form, answer="accept")
    row = world.get(Offer, offer_id)
    assert (row.state, row.answered_how) == (OfferState.ASKED_COACH, "link_yes")
    assert page.h1 == "Kiitos! Haluat tehdä tämän työn."
    assert "Juttele ensin valmentajan kanssa. Paikka odottaa sinua." in page.text
    assert page.form("/answer").buttons == ["En ota työtä"]
    own = easy(browse(world.kalle).get(f"/client/offers/{offer_id}"))
    assert own.h1 == "Kiitos! Haluat tehdä tämän työn."
    for secret in ("eläke", "raha", "tuki", "tuke", "€", "euro"):
        assert secret not in page.text.lower()
    coach = browse(world.carla).get(f"/coach/offers/{offer_id}")
    assert "halusi ottaa työn, katsokaa ensin raha" in coach.text
    answers.answer_for_client(world.carla, offer_id, Answer.ACCEPT, How.PHONE, now=world.now)
    nobody.submit(form, answer="accept")
    assert state(world, offer_id) is OfferState.ACCEPTED


# --- whose it is


def test_who_is_signed_in_goes_straight_to_the_whole_offer(
    world: World, browse: Callable[..., Browser]
) -> None:
    offer_id, path = offered(world)
    page = browse(world.kalle).get(path, status=303)
    assert page.location == f"/client/offers/{offer_id}"


def test_another_client_gets_a_kind_page_that_tells_nothing(
    world: World, browse: Callable[..., Browser]
) -> None:
    offer_id, path = offered(world)
    kaisa = browse(world.kaisa)
    page = easy(kaisa.get(path, status=404))
    assert page.h1 == "Tämä linkki ei ole sinun"
    assert "keittiöön" not in page.html
    kaisa.post(f"{path}/answer", {"answer": "accept"}, status=404)
    kaisa.post(f"{path}/undo", status=404)
    assert state(world, offer_id) is OfferState.SENT
    strange = kaisa.get("/message/there-is-no-such-link", status=404)
    assert strange.text == page.text


def test_it_opens_no_other_offer_and_no_other_page(
    world: World, browse: Callable[..., Browser]
) -> None:
    offer_id, path = offered(world)
    nobody = browse()
    nobody.get(path)
    nobody.get("/client/", status=303)
    nobody.get(f"/client/offers/{offer_id}", status=303)
    nobody.post(f"/client/offers/{offer_id}/answer", {"answer": "accept"}, status=401)


def test_who_must_not_be_found_gets_no_link(world: World) -> None:
    world.change(Client, world.kalle.client_id, non_disclosure=True)
    _, path = offered(world)
    assert path == "/client/"
    assert world.count(LinkToken) == 0


def test_who_is_told_by_the_coach_gets_no_link(world: World) -> None:
    world.change(Client, world.kalle.client_id, channel=Channel.COACH)
    _, path = offered(world)
    assert path == "/client/"
    assert world.count(LinkToken) == 0


# --- bad days


def test_when_the_window_is_over_it_says_so(world: World, browse: Callable[..., Browser]) -> None:
    offer_id, path = offered(world, world.shift(weeks=1))
    nobody = browse()
    form = nobody.get(path).form("/answer")
    world.clock.at = world.get(Offer, offer_id).window_ends_at
    world.pass_time(minutes=1)
    page = easy(nobody.get(path, status=410))
    assert page.h1 == "Vastausaika loppui"
    names_the_coach(page)
    easy(nobody.submit(form, answer="accept", status=410))
    assert state(world, offer_id) is OfferState.SENT


def test_a_link_that_was_ended_offers_a_new_one(
    world: World, browse: Callable[..., Browser]
) -> None:
    offer_id, path = offered(world)
    world.change(LinkToken, world.all(LinkToken)[0].id, revoked_at=world.now)
    nobody = browse()
    page = easy(nobody.get(path, status=410))
    assert page.h1 == "Tämä linkki ei enää toimi"
    assert "Saat uuden, kun painat nappia." in page.text
    assert "keittiöön" not in page.html
    names_the_coach(page)
    nobody.post(f"{path}/answer", {"answer": "accept"}, status=410)
    assert state(world, offer_id) is OfferState.SENT
    page = easy(nobody.submit(page.form("/new-link"), status=200))
    assert page.h1 == "Uusi linkki on matkalla"
    new = paths(world, "offer_reminder")[0]
    assert nobody.get(new).h1 == "Haluatko tehdä tämän työn?"
    nobody.get(path, status=410)


def test_new_links_are_not_sent_without_end(world: World, browse: Callable[..., Browser]) -> None:
    _, path = offered(world)
    nobody = browse()
    for _n in range(3):
        nobody.post(f"{path}/new-link", status=200)
    nobody.post(f"{path}/new-link", status=429)


def test_a_used_link_says_what_was_answered(world: World, browse: Callable[..., Browser]) -> None:
    offer_id, path = offered(world, world.shift(weeks=1))
    nobody = browse()
    nobody.submit(nobody.get(path).form("/answer"), answer="accept")
    offers.confirm_offer(world.carla, offer_id, now=world.now)
    world.pass_time(minutes=31)
    page = easy(nobody.get(path))
    assert page.h1 == "Hienoa! Otit työn."
    assert [form.action for form in page.forms if form.action.startswith("/message")] == []
    page = easy(nobody.post(f"{path}/undo", status=409))
    assert page.h1 == "Et voi enää perua tästä"
    world.pass_time(days=2)
    page = easy(nobody.get(path, status=410))
    assert page.h1 == "Olet jo vastannut"
    names_the_coach(page)


def test_the_place_went_to_somebody_else(world: World, browse: Callable[..., Browser]) -> None:
    shift_id = world.shift()
    _, path = offered(world, shift_id)
    nobody = browse()
    form = nobody.get(path).form("/answer")
    world.offer(world.kaisa, shift_id, state=OfferState.CONFIRMED)
    page = easy(nobody.submit(form, answer="accept", status=409))
    assert page.h1 == "Joku toinen ehti ottaa tämän työn."
    assert "Et tehnyt mitään väärää." in page.text
    names_the_coach(page)


def test_the_shift_was_cancelled_while_the_offer_was_open(
    world: World, browse: Callable[..., Browser]
) -> None:
    shift_id = world.shift()
    offer_id, path = offered(world, shift_id)
    nobody = browse()
    form = nobody.get(path).form("/answer")
    tasks.cancel_task(world.oona, world.get(Shift, shift_id).task_id, "Ei tarvita", now=world.now)
    assert world.get(Shift, shift_id).state is ShiftState.CANCELLED
    page = easy(nobody.get(path))
    assert page.h1 == "Tämä työ jäi pois"
    names_the_coach(page)
    assert easy(nobody.submit(form, answer="accept", status=409)).h1 == "Tämä työ jäi pois"
    assert state(world, offer_id) is OfferState.WITHDRAWN


def test_the_coach_took_the_offer_back(world: World, browse: Callable[..., Browser]) -> None:
    offer_id, path = offered(world)
    offers.withdraw_offer(world.carla, offer_id, now=world.now)
    assert easy(browse().get(path)).h1 == "Tämä työ jäi pois"


def test_without_a_coach_the_unit_can_be_called(
    world: World, browse: Callable[..., Browser]
) -> None:
    _, path = offered(world)
    world.change(Unit, world.units["U01"], phone="09 777 1")
    world.end_relation(world.carla, world.kalle, world.day("2026-11-22"))
    page = easy(browse().get(path))
    assert page.links["09 777 1"] == "tel:097771"
    assert "Carla" not in page.html


def test_a_link_that_is_not_known_shows_the_way_to_a_new_one(
    browse: Callable[..., Browser],
) -> None:
    nobody = browse()
    page = easy(nobody.get("/message/there-is-no-such-link", status=410))
    assert page.h1 == "Tämä linkki ei enää toimi"
    assert page.links["Haluan uuden linkin"] == "/lost-link"
    easy(nobody.post("/message/there-is-no-such-link/answer", status=410))


# --- a lost link


def test_a_lost_link_comes_again_to_the_number_that_is_known(
    world: World, browse: Callable[..., Browser]
) -> None:
    offer_id, old = offered(world)
    phone = world.get(Client, world.kalle.client_id).phone or ""
    nobody = browse()
    page = easy(nobody.get("/lost-link"))
    written = "0" + phone.removeprefix("+358")
    sent = nobody.submit(page.form("/lost-link"), phone=written, status=200)
    assert easy(sent).h1 == "Katso puhelimesi viestit"
    new = paths(world, "offer_reminder")
    assert len(new) == 1
    assert nobody.get(new[0]).h1 == "Haluatko tehdä tämän työn?"
    assert nobody.get(old).h1 == "Haluatko tehdä tämän työn?"
    letter = world.all(OutboxMessage, OutboxMessage.template == "offer_reminder")[0]
    assert letter.address == phone
    events = world.all(AuditEvent, AuditEvent.object_type == "offer_link")
    assert [(e.actor_id, e.object_id) for e in events] == [(None, offer_id)]


def test_a_stranger_and_one_without_an_offer_get_the_same_page(
    world: World, browse: Callable[..., Browser]
) -> None:
    offered(world)
    kaisa, kalle = (world.get(Client, one.client_id).phone for one in (world.kaisa, world.kalle))
    nobody = browse()
    pages = [
        nobody.post("/lost-link", {"phone": phone}, status=200).text
        for phone in (kaisa, kalle, "+358409999999", "1")
    ]
    assert len(set(pages)) == 1
    assert len(paths(world, "offer_reminder")) == 1


def test_an_empty_number_is_asked_for_again(browse: Callable[..., Browser]) -> None:
    page = easy(browse().post("/lost-link", {"phone": " "}, status=422))
    assert "Kirjoita ensin puhelimesi numero." in page.text


def test_the_same_number_is_not_sent_to_without_end(
    world: World, browse: Callable[..., Browser]
) -> None:
    offered(world)
    phone = world.get(Client, world.kalle.client_id).phone
    nobody = browse()
    for _n in range(3):
        nobody.post("/lost-link", {"phone": phone}, status=200)
    nobody.post("/lost-link", {"phone": phone}, status=429)
    assert len(paths(world, "offer_reminder")) == 1
