"""A confirmed report is written as what it is, under the key of the report."""

from __future__ import annotations

from datetime import date

import pytest

from server.feedback.operations import write_field_fact
from tests.people.town import plant, rows
from tests.plan.world import context, uid

TOLD = {
    "customer_ref": "c7", "amount": 900, "is_key": False, "is_repeat": True, "is_personalised": False,
    "is_success": True, "followups_due": 3, "followups_done": 2,
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "sql", "told"),
    [
        ("VISIT", "select consulted_on,customer_ref,source_key from consult", ("2025-06-30", "c7", "k")),
        ("DEAL", "select paid_on,amount,segment from sales_order", ("2025-06-30", "900", "SMALL")),
        (
            "SERVICE",
            "select closed_on,followups_due,followups_done from service_case",
            ("2025-06-30", "3", "2"),
        ),
    ],
)
async def test_each_kind_is_a_fact_of_its_own(store, kind, sql, told):
    await plant(store)
    ctx = context(store, "hr_manager")

    await store.write(lambda: write_field_fact(ctx, kind, "k", uid("E3"), date(2025, 6, 30), TOLD))

    assert await rows(store, sql) == [told]
    assert len(await rows(store, "select source from metric_touch")) == 1
