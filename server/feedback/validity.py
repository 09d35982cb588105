"""Whether a customer's word counts: what is doubled, empty, a test or written by a machine does not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from server.feedback.ticket_models import FeedbackInvalidReason

FASTEST_TAP, FASTEST_TEXT = timedelta(seconds=0.4), timedelta(seconds=2)
"""Nobody taps sooner after a form came, and nobody reads it and writes in less."""
SAME_AGAIN = 6
"""So many times the same character and nothing else say nothing."""
TESTS = frozenset(
    {
        "test", "testing", "test123", "asdf", "qwerty", "ignore", "ignoreme",
        "测试", "测试一下", "测试测试", "测试反馈", "测试数据", "请忽略", "试一下",
    }
)  # fmt: skip
TEST_CUSTOMER = re.compile(r"(?:^|[^a-z])test(?:$|[^a-z])|测试", re.IGNORECASE)


@dataclass(frozen=True)
class Given:
    """What a customer told us, as far as its validity depends on it; `seconds` is how long the form was open."""

    text: str = ""
    score: int | None = None
    nps: int | None = None
    effort: int | None = None
    customer_ref: str = ""
    order_ref: str = ""
    seconds: float | None = None
    is_trapped: bool = False
    """Whether a field was filled that no person sees."""


Key = tuple[str, str, date]
"""Customer, order and local day: two answers that agree in all three are one."""


def judge(given: Given, key: Key | None = None, known: Collection[Key] = ()) -> FeedbackInvalidReason | None:
    """Return why the answer does not count; None for one that does. The surest reason comes first."""
    if given.is_trapped or is_too_fast(given):
        return FeedbackInvalidReason.AUTOMATIC
    if is_empty(given):
        return FeedbackInvalidReason.EMPTY
    if is_test(given):
        return FeedbackInvalidReason.TEST
    return FeedbackInvalidReason.DUPLICATE if key is not None and key in known else None


def key_of(given: Given, received_at: datetime, zone: str) -> Key | None:
    """Return what makes an answer the same as another of its day; None while nobody knows who spoke of what."""
    if not given.customer_ref and not given.order_ref:
        return None
    return given.customer_ref, given.order_ref, received_at.astimezone(ZoneInfo(zone)).date()


def is_too_fast(given: Given) -> bool:
    least = FASTEST_TEXT if given.text.strip() else FASTEST_TAP
    return given.seconds is not None and given.seconds < least.total_seconds()


def is_empty(given: Given) -> bool:
    rated = any(value is not None for value in (given.score, given.nps, given.effort))
    return not rated and not letters(given.text)


def is_test(given: Given) -> bool:
    said = letters(given.text)
    repeats = len(said) >= SAME_AGAIN and len(set(said)) == 1
    return said in TESTS or repeats or TEST_CUSTOMER.search(given.customer_ref) is not None


def letters(text: str) -> str:
    """Reduce a text to its letters and digits, so that dots and smileys alone say nothing."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).lower() if char.isalnum())
