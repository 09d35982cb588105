"""The queries and mutations of recruiting: lists the read engine answers, the ranking, and one operation each."""

from __future__ import annotations

from decimal import Decimal

import strawberry

from schema import listing
from schema import recruiting as r
from schema import recruiting_inputs as i
from schema.acts import act
from schema.call import call
from schema.judged_queries import ONE, listed, root
from schema.planned import Connection
from server.kernel.labels import label
from server.recruiting import rules
from server.recruiting.operations import candidates, hiring, openings, testing
from server.recruiting.queries import RankedOpening, Standing, rank_candidates

WHOLE = 100
CENT = Decimal("0.01")


@strawberry.type(description=label("招聘查询", "Questions about recruiting"))
class RecruitingQuery:
    job_openings: Connection[r.JobOpening] = listing.listed("招聘需求", "Openings", "JobOpening")
    job_opening: r.JobOpening | None = root("一项招聘需求", "One opening", ONE)
    candidates: Connection[r.Candidate] = listing.listed("候选人", "Candidates", "Candidate")
    candidate: r.Candidate | None = root("一位候选人", "One candidate", ONE)
    vacancies: Connection[r.Vacancy] = listed("在招岗位", "Open posts", "Vacancy")
    vacancy: r.Vacancy | None = root("一个在招岗位", "One open post", ONE)
    referrals: Connection[r.Referral] = listed("我的推荐", "Whom the caller referred", "Referral")

    @strawberry.field(description=label("一项招聘的候选人排名", "The ranking of an opening's candidates"))
    async def candidate_ranking(
        self, info: strawberry.Info, opening_id: strawberry.ID
    ) -> r.CandidateRanking | None:
        found = await rank_candidates(call(info).ctx, opening_id)
        return None if found is None else ranked(found)


def ranked(found: RankedOpening) -> r.CandidateRanking:
    return r.CandidateRanking(
        stage=found.stage, potential_weight=found.potential, experience_weight=WHOLE - found.potential,
        full_months=found.full_months, counts_pay=found.knows_pay, ranks=[standing(each) for each in found.standings],
    )  # fmt: skip


def standing(each: Standing) -> r.CandidateRank:
    one = each.ranked
    return r.CandidateRank(
        candidate_id=strawberry.ID(one.key), rank=one.rank, points=rules.rounded(one.points),
        potential=rules.rounded(one.potential), experience=rules.certain(one.experience),
        total=rules.rounded(each.total.value), missing=list(each.total.missing), is_over_budget=each.is_over_budget,
        parts=[part(held) for held in one.parts],
    )  # fmt: skip


def part(held: rules.Part) -> r.RankPart:
    return r.RankPart(
        kind=held.kind, value=rules.certain(held.value), weight=rules.certain(held.weight * WHOLE, CENT),
        points=rules.certain(held.points, CENT),
    )  # fmt: skip


@strawberry.type(description=label("招聘变更", "Changes of recruiting"))
class RecruitingMutation:
    save_job_opening = act(
        "发布或修改招聘需求",
        "Keep an opening",
        i.SaveJobOpeningInput,
        r.JobOpening,
        openings.save_job_opening,
    )
    close_job_opening = act(
        "结束招聘", "Close an opening", i.CloseJobOpeningInput, r.JobOpening, openings.close_job_opening
    )
    reopen_job_opening = act(
        "重新开放招聘", "Open it again", i.ReopenJobOpeningInput, r.JobOpening, openings.reopen_job_opening
    )
    add_candidate = act(
        "录入候选人", "Enter a candidate", i.AddCandidateInput, r.Candidate, candidates.add_candidate
    )
    refer_candidate = act(
        "内部推荐", "Refer somebody", i.ReferCandidateInput, r.Referral, candidates.refer_candidate
    )
    change_candidate = act(
        "修改候选人", "Change a candidate", i.ChangeCandidateInput, r.Candidate, candidates.change_candidate
    )
    move_candidate = act(
        "候选人下一步", "Move a candidate", i.MoveCandidateInput, r.Candidate, candidates.move_candidate
    )
    record_candidate_test = act(
        "记录测试", "Record a test", i.RecordCandidateTestInput, r.Candidate, testing.record_candidate_test
    )
    hire_candidate = act(
        "录用候选人", "Hire a candidate", i.HireCandidateInput, r.Candidate, hiring.hire_candidate
    )
