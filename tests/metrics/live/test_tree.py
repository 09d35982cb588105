"""The tree of departments on any day: moved, closed, ringed, and as it was known."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from server.metrics.components import Frame
from server.metrics.live.tree import make_tree, read_tree
from server.people.models import DepartmentVersion
from tests.metrics.town import Town, code_of, uid

MOVED = date(2025, 3, 15)


def row(key, parent, since=None, then=None, name=None):
    return (key, key.upper(), f"{key} now", parent, since, name or f"{key} then", then)


@pytest.fixture
def tree():
    """The team came from a to b in March; n has no version and stands as it is now."""
    return make_tree(
        [
            row("top", None, "2020-01-01"),
            row("b", "top", "2020-01-01", "top"),
            row("a", "top", "2020-01-01", "top"),
            row("team", "b", "2025-03-15", "b", "new name"),
            row("team", "b", "2021-01-01", "a", "old name"),
            row("n", "team"),
        ]
    )


def test_the_tree_changes_on_the_day_and_the_first_version_reaches_back(tree):
    assert tree.changes == (MOVED,)
    assert tree.ancestors("n", date(2025, 3, 14)) == ("n", "team", "a", "top")
    assert tree.ancestors("n", MOVED) == ("n", "team", "b", "top")
    assert tree.ancestors("team", date(1999, 1, 1)) == ("team", "a", "top")
    assert [tree.era(day) for day in (date(2025, 3, 14), MOVED)] == [0, 1]
    assert tree.ancestors("unknown", MOVED) == ()


def test_a_subtree_is_found_by_code_or_id(tree):
    assert tree.under(["A"], date(2025, 3, 1)) == {"a", "team", "n"}
    assert tree.under(["a"], MOVED) == {"a"}
    assert tree.under(["TEAM", "b", "nothing"], MOVED) == {"b", "team", "n"}


def test_names_and_depths_stand_on_the_day(tree):
    assert tree.nodes["team"].on(date(2025, 3, 14)).name == "old name"
    assert tree.nodes["team"].on(MOVED).name == "new name"
    assert tree.nodes["n"].on(MOVED).name == "n now"
    assert [tree.depth(key, MOVED) for key in ("top", "b", "n")] == [0, 1, 3]
    assert tree.parents_on(MOVED)["team"] == "b"


def test_the_closure_pairs_each_with_itself_and_all_above(tree):
    pairs = tree.closure(MOVED)

    assert len(pairs) == 1 + 2 + 2 + 3 + 4
    assert ("n", "b") in pairs
    assert ("n", "a") not in pairs


def test_a_ring_ends_and_a_lost_parent_is_none():
    tree = make_tree([row("x", "y", "2020-01-01", "y"), row("y", "x", "2020-01-01", "x"), row("z", "gone")])

    assert tree.ancestors("x", MOVED) == ("x", "y")
    assert tree.ancestors("z", MOVED) == ("z",)
    assert tree.ancestors("x", MOVED) == ("x", "y")


async def test_it_is_read_as_it_was_known(ctx, store):
    learnt = datetime(2025, 4, 2, tzinfo=UTC)
    town = Town().department("A").department("B")
    town.department("T", "A", moves=[("2025-03-15", "B")])
    for replaced in town.rows[-2:]:
        replaced.superseded_at = learnt
    version = {"department_id": uid("T"), "name": "T", "kind": "TEAM", "parent_id": uid("A")}
    town.rows.append(
        DepartmentVersion(**town._base(), **version, valid_from=date(2019, 1, 1), recorded_at=learnt)
    )
    await town.build(store)

    now = await read_tree(ctx, Frame())
    then = await read_tree(ctx, Frame(known_at=datetime(2025, 4, 1, tzinfo=UTC)))

    assert [code_of(key) for key in now.ancestors(uid("T"), MOVED)] == ["T", "A"]
    assert [code_of(key) for key in then.ancestors(uid("T"), MOVED)] == ["T", "B"]
    assert now.keys["T"] == uid("T")
