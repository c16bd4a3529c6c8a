"""Ordering: the form and its errors, drafts, sending, changing, two at once, copies, the list."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.lifecycle import TaskOutcome, TaskState
from app.domain.vocabulary import Category, CoachWanted, PlaceKind, Scale
from app.store.models.rules import WageFloor
from app.store.models.trail import OutboxMessage
from app.store.models.work import Demand, Task

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser import Browser
    from tests.world import World

THREE_THINGS = {
    "title": "Ulkoiluapu", "place": "Palvelutalo Pihlaja", "day": "25", "month": "11",
    "year": "2026", "start_time": "10", "end_time": "12.30", "act": "save",
}  # fmt: skip
EVERYTHING = THREE_THINGS | {
    "area": "Sörnäinen", "category": "elderly_assist", "places": "2", "pay": "12,50",
    "description": "Kävelette puistossa.", "repeats": "weekly", "weekdays": ["2"], "times": "4",
    "coach_wanted": "always", "demand_lifting": "1", "demand_outdoors": "2",
    "passes": ["criminal_record_extract"], "bring": "Kengät", "door": "B-ovi", "place_kind": "unit",
    "way_in": "stairs", "toilet": "Aulassa.", "clothes": "Omat vaatteet.",
    "contact_name": "Pirjo", "contact_phone": "09 222 333", "engagement_model": "partner",
}  # fmt: skip


def last_task(world: World) -> Task:
    return max(world.all(Task), key=lambda task: task.created_at)


def test_three_things_make_a_draft(world: World, browse: Callable[..., Browser]) -> None:
    oona = browse(world.oona)
    answer = oona.post("/orderer/tasks/new", THREE_THINGS)
    task = last_task(world)
    assert task.state is TaskState.DRAFT
    assert (task.title, str(task.start_time), str(task.end_time)) == (
        "Ulkoiluapu", "10:00:00", "12:30:00",
    )  # fmt: skip
    page = oona.follow(answer)
    assert page.h1 == "Ulkoiluapu"
    assert "Luonnos on tallessa" in page.text


def test_everything_said_is_kept(world: World, browse: Callable[..., Browser]) -> None:
    browse(world.oona).post("/orderer/tasks/new", EVERYTHING | {"act": "send"})
    task = last_task(world)
    assert task.state is TaskState.SUBMITTED
    assert task.recurrence == "FREQ=WEEKLY;BYDAY=WE;COUNT=4"
    assert (task.places, task.pay_cents_per_hour) == (2, 1250)
    assert (task.category, task.coach_wanted) == (Category.ELDERLY_ASSIST, CoachWanted.ALWAYS)
    assert task.passes == ["criminal_record_extract"]
    assert (task.bring, task.contact_name, task.contact_phone) == ("Kengät", "Pirjo", "09 222 333")
    assert (task.place_kind, task.clothes) == (PlaceKind.UNIT, "Omat vaatteet.")
    page = browse(world.oona).get(f"/orderer/tasks/{task.id}")
    for text in ("Tekijän oman yksikön tiloissa", "On portaita. Hissiä ei ole.", "Aulassa."):
        assert text in page.text, text
    demands = {d.scale: d.level for d in world.all(Demand, Demand.task_id == task.id)}
    assert demands == {Scale.LIFTING: 1, Scale.OUTDOORS: 2}


def test_after_sending_the_page_says_what_happens_next(
    world: World, browse: Callable[..., Browser]
) -> None:
    oona = browse(world.oona)
    page = oona.follow(oona.post("/orderer/tasks/new", THREE_THINGS | {"act": "send"}))
    assert "Tarkistamme tilauksen tänään klo 16 mennessä." in page.text
    assert world.count(OutboxMessage, OutboxMessage.template == "task_submitted") == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": " "}, "Kirjoita, mitä apua tarvitset."),
        ({"place": ""}, "Kirjoita paikka."),
        ({"day": "31"}, "Kirjoita päivä numeroina"),
        ({"start_time": "aamulla"}, "Kirjoita kellonaika"),
        ({"end_time": "10"}, "Työ ei voi alkaa ja loppua samaan aikaan."),
        ({"pay": "kymppi"}, "Kirjoita palkka euroina"),
        ({"places": "0"}, "Kirjoita luku väliltä 1–50."),
        ({"contact_phone": "soita"}, "Kirjoita puhelinnumero numeroina"),
        ({"repeats": "weekly", "weekdays": ["0"]}, "Ensimmäisen päivän viikonpäivä puuttuu."),
        ({"day": "20", "act": "send"}, "Tilauksen päivät ovat jo menneet."),
        ({"category": "magic"}, "Valitse yksi vaihtoehdoista."),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(
    world: World, browse: Callable[..., Browser], wrong: dict[str, Any], words: str
) -> None:
    sent = THREE_THINGS | {"bring": "Omat eväät"} | wrong
    page = browse(world.oona).post("/orderer/tasks/new", sent, status=422)
    assert page.text.count(words) == 2, "at the field and in the summary"
    kept = page.form("/orderer/tasks/new").values
    assert kept["bring"] == "Omat eväät"
    assert world.count(Task) == 0


def test_a_new_form_starts_from_the_last_order(
    world: World, browse: Callable[..., Browser]
) -> None:
    world.task(bring="Sisäkengät")
    values = browse(world.oona).get("/orderer/tasks/new").form("/orderer/tasks/new").values
    assert (values["bring"], values["contact_name"]) == ("Sisäkengät", "Pirjo")
    assert (values["start_time"], values["end_time"], values["pay"]) == ("10", "13", "12,50")
    assert values["title"] == ""


def test_a_known_place_brings_its_point_on_the_map(
    world: World, browse: Callable[..., Browser]
) -> None:
    known = {"place": "Palvelutalo Pihlaja, pääovi", "area": "Sörnäinen", "door": "Pääovi"}
    browse(world.oona).post("/orderer/tasks/new", THREE_THINGS | known)
    assert last_task(world).site_id == world.sites["palvelutalo"]


def test_the_preview_shows_the_clients_card_and_the_costs(
    world: World, browse: Callable[..., Browser]
) -> None:
    page = browse(world.oona).post(
        "/orderer/tasks/preview", EVERYTHING, status=200, headers={"HX-Request": "true"}
    )
    text = page.all_text
    assert "Haluatko tehdä tämän työn?" in text
    assert "25. marraskuuta" in text
    assert "kello 10–12.30" in text
    assert "2 h 30 min" in text
    assert "31,25 €" in text
    assert "62,50 €" in text
    assert world.count(Task) == 0


@pytest.mark.parametrize(
    ("model", "words"),
    [
        ("direct_hire", ("Sivukulut, arvio 12,50", "Koko kulu, arvio 75,00")),
        ("app", ("Koko kulu, arvio 75,00", "Laskuttajan oma osuus ei ole mukana.")),
        ("partner", ("Palkat yhteensä 62,50", "Palkan maksaa: Kumppani.")),
        ("city_employer", ("Palkat yhteensä 62,50", "Kaupunki maksaa palkan ja työnantajan")),
        ("", ("Palkat yhteensä 62,50", "Kerro, kuka palkkaa tekijän.")),
    ],
)
def test_the_whole_cost_of_one_time_and_of_all_is_told_or_who_pays(
    world: World, browse: Callable[..., Browser], model: str, words: tuple[str, ...]
) -> None:
    sent, part = EVERYTHING | {"engagement_model": model}, {"HX-Request": "true"}
    page = browse(world.oona).post("/orderer/tasks/preview", sent, status=200, headers=part)
    text = page.all_text
    assert [one for one in words if one not in text] == []
    whole = "300,00" if "arvio" in words[0] else "250,00"
    assert f"4 kertaa, ke 16.12. asti {whole}" in text
    rule = "Sivukulut palkasta: 20 prosenttia, voimassa 1.1.2024 alkaen. Lähde: Arvio"
    assert (rule in text) is ("arvio" in words[0])


def test_the_preview_tells_how_a_text_gets_easier(
    world: World, browse: Callable[..., Browser]
) -> None:
    hard = EVERYTHING | {"bring": "Kengät ym."}
    page = browse(world.oona).post(
        "/orderer/tasks/preview", hard, status=200, headers={"HX-Request": "true"}
    )
    assert "Mukaan: kirjoita lyhenne kokonaan." in page.all_text


def test_the_preview_bears_an_empty_form(world: World, browse: Callable[..., Browser]) -> None:
    page = browse(world.oona).post(
        "/orderer/tasks/preview", status=200, headers={"HX-Request": "true"}
    )
    assert "Ei vielä kerrottu" in page.all_text


def test_without_script_a_button_draws_the_preview(
    world: World, browse: Callable[..., Browser]
) -> None:
    sent = EVERYTHING | {"act": "preview"}
    page = browse(world.oona).post("/orderer/tasks/new", sent, status=200)
    assert "62,50" in page.text
    assert world.count(Task) == 0


def test_a_draft_is_changed_and_sent(world: World, browse: Callable[..., Browser]) -> None:
    task_id = world.task()
    oona = browse(world.oona)
    form = oona.get(f"/orderer/tasks/{task_id}/edit").form("/edit")
    oona.submit(form, title="Apua ruokasaliin", act="send")
    task = world.get(Task, task_id)
    assert (task.title, task.state) == ("Apua ruokasaliin", TaskState.SUBMITTED)
    assert task.pay_cents_per_hour == 1250
    assert task.site_id == world.sites["palvelutalo"]


def test_a_rule_the_form_cannot_show_is_kept(world: World, browse: Callable[..., Browser]) -> None:
    task_id = world.task(recurrence="FREQ=MONTHLY;COUNT=3")
    oona = browse(world.oona)
    page = oona.get(f"/orderer/tasks/{task_id}/edit")
    assert "Kuten ennen" in page.text
    oona.submit(page.form("/edit"), title="Uusi nimi", act="save")
    assert world.get(Task, task_id).recurrence == "FREQ=MONTHLY;COUNT=3"


def test_two_people_change_one_order(world: World, browse: Callable[..., Browser]) -> None:
    task_id = world.task()
    oona, olga = browse(world.oona), browse(world.olga)
    hers = oona.get(f"/orderer/tasks/{task_id}/edit").form("/edit")
    theirs = olga.get(f"/orderer/tasks/{task_id}/edit").form("/edit")
    olga.submit(theirs, title="Olgan otsikko", act="save")
    page = oona.submit(hers, title="Oonan otsikko", act="save", status=409)
    assert "Olgan otsikko" in page.text
    assert "Oonan otsikko" in page.text
    assert world.get(Task, task_id).title == "Olgan otsikko"
    oona.submit(page.form("/edit"))
    assert world.get(Task, task_id).title == "Oonan otsikko"


def test_an_open_order_changes_only_in_its_details(
    world: World, browse: Callable[..., Browser]
) -> None:
    task_id = world.open_task().id
    oona = browse(world.oona)
    page = oona.get(f"/orderer/tasks/{task_id}/edit")
    assert "Tekijöiltä on jo kysytty" in page.text
    form = page.form("/edit")
    assert "title" not in form.values
    oona.submit(form, bring="Hanskat", act="save")
    task = world.get(Task, task_id)
    assert (task.bring, task.title) == ("Hanskat", "Apua keittiöön")


def test_a_closed_order_is_not_changed(world: World, browse: Callable[..., Browser]) -> None:
    task_id = world.task(state=TaskState.CLOSED, outcome=TaskOutcome.CANCELLED)
    oona = browse(world.oona)
    page = oona.follow(oona.get(f"/orderer/tasks/{task_id}/edit", status=303))
    assert "Tilaus on peruttu" in page.text


def test_ordering_again_copies_all_but_the_date(
    world: World, browse: Callable[..., Browser]
) -> None:
    task_id = world.task(day="2026-11-18", bring="Esiliina")
    oona = browse(world.oona)
    page = oona.follow(oona.post(f"/orderer/tasks/{task_id}/copy"))
    copy = max(world.all(Task), key=lambda task: task.first_on)
    assert copy.id != task_id
    assert (copy.bring, copy.state) == ("Esiliina", TaskState.DRAFT)
    assert str(copy.first_on) == "2026-11-25"
    assert page.h1 == "Muokkaa tilausta"


def test_the_list_falls_into_heaps(world: World, browse: Callable[..., Browser]) -> None:
    world.task(title="Luonnosjuttu")
    world.open_task(title="Avoin juttu")
    world.task(title="Vanha juttu", state=TaskState.CLOSED, outcome=TaskOutcome.FILLED)
    oona = browse(world.oona)
    everything = oona.get("/orderer/tasks").text
    assert all(word in everything for word in ("Luonnosjuttu", "Avoin juttu", "Vanha juttu"))
    unfinished = oona.get("/orderer/tasks?show=unfinished").text
    assert "Luonnosjuttu" in unfinished
    assert "Avoin juttu" not in unfinished
    assert "Avoin juttu" in oona.get("/orderer/tasks?show=searching").text
    assert "Vanha juttu" in oona.get("/orderer/tasks?show=finished").text


def test_the_list_is_paged(world: World, browse: Callable[..., Browser]) -> None:
    for number in range(22):
        world.task(title=f"Juttu {number}")
    oona = browse(world.oona)
    assert len(oona.get("/orderer/tasks").find("article")) == 20
    assert len(oona.get("/orderer/tasks?page=2").find("article")) == 2
    assert len(oona.get("/orderer/tasks?page=x&show=nothing").find("article")) == 20


def test_an_empty_heap_says_what_to_do(world: World, browse: Callable[..., Browser]) -> None:
    oona = browse(world.oona)
    assert "Sinulla ei ole vielä tilauksia" in oona.get("/orderer/tasks").text
    world.task()
    assert "Tässä ei ole nyt tilauksia" in oona.get("/orderer/tasks?show=finished").text


@pytest.mark.parametrize("who", ["otto", "carla", "kalle", "dina"])
def test_a_stranger_finds_nothing(world: World, browse: Callable[..., Browser], who: str) -> None:
    task_id = world.task()
    stranger = browse(getattr(world, who))
    for path in ("", "/edit"):
        stranger.get(f"/orderer/tasks/{task_id}{path}", status=404)
    for act in ("edit", "submit", "copy", "cancel", "pause", "resume"):
        stranger.post(f"/orderer/tasks/{task_id}/{act}", THREE_THINGS | {"reason": "x"}, status=404)
    assert world.get(Task, task_id).state is TaskState.DRAFT
    assert world.count(Task) == 1


def test_nobody_signed_in_is_led_to_sign_in(world: World, browse: Callable[..., Browser]) -> None:
    assert "/sign-in" in browse().get("/orderer/tasks/new", status=303).location
    browse().post("/orderer/tasks/new", THREE_THINGS, status=401)


def test_the_form_tells_how_many_could_be_asked_and_no_small_number(
    world: World, browse: Callable[..., Browser]
) -> None:
    oona, asked = browse(world.oona), THREE_THINGS | {"day": "2", "month": "12"}
    asked |= {"coach_wanted": "no", "end_time": "12"}

    def told(**changed: str) -> str:
        part = {"HX-Request": "true"}
        path = "/orderer/tasks/preview"
        return oona.post(path, asked | changed, status=200, headers=part).text

    assert "Kerro päivä ja kello." in told(day="")
    assert "Työ voisi sopia alle viidelle ihmiselle." in told()
    world.clients(10)
    assert "Työ voisi sopia noin 10 ihmiselle." in told()
    assert "ihmiselle" not in told(places="999")
    plain = oona.post("/orderer/tasks/new", asked | {"act": "preview"}, status=200)
    assert "Työ voisi sopia noin 10 ihmiselle." in plain.text


def test_the_law_is_told_before_an_order_is_sent_and_to_whoever_screens_it(
    world: World, browse: Callable[..., Browser]
) -> None:
    source = "Elintarvikelaki 297/2021, 19 §"
    world.add(
        WageFloor(
            agreement="Matkailu", category="", cents_per_hour=1300, source="TES 2026",
            valid_from=date(2026, 1, 1),
        ),
    )  # fmt: skip
    kitchen = EVERYTHING | {"category": "kitchen", "passes": ["hygiene_passport"], "places": "1"}
    told = (source, "voimassa 21.4.2021 alkaen", "alle alarajan 13,00", "TES 2026")
    oona, part = browse(world.oona), {"HX-Request": "true"}
    preview = oona.post("/orderer/tasks/preview", kitchen, status=200, headers=part)
    draft = oona.follow(oona.post("/orderer/tasks/new", kitchen))
    for page in (preview, draft):
        assert [words for words in told if words not in page.text] == []
    oona.post(f"/orderer/tasks/{last_task(world).id}/submit")
    screened = browse(world.dina).get(f"/dispatch/tasks/{last_task(world).id}").text
    assert source in screened
    told = "the stop, the floor, the ready text and the letter for changes and for a refusal"
    assert screened.count("Matkailu") == 6, told
