"""A receipt gives the same figure again, or says what changed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from server.kernel.errors import Denied, InvalidInput
from server.metrics.agreed.registry import Registry
from server.metrics.answers.receipts import signing_key
from server.metrics.answers.replay import replay
from server.metrics.answers.service import answer
from server.metrics.asked import Ask, PeriodAsk
from server.people.models import Employee, Employment
from server.store.base import stamp
from tests.metrics.answers.firm import APRIL_END, DISPUTE, FIRM
from tests.metrics.company import department, found, seen_by

MARCH = PeriodAsk(named=("2025-03",))


async def receipt(ctx, key, code=None, **more):
    table: Any
    (table,) = await answer(ctx, Registry(ctx.store), [Ask(key, MARCH, **more)])
    row = table.total if code is None else next(row for row in table.rows if row.group[0].key == code)
    return row.cells[0].receipt


async def hired_late(ctx):
    """Record, a day later, a stay that began in February."""
    later = replace(ctx, now=ctx.now + timedelta(days=1), today=ctx.today + timedelta(days=1))

    async def work():
        person = await Employee.create(**stamp(later), code="late", name="late")
        await Employment.create(
            **stamp(later), employee=person, type="FULL_TIME", contract="OPEN_ENDED", hired_on=date(2025, 2, 3),
            is_initial=True, valid_from=date(2025, 2, 3), recorded_at=later.now,
        )  # fmt: skip

    await ctx.store.write(work)
    return replace(later, now=later.now + timedelta(hours=1))


async def test_the_same_again(store):
    ctx = await found(store, APRIL_END, DISPUTE)
    text = await receipt(ctx, "attrition_rate_average")

    got: Any = await replay(ctx, Registry(store), text)

    assert (got.is_same, got.then, got.now, got.by_data, got.by_definition) == (
        True, Decimal("0.1"), Decimal("0.1"), 0, 0,
    )  # fmt: skip
    assert got.receipt.formula == "leavers / avg2(headcount)"
    assert (got.receipt.n, got.receipt.as_of, got.receipt.period) == (40, APRIL_END, "2025-03")
    assert got.sentence.zh == "凭证为10.0%,按当时所知重算为10.0%,一致。至今没有变化。"


async def test_what_was_learned_later_is_told_apart(store):
    """3/(20+40)/2 = 10% as known then; with one more since February 3/((21+41)/2) = 3/31 = 9.6774%."""
    ctx = await found(store, APRIL_END, DISPUTE)
    text = await receipt(ctx, "attrition_rate_average")
    later = await hired_late(ctx)

    got: Any = await replay(later, Registry(store), text)

    assert (got.is_same, got.then, got.now) == (True, Decimal("0.1"), Decimal("0.096774"))
    assert (got.by_data, got.by_definition) == (Decimal("-0.003226"), 0)
    assert got.sentence.en.endswith("Now it is 9.7%: -0.3pp by data, 0.0pp by definition.")


async def test_a_row_of_a_split_answer_has_its_own_receipt(store):
    ctx = await found(store, APRIL_END, FIRM)
    text = await receipt(ctx, "headcount_closing", "N", by=("department",))

    got: Any = await replay(ctx, Registry(store), text)

    assert (got.is_same, got.then, got.receipt.group) == (True, 20, ("department=N",))


async def test_another_caller_gets_what_another_caller_may_see(store):
    ctx = await found(store, APRIL_END, FIRM)
    text = await receipt(ctx, "headcount_closing")
    manager = seen_by(ctx, "department_manager", team=[await department(store, "S")])

    got: Any = await replay(manager, Registry(store), text)

    assert (got.is_same, got.then) == (False, 9)
    assert "您的数据范围与凭证不同。" in got.sentence.zh
    with pytest.raises(Denied):
        await replay(seen_by(ctx, "administrator"), Registry(store), text)


async def test_a_forged_receipt_is_refused_and_keys_may_rotate(sqlite_store):
    ctx = await found(sqlite_store, APRIL_END, DISPUTE)
    text = await receipt(ctx, "attrition_rate_average")

    for forged in (
        "",
        "z1",
        "z1..",
        text[:-1],
        text.replace("z1.", "z2."),
        f"{text}A",
        text[:10] + "AA" + text[12:],
    ):
        with pytest.raises(InvalidInput):
            await replay(ctx, Registry(sqlite_store), forged)
    assert signing_key(sqlite_store.secrets) == signing_key(sqlite_store.secrets.rotated())
