"""What the pages send: for each act a form that would go through, and the fields it may carry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.access.matrix import Whose

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.access.things import Things

TASK = {
    "title": "Apua pihalle", "place": "Piha", "area": "Kallio", "day": "2", "month": "12",
    "year": "2026", "start_time": "10", "end_time": "12", "category": "kitchen", "places": "1",
    "pay": "12,50", "repeats": "once", "coach_wanted": "no", "description": "Haravointia",
    "bring": "Käsineet", "door": "Portti", "place_kind": "unit", "way_in": "lift",
    "break_room": "Kahvihuone", "toilet": "Aulan vieressä", "clothes": "Omat vaatteet",
    "contact_name": "Pirjo", "contact_phone": "09 123456",
    "engagement_model": "partner", "answer_window": "4",
}  # fmt: skip
DRAFT = TASK | {"version": "1", "act": "save"}
COUNTER = {"hours": "2", "minutes": "30", "reason": "Lähti aiemmin"}
TERMS = {"pay": "13,50", "place": "Palvelutalo Pihlaja", "place_kind": "site"}
TIMES = {
    "day": "4", "month": "12", "year": "2026", "start_time": "10", "end_time": "12", "places": "3",
    "scope": "this",
}  # fmt: skip
RHYTHM = {"scope": "following", "repeats": "biweekly", "weekdays": ["0", "2"], "times": "9"}
NOTE = {
    "minutes": "30", "place": "on_site", "kind": "encouragement", "text": "Hyvin meni",
    "happened_on": "2026-11-23", "draft_key": "7a1f5a52-62a1-4d57-9d62-0d8d7f3c3b11",
}  # fmt: skip
COLLEAGUE = {
    "first_name": "Leena", "last_name": "Laine", "email": "leena@example.org", "phone": "09 1234",
}  # fmt: skip
STEPS = {"words-0": "Pese kädet.", "picture-0": "wash_hands", "act": "save"}
# How the client said what the coach writes down.
SAID = {"said": "phone"}
STOP = {"stop": "Sörnäinen", "walk_minutes": "4"}

WORDS = {"subject": "Etsimme tekijää: {title}", "body": "Tilanne: {link}", "based_on": "2"}

Facts = dict[str, Any]
FORMS: dict[str, dict[str, Any] | Callable[[Facts], dict[str, Any]]] = {
    "admin.add_engagement": {
        "model": "partner",
        "employs": "partner",
        "pays": "partner",
        "invoices": "partner",
        "directs": "orderer",
        "evidence": "contract",
        "day": "1",
        "month": "1",
        "year": "2027",
        "source": "Sopimus",
    },
    "admin.add_follow_along": {
        "step": "job:weekly",
        "first_day": "0",
        "last_day": "6",
        "every_days": "7",
        "times": "5",
        "day": "1",
        "month": "1",
        "year": "2027",
        "source": "Laatuasteikko",
    },
    "admin.add_rule": {
        "key": "pension.earnings_limit",
        "value": "999,90",
        "day": "1",
        "month": "1",
        "year": "2027",
        "source": "kela.fi",
    },
    "admin.preview_letter": WORDS,
    "admin.save_letter": WORDS,
    "admin.send_sample": WORDS,
    "admin.use_version": {"based_on": "2"},
    "coach.add_employer": {"name": "Leipomo Jyvä", "area": "Kallio", "people": "Jaana"},
    "coach.add_idea": {"work": "Leipien pussitus"},
    "coach.correct_note": {
        "minutes": "30",
        "kind": "encouragement",
        "place": "phone",
        "happened_on": "2026-11-23",
        "text": "Soitin",
    },
    "coach.take_back_note": {"reason": "Kirjasin väärälle"},
    "coach.correct_contact": {"with_whom": "Jaana", "learned": "Aamut ovat kiireisiä"},
    "coach.describe_employer": {"area": "Arabia", "people": "Jaana", "version": "1"},
    "coach.move_idea": {"stage": "talked"},
    "coach.plan_visit": {"next_on": "2026-11-25", "version": "1"},
    "coach.promise": {"whose": "us", "words": "Soitan", "due_on": "2026-11-25"},
    "coach.settle_promise": {"kept": "yes"},
    "coach.visited_today": {"draft_key": "0b1f5a52-62a1-4d57-9d62-0d8d7f3c3b11"},
    "coach.write_contact": {
        "way": "phone",
        "happened_on": "2026-11-23",
        "with_whom": "Jaana",
        "learned": "Kiire",
        "draft_key": "1b1f5a52-62a1-4d57-9d62-0d8d7f3c3b11",
    },
    "client.add_passkey": {"answer": "{}"},
    "client.answer_coming": {"answer": "ask"},
    "client.answer_offer": {"answer": "accept"},
    "client.answer_question": {"answer": "yes"},
    "client.arrive_on_shift": {"code": "4711"},
    "client.cannot_come": {"reason": "health"},
    "client.choose_look": {"text_size": "large", "strong": "on", "pictures": "off", "fewer": "on"},
    "client.decide_for_all": {"tell": "breaks"},
    "client.decide_for_one": {"tell": "breaks"},
    "client.say_free": {"free": "morning"},
    "client.choose_messages": {"remind_evening": "off"},
    "client.say_hours": {"minutes": "150"},
    "client.say_how_it_went": {"face": "good"},
    "client.say_again": {"again": "not_here"},
    "client.say_on_site": {"trouble": "door_closed"},
    "client.say_goal": {"words": "Haluan kahvilaan"},
    "client.say_own_words": {"words": "Oli mukavaa"},
    "client.say_self_check": {"face": "good"},
    "client.say_strength": {"add": "care"},
    "client.say_strengths": {"words": "Olen tarkka"},
    "client.say_taste": {"taste": "likes"},
    "client.set_limit": {"answer": "1"},
    "coach.accept_plan": lambda things: {"row": things["row"]},
    "coach.add_allowance": {
        "kind": "expense_allowance",
        "month": "2026-11-01",
        "days": "4",
        "amount": "36",
        "said": "phone",
    },
    "coach.accept_counter": SAID,
    "coach.check_in": SAID,
    "coach.check_out": SAID,
    "coach.remove_allowance": SAID,
    "coach.undo_answer": SAID,
    "coach.undo_attendance": SAID,
    "coach.answer_offer": {"answer": "decline", "said": "phone"},
    "coach.answer_wanted": {"answer": "yes"},
    "coach.arrange": lambda things: {"about": things["idle"]},
    "coach.ask_change": {"starts": "12:00", "ends": "15:00"},
    "coach.ask_client": lambda things: {"about": things["idle"]},
    "coach.ask_for_plan": {"week_on": "2026-11-30"},
    "coach.book_coach": lambda things: {"client": things["client"]},
    "coach.enrol_tablet": {"label": "Aulan tabletti"},
    "coach.issue_card": {"kind": "digits", "pin": "2580"},
    "coach.mark_late": SAID | {"minutes": "15"},
    "coach.mark_missed": {"known": "yes"},
    "coach.note_barriers": SAID | {"barrier": "travel"},
    "coach.offer_shift": lambda things: {"client": things["idle"], "window_hours": "24"},
    "coach.note_onward": {"outcome": "thinking"},
    "coach.pass_on": {"text": "Hyvin meni"},
    "coach.pin": {"wanted": "yes", "reason": "Toivoi juuri tätä"},
    "coach.propose_hours": SAID | {"minutes": "150", "reason": "Bussi"},
    "coach.report_absence": SAID | {"reason": "health"},
    "coach.close_goal": {"state": "done"},
    "coach.open_card": {"reason": "Valmentaja on sairas tänään"},
    "coach.propose_handover": {"starts_on": "2026-12-01"},
    "coach.keep_ready": {
        "thing": "tax_card",
        "state": "to_do",
        "needed_by": "2026-12-01",
        "note": "Yhdessä",
    },
    "coach.say_goal": {"words": "Haluan kahvilaan", "months": "3"},
    "coach.write_learned": {"went_well": "Ovet", "was_hard": "", "helped": "", "look_for": "Pihaa"},
    "coach.show_pass": {"kind": "hygiene_passport", "valid_until": ""},
    "coach.write_helps": {"helps": "Kuvat auttavat sinua.", "must_change": ""},
    "coach.save_draft": {"text": "Kesken"},
    "coach.set_benefits": SAID
    | {
        "benefit": "general_support",
        "own_limit": "",
        "social_assistance": "no",
        "housing_allowance": "yes",
        "other_wages": "0",
        "since": "2026-11-01",
    },
    "coach.tell_colleague": lambda things: {"about": things["idle"]},
    "coach.want_coach": lambda things: {"coach": things["coach"]},
    "coach.write_note": NOTE,
    "coach.begin_job": {"kind": "employment", "starts_on": "2026-11-20"},
    "coach.close_contact": {"what": "declined", "said": "phone", "reason": "Väsynyt"},
    "coach.end_job": {"ended_on": "2026-11-20", "why": "stopped"},
    "coach.move_contact": {"day": "2026-11-25", "reason": "Lomalla"},
    "coach.pause_follow_along": {"until_on": "2026-12-01", "reason": "Lomalla"},
    "coach.set_pace": {"step": "regular", "pace": "thinned", "reason": "Riittää"},
    "coach.write_shift_note": lambda things: NOTE | {"clients": things["client"]},
    "demo.reply_sms": {"said": "K"},
    "dispatch.answer_change": {"answer": "yes"},
    "dispatch.ask_for_plan": {"week_on": "2026-11-30", "area": ""},
    "coach.plan_fading": {"starts_on": "2026-11-23", "minutes": "20"},
    "coach.drop_fading": {"starts_on": "2026-11-30"},
    "coach.make_agreement": {"reference": "K-77", "named": "yes"},
    "dispatch.make_agreement": {"reference": "K-77"},
    "dispatch.do_bulk": lambda things: {"act": "open", "one": things["task:submitted"]},
    "dispatch.save_filter": {"name": "Puuttuu", "state": "open", "search": "piha"},
    "dispatch.export_hours": {"day": "23", "month": "11", "year": "2026"},
    "dispatch.note_call": {"note": "Vastaa illalla"},
    "dispatch.open_task": {"floor_confirmed": "y", "texts_confirmed": "y"},
    "dispatch.refuse_organisation": {"why": "not_found", "words": "Soita meille"},
    "dispatch.refuse_task": {"refusal-reason": "Ei sovi"},
    "dispatch.request_changes": {"changes-text": "Kerro päivä"},
    "dispatch.reverse_hours": lambda things: {
        "hours_id": things["hours:closed"],
        "reason": "Väärä palkka",
        "minutes": "60",
    },
    "dispatch.change_terms": TERMS | {"seen": "0" * 32},
    "dispatch.foresee_terms": TERMS,
    "dispatch.take_rung": {"rung": "tell"},
    "dispatch.say_why": {"why-why": "nobody_free", "why-words": "Kiitos"},
    "dispatch.save_steps": STEPS,
    "dispatch.save_stop": STOP,
    "dispatch.settle_hours": {"minutes": "120"},
    "orderer.add_colleague": COLLEAGUE,
    "orderer.cancel_shift": {"reason": "Varasto on kiinni"},
    "orderer.change_rights": {"rights": "admin"},
    "orderer.answer_change": {"answer": "yes"},
    "orderer.ask_for_worker": lambda things: {"worker": things["attendance:agreed"]},
    "orderer.bring_back_day": {"day": "2026-12-25"},
    "orderer.cancel_task": {"reason": "Ei tarvita"},
    "orderer.confirm_cancelling": {"scope": "this", "seen": "0" * 32},
    "orderer.confirm_rhythm": RHYTHM | {"seen": "0" * 32},
    "orderer.change_terms": TERMS | {"seen": "0" * 32},
    "orderer.confirm_times": TIMES | {"seen": "0" * 32, "skip": "2026-12-25"},
    "orderer.counter_hours": COUNTER,
    "orderer.fill_organisation": {"name": "Pihlaja", "business_id": "1234567-1"},
    "orderer.edit_organisation": {"name": "Palvelutalo Pihlaja", "cost_centre": "1234"},
    "orderer.foresee_cancelling": {"scope": "following", "reason": "Varasto on kiinni"},
    "orderer.foresee_rhythm": RHYTHM,
    "orderer.foresee_terms": TERMS,
    "orderer.foresee_times": TIMES,
    "orderer.give_thanks": {"thanks": "care"},
    "orderer.keep_new_task": DRAFT,
    "orderer.keep_task": DRAFT,
    "orderer.mark_absence": {"known": "yes"},
    "orderer.mark_late": {"minutes": "15"},
    "orderer.say_again": {"again": "gladly"},
    "orderer.say_of_shift": {"feeling": "well", "text": "Kiitos"},
    "orderer.say_on_site": {"trouble": "nobody_came"},
    "orderer.post_task": DRAFT,
    "orderer.preview_task": TASK,
    "orderer.publish_task": {"place": "Kallio", "facts": "pay"},
    "orderer.save_steps": STEPS,
    "orderer.save_stop": STOP,
    "orderer.save_task": DRAFT,
    "orderer.tell_onward": {"kind": "trial"},
    "public.answer_linked": {"answer": "accept"},
    "public.check_code": {"code": "123456"},
    "public.check_password": {"email": "nobody@example.org", "password": "väärä salasana"},
    "public.choose_language": {"language": "sv"},
    "public.counter_linked": COUNTER,
    "public.give_feedback": {"text": "Kiitos", "contact": "me@example.org"},
    "public.send_lost_link": {"phone": "040 1234567"},
    "public.fill_registration": {"name": "Uusi Oy", "business_id": "1234567-1"},
    "public.register": COLLEAGUE | {"name": "Uusi Oy", "kind": "company"},
    "public.send_sign_in_link": {"email": "nobody@example.org"},
    "public.use_card": {"card": "ABCDEFGHIJ", "pin": "2580"},
    "public.use_pairing": {"code": "ABCDEFGHIJ"},
    "public.use_passkey": {"answer": "{}"},
}


def valid_form(endpoint: str, things: Things, whose: Whose, who: str) -> dict[str, Any]:
    """The form as its page sends it. Things in it are those of the address, else our own."""
    form = FORMS.get(endpoint, {})
    if not callable(form):
        return dict(form)
    named = things.foreign if whose is Whose.FOREIGN else things.own
    own = {
        "idle": things.idle.get(who, named["neighbour"]),
        "coach": things.coaches.get(who),
        "row": things.rows.get(who, named["row"]),
    }
    return form(named | own)


# Fields that an act takes beside those of its form above, as its page may send them.
OWN_FIELDS: dict[str, set[str]] = {
    "admin.add_engagement": {"needs_agreement"},
    "admin.add_follow_along": {"every_months", "every_shifts", "face_to_face", "left_out"},
    "client.choose_messages": {"channel"},
    "coach.ask_change": {"lighter"},
    "coach.save_draft": {"shift_id"},
    "coach.correct_note": {"helpers"},
    "coach.write_note": {"helpers"},
    "coach.write_shift_note": {"helpers"},
    "orderer.add_colleague": {"admin"},
    "orderer.edit_organisation": {"address", "business_id", "contacts_a_month"},
    "orderer.keep_new_task": {"along", "passes", "times"},
    "orderer.keep_task": {"along", "passes", "times"},
    "orderer.post_task": {"along", "passes", "times"},
    "orderer.save_task": {"along", "passes", "times"},
    "public.register": {"address", "business_id"},
}
