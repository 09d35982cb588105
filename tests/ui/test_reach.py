"""What a reader may narrow by is tried once, kept for a while, and asked one by one after a refusal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from ui.reach import EVERYTHING, KEPT_FOR, REFUSED, Reach

VIEWER = {"mayListPeople": True, "username": "xinzi", "roles": ["payroll_specialist"], "policyVersion": "1"}
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Pages:
    """Answers documents, refusing those that name a forbidden word."""

    def __init__(self, *forbidden: str) -> None:
        self.forbidden, self.asked = forbidden, 0

    async def run(self, _request: Any, text: str) -> Any:
        self.asked += 1
        return SimpleNamespace(codes={REFUSED} if any(word in text for word in self.forbidden) else set())


def at(now: datetime) -> Any:
    return SimpleNamespace(state=SimpleNamespace(ctx=SimpleNamespace(now=now)))


async def of(reach: Reach, pages: Pages, now: datetime = NOON, **changes: Any) -> frozenset[str]:
    return await reach.of(pages, at(now), {**VIEWER, **changes})  # type: ignore[arg-type] # a stand-in


@pytest.mark.parametrize(
    ("forbidden", "lost"),
    [((), set()), (("status:", "hiredOn"), {"status", "hired"}), (("search",), {"search"})],
)
async def test_what_is_refused_is_left_out(forbidden, lost):
    assert await of(Reach(), Pages(*forbidden)) == EVERYTHING - lost


async def test_the_answer_is_kept_until_it_is_old_or_the_roles_change():
    reach, pages = Reach(), Pages()

    await of(reach, pages)
    await of(reach, pages)
    assert pages.asked == 1
    await of(reach, pages, NOON + KEPT_FOR + timedelta(seconds=1))
    await of(reach, pages, roles=["auditor"])
    assert pages.asked == 3


async def test_who_lists_nobody_is_asked_nothing():
    pages = Pages()

    assert await of(Reach(), pages, mayListPeople=False) == frozenset()
    assert pages.asked == 0
