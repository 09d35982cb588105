"""What counts: doubles, blanks, tests and machines do not, and the reason says which."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from server.feedback.ticket_models import FeedbackInvalidReason as Reason
from server.feedback.validity import Given, judge, key_of

DAY = date(2025, 6, 30)
KEY = ("c1", "o1", DAY)


@pytest.mark.parametrize(
    ("_case", "given", "reason"),
    [
        ("a rating alone", Given(score=5), None),
        ("words alone", Given(text="很好"), None),
        ("a recommendation of 0 is an answer", Given(nps=0), None),
        ("nothing", Given(), Reason.EMPTY),
        ("dots and smiles", Given(text=" …… 😀 "), Reason.EMPTY),
        ("a test in Chinese", Given(text="测试！", score=5), Reason.TEST),
        ("a test in English", Given(text="  TEST "), Reason.TEST),
        ("a word of ours within a sentence", Given(text="测试仪不准"), None),
        ("one key held down", Given(text="aaaaaaaa"), Reason.TEST),
        ("a test customer", Given(score=5, customer_ref="qa-test-1"), Reason.TEST),
        ("a customer whose name holds the word", Given(score=5, customer_ref="latest9"), None),
        ("a tap as fast as a thumb", Given(score=5, seconds=0.4), None),
        ("a tap faster than that", Given(score=5, seconds=0.399), Reason.AUTOMATIC),
        ("words typed in two seconds", Given(text="好", seconds=2.0), None),
        ("words in less", Given(text="好", seconds=1.999), Reason.AUTOMATIC),
        ("a field filled that nobody sees", Given(text="很好", score=5, is_trapped=True), Reason.AUTOMATIC),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_answer_is_judged(_case, given, reason):
    assert judge(given) is reason


@pytest.mark.parametrize(
    ("key", "doubled"),
    [
        (KEY, True),
        (("c1", "o1", date(2025, 7, 1)), False),
        (("c1", "o2", DAY), False),
        (("c2", "o1", DAY), False),
        (None, False),
    ],
    ids=["the same three", "another day", "another order", "another customer", "nobody named"],
)
def test_the_same_customer_order_and_day_count_once(key, doubled):
    found = judge(Given(score=5), key, {KEY})

    assert found is (Reason.DUPLICATE if doubled else None)


def test_a_day_is_the_company_s_own():
    late = datetime(2025, 6, 30, 16, 30, tzinfo=UTC)  # half past midnight in Shanghai
    given = Given(customer_ref="c1", order_ref="o1")

    assert key_of(given, late, "Asia/Shanghai") == ("c1", "o1", date(2025, 7, 1))
    assert key_of(given, late, "UTC") == KEY
    assert key_of(Given(score=5), late, "UTC") is None
