"""What was made and superseded between two looks, person by person."""

from __future__ import annotations

from collections import defaultdict

from server.imports.ledger import Live, batched, moved


def live(**tables) -> Live:
    found: Live = defaultdict(lambda: defaultdict(set))
    for table, ids in tables.items():
        found["p"][table] = set(ids)
    return found


def test_the_difference_between_two_looks():
    before, after = (
        live(assignment={"a", "b"}, employment={"e"}),
        live(assignment={"b", "c"}, employment={"e"}),
    )

    one = moved(before, after, {"p"})["p"]

    assert (dict(one.made), dict(one.superseded), one.is_new) == (
        {"assignment": ["c"]},
        {"assignment": ["a"]},
        True,
    )


def test_people_are_taken_in_batches():
    assert [len(some) for some in batched([str(number) for number in range(1001)])] == [500, 500, 1]
