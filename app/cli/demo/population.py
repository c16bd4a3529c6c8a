"""Synthetic populations as import files: the same way in as for a city's own files."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from stdnum.fi import ytunnus

from app.cli.demo import names
from app.domain.vocabulary import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from app.domain.vocabulary import Scale

Row = dict[str, object]
DAYS = ("ma", "ti", "ke", "to", "pe", "la")
BENEFITS = ("disability_pension",) * 5 + ("general_support",) * 4 + ("social_assistance", "unknown")
NEEDS = ("first_shifts",) * 5 + ("none",) * 2 + ("weekly",) * 2 + ("always",)
LANGUAGES = ("fi-selko",) * 5 + ("fi",) * 5 + ("sv", "en")
LIMITS = (
    "lifting<=light", "standing<=some", "stairs<=none", "noise<=some", "pace<=calm", "people<=few",
    "reading<=none", "no_evenings", "no_weekends", "outdoors<=some",
)  # fmt: skip
SHORT_WEEK = "ma 8-16; ti 8-16; ke 8-16; to 8-14"
CATEGORIES = tuple(dict.fromkeys(work.template.category for work in names.WORKS))
PASSES = ("hygiene_passport", "occupational_safety_card", "criminal_record_extract")


@dataclass(frozen=True)
class Size:
    """How many of each; `towns`: spread over the country instead of one city."""

    units: int
    coaches_per_unit: int
    clients: int
    organisations: int
    tasks: int
    places_per_task: int = 1
    towns: bool = False


SIZES = {
    "unit": Size(units=1, coaches_per_unit=3, clients=60, organisations=10, tasks=40),
    "city": Size(units=40, coaches_per_unit=3, clients=5_000, organisations=300, tasks=2_000),
    "nation": Size(
        units=400, coaches_per_unit=3, clients=50_000, organisations=2_500, tasks=5_000,
        places_per_task=2, towns=True,
    ),
}  # fmt: skip


@dataclass
class Population:
    """Draws the rows of each file from one seed; the same seed gives the same files."""

    size: Size
    seed: int
    today: date
    random: Random = field(init=False)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)

    @property
    def workers(self) -> int:
        """How many responsible workers there are."""
        return max(8, self.size.clients // 100)

    def _place(self) -> tuple[str, float, float]:
        if self.size.towns:
            weights = [town[3] for town in names.TOWNS]
            name, lat, lon, _share = self.random.choices(names.TOWNS, weights)[0]
            spread = 0.12
        else:
            name, lat, lon = self.random.choice(names.AREAS)
            spread = 0.01
        moved = (lat + self.random.gauss(0, spread / 2), lon + self.random.gauss(0, spread))
        return name, round(moved[0], 5), round(moved[1], 5)

    def _phone(self, start: str = "040") -> str:
        return f"{start} {self.random.randrange(10**6, 10**7)}"

    def _name(self) -> tuple[str, str]:
        return self.random.choice(names.FIRST_NAMES), self.random.choice(names.LAST_NAMES)

    def units(self) -> Iterator[Row]:
        for number in range(self.size.units):
            area, lat, lon = self._place() if self.size.towns else names.AREAS[number % 20]
            name, kind = names.UNIT_NAMES[number % len(names.UNIT_NAMES)]
            yield {
                "code": f"U{number + 1:03}",
                "name": name if number < len(names.UNIT_NAMES) else f"{area}, yksikkö {number + 1}",
                "neutral_name": "Helsingin Jobcenter", "kind": kind, "area": area, "lat": lat,
                "lon": lon, "phone": self._phone("09"),
            }  # fmt: skip

    def coach_email(self, unit: int, number: int) -> str:
        return f"valmentaja.{unit + 1}.{number + 1}@example.org"

    def worker_email(self, number: int) -> str:
        return f"vastuu.{number + 1}@example.org"

    def staff(self) -> Iterator[Row]:
        for unit in range(self.size.units):
            for number in range(self.size.coaches_per_unit):
                yield self.person("coach", self.coach_email(unit, number), unit)
            yield self.person("unit_manager", f"esihenkilo.{unit + 1}@example.org", unit)
        for number in range(self.workers):
            email = self.worker_email(number)
            yield self.person("responsible_worker", email, number % self.size.units)
        for role, count in (
            ("dispatcher", 2), ("work_ability_coordinator", 3), ("network_member", 7),
            ("regional_coordinator", 5), ("administrator", 1), ("auditor", 1),
        ):  # fmt: skip
            for number in range(count):
                yield self.person(role, f"{role}.{number + 1}@example.org", None)

    def person(self, role: str, email: str, unit: int | None) -> Row:
        first, last = self._name()
        second = unit % 3 if unit and email.endswith(".2@example.org") and role == "coach" else 0
        hours = self.random.choice((25, 25, 30, 30, 20)) if role == "coach" else ""
        return {
            "email": email, "first_name": first, "last_name": last, "role": role,
            "unit_code": "" if unit is None else f"U{unit + 1:03}",
            "support_hours_per_week": hours, "languages": self.random.choice(("fi", "fi sv")),
            "phone": self._phone(),
            "working_hours": SHORT_WEEK if second == 2 else "",
            "absences": f"{self._day(20)}..{self._day(24)}" if second == 1 else "",
        }  # fmt: skip

    def _day(self, number: int) -> str:
        """The day in so many days; earlier for a number below zero."""
        return (self.today + timedelta(days=number)).isoformat()

    def organisations(self) -> Iterator[Row]:
        for number in range(self.size.organisations):
            word, kind = names.ORGANISATION_KINDS[number % len(names.ORGANISATION_KINDS)]
            area = names.AREAS[(number * 7) % len(names.AREAS)][0]
            first, last = self._name()
            city = kind == "city_unit"
            yield {
                "org_ref": f"D{number + 1:05}", "business_id": "" if city else _business_id(number),
                "name": f"{word} {area}" + (f" {number // 20 + 1}" if number >= 20 else ""),
                "kind": kind, "cost_centre": f"{40000 + number}" if city else "",
                "contact_first_name": first, "contact_last_name": last,
                "contact_email": f"tilaaja.{number + 1}@example.com",
                "contact_phone": self._phone("050"), "language": "fi",
            }  # fmt: skip

    def clients(self) -> Iterator[Row]:
        for number in range(self.size.clients):
            yield self.client(number)

    def client(self, number: int) -> Row:
        draw = self.random
        unit = number % self.size.units
        coach = (number // self.size.units) % self.size.coaches_per_unit
        first, last = self._name()
        stop, lat, lon = self._place()
        wishes = draw.sample(CATEGORIES, draw.choice((1, 2, 2, 3)))
        avoid = draw.sample([c for c in CATEGORIES if c not in wishes], draw.choice((0, 0, 1)))
        started = self.today - timedelta(days=draw.randrange(60, 900))
        row: Row = {
            "client_ref": f"D{100000 + number}", "first_name": first, "last_name": last,
            "unit_code": f"U{unit + 1:03}", "coach_email": self.coach_email(unit, coach),
            "responsible_worker_email": self.worker_email(number % self.workers),
            "language": draw.choice(LANGUAGES), "birth_year": draw.randrange(1962, 2005),
            "service_group": names.UNIT_NAMES[unit % 6][1], "stop": stop, "lat": lat, "lon": lon,
            "max_travel_minutes": draw.choice((30, 45, 45, 60)),
            "availability": self.availability(),
            "work_activity_days": " ".join(sorted(draw.sample(DAYS[:5], 2), key=DAYS.index)),
            "max_hours_week": draw.choice((8, 10, 12, 16)),
            "max_hours_month": draw.choice(("", "", 30, 40)), "wishes": " ".join(wishes),
            "avoid": " ".join(avoid), "strengths": draw.choice(names.STRENGTHS),
            "limits": " ".join(draw.sample(LIMITS, draw.choice((0, 0, 1, 1, 2)))),
            "passes": " ".join(draw.sample(PASSES, draw.choice((0, 0, 1)))),
            "benefit": draw.choice(BENEFITS), "support_need": draw.choice(NEEDS),
            "non_disclosure": "yes" if draw.random() < 0.02 else "no",
            "phone": self._phone("+35845"),
            "channel": draw.choice(("sms", "sms", "push", "coach")),
            "max_earnings_month": draw.choice(("", "", "", "200,00", "300,00")),
            "started_on": started.isoformat(),
            "waiting_since": (self.today - timedelta(days=draw.randrange(5, 59))).isoformat(),
        }  # fmt: skip
        return row | self._seldom(number, row)

    def _seldom(self, number: int, row: Row) -> Row:
        """What only some clients have; by number, so that nobody else is drawn otherwise."""
        days = [DAYS.index(day) for day in str(row["work_activity_days"]).split()]
        coming = [self.today + timedelta(days=n) for n in range(1, 15)]
        sessions = [f"{day} 9-12" for day in coming if day.weekday() in days]
        away, open_for_once = self._day(3 + number % 9), self._day(5 + number % 9)
        one_only = f"{row['limits']} one_at_a_time".strip()
        return {
            "availability_exceptions": f"{away} no; {open_for_once} 9-15"
            if number % 9 == 4
            else "",
            "work_activity_sessions": "; ".join(sessions) if number % 11 == 5 else "",
            "goes_alone": "yes" if number % 19 == 7 else "no",
            "limits": one_only if number % 23 == 9 else row["limits"],
        }

    def teams(self) -> Iterator[Row]:
        """A pair in each unit; every other pair takes a shift together or not at all."""
        for unit in range(self.size.units):
            pair = [unit + self.size.units * number for number in (4, 6)]
            yield {
                "team_ref": f"T{unit + 1:03}", "unit_code": f"U{unit + 1:03}",
                "name": names.TEAM_NAMES[unit % len(names.TEAM_NAMES)],
                "members": " ".join(f"D{100000 + number}" for number in pair),
                "coach_email": self.coach_email(unit, 0),
                "goes_together": "no" if unit % 2 else "yes",
            }  # fmt: skip

    def blocked(self) -> Iterator[Row]:
        """One client in fifty and an orderer who are not to meet, every third from a later day on.

        By number, so that nobody else is drawn otherwise.
        """
        for number in range(max(3, self.size.clients // 50)):
            since = self._day(10 if number % 3 == 2 else -90 - number % 60)
            yield {
                "client_ref": f"D{100000 + (25 + 17 * number) % self.size.clients}",
                "org_ref": f"D{(3 + 7 * number) % self.size.organisations + 1:05}",
                "starts_on": since,
                "review_on": self._day(120 + number % 60) if number % 2 == 0 else "",
            }

    def availability(self) -> str:
        """Three to six days a week with a span that suits small work."""
        draw = self.random
        days = sorted(draw.sample(range(6), draw.choice((3, 4, 5, 5))))
        spans = ((8, 14), (9, 15), (9, 17), (8, 16), (12, 17))
        return "; ".join(f"{DAYS[d]} {a}-{b}" for d in days for a, b in [draw.choice(spans)])

    def tasks(self) -> Iterator[Row]:
        for number in range(self.size.tasks):
            yield self.task(number)

    def task(self, number: int) -> Row:
        draw = self.random
        work = draw.choice(names.WORKS)
        usual = work.template
        area, lat, lon = self._place()
        start = draw.choice((8, 9, 9, 10, 12, 13))
        return {
            "task_ref": f"D{200000 + number}",
            "org_ref": f"D{draw.randrange(self.size.organisations) + 1:05}",
            "title": usual.title, "description": usual.description, "category": usual.category,
            "place": f"{area}, kohde {number + 1}", "lat": lat, "lon": lon, "door": "Pääovi",
            "first_date": (self.today + timedelta(days=draw.randrange(2, 14))).isoformat(),
            "start": f"{start:02}:00", "end": f"{start + draw.choice((2, 2, 3)):02}:00",
            "recurrence": "", "places": self.size.places_per_task,
            "coach_wanted": draw.choice(("first_shift", "first_shift", "no", "always")),
            "demands": _demands(usual.demands), "passes": "",
            "pay_eur_per_hour": f"{work.pay / 100:.2f}",
            "engagement_model": draw.choice(("partner", "city_employer", "direct_hire")),
            "answer_window_hours": 24, "bring": usual.bring, "languages": "",
        }  # fmt: skip


def _business_id(number: int) -> str:
    """A well-formed business id that no register has given out for this demo."""
    base = 9_000_000 + number * 11
    while True:
        for check in range(10):
            text = f"{base}-{check}"
            if ytunnus.is_valid(text):
                return text
        base += 1


def _demands(levels: Mapping[Scale, int]) -> str:
    return ";".join(f"{scale}={LEVELS[scale][level]}" for scale, level in levels.items())


def as_csv(rows: Iterable[Row]) -> bytes:
    """The rows as an import file; the first row names the columns."""
    rows = iter(rows)
    first = next(rows)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(first))
    writer.writeheader()
    writer.writerow(first)
    writer.writerows(rows)
    return text.getvalue().encode()
