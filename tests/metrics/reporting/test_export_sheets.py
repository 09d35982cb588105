"""The sheet of definitions says who signed what and what is hidden; that of versions where a series breaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from server.metrics.answers.asking import tables
from server.metrics.asked import Ask, PeriodAsk
from server.metrics.governance.drafting import draft_metric
from server.metrics.reporting.export_sheets import (
    DEFINITIONS,
    VERSIONS,
    number_format,
    sheets_of,
    suppression,
)
from server.metrics.reporting.exports import columns
from server.metrics.words import Sensitivity
from tests.metrics.governance.acts import DRAFT, KEY, Hands
from tests.plan.world import plant


async def test_signatures_versions_and_breaks(store):
    await plant(store)
    hands = Hands(store)
    await hands.published(date(2025, 1, 1))
    daily = replace(DRAFT, formula="leavers[exit_type = 'voluntary'] / avg_daily(headcount)",
                    examples=({**DRAFT.examples[0], "value": "0.103679"},))  # fmt: skip
    await hands.published(date(2025, 5, 1), daily, 2)
    ask = Ask(KEY, PeriodAsk(named=("2025-04", "2025-05")))

    found = await tables(hands.hr, hands.registry, [ask])
    _, definitions, versions, about = sheets_of(hands.hr, found, await hands.registry.governed(hands.hr))

    (told,) = columns(definitions, DEFINITIONS)
    assert (told["signedHr"], told["signedBusiness"]) == ("hr 2025-06-30", "boss 2025-06-30")
    assert (told["effective"], told["suppression"]) == ("2025-05-01 – …", "少于 5 人的单元格隐去")
    first, second = columns(versions, VERSIONS)
    assert (first["from"], first["to"], first["breaks"]) == ("2025-01-01", "2025-04-30", "")
    assert str(second["breaks"]).startswith("2025-05: ")
    assert [row[0] for row in about.rows][-1] == "内容散列"


async def test_an_unsigned_definition_says_so(store):
    await plant(store)
    hands = Hands(store)
    await draft_metric(hands.author, hands.registry, draft=DRAFT)

    found = await tables(hands.hr, hands.registry, [Ask("headcount_closing", PeriodAsk(named=("2025-05",)))])
    definitions = sheets_of(hands.hr, found, await hands.registry.governed(hands.hr))[1]

    assert columns(definitions, DEFINITIONS)[0]["signedHr"] == "未签署"


@pytest.mark.parametrize(
    ("sensitivity", "text"),
    [
        (Sensitivity.OPEN, "不隐去"),
        (Sensitivity.SENSITIVE, "少于 10 人的单元格隐去"),
        (Sensitivity.PERSONAL, "仅限本人与获授权者"),
    ],
)
def test_what_is_hidden_is_told(sqlite_store, sensitivity, text):
    assert suppression(Hands(sqlite_store).hr, sensitivity) == text


def test_numbers_have_the_format_of_their_unit():
    assert (number_format("percent", 1), number_format("person", 0)) == ("0.0%", "#,##0")
