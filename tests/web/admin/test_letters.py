"""The words of letters: found on a list, edited with a preview, saved without losing anything."""

from __future__ import annotations

import pytest

from app.store.models.rules import MessageTemplate
from app.store.models.trail import OutboxMessage

LIST = "/admin/letters"
PAGE = "/admin/letters/task_opened/fi"
WORDS = {"subject": "Haemme tekijää: {title}", "body": "Näet tilanteen: {link}", "based_on": "0"}


@pytest.fixture
def aada(world, browse):
    return browse(world.aada)


def test_the_list_finds_letters_by_reader_name_and_word(aada):
    page = aada.get(LIST)
    assert "Etsimme nyt tekijää" in page.links
    assert "Uusi työtarjous" in page.links
    found = aada.get(f"{LIST}?reader=orderer&search=avattu")
    assert found.links["Etsimme nyt tekijää"] == PAGE
    assert "Uusi työtarjous" not in found.links
    assert "Yhtään viestiä ei löytynyt." in aada.get(f"{LIST}?search=qqq").text
    assert "Kaikki tekstit ovat alkuperäisiä." in aada.get(f"{LIST}?reader=changed").text


def test_a_letter_is_worded_anew_and_marked_on_the_list(world, aada):
    page = aada.get(PAGE)
    assert "Etsimme nyt tekijää: {title}" in page.form("/fi").values["subject"]
    assert "Etsimme nyt tekijää: Ulkoiluapu" in page.text
    saved = aada.follow(aada.post(PAGE, WORDS))
    assert "Seuraavat viestit lähtevät näin." in saved.text
    assert "Haemme tekijää: Ulkoiluapu" in saved.text
    changed = aada.get(f"{LIST}?reader=changed")
    assert "Muutettu: Suomi" in changed.text
    assert "Uusi työtarjous" not in changed.links
    assert (
        "Teksti oli jo tällainen." in aada.follow(aada.post(PAGE, WORDS | {"based_on": "1"})).text
    )
    assert world.count(MessageTemplate) == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"body": "Katso"}, "Tekstistä puuttuu {link}: linkki oikealle sivulle."),
        ({"body": "{link} {titel}"}, "Rivi 1, merkki 8: tässä viestissä ei ole tietoa {titel}."),
        ({"body": "{link} {title"}, "Rivi 1, merkki 8: merkki { on auki."),
        ({"subject": ""}, "Kirjoita teksti."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_saved(world, aada, change, said):
    for path in (PAGE, f"{PAGE}/sample"):
        assert said in aada.post(path, WORDS | change, status=422).text
    assert said in aada.post(f"{PAGE}/preview", WORDS | change, status=200).text
    assert (world.count(MessageTemplate), world.count(OutboxMessage)) == (0, 0)


def test_the_preview_follows_what_is_typed(aada):
    page = aada.post(f"{PAGE}/preview", WORDS, status=200)
    assert "Haemme tekijää: Ulkoiluapu" in page.text
    typed = aada.post(f"{PAGE}/preview", WORDS, status=200, headers={"HX-Request": "true"})
    assert "<form" not in typed.html
    wrong = aada.post(
        f"{PAGE}/preview", WORDS | {"body": "{"}, status=200, headers={"HX-Request": "true"}
    )
    assert "Rivi 1, merkki 1: merkki { on auki." in wrong.html
    line = {"sms": "Hei ✓ {link}", "based_on": "0"}
    short = aada.post(f"{LIST}/offer_new/sv/preview", line, status=200)
    assert "Merkit ✓ tekevät viestistä pidemmän." in short.text


def test_of_two_editors_the_second_sees_both_texts(world, browse, aada):
    aada.post(PAGE, WORDS)
    second = browse(world.aada)
    mine = WORDS | {"subject": "Tekijää haetaan: {title}"}
    page = second.post(PAGE, mine, status=409)
    assert "Aada ehti tallentaa tekstin ensin" in page.text
    assert "Haemme tekijää: {title}" in page.text
    form = page.form("/fi").values
    assert (form["subject"], form["based_on"]) == ("Tekijää haetaan: {title}", "1")
    assert "Tekijää haetaan: Ulkoiluapu" in second.follow(second.post(PAGE, form)).text


def test_the_original_comes_back_and_so_does_what_was_written(aada):
    page = aada.follow(aada.post(PAGE, WORDS))
    back = aada.follow(aada.post(f"{PAGE}/versions/0", page.form("/versions/0").values))
    assert "Alkuperäinen teksti on käytössä" in back.text
    late = aada.follow(aada.post(f"{PAGE}/versions/1", {"based_on": "1"}))
    assert "Joku toinen tallensi tekstin juuri äsken." in late.text
    undo = next(form for form in back.forms if form.action.endswith("/versions/1"))
    again = aada.follow(aada.post(f"{PAGE}/versions/1", undo.values))
    assert "Haemme tekijää: Ulkoiluapu" in again.text


def test_the_editor_gets_a_sample_and_keeps_what_was_typed(world, aada):
    page = aada.post(f"{PAGE}/sample", WORDS, status=200)
    assert "Malli on lähetetty sinulle" in page.text
    assert page.form("/fi").values["subject"] == WORDS["subject"]
    letter = world.all(OutboxMessage)[0]
    assert letter.user_id == world.aada.user_id
    assert world.count(MessageTemplate) == 0


def test_words_that_no_longer_fit_are_told_on_the_list_and_at_the_field(world, aada):
    world.add(
        MessageTemplate(
            letter="task_opened", language="fi", number=1, own=True, subject="{former}",
            body="{link}", written_at=world.now,
        )
    )  # fmt: skip
    page = aada.get(LIST)
    assert "1 muutettu teksti ei enää sovi viestiin" in page.text
    assert "Ei toimi: Suomi" in page.text
    assert "tässä viestissä ei ole tietoa {former}" in aada.get(PAGE).text


def test_no_other_letter_and_no_other_language(aada):
    for path in ("no_such/fi", "task_opened/fi-selko", "letter_sample/fi", "task_opened/xx"):
        aada.get(f"{LIST}/{path}", status=404)
