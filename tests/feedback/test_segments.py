"""One row a day of what a customer counted as."""

from __future__ import annotations

from datetime import date

from server.feedback import models as m
from server.feedback.operations.segments import begin_segment, keep_segment, segment_on
from tests.people.town import plant, rows
from tests.plan.world import PAST, context, row

DAY = date(2025, 3, 1)


async def test_the_first_change_has_a_before_and_a_day_is_told_once(store):
    await plant(store)
    ctx = context(store, "hr_manager")

    async def work() -> list[bool]:
        account = await m.CustomerAccount.create(
            **row("X1"),
            recorded_at=PAST,
            code="K-1",
            customer_ref="c1",
            started_on=date(2025, 1, 5),
            segment="SMALL",
        )
        await begin_segment(ctx, account)
        await begin_segment(ctx, account)
        return [
            await keep_segment(ctx, "c1", m.Segment.KEY, DAY, "签约"),
            await keep_segment(ctx, "c1", m.Segment.KEY, DAY),
            await keep_segment(ctx, "c1", m.Segment.KEY, DAY, "年框签约"),
        ]

    assert await store.write(work) == [True, False, True]
    assert await rows(store, "select since_on,segment,note from account_segment order by since_on") == [
        ("2025-01-05", "SMALL", ""), ("2025-03-01", "KEY", "年框签约"),
    ]  # fmt: skip
    assert await store.write(lambda: segment_on("c1", date(2025, 1, 4))) is None
