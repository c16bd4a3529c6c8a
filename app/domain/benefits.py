"""What a work does to a client's benefits in one month: an estimate, never a promise.

Pure: the client's situation, the month's earnings, this work's pay and the dated rule rows come
in; one of three outcomes goes out, with the amounts that the rules prove, what is to be told to
whom, and what is not known. A change is given as a range; where the most is not known it is None.
Every amount and share is a row of the rules; sources: the rows themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any

from app.domain.calendar import month_start
from app.domain.dated_rules import DatedRule, RulesOn, rule_from_facts
from app.domain.vocabulary import Benefit

if TYPE_CHECKING:
    from collections.abc import Iterable

PENSIONS = frozenset({Benefit.DISABILITY_PENSION, Benefit.REHABILITATION_SUBSIDY})
HOUSING = "housing_allowance"
# Keys of the rule rows that are read here.
PENSION_LIMIT = "pension.earnings_limit"
SUPPORT_NAME = "unemployment.name"
SUPPORT_DAILY = "unemployment.full_daily"
SUPPORT_PROTECTED = "unemployment.protected_part"
SUPPORT_SHARE = "unemployment.wage_share"
SUPPORT_DIVISOR = "unemployment.days_per_month"
HOUSING_DEDUCTION = "housing.earned_income_deduction"
HOUSING_SHARE = "housing.most_per_euro"
SOCIAL_SHARE = "social_assistance.earnings_share"
SOCIAL_MOST = "social_assistance.earnings_most"
RULE_KEYS = frozenset(
    {
        PENSION_LIMIT, SUPPORT_NAME, SUPPORT_DAILY, SUPPORT_PROTECTED, SUPPORT_SHARE,
        SUPPORT_DIVISOR, HOUSING_DEDUCTION, HOUSING_SHARE, SOCIAL_SHARE, SOCIAL_MOST,
    }
)  # fmt: skip


class Effect(StrEnum):
    """What a work does to the benefits, from the mildest to the gravest."""

    NO_EFFECT = "no_effect"
    SOME_EFFECT = "some_effect"
    STOP_AND_ASK = "stop_and_ask"


_GRAVITY = list(Effect)


@dataclass(frozen=True, slots=True)
class Situation:
    """What the client lives on. Units: cents a month. None: nobody has asked yet."""

    benefit: Benefit = Benefit.UNKNOWN
    own_limit_cents: int | None = None
    social_assistance: bool | None = None
    housing_allowance: bool | None = None
    other_cents_month: int | None = None

    @property
    def has_social_assistance(self) -> bool:
        """Whether social assistance is paid, alone or on top of another benefit."""
        return self.benefit is Benefit.SOCIAL_ASSISTANCE or bool(self.social_assistance)

    @property
    def is_single(self) -> bool:
        """Whether it is known that nothing is paid beside the one benefit."""
        return self.social_assistance is False and self.housing_allowance is False


UNKNOWN_SITUATION = Situation()


@dataclass(frozen=True, slots=True)
class MonthEarnings:
    """Pay of one month's work: done, and agreed but still to come; each shift stands in one."""

    month: date
    done_cents: int = 0
    coming_cents: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """By how much a benefit becomes smaller in the month. Units: cents; None is not known."""

    benefit: str
    least_cents: int
    most_cents: int | None

    @property
    def is_exact(self) -> bool:
        """Whether it is one amount and no range."""
        return self.least_cents == self.most_cents


@dataclass(frozen=True, slots=True)
class Outcome:
    """The judgement of one month, with all that it rests on. Units: cents.

    `stops` say why to stop and ask; `reports` what is to be told; `unknowns` what nobody knows.
    """

    effect: Effect
    month: date
    situation: Situation
    done_cents: int
    coming_cents: int
    work_cents: int
    limit_cents: int | None = None
    support_name: str = ""
    changes: tuple[Change, ...] = ()
    stops: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    unknowns: tuple[str, ...] = ()
    gain_proven: bool = False
    rules: tuple[DatedRule, ...] = ()

    @property
    def before_cents(self) -> int:
        """What the month brings without this work; accepted shifts and other wages are in it."""
        return self.done_cents + self.coming_cents + (self.situation.other_cents_month or 0)

    @property
    def after_cents(self) -> int:
        """What the month brings with this work."""
        return self.before_cents + self.work_cents

    @property
    def left_cents(self) -> int | None:
        """How much may still be earned before the limit; below zero when it is passed."""
        return None if self.limit_cents is None else self.limit_cents - self.after_cents

    def as_facts(self) -> dict[str, Any]:
        """Everything as plain values, to be kept as it was shown."""
        known = self.situation
        return {
            "effect": self.effect.value, "month": self.month.isoformat(),
            "situation": {
                "benefit": known.benefit.value, "own_limit_cents": known.own_limit_cents,
                "social_assistance": known.social_assistance,
                "housing_allowance": known.housing_allowance,
                "other_cents_month": known.other_cents_month,
            },
            "done_cents": self.done_cents, "coming_cents": self.coming_cents,
            "work_cents": self.work_cents, "limit_cents": self.limit_cents,
            "support_name": self.support_name,
            "changes": [[one.benefit, one.least_cents, one.most_cents] for one in self.changes],
            "stops": list(self.stops), "reports": list(self.reports),
            "unknowns": list(self.unknowns), "gain_proven": self.gain_proven,
            "rules": [row.as_facts() for row in self.rules],
        }  # fmt: skip


def outcome_from_facts(facts: dict[str, Any]) -> Outcome:
    """The judgement again, as it was kept."""
    known = facts["situation"]
    lists = {name: tuple(facts[name]) for name in ("stops", "reports", "unknowns")}
    return Outcome(
        **facts
        | lists
        | {
            "effect": Effect(facts["effect"]),
            "month": date.fromisoformat(facts["month"]),
            "situation": Situation(**known | {"benefit": Benefit(known["benefit"])}),
            "changes": tuple(Change(*one) for one in facts["changes"]),
            "rules": tuple(rule_from_facts(row) for row in facts["rules"]),
        }
    )


@dataclass
class _Findings:
    """What has been found out so far about one month."""

    situation: Situation
    before: int
    work: int
    rules: RulesOn
    limit: int | None = None
    support_name: str = ""
    changes: list[Change] = field(default_factory=list)
    stops: list[str] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)
    unknowns: list[str] = field(default_factory=list)

    @property
    def after(self) -> int:
        return self.before + self.work

    def cents(self, key: str) -> int | None:
        row = self.rules.find(key)
        return None if row is None else row.cents

    def change(self, benefit: str, least: int, most: int | None) -> None:
        if most is None or most > 0:
            self.changes.append(Change(benefit, least, most))

    def effect(self) -> Effect:
        if self.stops:
            return Effect.STOP_AND_ASK
        return Effect.SOME_EFFECT if self.changes else Effect.NO_EFFECT


def judge(
    situation: Situation, earned: MonthEarnings, work_cents: int, rules: Iterable[DatedRule]
) -> Outcome:
    """What so much more pay in the month does to the benefits."""
    month = month_start(earned.month)
    before = earned.done_cents + earned.coming_cents + (situation.other_cents_month or 0)
    found = _Findings(situation, before, work_cents, RulesOn(tuple(rules), month))
    _look_at_benefit(found)
    if situation.has_social_assistance:
        _look_at_social_assistance(found)
    _look_at_housing(found)
    _look_at_the_rest(found)
    return Outcome(
        effect=found.effect(), month=month, situation=situation, done_cents=earned.done_cents,
        coming_cents=earned.coming_cents, work_cents=work_cents, limit_cents=found.limit,
        support_name=found.support_name, changes=tuple(found.changes), stops=tuple(found.stops),
        reports=tuple(found.reports), unknowns=tuple(found.unknowns),
        gain_proven=_is_gain_proven(found), rules=tuple(found.rules.used),
    )  # fmt: skip


def _look_at_benefit(found: _Findings) -> None:
    benefit = found.situation.benefit
    if benefit in PENSIONS:
        _look_at_pension(found)
    elif benefit is Benefit.GENERAL_SUPPORT:
        _look_at_support(found)
    elif benefit is not Benefit.SOCIAL_ASSISTANCE:
        found.stops.append("benefit_unknown")


def _look_at_pension(found: _Findings) -> None:
    """A cliff: below the limit the pension stays as it is, above it the whole of it is at stake."""
    own = found.situation.own_limit_cents
    found.limit = own if own is not None else found.cents(PENSION_LIMIT)
    found.reports.append("pension")
    if found.limit is None:
        found.stops.append("limit_unknown")
    elif found.before > found.limit:
        found.stops.append("limit_passed")
    elif found.after > found.limit:
        found.stops.append("over_limit")


def adjusted_daily(wage: int, full: int, protected: int, share: Fraction, days: Fraction) -> int:
    """The adjusted benefit of a day: full less a share of the wage above the protected part.

    Units: cents; wage and protected part a month, `days` in the month. Halves are rounded up.
    """
    lowered = full - share * max(0, wage - protected) / days
    return max(0, int(lowered + Fraction(1, 2)))


def adjusted_month(wage: int, full: int, protected: int, share: Fraction, days: Fraction) -> int:
    """The adjusted benefit of a month, rounded down: an estimate promises nothing. Units: cents."""
    return int(adjusted_daily(wage, full, protected, share, days) * days)


def _look_at_support(found: _Findings) -> None:
    """A slope: of each euro of wage a share is taken off, until nothing is left."""
    full, protected = found.cents(SUPPORT_DAILY), found.cents(SUPPORT_PROTECTED)
    share, days = found.rules.find(SUPPORT_SHARE), found.rules.find(SUPPORT_DIVISOR)
    name = found.rules.find(SUPPORT_NAME)
    found.support_name = name.value if name else ""
    found.reports.append("support")
    if full is None or protected is None or share is None or days is None:
        found.stops.append("rule_missing")
        return
    terms = (full, protected, share.number, days.number)
    if adjusted_daily(found.after, *terms) == 0:
        found.stops.append("benefit_ends")
    lost = adjusted_month(found.before, *terms) - adjusted_month(found.after, *terms)
    found.change(Benefit.GENERAL_SUPPORT.value, lost, lost)


def _look_at_social_assistance(found: _Findings) -> None:
    """At most all that is not left out of account; how much is decided case by case."""
    share, most = found.rules.find(SOCIAL_SHARE), found.cents(SOCIAL_MOST)
    found.reports.append("social_assistance")
    if share is None or most is None:
        found.stops.append("rule_missing")
        return

    def counted(cents: int) -> int:
        return cents - min(int(cents * share.number), most)

    # What another benefit loses is no income any more, so it is not taken twice.
    elsewhere = sum(one.least_cents for one in found.changes)
    lost = counted(found.after) - counted(found.before) - elsewhere
    found.change(Benefit.SOCIAL_ASSISTANCE.value, 0, lost)


def _look_at_housing(found: _Findings) -> None:
    """At most so much of each further euro; nothing before the next review, so a range from 0."""
    has = found.situation.housing_allowance
    if has is None:
        found.unknowns.append("housing")
    if not has:
        return
    found.reports.append("housing")
    if found.situation.benefit in PENSIONS:
        # The pensioners' own housing allowance has other rules, which nobody has entered.
        found.change(HOUSING, 0, None)
        return
    share, spared = found.rules.find(HOUSING_SHARE), found.cents(HOUSING_DEDUCTION)
    if share is None or spared is None:
        found.stops.append("rule_missing")
        return
    more = max(0, found.after - spared) - max(0, found.before - spared)
    found.change(HOUSING, 0, ceil(share.number * more))


def _look_at_the_rest(found: _Findings) -> None:
    if found.situation.social_assistance is None and not found.situation.has_social_assistance:
        found.unknowns.append("social_assistance")
    if found.situation.other_cents_month is None:
        found.unknowns.append("other_wages")
    found.unknowns += ["tax", "pay_day"]
    if not found.rules.all_checked:
        found.stops.append("rule_unchecked")


def _is_gain_proven(found: _Findings) -> bool:
    """Whether the rules prove that more is left than without the work, whatever the tax.

    Only for the adjusted benefit alone: half of the wage stays, and tax never takes all of it.
    """
    known = found.situation
    if known.benefit is not Benefit.GENERAL_SUPPORT or not known.is_single or found.stops:
        return False
    lost = sum(one.most_cents or 0 for one in found.changes)
    return lost < found.work


def worst_of(outcomes: Iterable[Outcome]) -> Outcome:
    """The gravest of several months; of equally grave ones the first. Raises: ValueError."""
    by_month = sorted(outcomes, key=lambda one: one.month)
    return max(by_month, key=lambda one: _GRAVITY.index(one.effect))
