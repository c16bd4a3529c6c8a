"""The coach's people: list and card."""

from __future__ import annotations

from datetime import timedelta

from app.domain.lifecycle import OfferState
from app.domain.vocabulary import Category, Scale
from app.store.models.people import Client
from app.store.models.teams import Team, TeamMember
from app.store.models.times import AvailabilityException, WorkActivitySession


def test_own_clients_with_what_comes_next(world, browse):
    world.placed(world.kalle, world.shift(title="Tiskaus"))
    page = browse(world.carla).get("/coach/clients")
    assert "Kalle" in page.text
    assert "Tiskaus" in page.text
    assert "Ei sovittua työtä." in page.text


def test_of_others_only_first_name_and_initial(world, browse):
    page = browse(world.celia).get("/coach/clients")
    assert "Sinulla ei ole vielä asiakkaita." in page.text
    assert "Kaisa S Lähetä linkki uudelleen Kalle S" in page.text
    assert "Salanen" not in page.text
    assert "Kerttu" not in page.text


def test_who_has_been_silent_is_found(world, browse):
    world.change(Client, world.kalle.client_id, created_at=world.now - timedelta(days=60))
    page = browse(world.carla).get("/coach/clients?show=silent")
    assert "Kalle" in page.text
    assert "Kaisa" not in page.text
    assert "Kalle" in browse(world.carla).get("/coach/").text


def test_the_card_tells_what_a_coach_needs(world, browse):
    world.wish(world.kalle, Category.GARDEN)
    world.limit(world.kalle, Scale.LIFTING, 1)
    world.offer(world.kalle, world.shift(title="Tiskaus"), state=OfferState.SENT)
    world.performed(world.kalle, world.shift(day="ma", starts="06:00", ends="08:00"))
    page = browse(world.carla).get(f"/coach/clients/{world.kalle.client_id}")
    assert page.h1.startswith("Kalle Salanen")
    for words in ("Piha ja puutarha", "enintään kevyttä", "ma 8–16", "Tiskaus", "Tehty"):
        assert words in page.text
    assert f"/coach/clients/{world.kalle.client_id}/sign-in" in page.links.values()


def test_the_card_tells_what_is_not_as_every_week_and_who_goes_along(world, browse):
    client_id, team = world.kalle.client_id, Team(
        unit_id=world.units["U01"], name="Keittiöpari", coach_id=world.carla.user_id,
        created_at=world.now,
    )  # fmt: skip
    away, open_once = world.day("ke"), world.day("la")
    world.add(
        AvailabilityException(
            client_id=client_id, applies_on=away, starts_minute=0, ends_minute=1440, free=False
        ),
        AvailabilityException(
            client_id=client_id, applies_on=open_once, starts_minute=600, ends_minute=840, free=True
        ),
        WorkActivitySession(
            client_id=client_id, starts_at=world.at("to 09:00"), ends_at=world.at("to 12:00")
        ),
    )
    world.add(team)
    world.add(
        TeamMember(team_id=team.id, client_id=client_id),
        TeamMember(team_id=team.id, client_id=world.kaisa.client_id),
    )
    world.change(Client, client_id, goes_alone=True)
    text = browse(world.carla).get(f"/coach/clients/{client_id}").text.replace("\xa0", " ")
    for words in (
        "ke 25.11. ei vapaa; la 28.11. vapaa klo 10–14", "to 26.11. klo 9–12",
        "Keittiöpari: Kaisa S. Lähtevät töihin vain yhdessä. Valmentajana Carla.",
        "Hän on sanonut niin.",
    ):  # fmt: skip
        assert words in text


def test_strangers_find_no_card(world, browse):
    for stranger in (world.celia, world.cleo, world.maija, world.kaisa, world.oona):
        browse(stranger).get(f"/coach/clients/{world.kalle.client_id}", status=404)


def test_after_the_handover_the_card_is_closed(world, browse):
    world.end_relation(world.carla, world.kalle, world.today - timedelta(days=1))
    browse(world.carla).get(f"/coach/clients/{world.kalle.client_id}", status=404)
