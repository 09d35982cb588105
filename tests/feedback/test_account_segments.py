"""As what customers count, over time."""

from __future__ import annotations

from datetime import date

import pytest

from server.feedback import models as m
from server.feedback.operations.account_segments import change_account_segment, import_account_segments
from server.feedback.operations.accounts import save_customer_account
from server.feedback.operations.segments import segment_on
from server.kernel.errors import Denied, InvalidInput, NotFound
from tests.people.town import plant, rows
from tests.plan.world import context

OVER_TIME = "select segment,since_on,note from account_segment order by since_on"
NOW = "select segment,version from customer_account where superseded_at is null"


@pytest.fixture
async def account(store):
    await plant(store)
    return await save_customer_account(
        context(store, "employee"), code="K-1", name="客户一", customer_ref="c1", segment=m.Segment.SMALL,
        started_on=date(2025, 1, 5),
    )  # fmt: skip


async def test_the_latest_change_begun_is_what_the_account_says_and_an_older_one_only_history(store, account):
    staff = context(store, "employee")
    second = await change_account_segment(
        staff, account_id=account, segment=m.Segment.KEY, since_on=date(2025, 3, 1), note="年框签约"
    )
    same = await change_account_segment(
        staff, account_id=second, segment=m.Segment.KEY, since_on=date(2025, 3, 1), note="年框签约"
    )
    older = await change_account_segment(
        staff, account_id=second, segment=m.Segment.SMALL, since_on=date(2025, 2, 1)
    )

    assert second == same == older != account
    assert await rows(store, OVER_TIME) == [
        ("SMALL", "2025-01-05", ""), ("SMALL", "2025-02-01", ""), ("KEY", "2025-03-01", "年框签约"),
    ]  # fmt: skip
    assert await rows(store, NOW) == [("KEY", "2")]

    async def asked() -> list[m.Segment | None]:
        return [await segment_on("c1", date(2025, month, 28)) for month in (1, 2, 3)]

    assert await store.write(asked) == [m.Segment.SMALL, m.Segment.SMALL, m.Segment.KEY]


async def test_a_change_of_the_account_itself_is_dated_today(store, account):
    staff = context(store, "employee")
    await save_customer_account(
        staff,
        code="K-1",
        name="客户一",
        customer_ref="c1",
        segment=m.Segment.KEY,
        started_on=date(2025, 1, 5),
    )

    assert await rows(store, OVER_TIME) == [
        ("SMALL", "2025-01-05", ""), ("KEY", staff.today.isoformat(), ""),
    ]  # fmt: skip


@pytest.mark.parametrize("day", [date(2025, 1, 4), date(2099, 1, 1)])
async def test_a_day_before_the_account_or_to_come_is_refused(store, account, day):
    with pytest.raises(InvalidInput):
        await change_account_segment(
            context(store, "employee"), account_id=account, segment=m.Segment.KEY, since_on=day
        )
    assert await rows(store, OVER_TIME) == [("SMALL", "2025-01-05", "")]


async def test_a_list_is_kept_once_all_or_none_and_tells_the_row(store, account):
    staff = context(store, "employee")
    good = {"account_code": "K-1", "segment": m.Segment.KEY, "since_on": date(2025, 3, 1)}

    with pytest.raises(InvalidInput) as caught:
        await import_account_segments(staff, changes=[good, good | {"account_code": "K-9"}])
    assert "Row 2" in caught.value.en
    assert await rows(store, NOW) == [("SMALL", "1")]
    assert await import_account_segments(staff, changes=[good, good]) == "1"
    assert await import_account_segments(staff, changes=[good]) == "0"
    with pytest.raises(InvalidInput):
        await import_account_segments(staff, changes=[])
    assert await rows(store, NOW) == [("KEY", "2")]


async def test_who_only_sees_an_account_changes_nothing(store, account):
    with pytest.raises(Denied):
        await change_account_segment(
            context(store, "performance_specialist"), account_id=account, segment=m.Segment.KEY,
            since_on=date(2025, 3, 1),
        )  # fmt: skip
    with pytest.raises(NotFound):
        await change_account_segment(
            context(store, "hr_specialist"),
            account_id=account,
            segment=m.Segment.KEY,
            since_on=date(2025, 3, 1),
        )
    assert await rows(store, NOW) == [("SMALL", "1")]
