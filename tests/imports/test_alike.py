"""Whom a newcomer looks like, the surest reason first; what many share says nothing."""

from __future__ import annotations

from datetime import date

import pytest

from server.imports.alike import Trait, birth_in, weigh

PHONE, EMAIL, NAMED = ("SAME_PHONE", "p"), ("SAME_EMAIL", "e"), ("SAME_NAME_AND_HIRE_DATE", ("chenjia", None))


@pytest.mark.parametrize(
    ("number", "day"),
    [
        ("11010519491231002X", date(1949, 12, 31)),
        ("110105194913310021", None),
        ("E12345678", None),
        ("", None),
    ],
)
def test_a_citizens_number_spells_a_day_of_birth(number, day):
    assert birth_in(number) == day


def test_the_surest_reason_comes_first_then_who_shares_more():
    owners: dict[Trait, list[str]] = {PHONE: ["b", "c"], EMAIL: ["c", "d"], NAMED: ["a"]}

    assert weigh(iter([NAMED, EMAIL, PHONE]), owners) == (
        ("c", ("SAME_PHONE", "SAME_EMAIL")),
        ("b", ("SAME_PHONE",)),
        ("d", ("SAME_EMAIL",)),
        ("a", ("SAME_NAME_AND_HIRE_DATE",)),
    )


def test_the_phone_of_the_front_desk_tells_nobody_apart():
    assert weigh(iter([PHONE]), {PHONE: [str(number) for number in range(21)]}) == ()
