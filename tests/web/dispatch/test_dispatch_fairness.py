"""The page that tells of all units whether offers go round, without a name or a small number."""

from __future__ import annotations

from app.store.models.people import Client


def test_counts_by_unit_and_no_name(world, browse):
    for number in range(6):
        world.client(f"Oma{number}")
    world.shift()
    page = browse(world.dina).get("/dispatch/fairness")
    assert page.h1 == "Meneekö työ tasan?"
    assert "Kalasataman työtoiminta" in page.text
    assert "noin 10" in page.text
    assert "alle 5" in page.text
    assert "Avoin vuoro sopisi, mutta sitä ei ole tarjottu." in page.text
    assert "Kaksoset saivat saman tuloksen kaikissa vuoroissa" in page.text
    for client in world.all(Client):
        assert client.first_name not in page.text
        assert str(client.id) not in page.html
    assert "Luvut klo 9." in page.text
    assert "%" not in page.text


def test_small_numbers_are_hidden(world, browse):
    page = browse(world.dina).get("/dispatch/fairness")
    assert "Syitä, jotka koskevat alle viittä ihmistä, ei näytetä." in page.text
    assert "Asiakkaita on alle kymmenen" in page.text


def test_the_page_is_reached_from_the_plans(world, browse):
    assert "/dispatch/fairness" in browse(world.dina).get("/dispatch/plan").links.values()
