"""The words of the letters: which are changed, and one letter in one language to be edited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from app.domain.errors import Conflict, Missing, RuleBroken
from app.domain.messages import MESSAGES, Audience, Rendered, render
from app.domain.messages.catalogue import EDITABLE
from app.domain.messages.checks import MOST_SIGNS, faults_in
from app.domain.messages.sms_length import SmsLength, measure
from app.domain.messages.words import Part, Words, is_whole, languages_of, parts_of, variables
from app.domain.vocabulary import Language
from app.services import message_templates as acts
from app.store import message_templates
from app.web.admin.blueprint import bp
from app.web.admin.letter_words import (
    READERS,
    examples,
    fact_word,
    fault_sentence,
    house_words,
    letter_name,
    ways_word,
)
from app.web.shared.access import current_actor
from app.web.shared.fields import area_field, text_field, whole_number
from app.web.shared.forms import SiteForm
from app.web.shared.language import BABEL_NAMES, OWN_NAMES
from app.web.shared.now import now, settings
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.wrappers import Response

    from app.services.message_templates import Slot
    from app.store.message_templates import Version


@dataclass(frozen=True)
class Row:
    """A letter on the list: in which languages it was changed, and where that does not hold."""

    key: str
    name: str
    ways: str
    changed: list[str]
    broken: list[str]
    language: str


@bp.get("/letters")
def list_letters() -> str:
    reader, search = request.args.get("reader", ""), request.args.get("search", "").strip()[:100]
    newest = message_templates.list_newest()
    rows = {one: _rows(one, search, newest) for one in Audience}
    every = [row for group in rows.values() for row in group]
    groups = {one: rows[one] for one in Audience if rows[one] and reader in ("", one)}
    if reader == "changed":
        groups = {one: [row for row in rows[one] if row.changed] for one in Audience}
    return render_template(
        "admin/letters.html", reader=reader, search=search, readers=READERS, rows=rows,
        groups={one: found for one, found in groups.items() if found}, every=every,
        changed=[row for row in every if row.changed],
        broken=[row for row in every if row.broken],
    )  # fmt: skip


def _rows(reader: Audience, search: str, newest: Mapping[tuple[str, str], Version]) -> list[Row]:
    keys = (key for key in EDITABLE if MESSAGES[key].audience is reader)
    found = (_row(key, newest) for key in keys if _is_meant(key, search, newest))
    return sorted(found, key=lambda row: row.name.casefold())


def _row(key: str, newest: Mapping[tuple[str, str], Version]) -> Row:
    own = {
        one: version.words
        for one in languages_of(key)
        if (version := newest.get((key, one))) is not None and version.words is not None
    }
    broken = [OWN_NAMES[one] for one, words in own.items() if not is_whole(key, words)]
    first = next(iter(own), languages_of(key)[0])
    changed = [OWN_NAMES[one] for one in own]
    return Row(key, letter_name(key), ways_word(key), changed, broken, first)


def _is_meant(key: str, search: str, newest: Mapping[tuple[str, str], Version]) -> bool:
    """Whether a letter says what is searched for, by name or in any of its languages."""
    texts = [letter_name(key)]
    for one in languages_of(key) if search else ():
        version = newest.get((key, one))
        own = version.words if version else None
        words = own.over(house_words(key, one)) if own else house_words(key, one)
        texts += [getattr(words, part) for part in parts_of(key)]
    return search.casefold() in "\n".join(texts).casefold()


class WordsForm(SiteForm):
    """The words of a letter, and which version the writer saw."""

    subject = text_field(_l("Otsikko"), MOST_SIGNS[Part.SUBJECT])
    body = area_field(_l("Sähköposti"), MOST_SIGNS[Part.BODY])
    sms = area_field(_l("Tekstiviesti"), MOST_SIGNS[Part.SMS])
    based_on = HiddenField()

    @property
    def seen(self) -> int:
        """The number of the version that the writer saw."""
        return whole_number(self.based_on.data) or 0

    def to_words(self) -> Words:
        """The words as they were typed, with plain line ends."""
        typed = {one: self[one].data for one in Part if one in self}
        return Words(**{one: "\n".join((text or "").splitlines()) for one, text in typed.items()})

    def tell(self, slot: Slot) -> bool:
        """Whether the words are good; what is wrong is said at its field."""
        faults = faults_in(*slot, self.to_words())
        for fault in faults:
            part = self[fault.part]
            part.errors = [*part.errors, fault_sentence(fault)]
        return not faults


def _slot(letter: str, language: str) -> Slot:
    if letter not in EDITABLE or language not in languages_of(letter):
        raise Missing
    return letter, language


def _form(slot: Slot, words: Words | None = None, number: int = 0) -> WordsForm:
    """The form of what is sent of a letter: filled with these words, else as it was posted."""
    form = WordsForm() if words is None else WordsForm(
        None, subject=words.subject, body=words.body, sms=words.sms, based_on=number
    )  # fmt: skip
    for part in set(Part) - set(parts_of(slot[0])):
        del form[part]
    return form


@dataclass(frozen=True)
class Sample:
    """A letter with made-up facts, as it would be read; its length on the phone."""

    text: Rendered
    length: SmsLength


def _sample(slot: Slot, words: Words) -> Sample | None:
    """None for words that cannot be filled."""
    key, language = slot
    if not is_whole(key, words):
        return None
    with force_locale(BABEL_NAMES[Language(language)]):
        text = render(key, examples(key, language, settings().public_url), _, own=words)
    return Sample(text, measure(text.sms))


def _page(slot: Slot, form: WordsForm, **more: Any) -> str:  # noqa: ANN401
    key, language = slot
    versions = message_templates.list_versions(key, language)
    made = examples(key, language, settings().public_url) | {"link": f"{settings().public_url}/…"}
    return render_template(
        "admin/letter.html", letter=key, name=letter_name(key), ways=ways_word(key), form=form,
        reader=_(READERS[MESSAGES[key].audience]), parts=parts_of(key), versions=versions,
        newest=versions[0] if versions else None, house=house_words(key, language), most=MOST_SIGNS,
        facts=[(f"{{{name}}}", fact_word(name), made[name]) for name in variables(key)],
        tabs=_tabs(key, language), written_in=language, sample=_sample(slot, form.to_words()),
        **more,
    )  # fmt: skip


def _tabs(key: str, language: str) -> list[tuple[str, str, bool]]:
    newest = message_templates.list_newest()
    return [
        (_tab_word(one, newest.get((key, one))),
         url_for("admin.show_letter", letter=key, language=one.value), one == language)
        for one in languages_of(key)
    ]  # fmt: skip


def _tab_word(language: Language, newest: Version | None) -> str:
    name = OWN_NAMES[language]
    is_changed = newest is not None and newest.words is not None
    return _("%(language)s (muutettu)", language=name) if is_changed else name


@bp.get("/letters/<string:letter>/<string:language>")
def show_letter(letter: str, language: str) -> str:
    slot = _slot(letter, language)
    newest = message_templates.find_newest(*slot)
    house = house_words(*slot)
    own = newest.words if newest else None
    form = _form(slot, own.over(house) if own else house, newest.number if newest else 0)
    if own:
        form.tell(slot)
    return _page(slot, form)


@bp.post("/letters/<string:letter>/<string:language>")
def save_letter(letter: str, language: str) -> Response:
    slot = _slot(letter, language)
    form = _form(slot)
    if not form.validate() or not form.tell(slot):
        return make_response(_page(slot, form), 422)
    try:
        is_new = acts.save_words(
            current_actor(), slot, form.to_words(), based_on=form.seen, now=now()
        )
    except Conflict as error:
        return _both(slot, form, error)
    flash(_("Teksti on tallennettu. Seuraavat viestit lähtevät näin.") if is_new
          else _("Teksti oli jo tällainen."), "success")  # fmt: skip
    return _back(slot)


def _both(slot: Slot, form: WordsForm, error: Conflict) -> Response:
    """What somebody else has saved meanwhile, beside what was typed here: nothing is lost."""
    theirs = message_templates.find_newest(*slot)
    form.based_on.data = str(theirs.number if theirs else 0)
    words = theirs.words if theirs else None
    return make_response(
        _page(slot, form, theirs=theirs, their_words=words or house_words(*slot)), error.status
    )


def _back(slot: Slot) -> Response:
    return redirect(url_for("admin.show_letter", letter=slot[0], language=slot[1]), code=303)


@bp.post("/letters/<string:letter>/<string:language>/preview")
def preview_letter(letter: str, language: str) -> str:
    slot = _slot(letter, language)
    form = _form(slot)
    form.tell(slot)
    if request.headers.get("HX-Request"):
        return render_template(
            "admin/_letter_preview.html", sample=_sample(slot, form.to_words()), form=form,
            parts=parts_of(letter), written_in=language, live=True,
        )  # fmt: skip
    return _page(slot, form)


@bp.post("/letters/<string:letter>/<string:language>/sample")
def send_sample(letter: str, language: str) -> Response:
    slot = _slot(letter, language)
    form = _form(slot)
    sample = _sample(slot, form.to_words()) if form.tell(slot) else None
    if sample is None:
        return make_response(_page(slot, form), 422)
    parts, text = parts_of(letter), sample.text
    sent = Rendered(
        text.subject, text.body if Part.BODY in parts else "", text.sms if Part.SMS in parts else ""
    )
    acts.send_sample(current_actor(), slot, sent, now=now())
    return make_response(_page(slot, form, sent=True))


@bp.post("/letters/<string:letter>/<string:language>/versions/<int:number>")
def use_version(letter: str, language: str, number: int) -> Response:
    slot = _slot(letter, language)
    seen = whole_number(request.form.get("based_on")) or 0
    try:
        acts.use_version(current_actor(), slot, number, based_on=seen, now=now())
    except (RuleBroken, Conflict) as error:
        flash(sentence(error), "error")
    else:
        flash(_("Teksti on vaihdettu. Seuraavat viestit lähtevät näin."), "success")
    return _back(slot)
