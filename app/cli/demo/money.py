"""The demo's money: two administrators check the rules, coaches tell what their clients live on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.cli.demo.cast import PEOPLE, SECOND_ADMINISTRATOR, THIRD
from app.domain.acting import SaidHow
from app.domain.benefits import PENSION_LIMIT, Situation
from app.domain.calendar import local_day, month_start
from app.domain.vocabulary import AllowanceKind, Benefit
from app.services import money, rules
from app.store import rules as store
from app.store.allowances import Allowance

if TYPE_CHECKING:
    from datetime import datetime

    from app.cli.demo.cast import Cast
    from app.domain.policy import Actor

# Rows that ended longer ago stay as they came: nobody has checked them.
CHECKED_BACK = timedelta(days=730)
# One with nothing beside the pension, one with housing allowance, one near the own limit.
ALONE = Situation(social_assistance=False, housing_allowance=False, other_cents_month=0)
SITUATIONS = {
    "Kalle": replace(ALONE, benefit=Benefit.DISABILITY_PENSION),
    "Kaisa": replace(ALONE, benefit=Benefit.GENERAL_SUPPORT, housing_allowance=True),
    THIRD: replace(ALONE, benefit=Benefit.REHABILITATION_SUBSIDY, own_limit_cents=6000),
}
PAID = {
    "Kalle": (AllowanceKind.WORK_ACTIVITY_MONEY, 6, 3000),
    "Kaisa": (AllowanceKind.EXPENSE_ALLOWANCE, 8, 7200),
}


def tell(cast: Cast, *, now: datetime) -> None:
    """All that is known of money by now; at the start of the month, as a coach would ask it."""
    _check_rules(cast, now=now)
    coach, month = cast[PEOPLE["coach"]], month_start(local_day(now))
    for name, situation in SITUATIONS.items():
        client_id = cast.client_id(name)
        money.set_situation(
            coach, client_id, situation, valid_from=month, said=SaidHow.IN_PERSON, now=now
        )
    for name, (kind, days, cents) in PAID.items():
        for first in (month, month_start(month - timedelta(days=1))):
            paid = Allowance(kind, first, cents, days)
            money.add_allowance(coach, cast.client_id(name), paid, said=SaidHow.IN_PERSON, now=now)


def _check_rules(cast: Cast, *, now: datetime) -> None:
    administrator: Actor = cast[PEOPLE["administrator"]]
    long_ago = local_day(now) - CHECKED_BACK
    for rows in store.list_kept().values():
        for one in rows:
            is_old = one.row.valid_to is not None and one.row.valid_to < long_ago
            if not is_old and not one.row.confirmed:
                rules.confirm_rule(administrator, one.id, now=now)
    following = local_day(now).replace(year=local_day(now).year + 1, month=1, day=1)
    rules.add_rule(
        cast[SECOND_ADMINISTRATOR], PENSION_LIMIT, "1000,00", valid_from=following,
        source="Kokeilun esimerkki, ei oikea arvo", now=now,
    )  # fmt: skip
