from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from server.kernel.errors import InvalidInput
from server.metrics.answers.receipts import ReceiptFacts, read_receipt, scope_digest, sign
from server.metrics.asked import DimFilter
from server.metrics.components import Frame
from server.metrics.words import Grain, OrgView

KEY = b"k" * 32
FACTS = ReceiptFacts(
    metric="attrition_rate_average",
    version=2,
    hash="5551034488e5287b",
    period="2025-03",
    grain=Grain.MONTH,
    group=("department=N1",),
    where=(DimFilter("gender", ("F", "X"), negated=True),),
    org_view=OrgView.AS_WAS,
    as_of=date(2025, 4, 30),
    watermark=datetime(2025, 4, 30, 15, 59, 59, 999000, tzinfo=UTC),
    policy_version="p1",
    scope="",
    value=Decimal("0.1"),
    status="OK",
    n=40,
)


@pytest.mark.parametrize(
    "facts", [FACTS, replace(FACTS, value=None, status="NO_DATA", n=None, group=(), where=())]
)
def test_what_was_written_is_read(facts):
    assert read_receipt(KEY, sign(KEY, facts)) == facts


def test_a_receipt_is_one_short_word():
    text = sign(KEY, FACTS)

    assert len(text) < 400
    assert text.startswith("z1.")
    assert not set(text) - set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")


def test_no_letter_can_be_changed():
    text = sign(KEY, FACTS)

    for at in range(3, len(text)):
        other = "A" if text[at] != "A" else "B"
        with pytest.raises(InvalidInput):
            read_receipt(KEY, text[:at] + other + text[at + 1 :])


def test_another_house_signs_otherwise():
    with pytest.raises(InvalidInput):
        read_receipt(b"x" * 32, sign(KEY, FACTS))


def test_scopes_are_told_apart_without_being_named():
    north, south = frozenset({"d1", "d2"}), frozenset({"d3"})

    assert scope_digest(Frame()) == ""
    assert scope_digest(Frame(departments=north)) != scope_digest(Frame(departments=south))
    assert scope_digest(Frame(person="d3")) != scope_digest(Frame(departments=south))
    assert "d3" not in scope_digest(Frame(departments=south))
