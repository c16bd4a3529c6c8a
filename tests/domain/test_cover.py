"""The ladder of replacing somebody, and what puts a shift at risk."""

from __future__ import annotations

from uuid import uuid4

from app.domain.cover import Risk, Rung, apart, risks_of


def test_everybody_stands_on_the_highest_rung_only() -> None:
    one, two, three = uuid4(), uuid4(), uuid4()
    known = {Rung.TEAM: [one], Rung.SITE: [one, two], Rung.SKILL: [one, two, three]}
    assert apart(known) == {Rung.TEAM: {one}, Rung.SITE: {two}, Rung.SKILL: {three}}


def test_the_gravest_risk_comes_first() -> None:
    assert risks_of(missing=0, without_coach=0, unsure=0, orderer_silent=False) == ()
    assert risks_of(
        missing=1, without_coach=2, unsure=1, orderer_silent=True, instructor_missing=True
    ) == tuple(Risk)
    assert risks_of(missing=0, without_coach=0, unsure=1, orderer_silent=True) == (
        Risk.UNCONFIRMED, Risk.SILENT_ORDERER,
    )  # fmt: skip
