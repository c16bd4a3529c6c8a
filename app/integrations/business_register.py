"""What the public business register says of an organisation, where the site may ask it.

Source: PRH and the Tax Administration, Business Information System (YTJ), open data interface v3,
`/companies?businessId=`, licence CC BY 4.0, at most 300 questions a minute for everybody together.
"""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections import OrderedDict
from datetime import timedelta
from http import HTTPStatus
from http.client import HTTPException
from typing import TYPE_CHECKING, Any, Protocol

from app.domain.organisations import Company

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

OPEN_DATA = "https://avoindata.prh.fi/opendata-ytj-api/v3"
# Somebody waits at the form: better to write by hand than to look at an empty page.
TIMEOUT_SECONDS = 4
LONGEST_ANSWER = 1_000_000
# How long an answer is good, and how long the register is left in peace when it had none.
KEPT_FOR = timedelta(hours=12)
REST = timedelta(minutes=1)
MOST_KEPT = 500
# What its numbers mean: the name that is in force, the address one can go to, words in Finnish.
MAIN_NAME, STREET, FINNISH = "1", "1", "1"


class RegisterSilent(Exception):
    """The register gave no answer that can be read; it says nothing of the organisation."""


class BusinessRegister(Protocol):
    """Knows organisations by their business id."""

    def find(self, business_id: str, *, now: datetime) -> Company | None:
        """The organisation, or None where the register has none. Raises: RegisterSilent."""


class OpenRegister:
    """The open data interface of YTJ."""

    def __init__(self, url: str = OPEN_DATA, timeout: float = TIMEOUT_SECONDS) -> None:
        if not url.startswith(("https://", "http://")):
            raise ValueError("BUSINESS_REGISTER_URL must be an http address")
        self._url = url.rstrip("/")
        self._timeout = timeout

    def find(self, business_id: str, *, now: datetime) -> Company | None:  # noqa: ARG002
        """Ask over the network. Raises: RegisterSilent."""
        query = urllib.parse.urlencode({"businessId": business_id})
        request = urllib.request.Request(  # noqa: S310 - the scheme was checked
            f"{self._url}/companies?{query}", headers={"Accept": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as answer:  # noqa: S310
                return _read(json.loads(answer.read(LONGEST_ANSWER)), business_id)
        except urllib.error.HTTPError as error:
            with error:
                if error.code == HTTPStatus.NOT_FOUND:
                    return None
                raise RegisterSilent(f"answered {error.code}") from error
        except (
            OSError,
            HTTPException,
            ValueError,
            LookupError,
            TypeError,
            AttributeError,
        ) as error:
            raise RegisterSilent(type(error).__name__) from error


class KeptRegister:
    """Another register whose answers are kept a while; it rests after it had none to give."""

    def __init__(self, register: BusinessRegister) -> None:
        self._register = register
        self._kept: OrderedDict[str, tuple[datetime, Company | None]] = OrderedDict()
        self._rests_until: datetime | None = None
        self._lock = threading.Lock()

    def find(self, business_id: str, *, now: datetime) -> Company | None:
        """From what is kept, else by asking. Raises: RegisterSilent."""
        with self._lock:
            kept = self._kept.get(business_id)
            if kept is not None and now - kept[0] < KEPT_FOR:
                return kept[1]
            if self._rests_until is not None and now < self._rests_until:
                raise RegisterSilent("rests")
        try:
            found = self._register.find(business_id, now=now)
        except RegisterSilent:
            with self._lock:
                self._rests_until = now + REST
            raise
        self._keep(business_id, found, now)
        return found

    def _keep(self, business_id: str, found: Company | None, now: datetime) -> None:
        with self._lock:
            self._kept[business_id] = (now, found)
            self._kept.move_to_end(business_id)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)


class InventedRegister:
    """What the demo shows: one organisation that does not exist, and no other."""

    def find(self, business_id: str, *, now: datetime) -> Company | None:  # noqa: ARG002
        """The invented bakery by the id that the field gives as its example."""
        if business_id != "1234567-1":
            return None
        return Company("Esimerkin Leipomo Oy", "Osakeyhtiö", "Keksitty katu 3, 00530 Helsinki")


def open_register(url: str, *, demo: bool) -> BusinessRegister | None:
    """The register of this installation; None where the site asks nobody."""
    if url:
        return KeptRegister(OpenRegister(url))
    return InventedRegister() if demo else None


def _read(answer: dict[str, Any], business_id: str) -> Company | None:
    """The organisation of an answer; the errors of a broken one are the caller's to catch."""
    for one in answer["companies"]:
        if one["businessId"]["value"] == business_id:
            return Company(_name(one), _form(one), _address(one), ended=_ended(one))
    return None


def _in_force(rows: Sequence[dict[str, Any]] | None) -> list[dict[str, Any]]:
    return [row for row in rows or () if not row.get("endDate")]


def _name(one: dict[str, Any]) -> str:
    names = _in_force(one["names"]) or one["names"]
    return str(next((row for row in names if row.get("type") == MAIN_NAME), names[0])["name"])


def _form(one: dict[str, Any]) -> str:
    forms = _in_force(one.get("companyForms"))
    return _finnish(forms[0].get("descriptions"), "description") if forms else ""


def _finnish(rows: Sequence[dict[str, Any]] | None, key: str) -> str:
    """The text in Finnish, else in the language that there is."""
    told = list(rows or ())
    told.sort(key=lambda row: str(row.get("languageCode")) != FINNISH)
    return str(told[0].get(key) or "") if told else ""


def _address(one: dict[str, Any]) -> str:
    """The address that can be visited, in a line; without one that for letters."""
    rows = _in_force(one.get("addresses"))
    rows.sort(key=lambda row: str(row.get("type")) != STREET)
    return _line(rows[0]) if rows else ""


def _line(row: dict[str, Any]) -> str:
    street = " ".join(str(row[key]) for key in _STREET_PARTS if row.get(key))
    box = f"PL {row['postOfficeBox']}" if row.get("postOfficeBox") else ""
    town = _finnish(row.get("postOffices"), "city").title()
    office = f"{row.get('postCode') or ''} {town}".strip()
    told = [street or box or str(row.get("freeAddressLine") or ""), office]
    return ", ".join(part for part in told if part)


_STREET_PARTS = ("street", "buildingNumber", "entrance", "apartmentNumber")


def _ended(one: dict[str, Any]) -> bool:
    return bool(one.get("endDate"))
