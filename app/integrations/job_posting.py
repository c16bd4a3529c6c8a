"""A published order as schema.org/JobPosting in JSON-LD, as search engines read it.

It stands in the page as a data block (`type="application/ld+json"`). A data block is not a script:
the HTML standard leaves it before any policy of content is asked, so the strict policy stays whole.

Source: schema.org/JobPosting; the properties that Google Search requires and recommends.
"""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from app.domain.money import plain_money

if TYPE_CHECKING:
    from app.domain.public_tasks import Posting

# What could end the data block or begin another tag is written by its number.
_RISKY = {ord(one): f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029"}


def write_posting(posting: Posting) -> str:
    """The posting as JSON that can stand between the tags of a data block."""
    return json.dumps(_facts(posting), ensure_ascii=False).translate(_RISKY)


def _facts(posting: Posting) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": posting.title,
        "description": _description(posting),
        "identifier": {
            "@type": "PropertyValue", "name": posting.publisher, "value": posting.key,
        },
        "url": posting.address,
        "datePosted": posting.posted_on.isoformat(),
        "validThrough": posting.valid_through.isoformat(),
        "employmentType": ["PART_TIME", "TEMPORARY"],
        "industry": posting.kind,
        "workHours": "; ".join(posting.times),
        "totalJobOpenings": posting.openings,
        # Who mediates the work is told where the orderer's name may not be.
        "hiringOrganization": {
            "@type": "Organization", "name": posting.organisation or posting.publisher,
        },
        "directApply": False,
    } | _location(posting)  # fmt: skip
    if posting.pay_cents_per_hour is not None:
        found["baseSalary"] = _salary(posting.pay_cents_per_hour)
    return found


def _location(posting: Posting) -> dict[str, Any]:
    """Where the work is done, or for work from home where whoever does it lives."""
    if posting.remote:
        country = {"@type": "Country", "name": "FI"}
        return {"jobLocationType": "TELECOMMUTE", "applicantLocationRequirements": country}
    address = {
        "@type": "PostalAddress", "addressLocality": posting.place, "addressCountry": "FI",
    }  # fmt: skip
    return {"jobLocation": {"@type": "Place", "address": address}}


def _salary(cents: int) -> dict[str, Any]:
    return {
        "@type": "MonetaryAmount", "currency": "EUR",
        "value": {
            "@type": "QuantitativeValue", "value": float(plain_money(cents)), "unitText": "HOUR",
        },
    }  # fmt: skip


def _description(posting: Posting) -> str:
    """The words of the page as the few tags that a description may have."""
    parts = "".join(f"<p>{escape(text)}</p>" for text in posting.paragraphs)
    steps = "".join(f"<li>{escape(step)}</li>" for step in posting.steps)
    return parts + (f"<ul>{steps}</ul>" if steps else "")
