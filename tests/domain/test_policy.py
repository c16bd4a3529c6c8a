"""The access matrix, written a second time and by principal, against the table of the policy.

Principals: OR and OA order (OX for another organisation) · CL is the client (CX another) · CO is
the assigned coach, CU of the same unit, CZ of another · RW the client's responsible worker (RX
another's) · UM manages the unit (UX another) · WC coordinates with a consent in force (WX without)
· DI dispatches · NM network member · RC regional · AD administrator · AU auditor · AN nobody.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from app.domain import policy
from app.domain.errors import NotAllowed
from app.domain.policy import Actor, Facts, TaskStage, Verb
from app.domain.vocabulary import RelationKind, Role

ORGANISATION, OTHER_ORGANISATION, UNIT, OTHER_UNIT, CLIENT, OTHER_CLIENT = (
    uuid4() for _ in range(6)
)


def person(role: Role | None, **given: UUID) -> Actor:
    return Actor(user_id=uuid4(), role=role, **given)


PRINCIPALS: dict[str, Actor] = {
    "AN": policy.ANONYMOUS,
    "OR": person(Role.ORDERER, organisation_id=ORGANISATION),
    "OA": person(Role.ORDERER_ADMIN, organisation_id=ORGANISATION),
    "OX": person(Role.ORDERER, organisation_id=OTHER_ORGANISATION),
    "OY": person(Role.ORDERER_ADMIN, organisation_id=OTHER_ORGANISATION),
    "CL": person(Role.CLIENT, client_id=CLIENT),
    "CX": person(Role.CLIENT, client_id=OTHER_CLIENT),
    "CO": person(Role.COACH, unit_id=UNIT),
    "CU": person(Role.COACH, unit_id=UNIT),
    "CZ": person(Role.COACH, unit_id=OTHER_UNIT),
    "RW": person(Role.RESPONSIBLE_WORKER, unit_id=UNIT),
    "RX": person(Role.RESPONSIBLE_WORKER, unit_id=UNIT),
    "UM": person(Role.UNIT_MANAGER, unit_id=UNIT),
    "UX": person(Role.UNIT_MANAGER, unit_id=OTHER_UNIT),
    "WC": person(Role.COORDINATOR),
    "WX": person(Role.COORDINATOR),
    "DI": person(Role.DISPATCHER),
    "NM": person(Role.NETWORK_MEMBER),
    "RC": person(Role.REGIONAL_COORDINATOR),
    "AD": person(Role.ADMINISTRATOR),
    "AU": person(Role.AUDITOR),
}
RELATIONS = {
    "CO": RelationKind.COACH,
    "RW": RelationKind.RESPONSIBLE_WORKER,
    "WC": RelationKind.COORDINATOR,
    "WX": RelationKind.COORDINATOR,
}

# A thing of the organisation and the client, approved, with the name not yet given out.
MATRIX: dict[Verb, str] = {
    Verb.READ_ORGANISATION: "OR OA CO CU CZ UM UX DI AD AU",
    Verb.EDIT_ORGANISATION: "OA DI AD",
    Verb.EDIT_SITE: "OR OA DI",
    Verb.READ_TASK: "OR OA CO CU CZ RW RX UM UX WC WX DI",
    Verb.POST_TASK: "OR OA DI",
    Verb.EDIT_TASK: "OR OA DI",
    Verb.SUBMIT_TASK: "OR OA DI",
    Verb.CANCEL_TASK: "OR OA DI",
    Verb.PAUSE_TASK: "OR OA DI",
    Verb.PUBLISH_TASK: "OR OA",
    Verb.SCREEN_TASK: "DI",
    Verb.OPEN_TASK: "DI",
    Verb.REFUSE_TASK: "DI",
    Verb.ASK_NEXT: "DI",
    Verb.SAVE_FILTER: "DI",
    Verb.CANCEL_SHIFT: "OR OA DI",
    Verb.MATCH: "CO CU CZ",
    Verb.OFFER: "CO",
    Verb.ASK_CLIENT: "CO",
    Verb.ANSWER_QUESTION: "CL",
    Verb.ASK_FOR_CHANGE: "CO CU CZ",
    Verb.ANSWER_CHANGE: "OR OA DI",
    Verb.WANT_COACH: "CO CU",
    Verb.ANSWER_WANTED: "",
    Verb.TELL_COLLEAGUE: "CO CU",
    Verb.SEE_FITTING: "CL",
    Verb.SAY_INTEREST: "CL",
    Verb.PLAN_WEEK: "CO CU UM",
    Verb.PLAN_UNITS: "DI",
    Verb.PIN: "CO",
    Verb.WITHDRAW_OFFER: "CO",
    Verb.READ_OFFER: "CL CO RW UM DI",
    Verb.ANSWER_OFFER: "CL",
    Verb.ANSWER_FOR_CLIENT: "CO",
    Verb.CONFIRM_OFFER: "CO",
    Verb.RESEND_LINK: "CO CU",
    Verb.CHOOSE_MESSAGES: "CL",
    Verb.READ_REFUSAL: "CL CO RW",
    Verb.BOOK_COACH: "CO UM",
    Verb.READ_SHIFT_PEOPLE: "CL CO RW UM DI",
    Verb.CALL_TO_SITE: "OR OA",
    Verb.CHECK_IN: "CL",
    Verb.CHECK_IN_FOR: "CO DI",
    Verb.REPORT_ABSENCE: "CL CO DI",
    Verb.RECORD_ATTENDANCE: "CO DI",
    Verb.NOTE_BARRIER: "CO",
    Verb.READ_HOURS: "OR OA CL CO RW UM DI",
    Verb.PROPOSE_HOURS: "CL CO",
    Verb.AGREE_HOURS: "OR OA DI",
    Verb.SAY_NOT_RIGHT: "CL",
    Verb.SAY_AWAY: "CO CU UM",
    Verb.ANSWER_PRESENCE: "CL",
    Verb.KEEP_EMPLOYERS: "CO CU",
    Verb.CORRECT_CONTACT: "",
    Verb.ASK_FOR_HELP: "CL",
    Verb.THANK: "OR OA",
    Verb.SAY_OF_SHIFT: "OR OA",
    Verb.RELAY_WORDS: "CO",
    Verb.REVIEW_APART: "CO",
    Verb.TELL_ONWARD: "OR OA",
    Verb.NOTE_ONWARD: "CO",
    Verb.ACCEPT_COUNTER: "CL CO",
    Verb.EXPORT_HOURS: "DI",
    Verb.MAKE_AGREEMENT: "CO DI",
    Verb.REVERSE_HOURS: "DI",
    Verb.READ_NOTES: "CL CO RW WC",
    Verb.WRITE_NOTE: "CO",
    Verb.SAY_HOW_IT_WENT: "CL",
    Verb.READ_HOW_IT_WENT: "CL CO RW",
    Verb.HANDLE_ALERT: "CO",
    Verb.STAND_IN: "",
    Verb.READ_CLIENT: "CL CO RW UM WC",
    Verb.READ_CLIENT_NAME: "CL CO CU RW UM WC DI",
    Verb.EDIT_CLIENT: "CL CO",
    Verb.READ_CONTACT: "CL CO RW WC",
    Verb.EDIT_CONTACT: "CL CO",
    Verb.READ_BENEFITS: "CL CO RW",
    Verb.EDIT_BENEFITS: "CL CO",
    Verb.EDIT_DISCLOSURE: "CL",
    Verb.OPEN_CARD: "CO CU",
    Verb.READ_OPENED: "",
    Verb.HAND_OVER: "UM",
    Verb.ANSWER_HANDOVER: "",
    Verb.READ_GOALS: "CL CO RW",
    Verb.SET_GOAL: "CL CO RW",
    Verb.READ_READINESS: "CL CO RW",
    Verb.KEEP_READINESS: "CO",
    Verb.ISSUE_CARD: "CO",
    Verb.PAIR_DEVICE: "CO",
    Verb.ADD_PASSKEY: "CL",
    Verb.START_ASSISTED: "CO",
    Verb.REVOKE_CREDENTIAL: "CL CO CU RW UM AD",
    Verb.ENROL_DEVICE: "CO CU UM",
    Verb.IMPORT_WORK: "DI AD",
    Verb.IMPORT_PEOPLE: "DI AD",
    Verb.EXPORT_DATA: "OA DI",
    Verb.READ_UNIT: "CO CU CZ RW RX UM UX WC WX DI RC AD AU",
    Verb.MANAGE_STAFF: "UM AD",
    Verb.MANAGE_ORDERERS: "OA AD",
    Verb.VERIFY_ORGANISATION: "DI",
    Verb.REFUSE_ORGANISATION: "DI",
    Verb.EDIT_RULES: "AD",
    Verb.EDIT_LETTERS: "AD",
    Verb.READ_FIGURES: "CO CU UM RC",
    Verb.READ_ALL_FIGURES: "RC DI",
    Verb.READ_LOG: "AU",
    Verb.READ_OWN_LOG: "CL",
    Verb.READ_SYSTEM: "AD AU",
}


def facts_for(principal: str, **changes: object) -> Facts:
    related = RELATIONS.get(principal)
    facts = Facts(
        organisation_id=ORGANISATION,
        client_id=CLIENT,
        unit_id=UNIT,
        relations=frozenset({related} if related else set()),
        stage=TaskStage.APPROVED,
        consented=principal == "WC",
    )
    return replace(facts, **changes)  # type: ignore[arg-type]


def allowed(verb: Verb, **changes: object) -> set[str]:
    return {
        name
        for name, actor in PRINCIPALS.items()
        if policy.may(actor, verb, facts_for(name, **changes))
    }


@pytest.mark.parametrize("verb", Verb)
def test_the_policy_agrees_with_the_matrix(verb: Verb) -> None:
    assert allowed(verb) == set(MATRIX[verb].split())


def test_the_matrix_knows_every_verb_and_every_role() -> None:
    assert set(MATRIX) == set(Verb)
    assert {actor.role for actor in PRINCIPALS.values()} == {None, *Role}


@pytest.mark.parametrize("verb", Verb)
def test_nobody_without_a_role_may_do_anything(verb: Verb) -> None:
    generous = facts_for("AN", disclosed=True, offered=True, accompanies=True, escalated=True)
    assert not policy.may(policy.ANONYMOUS, verb, generous)


GENERAL = {
    Verb.PLAN_UNITS: "DI",
    Verb.READ_ORGANISATION: "CO CU CZ UM UX DI AD AU",
    Verb.EDIT_ORGANISATION: "DI AD",
    Verb.READ_OFFER: "DI",
    Verb.READ_SHIFT_PEOPLE: "DI",
    Verb.READ_TASK: "DI",
    Verb.READ_HOURS: "DI",
    Verb.AGREE_HOURS: "DI",
    Verb.CHECK_IN_FOR: "DI",
    Verb.REPORT_ABSENCE: "DI",
    Verb.RECORD_ATTENDANCE: "DI",
    Verb.READ_CLIENT_NAME: "DI",
    Verb.REVOKE_CREDENTIAL: "AD",
    Verb.EXPORT_DATA: "DI",
    Verb.MANAGE_STAFF: "AD",
    Verb.MANAGE_ORDERERS: "AD",
    Verb.VERIFY_ORGANISATION: "DI",
    Verb.REFUSE_ORGANISATION: "DI",
    Verb.READ_FIGURES: "RC",
    Verb.READ_ALL_FIGURES: "RC DI",
    Verb.ANSWER_CHANGE: "DI",
    Verb.ASK_FOR_CHANGE: "",
    **dict.fromkeys(
        (
            Verb.EDIT_SITE,
            Verb.POST_TASK,
            Verb.EDIT_TASK,
            Verb.SUBMIT_TASK,
            Verb.CANCEL_TASK,
            Verb.PAUSE_TASK,
            Verb.CANCEL_SHIFT,
            Verb.MAKE_AGREEMENT,
        ),
        "DI",
    ),
    **{
        verb: MATRIX[verb]
        for verb in (
            Verb.SCREEN_TASK,
            Verb.OPEN_TASK,
            Verb.REFUSE_TASK,
            Verb.ASK_NEXT,
            Verb.SAVE_FILTER,
            Verb.EXPORT_HOURS,
            Verb.REVERSE_HOURS,
            Verb.IMPORT_WORK,
            Verb.IMPORT_PEOPLE,
            Verb.READ_UNIT,
            Verb.EDIT_RULES,
            Verb.EDIT_LETTERS,
            Verb.READ_LOG,
            Verb.READ_SYSTEM,
        )
    },
}


@pytest.mark.parametrize("verb", Verb)
def test_without_facts_only_the_role_itself_counts(verb: Verb) -> None:
    able = {name for name, actor in PRINCIPALS.items() if policy.may(actor, verb)}
    assert able == set(GENERAL.get(verb, "").split())


def test_a_draft_is_the_orderers_and_the_dispatchers_alone() -> None:
    assert allowed(Verb.READ_TASK, stage=TaskStage.DRAFT) == {"OR", "OA", "DI"}
    assert allowed(Verb.MATCH, stage=TaskStage.WAITING) == set()


def test_a_manager_sees_what_waits_for_approval() -> None:
    assert allowed(Verb.READ_TASK, stage=TaskStage.WAITING) == {"OR", "OA", "DI", "UM", "UX"}


def test_a_client_sees_a_task_that_was_offered() -> None:
    assert allowed(Verb.READ_TASK, offered=True) - allowed(Verb.READ_TASK) == {"CL", "CX"}


@pytest.mark.parametrize(
    "verb",
    [
        Verb.READ_SHIFT_PEOPLE,
        Verb.READ_CLIENT_NAME,
        Verb.CHECK_IN_FOR,
        Verb.RECORD_ATTENDANCE,
    ],
)
def test_the_orderer_meets_the_client_once_the_name_is_given_out(verb: Verb) -> None:
    assert allowed(verb, disclosed=True) - allowed(verb) == {"OR", "OA"}


@pytest.mark.parametrize(
    "verb",
    [
        Verb.READ_SHIFT_PEOPLE,
        Verb.READ_CLIENT_NAME,
        Verb.CHECK_IN_FOR,
        Verb.RECORD_ATTENDANCE,
        Verb.WRITE_NOTE,
    ],
)
def test_a_substitute_coach_on_the_shift_can_do_the_work_of_that_shift(verb: Verb) -> None:
    assert allowed(verb, accompanies=True) >= {"CO", "CU", "CZ"}
    assert "CU" not in allowed(Verb.READ_CLIENT, accompanies=True)


def test_the_manager_gets_an_alert_that_nobody_answered() -> None:
    assert allowed(Verb.HANDLE_ALERT, escalated=True) == {"CO", "UM"}


def test_only_the_colleague_who_was_told_stands_in() -> None:
    assert allowed(Verb.STAND_IN, called=True) == {"CO", "CU"}


def test_each_reads_the_log_of_own_acts() -> None:
    for name, actor in PRINCIPALS.items():
        mine = policy.may(actor, Verb.READ_OWN_LOG, Facts(user_id=actor.user_id))
        assert mine is (name != "AN")
        assert not policy.may(actor, Verb.READ_OWN_LOG, Facts(user_id=uuid4()))


@pytest.mark.parametrize("verb", [Verb.EDIT_CONTACT, Verb.EDIT_DISCLOSURE])
def test_contacts_and_consents_do_not_change_beside_the_coach(verb: Verb) -> None:
    assisted = replace(PRINCIPALS["CL"], assisted_by=uuid4())
    assert not policy.may(assisted, verb, facts_for("CL"))
    assert policy.may(assisted, Verb.ANSWER_OFFER, facts_for("CL"))


def test_a_relation_is_worth_nothing_to_another_role() -> None:
    every = frozenset(RelationKind)
    for name in ("AD", "AU", "DI", "NM", "RC", "CX", "OX", "UX"):
        assert not policy.may(PRINCIPALS[name], Verb.READ_NOTES, facts_for(name, relations=every))


def test_require_says_which_verb_was_refused() -> None:
    policy.require(PRINCIPALS["DI"], Verb.SCREEN_TASK)
    with pytest.raises(NotAllowed) as caught:
        policy.require(PRINCIPALS["CO"], Verb.SCREEN_TASK)
    assert caught.value.facts == {"verb": "screen_task"}


def test_an_unknown_verb_is_refused() -> None:
    assert not policy.may(PRINCIPALS["AD"], "no_such_verb")  # type: ignore[arg-type]


# --- one offer, without signing in

OFFER, OTHER_OFFER = uuid4(), uuid4()
BY_LINK = person(Role.CLIENT, client_id=CLIENT, only_offer_id=OFFER)


@pytest.mark.parametrize("verb", Verb)
def test_who_opened_one_offer_can_only_read_and_answer_that_one(verb: Verb) -> None:
    this, other = facts_for("CL", offer_id=OFFER), facts_for("CL", offer_id=OTHER_OFFER)
    expected = verb in {Verb.READ_OFFER, Verb.ANSWER_OFFER}
    assert policy.may(BY_LINK, verb, this) is expected
    assert not policy.may(BY_LINK, verb, other)
    assert not policy.may(BY_LINK, verb, facts_for("CL"))
    assert not policy.may(BY_LINK, verb, replace(this, client_id=OTHER_CLIENT))
