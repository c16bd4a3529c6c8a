"""Administrators read the usual steps of follow-along plans, change and check them."""

from __future__ import annotations

from app.domain.cadence import PlanKind, StepKey
from app.domain.vocabulary import Role
from app.store.models.cadence import CadenceTemplate

PAGE = "/admin/follow-along"
NEW = {
    "step": "job:weekly", "first_day": "0", "last_day": "6", "every_days": "7", "times": "6",
    "day": "1", "month": "1", "year": "2027", "source": "Laatuasteikko",
}  # fmt: skip


def test_a_step_is_changed_by_one_and_confirmed_by_another(world, browse):
    aada = browse(world.aada)
    text = aada.get(PAGE).text
    assert "0–6 päivän sisällä, joka 7. päivä, 4 kertaa" in text
    assert "joka 4. vuoron jälkeen tai kuukauden välein, kumpi tulee ensin" in text
    assert "1–7 päivää ennen, kasvokkain" in text
    assert "Odottaa toista" in aada.follow(aada.post(PAGE, NEW)).text
    row = world.all(CadenceTemplate, CadenceTemplate.entered_by_id.is_not(None))[0]
    assert (row.kind, row.step, row.times, row.in_use) == (PlanKind.JOB, StepKey.WEEKLY, 6, True)
    own = aada.follow(aada.post(f"{PAGE}/{row.id}/confirm"))
    assert "Et voi vahvistaa arvoa, jonka itse kirjasit." in own.text
    second = browse(world.user("Aatu", Role.ADMINISTRATOR))
    told = second.follow(second.post(f"{PAGE}/{row.id}/confirm")).text
    assert "Vaihe on tarkistettu." in told
    assert "joka 7. päivä, 6 kertaa" in told


def test_what_makes_no_sense_is_told_at_the_form(world, browse):
    aada = browse(world.aada)
    refused = aada.post(PAGE, NEW | {"last_day": "-1"}, status=422)
    assert "Viimeinen päivä on ennen ensimmäistä." in refused.text
    assert "väliltä 0–366" in aada.post(PAGE, NEW | {"times": "9999"}, status=422).text


def test_a_step_that_waits_can_be_taken_away(world, browse):
    aada = browse(world.aada)
    aada.post(PAGE, NEW)
    assert "Valitse toinen päivä" in aada.post(PAGE, NEW, status=409).text
    row = world.all(CadenceTemplate, CadenceTemplate.entered_by_id.is_not(None))[0]
    aada.post(f"{PAGE}/{row.id}/discard")
    assert world.count(CadenceTemplate, CadenceTemplate.entered_by_id.is_not(None)) == 0
