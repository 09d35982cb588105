"""What of feedback may be shown: groups of too few never stand alone, and no difference tells what they said."""

from __future__ import annotations

from random import Random

import pytest

from server.performance.models import PeerRelation
from server.performance.peers.rules import Said, Sum, is_rating, remarks, shown_groups, sums, total_of

PEER, REPORT, MANAGER, SELF, OTHERS = (
    PeerRelation.PEER,
    PeerRelation.REPORT,
    PeerRelation.MANAGER,
    PeerRelation.SELF,
    PeerRelation.OTHERS,
)


def said(relation: PeerRelation, *ratings: int) -> list[Said]:
    return [Said(relation, {"q1": rating}, f"{relation}{at}") for at, rating in enumerate(ratings)]


@pytest.mark.parametrize(
    ("peers", "reports", "managers", "shown"),
    [
        (4, 0, 0, {PEER: 4}),
        (3, 0, 0, {}),
        (4, 4, 1, {PEER: 4, REPORT: 4}),
        (4, 3, 1, {PEER: 4, OTHERS: 4}),
        (3, 2, 1, {OTHERS: 6}),
        (2, 1, 0, {}),
        (0, 0, 0, {}),
    ],
)
def test_a_group_of_fewer_than_four_joins_others_or_is_left_out(peers, reports, managers, shown):
    answers = [
        *said(PEER, *[5] * peers), *said(REPORT, *[4] * reports), *said(MANAGER, *[3] * managers), *said(SELF, 5),
    ]  # fmt: skip

    assert {group.relation: len(group.said) for group in shown_groups(answers, 4)} == shown


def test_the_total_is_of_shown_groups_alone():
    answers = [*said(PEER, 5, 5, 4, 4), *said(MANAGER, 1)]
    groups = shown_groups(answers, 4)

    total = total_of([sums(group.said, ["q1"], 4) for group in groups], 4)

    assert total == [Sum("", 18, 4, 4), Sum("q1", 18, 4, 4)]


def test_a_question_that_too_few_answered_is_left_out_of_everything():
    answers = [*(Said(PEER, {"q1": 5, "q2": 1}) for _ in range(3)), Said(PEER, {"q1": 1})]

    assert sums(answers, ["q1", "q2"], 4) == [Sum("", 16, 4, 4), Sum("q1", 16, 4, 4)]
    assert sums(answers, ["q2"], 4) == []
    assert total_of([[], []], 0) == []


def test_remarks_come_from_shown_groups_in_an_order_drawn_by_lot():
    groups = shown_groups([*said(PEER, 5, 5, 4, 4), *said(MANAGER, 1)], 4)

    found = remarks(groups, Random(3))

    assert sorted(found) == ["PEER0", "PEER1", "PEER2", "PEER3"]
    assert found != sorted(found)


@pytest.mark.parametrize(
    ("value", "fits"), [(1, True), (5, True), (0, False), (6, False), (True, False), ("3", False)]
)
def test_a_rating_is_one_to_five(value, fits):
    assert is_rating(value) is fits
