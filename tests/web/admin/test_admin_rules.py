"""The administrator's rules: seen with source and state, entered by one, confirmed by another."""

from __future__ import annotations

import pytest

from app.domain.vocabulary import Role
from app.store.models.rules import RuleValue

NEW = {
    "key": "pension.earnings_limit", "value": "1010,50", "day": "1", "month": "1",
    "year": "2027", "source": "kela.fi/kansanelakeindeksi",
}  # fmt: skip


@pytest.fixture
def aada(world, browse):
    return browse(world.aada)


def test_every_rule_shows_its_value_source_and_state(aada):
    page = aada.get("/admin/rules")
    plain = page.text.replace("\u00a0", " ")
    assert "Eläkkeen ansaintaraja: 990,90 € kuukaudessa" in plain
    assert "Tarkistamatta" in plain
    assert "arvoa on tarkistamatta" in plain


def test_one_enters_and_another_confirms(world, browse, aada):
    entered = aada.follow(aada.post("/admin/rules", NEW))
    assert "Odottaa toista" in entered.text
    rule_id = world.all(RuleValue, RuleValue.value == "1010.50")[0].id
    own = aada.follow(aada.post(f"/admin/rules/{rule_id}/confirm"))
    assert "Et voi vahvistaa arvoa, jonka itse kirjasit." in own.text
    second = browse(world.user("Aatu", Role.ADMINISTRATOR))
    done = second.follow(second.post(f"/admin/rules/{rule_id}/confirm"))
    assert "Arvo on tarkistettu." in done.text
    assert world.get(RuleValue, rule_id).confirmed


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"value": "paljon"}, 422, "Kirjoita arvo numeroina"),
        ({"day": "32"}, 422, "Tarkista päivä"),
        ({"source": ""}, 422, "Tämä kohta puuttuu."),
        ({"year": "2026"}, 409, "Säännöllä on jo arvo"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(aada, change, status, said):
    page = aada.post("/admin/rules", NEW | change, status=status)
    assert said in page.text


def test_a_value_that_waits_can_be_taken_away(world, aada):
    aada.post("/admin/rules", NEW)
    rule_id = world.all(RuleValue, RuleValue.value == "1010.50")[0].id
    aada.post(f"/admin/rules/{rule_id}/discard")
    assert world.count(RuleValue, RuleValue.id == rule_id) == 0
