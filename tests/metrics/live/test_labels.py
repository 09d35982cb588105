"""What groups are called."""

from __future__ import annotations

from datetime import date

from server.metrics.asked import DimValue
from server.metrics.components import Frame
from server.metrics.definitions import Label
from server.metrics.live.labels import labels
from server.people.models import Location
from tests.metrics.town import Town, uid


async def test_keys_become_codes_and_names(ctx, store):
    town = Town().department("top").department("A", "top").person("p1")
    town.rows.append(Location(**town._base("L1"), code="L1", name="城西店"))
    await town.build(store)
    frame = Frame(by=("department", "location", "gender", "person"), as_of=date(2025, 3, 1))
    seen: list[str] = []
    store.reads.on_statement = seen.append

    found = await labels(
        ctx,
        frame,
        [(uid("A"), uid("L1"), "F", uid("p1")), (None, "L1", "?", uid("p1")), ("gone", "nowhere", None, "q")],
    )

    assert len(seen) == 2
    assert found["department", uid("A")] == DimValue("department", "A", Label("A", "A"), 1, "top")
    assert found["department", None].label.en == "None"
    assert found["department", "gone"] == DimValue("department", "gone", Label("gone", "gone"))
    assert found["location", uid("L1")] == DimValue("location", "L1", Label("城西店", "城西店"))
    assert found["location", "L1"] == DimValue("location", "L1", Label("城西店", "城西店"))
    assert found["location", "nowhere"].key == "nowhere"
    assert found["gender", "F"].label == Label("女", "Female")
    assert found["gender", "?"].label == Label("?", "?")
    assert found["person", uid("p1")].key == "p1"


async def test_without_groups_nothing_is_asked(ctx, store):
    seen: list[str] = []
    store.reads.on_statement = seen.append

    assert await labels(ctx, Frame(by=("department", "gender")), []) == {}
    assert seen == []
