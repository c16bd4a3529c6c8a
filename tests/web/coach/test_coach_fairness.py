"""The page that tells whether offers go round."""

from __future__ import annotations

from app.domain.vocabulary import Scale


def test_own_clients_by_name_with_the_reason_and_the_twin_test(world, browse):
    world.limit(world.kalle, Scale.LIFTING, 0)
    world.shift()
    page = browse(world.carla).get("/coach/fairness")
    assert "Kalle Salanen" in page.text
    assert "Avoimissa vuoroissa useimmin: työ ylittää oman rajan." in page.text
    assert "1 avoin vuoro sopisi, mutta sitä ei ole tarjottu." in page.text
    assert "Kaksoset saivat saman tuloksen kaikissa vuoroissa" in page.text
    assert "Yksikön luvut klo 9." in page.text
    assert "%" not in page.text


def test_small_numbers_of_others_are_hidden(world, browse):
    page = browse(world.celia).get("/coach/fairness")
    assert "Kalle" not in page.text
    assert "alle 5" in page.text
    assert "Syitä, jotka koskevat alle viittä ihmistä, ei näytetä." in page.text


def test_the_page_is_reached_from_the_clients(world, browse):
    assert "/coach/fairness" in browse(world.carla).get("/coach/clients").links.values()
