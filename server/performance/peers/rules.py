"""What feedback comes to, and what of it may be shown: groups of too few answers never stand alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from server.performance.peers.models import PeerRelation

LEAST, MOST = 1, 5
ALONE = (PeerRelation.MANAGER, PeerRelation.PEER, PeerRelation.REPORT)
"""The groups in which answers are shown; what somebody says of themselves is not of others and stands apart."""


@dataclass(frozen=True)
class Said:
    """One answer: a rating for each question that was answered, and a remark."""

    relation: PeerRelation
    scores: Mapping[str, int]
    remark: str = ""


@dataclass
class Group:
    """The answers that are shown together."""

    relation: PeerRelation
    said: list[Said] = field(default_factory=list)


def shown_groups(said: Sequence[Said], least: int) -> list[Group]:
    """Part the answers about somebody into groups that may be shown.

    A group of fewer than `least` joins the others that are too small; if they are too few together they are left
    out of everything, also of the total, so that no difference tells what they said.
    """
    groups = {relation: Group(relation) for relation in ALONE}
    for each in said:
        if each.relation in groups:
            groups[each.relation].said.append(each)
    large = [group for group in groups.values() if len(group.said) >= least]
    small = [each for group in groups.values() if len(group.said) < least for each in group.said]
    return [*large, Group(PeerRelation.OTHERS, small)] if len(small) >= least else large


@dataclass(frozen=True)
class Sum:
    """Ratings of one question ("" for all): their sum, their number, and by how many people."""

    question: str
    points: int
    ratings: int
    answers: int


def sums(said: Sequence[Said], questions: Sequence[str], least: int) -> list[Sum]:
    """Add up what a group said, question by question and in all; a question that too few answered is left out.

    If one is left out the total leaves it out too.
    """
    found: list[Sum] = []
    for key in questions:
        given = [each.scores[key] for each in said if key in each.scores]
        if len(given) >= least:
            found.append(Sum(key, sum(given), len(given), len(given)))
    if not found:
        return []
    return [Sum("", sum(s.points for s in found), sum(s.ratings for s in found), len(said)), *found]


def total_of(parts: Sequence[Sequence[Sum]], people: int) -> list[Sum]:
    """Add up groups that are shown, and nothing else: no difference of two totals tells what a hidden group said."""
    found: dict[str, Sum] = {}
    for each in (one for part in parts for one in part):
        before = found.get(each.question, Sum(each.question, 0, 0, 0))
        found[each.question] = Sum(
            each.question,
            before.points + each.points,
            before.ratings + each.ratings,
            before.answers + each.answers,
        )
    if "" in found:
        found[""] = Sum("", found[""].points, found[""].ratings, people)
    return list(found.values())


def remarks(groups: Sequence[Group], chance: Random) -> list[str]:
    """Return what was written by those who are shown, in an order drawn by lot."""
    written = [each.remark for group in groups for each in group.said if each.remark]
    chance.shuffle(written)
    return written


def is_rating(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and LEAST <= value <= MOST
