"""Versions, signatures, targets and defaults read back as they were written, on both databases."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from server.metrics.agreed.standing import read_standing
from server.metrics.definitions import Target
from server.metrics.governance.targets import set_family_default, set_target
from server.metrics.words import Decision, Grain, MetricStatus, Side
from tests.metrics.governance.acts import DRAFT, KEY, Hands


async def test_everything_reads_back(store):
    hands = Hands(store)
    await hands.published(date(2025, 5, 1))
    await set_target(hands.hr, hands.registry, key=KEY, op="<=", value=Decimal("0.10"), grain=Grain.MONTH)
    await set_family_default(hands.hr, hands.registry, family="csat", key="csat_mean")

    found = await read_standing(store.reads)

    version = found.version(KEY, 1)
    assert version is not None
    assert (version.status, version.is_builtin, version.author_name) == (
        MetricStatus.PUBLISHED,
        False,
        "author",
    )
    assert (version.effective_from, version.formula) == (date(2025, 5, 1), DRAFT.formula)
    assert version.raw()["examples"] == list(DRAFT.examples)
    assert "family" not in version.raw()
    words = found.words_on(version)
    assert [(words[side].person, words[side].decision) for side in Side] == [
        ("hr", Decision.AGREE), ("boss", Decision.AGREE),
    ]  # fmt: skip
    assert found.is_agreed(version, version.hash)
    assert not found.is_agreed(version, "0" * 64)
    assert found.targets[KEY][0].target == Target("<=", Decimal("0.10"), Grain.MONTH)
    assert found.defaults == {"csat": "csat_mean"}
    assert found.version(KEY, 2) is None
