"""The table from verb to rule, and no for everything else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.domain.errors import NotAllowed
from app.domain.policy.actors import NO_FACTS, Actor, Facts, TaskStage
from app.domain.policy.verbs import Verb
from app.domain.vocabulary import ORDERER_ROLES, STAFF_ROLES, RelationKind, Role

if TYPE_CHECKING:
    from uuid import UUID

Rule = Callable[[Actor, Facts], bool]


def _same(mine: UUID | None, theirs: UUID | None) -> bool:
    return mine is not None and mine == theirs


def _role(*roles: Role) -> Rule:
    allowed = frozenset(roles)
    return lambda actor, _facts: actor.role in allowed


def _any_of(*rules: Rule) -> Rule:
    return lambda actor, facts: any(rule(actor, facts) for rule in rules)


def _all_of(*rules: Rule) -> Rule:
    return lambda actor, facts: all(rule(actor, facts) for rule in rules)


def _own_organisation(actor: Actor, facts: Facts) -> bool:
    return actor.role in ORDERER_ROLES and _same(actor.organisation_id, facts.organisation_id)


def _admin_of_organisation(actor: Actor, facts: Facts) -> bool:
    return actor.role is Role.ORDERER_ADMIN and _own_organisation(actor, facts)


def _the_client(actor: Actor, facts: Facts) -> bool:
    return actor.role is Role.CLIENT and _same(actor.client_id, facts.client_id)


def _coach_of_client(actor: Actor, facts: Facts) -> bool:
    return actor.role is Role.COACH and RelationKind.COACH in facts.relations


def _coach_along(actor: Actor, facts: Facts) -> bool:
    return actor.role is Role.COACH and facts.accompanies


def _responsible_worker(actor: Actor, facts: Facts) -> bool:
    return (
        actor.role is Role.RESPONSIBLE_WORKER and RelationKind.RESPONSIBLE_WORKER in facts.relations
    )


def _coordinator(actor: Actor, facts: Facts) -> bool:
    related = RelationKind.COORDINATOR in facts.relations
    return actor.role is Role.COORDINATOR and related and facts.consented


def _own_unit(role: Role) -> Rule:
    return lambda actor, facts: actor.role is role and _same(actor.unit_id, facts.unit_id)


def _approved(_actor: Actor, facts: Facts) -> bool:
    return facts.stage is TaskStage.APPROVED


def _submitted(_actor: Actor, facts: Facts) -> bool:
    return facts.stage in (TaskStage.WAITING, TaskStage.APPROVED)


def _offered(actor: Actor, facts: Facts) -> bool:
    return actor.role is Role.CLIENT and facts.offered


def _is(name: str) -> Rule:
    """That a fact which is yes or no is yes."""
    return lambda _actor, facts: getattr(facts, name) is True


def _alone(actor: Actor, _facts: Facts) -> bool:
    """Nobody sits beside: contact data and consents don't change in an assisted session."""
    return actor.assisted_by is None


def _own_acts(actor: Actor, facts: Facts) -> bool:
    return actor.role is not None and _same(actor.user_id, facts.user_id)


_disclosed, _escalated, _called = _is("disclosed"), _is("escalated"), _is("called")
_dispatcher = _role(Role.DISPATCHER)
_administrator = _role(Role.ADMINISTRATOR)
_auditor = _role(Role.AUDITOR)
_manager = _own_unit(Role.UNIT_MANAGER)
_colleague = _own_unit(Role.COACH)
_answering = _any_of(_all_of(_colleague, _called), _all_of(_manager, _escalated))
_own_side = _any_of(_own_organisation, _dispatcher)
_close_people = _any_of(_the_client, _coach_of_client, _responsible_worker)
_client_or_coach = _any_of(_the_client, _coach_of_client)

_RULES: Mapping[Verb, Rule] = MappingProxyType(
    {
        Verb.READ_ORGANISATION: _any_of(
            _own_side, _role(Role.COACH, Role.UNIT_MANAGER), _administrator, _auditor
        ),
        Verb.EDIT_ORGANISATION: _any_of(_admin_of_organisation, _dispatcher, _administrator),
        Verb.VERIFY_ORGANISATION: _dispatcher,
        Verb.REFUSE_ORGANISATION: _dispatcher,
        Verb.EDIT_SITE: _own_side,
        Verb.READ_TASK: _any_of(
            _own_side,
            _offered,
            _all_of(_role(Role.COACH), _approved),
            _all_of(_role(Role.RESPONSIBLE_WORKER, Role.COORDINATOR), _approved),
            _all_of(_role(Role.UNIT_MANAGER), _submitted),
        ),
        Verb.POST_TASK: _own_side,
        Verb.EDIT_TASK: _own_side,
        Verb.SUBMIT_TASK: _own_side,
        Verb.CANCEL_TASK: _own_side,
        Verb.PAUSE_TASK: _own_side,
        Verb.PUBLISH_TASK: _own_organisation,
        Verb.SCREEN_TASK: _dispatcher,
        Verb.OPEN_TASK: _dispatcher,
        Verb.REFUSE_TASK: _dispatcher,
        Verb.ASK_NEXT: _dispatcher,
        Verb.SAVE_FILTER: _dispatcher,
        Verb.CANCEL_SHIFT: _own_side,
        Verb.MATCH: _all_of(_role(Role.COACH), _approved),
        Verb.OFFER: _coach_of_client,
        Verb.ASK_CLIENT: _coach_of_client,
        Verb.ANSWER_QUESTION: _the_client,
        Verb.ASK_FOR_CHANGE: _all_of(_role(Role.COACH), _approved),
        Verb.ANSWER_CHANGE: _own_side,
        Verb.WANT_COACH: _colleague,
        Verb.ANSWER_WANTED: _all_of(_role(Role.COACH), _own_acts),
        Verb.TELL_COLLEAGUE: _colleague,
        Verb.SEE_FITTING: _the_client,
        Verb.SAY_INTEREST: _the_client,
        Verb.PLAN_WEEK: _any_of(_colleague, _manager),
        Verb.PLAN_UNITS: _dispatcher,
        Verb.PIN: _coach_of_client,
        Verb.WITHDRAW_OFFER: _coach_of_client,
        Verb.READ_OFFER: _any_of(_close_people, _manager, _dispatcher),
        Verb.ANSWER_OFFER: _the_client,
        Verb.ANSWER_FOR_CLIENT: _coach_of_client,
        Verb.CONFIRM_OFFER: _coach_of_client,
        Verb.RESEND_LINK: _any_of(_coach_of_client, _colleague),
        Verb.CHOOSE_MESSAGES: _the_client,
        Verb.READ_REFUSAL: _close_people,
        Verb.BOOK_COACH: _any_of(_coach_of_client, _manager),
        Verb.SAY_AWAY: _any_of(_colleague, _manager),
        Verb.ANSWER_PRESENCE: _the_client,
        Verb.READ_SHIFT_PEOPLE: _any_of(
            _all_of(_own_organisation, _disclosed),
            _close_people,
            _coach_along,
            _manager,
            _dispatcher,
        ),
        Verb.CALL_TO_SITE: _own_organisation,
        Verb.CHECK_IN: _the_client,
        Verb.CHECK_IN_FOR: _any_of(
            _coach_of_client, _coach_along, _all_of(_own_organisation, _disclosed), _dispatcher
        ),
        Verb.REPORT_ABSENCE: _any_of(_client_or_coach, _dispatcher),
        Verb.RECORD_ATTENDANCE: _any_of(
            _coach_of_client, _coach_along, _all_of(_own_organisation, _disclosed), _dispatcher
        ),
        Verb.NOTE_BARRIER: _any_of(_coach_of_client, _coach_along),
        Verb.READ_HOURS: _any_of(_own_side, _close_people, _manager),
        Verb.PROPOSE_HOURS: _client_or_coach,
        Verb.AGREE_HOURS: _own_side,
        Verb.ACCEPT_COUNTER: _client_or_coach,
        Verb.SAY_NOT_RIGHT: _the_client,
        Verb.THANK: _own_organisation,
        Verb.MAKE_AGREEMENT: _any_of(_coach_of_client, _dispatcher),
        Verb.SAY_OF_SHIFT: _own_organisation,
        Verb.RELAY_WORDS: _coach_of_client,
        Verb.REVIEW_APART: _coach_of_client,
        Verb.TELL_ONWARD: _own_organisation,
        Verb.NOTE_ONWARD: _coach_of_client,
        Verb.EXPORT_HOURS: _dispatcher,
        Verb.REVERSE_HOURS: _dispatcher,
        Verb.KEEP_EMPLOYERS: _colleague,
        Verb.CORRECT_CONTACT: _all_of(_role(Role.COACH), _own_acts),
        Verb.READ_NOTES: _any_of(_close_people, _coordinator),
        Verb.WRITE_NOTE: _any_of(_coach_of_client, _coach_along),
        Verb.SAY_HOW_IT_WENT: _the_client,
        Verb.READ_HOW_IT_WENT: _close_people,
        Verb.ASK_FOR_HELP: _the_client,
        Verb.STAND_IN: _all_of(_colleague, _called),
        Verb.HANDLE_ALERT: _any_of(_coach_of_client, _answering),
        Verb.READ_CLIENT: _any_of(_close_people, _coordinator, _manager),
        Verb.READ_CLIENT_NAME: _any_of(
            _close_people,
            _coordinator,
            _manager,
            _colleague,
            _coach_along,
            _dispatcher,
            _all_of(_own_organisation, _disclosed),
        ),
        Verb.EDIT_CLIENT: _client_or_coach,
        Verb.READ_CONTACT: _any_of(_close_people, _coordinator),
        Verb.EDIT_CONTACT: _all_of(_client_or_coach, _alone),
        Verb.READ_BENEFITS: _close_people,
        Verb.EDIT_BENEFITS: _client_or_coach,
        Verb.EDIT_DISCLOSURE: _all_of(_the_client, _alone),
        Verb.OPEN_CARD: _colleague,
        Verb.READ_OPENED: _all_of(_colleague, _is("opened")),
        Verb.HAND_OVER: _any_of(_all_of(_role(Role.COACH), _own_acts), _manager),
        Verb.ANSWER_HANDOVER: _all_of(_role(Role.COACH), _own_acts),
        Verb.READ_GOALS: _close_people,
        Verb.SET_GOAL: _close_people,
        Verb.READ_READINESS: _close_people,
        Verb.KEEP_READINESS: _coach_of_client,
        Verb.ISSUE_CARD: _coach_of_client,
        Verb.PAIR_DEVICE: _coach_of_client,
        Verb.ADD_PASSKEY: _the_client,
        Verb.START_ASSISTED: _coach_of_client,
        Verb.REVOKE_CREDENTIAL: _any_of(_close_people, _colleague, _manager, _administrator),
        Verb.ENROL_DEVICE: _any_of(_colleague, _manager),
        Verb.IMPORT_WORK: _any_of(_dispatcher, _administrator),
        Verb.IMPORT_PEOPLE: _any_of(_dispatcher, _administrator),
        Verb.EXPORT_DATA: _any_of(_dispatcher, _admin_of_organisation),
        Verb.READ_UNIT: _role(*(STAFF_ROLES - {Role.NETWORK_MEMBER})),
        Verb.MANAGE_STAFF: _any_of(_administrator, _manager),
        Verb.MANAGE_ORDERERS: _any_of(_administrator, _admin_of_organisation),
        Verb.EDIT_RULES: _administrator,
        Verb.EDIT_LETTERS: _administrator,
        Verb.READ_FIGURES: _any_of(_manager, _colleague, _role(Role.REGIONAL_COORDINATOR)),
        Verb.READ_ALL_FIGURES: _role(Role.REGIONAL_COORDINATOR, Role.DISPATCHER),
        Verb.READ_LOG: _auditor,
        Verb.READ_OWN_LOG: _any_of(_own_acts, _the_client),
        Verb.READ_SYSTEM: _any_of(_administrator, _auditor),
    }
)


# What can be done without signing in to the one offer that a link or a reply is about.
_WITH_ONE_OFFER = frozenset({Verb.READ_OFFER, Verb.ANSWER_OFFER})


def may(actor: Actor, verb: Verb, facts: Facts = NO_FACTS) -> bool:
    """Whether this person may do this to this thing."""
    if actor.only_offer_id is not None and (
        verb not in _WITH_ONE_OFFER or facts.offer_id != actor.only_offer_id
    ):
        return False
    rule = _RULES.get(verb)
    return rule is not None and rule(actor, facts)


def require(actor: Actor, verb: Verb, facts: Facts = NO_FACTS) -> None:
    """Nothing, when it is allowed. Raises: NotAllowed naming the verb."""
    if not may(actor, verb, facts):
        raise NotAllowed("not_allowed", verb=verb.value)
