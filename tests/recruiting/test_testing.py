"""A test has a rater, a score and evidence; MBTI has no score; a rater's second score replaces the first."""

from __future__ import annotations

from decimal import Decimal

import pytest

from server.kernel.errors import InvalidInput, InvalidState, NotFound
from server.recruiting.models import CandidateTest
from server.recruiting.operations.candidates import move_candidate
from server.recruiting.operations.testing import record_candidate_test
from tests.people.town import rows
from tests.plan.world import context, uid
from tests.recruiting.looking import got


@pytest.fixture
async def candidate(apply):
    return await apply("周航", "13900000001")


async def test_a_second_score_replaces_a_raters_first_and_another_rater_adds_theirs(
    hr, boss, candidate, town
):
    for ctx, score in ((hr, 80), (hr, "85.5"), (boss, 70)):
        await record_candidate_test(
            ctx, candidate_id=candidate, kind="INTERVIEW", score=Decimal(score), evidence="提问清楚"
        )
    held = await rows(
        town, f"select score,rater_id from candidate_test where candidate_id='{candidate}' order by score"
    )
    assert held == [("7000", uid("E2")), ("8550", uid("E1"))]


async def test_mbti_is_kept_to_talk_about_and_never_scored(hr, candidate, town):
    given = {"candidate_id": candidate, "kind": "TRAIT", "instrument": "MBTI", "evidence": "候选人自述"}
    await record_candidate_test(hr, **given, result="INFJ")
    row = await got(town, CandidateTest, candidate_id=candidate)
    assert (row.score, row.result) == (None, "INFJ")
    with pytest.raises(InvalidInput):
        await record_candidate_test(hr, **given, score=Decimal(90))


@pytest.mark.parametrize("given", [
    {"score": Decimal(101)}, {"score": Decimal(-1)}, {"score": Decimal("1.234")}, {"score": None}, {"evidence": " "},
    {"kind": "TRAIT"}, {"instrument": "BIG_FIVE"},
])  # fmt: skip
async def test_input_is_looked_at(hr, candidate, given):
    good = {"candidate_id": candidate, "kind": "WRITTEN", "score": Decimal(80), "evidence": "答到要点"}
    with pytest.raises(InvalidInput):
        await record_candidate_test(hr, **good | given)


async def test_who_is_decided_is_tested_no_more(hr, candidate):
    await move_candidate(hr, id=candidate, state="WITHDRAWN")
    with pytest.raises(InvalidState):
        await record_candidate_test(
            hr, candidate_id=candidate, kind="WRITTEN", score=Decimal(80), evidence="答到要点"
        )


@pytest.mark.parametrize("role", ["employee", "auditor"])
async def test_who_sees_no_candidates_tests_none(town, candidate, role):
    with pytest.raises(NotFound):
        await record_candidate_test(
            context(town, role),
            candidate_id=candidate,
            kind="WRITTEN",
            score=Decimal(80),
            evidence="答到要点",
        )
