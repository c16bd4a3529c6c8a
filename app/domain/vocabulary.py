"""The closed word lists of the domain: roles, categories, demand scales, kinds.

Values are stored in the database and written in import files; words for people are given in the
web layer. Source: the import files' README and the glossary of the design pages.
"""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a signed-in user is. A user has exactly one role."""

    ORDERER = "orderer"
    ORDERER_ADMIN = "orderer_admin"
    CLIENT = "client"
    COACH = "coach"
    RESPONSIBLE_WORKER = "responsible_worker"
    DISPATCHER = "dispatcher"
    UNIT_MANAGER = "unit_manager"
    COORDINATOR = "work_ability_coordinator"
    NETWORK_MEMBER = "network_member"
    REGIONAL_COORDINATOR = "regional_coordinator"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


ORDERER_ROLES = frozenset({Role.ORDERER, Role.ORDERER_ADMIN})
STAFF_ROLES = frozenset(Role) - ORDERER_ROLES - {Role.CLIENT}
# Roles that serve the whole city and so have no unit of their own.
UNITLESS_STAFF = frozenset(
    {
        Role.DISPATCHER,
        Role.COORDINATOR,
        Role.NETWORK_MEMBER,
        Role.REGIONAL_COORDINATOR,
        Role.ADMINISTRATOR,
        Role.AUDITOR,
    }
)


class Language(StrEnum):
    """Text variants. `fi-selko` is Easy Finnish and counts as `fi` where languages are compared."""

    FI = "fi"
    FI_SELKO = "fi-selko"
    SV = "sv"
    EN = "en"


class UnitKind(StrEnum):
    """What kind of work activity a unit gives."""

    DISABILITY = "disability"
    REHABILITATIVE = "rehabilitative"
    PURCHASED = "purchased"


class OrganisationKind(StrEnum):
    """What kind of organisation orders work."""

    COMPANY = "company"
    ASSOCIATION = "association"
    FOUNDATION = "foundation"
    PARISH = "parish"
    CITY_UNIT = "city_unit"


class RelationKind(StrEnum):
    """How a user is tied to a client; a dated relation decides access."""

    COACH = "coach"
    RESPONSIBLE_WORKER = "responsible_worker"
    COORDINATOR = "coordinator"
    HELPER = "helper"


class Category(StrEnum):
    """What kind of work a task is."""

    ELDERLY_ASSIST = "elderly_assist"
    CLEANING = "cleaning"
    KITCHEN = "kitchen"
    PROPERTY = "property"
    PACKING = "packing"
    OFFICE = "office"
    SHOP = "shop"
    TEXTILE = "textile"
    EVENT = "event"
    GARDEN = "garden"


class Scale(StrEnum):
    """The eight demand scales of a task; a client's limit names the most the client can do."""

    LIFTING = "lifting"
    STANDING = "standing"
    STAIRS = "stairs"
    NOISE = "noise"
    PACE = "pace"
    PEOPLE = "people"
    READING = "reading"
    OUTDOORS = "outdoors"


# Level words from low to high; a level is stored as its index.
LEVELS: dict[Scale, tuple[str, ...]] = {
    Scale.LIFTING: ("none", "light", "some", "heavy"),
    Scale.STANDING: ("none", "some", "much"),
    Scale.STAIRS: ("none", "some", "many"),
    Scale.NOISE: ("low", "some", "high"),
    Scale.PACE: ("calm", "brisk", "fast"),
    Scale.PEOPLE: ("alone", "few", "many"),
    Scale.READING: ("none", "some", "much"),
    Scale.OUTDOORS: ("none", "some", "much"),
}


class OwnRule(StrEnum):
    """Limits of a client that are not on a scale."""

    NO_EVENINGS = "no_evenings"
    NO_WEEKENDS = "no_weekends"
    ONE_AT_A_TIME = "one_at_a_time"
    NO_FOOD_WORK = "no_food_work"


class PassKind(StrEnum):
    """The passes and papers that some work asks for."""

    HYGIENE = "hygiene_passport"
    SAFETY_CARD = "occupational_safety_card"
    CRIMINAL_RECORD = "criminal_record_extract"


class Benefit(StrEnum):
    """The benefit a client lives on; asked of nobody but the client and the coach."""

    DISABILITY_PENSION = "disability_pension"
    REHABILITATION_SUBSIDY = "rehabilitation_subsidy"
    GENERAL_SUPPORT = "general_support"
    SOCIAL_ASSISTANCE = "social_assistance"
    UNKNOWN = "unknown"


class AllowanceKind(StrEnum):
    """Money that is paid for taking part and is no wage: each has a ledger of its own."""

    WORK_ACTIVITY_MONEY = "work_activity_money"
    EXPENSE_ALLOWANCE = "expense_allowance"


class SupportNeed(StrEnum):
    """When the client wants a coach along."""

    NONE = "none"
    FIRST_SHIFTS = "first_shifts"
    WEEKLY = "weekly"
    ALWAYS = "always"


class CoachWanted(StrEnum):
    """When the orderer wants a coach along."""

    NO = "no"
    FIRST_SHIFT = "first_shift"
    ALWAYS = "always"


class PlaceKind(StrEnum):
    """Where work is done: at the orderer's, in the unit's own rooms, or from anywhere."""

    SITE = "site"
    UNIT = "unit"
    REMOTE = "remote"


class WayIn(StrEnum):
    """How one gets in and about at a place."""

    STEP_FREE = "step_free"
    LIFT = "lift"
    STAIRS = "stairs"


class EngagementModel(StrEnum):
    """Who employs, pays and invoices."""

    PARTNER = "partner"
    APP = "app"
    CITY_EMPLOYER = "city_employer"
    DIRECT_HIRE = "direct_hire"


class Channel(StrEnum):
    """How a person gets messages; COACH means told in person by the coach."""

    SMS = "sms"
    PUSH = "push"
    MAIL = "mail"
    COACH = "coach"


class Face(StrEnum):
    """The three answers to "how did it go"."""

    GOOD = "good"
    FINE = "fine"
    TOO_HARD = "too_hard"


class SupportKind(StrEnum):
    """What a support contact was about."""

    INSTRUCTION = "instruction"
    ENCOURAGEMENT = "encouragement"
    PROBLEM_SOLVING = "problem_solving"
    EMPLOYER_TALK = "employer_talk"
    TRAVEL_PRACTICE = "travel_practice"
    BENEFITS = "benefits"
    OTHER = "other"


class SupportPlace(StrEnum):
    """Where a support contact took place."""

    ON_SITE = "on_site"
    PHONE = "phone"
    REMOTE = "remote"


class NaturalSupport(StrEnum):
    """Who at the workplace helped, as it stood at a visit."""

    SHOWS = "shows"
    BESIDE = "beside"
    BOSS_LOOKS_IN = "boss_looks_in"
    BREAKS_TOGETHER = "breaks_together"
    NOBODY_YET = "nobody_yet"


# What the buttons of a note offer; another length is written.
SUPPORT_MINUTES = (15, 30, 45, 60)
LONGEST_SUPPORT_MINUTES = 600
