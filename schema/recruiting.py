"""The types of recruiting: openings, candidates with their steps and tests, what employees see of it, the ranking."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import strawberry

from schema.filters import define_for, rows
from schema.inputs import needed
from schema.people import Department, Employee, Position
from schema.planned import Connection, Node, column
from server.kernel.labels import label
from server.recruiting.models import (
    ApplicationState,
    CandidateSource,
    CandidateTestKind,
    OpeningState,
    TraitInstrument,
    UnitStage,
)
from server.recruiting.rules import RankPartKind

strawberry.enum(UnitStage, description=label("团队阶段", "Stage of a unit"))
strawberry.enum(OpeningState, description=label("招聘需求状态", "State of an opening"))
strawberry.enum(CandidateSource, description=label("候选人来源", "Source of a candidate"))
strawberry.enum(ApplicationState, description=label("候选人状态", "State of a candidate"))
strawberry.enum(CandidateTestKind, description=label("测试类别", "Kind of test"))
strawberry.enum(
    TraitInstrument, description=label("测评工具，MBTI 不用于决定", "Instrument; MBTI is not for decisions")
)
strawberry.enum(RankPartKind, description=label("排名依据", "Part of a rank"))


@strawberry.type(description=label("候选人的一步", "Step of a candidate"))
class CandidateEvent(Node):
    state: ApplicationState | None = column("到达状态", "State reached")
    happened_on: date | None = column("日期", "Day")
    actor_name: str | None = column("经手人", "By")
    note: str | None = column("说明", "Note")


@strawberry.type(description=label("候选人测试", "Test of a candidate"))
class CandidateTest(Node):
    kind: CandidateTestKind | None = column("类别", "Kind")
    instrument: TraitInstrument | None = column("测评工具", "Instrument")
    score: Decimal | None = column("得分，MBTI 没有", "Score; none for MBTI")
    result: str | None = column("测评结果", "What the instrument says")
    evidence: str | None = column("依据", "Evidence")
    rater_name: str | None = column("评分人", "Rater")
    taken_on: date | None = column("测试日期", "Taken on")


@strawberry.type(description=label("候选人", "Candidate"))
class Candidate(Node):
    opening: JobOpening | None = column("招聘需求", "Opening")
    name: str | None = column("姓名", "Name")
    phone: str | None = column("手机", "Phone")
    email: str | None = column("邮箱", "Email")
    source: CandidateSource | None = column("来源", "Source")
    referred_by_name: str | None = column("推荐人", "Referred by")
    experience_months: int | None = column("相关经验（月）", "Months of experience")
    expected_pay: Decimal | None = column("期望月薪", "Expected monthly pay")
    note: str | None = column("备注", "Note")
    applied_on: date | None = column("应聘日期", "Applied on")
    state: ApplicationState | None = column("状态", "State")
    decided_on: date | None = column("结论日期", "Decided on")
    reason: str | None = column("结论原因", "Why it was decided so")
    has_consent: bool | None = column("同意保留资料", "Agrees to data being kept")
    employee: Employee | None = column("录用为", "Hired as")
    erased_at: datetime | None = column("资料抹除时间", "Data erased at")
    version: int | None = column("版本", "Version")
    events: Connection[CandidateEvent] | None = rows("经过", "Steps", "CandidateEvent")
    tests: Connection[CandidateTest] | None = rows("测试", "Tests", "CandidateTest")


@strawberry.type(description=label("招聘需求", "Opening"))
class JobOpening(Node):
    code: str | None = column("编码", "Code")
    title: str | None = column("招聘岗位", "What is wanted")
    department: Department | None = column("部门", "Department")
    position: Position | None = column("岗位", "Position")
    owner_id: strawberry.ID | None = column("用人经理编号", "Id of the hiring manager")
    owner_name: str | None = column("用人经理", "Hiring manager")
    owner_code: str | None = column("用人经理工号", "Hiring manager's number")
    wanted: int | None = column("招聘人数", "Number wanted")
    stage: UnitStage | None = column("团队阶段", "Stage of the unit")
    budget: Decimal | None = column("每人月薪预算", "Monthly pay meant for one")
    currency: str | None = column("币种", "Currency")
    written_weight: int | None = column("笔试权重", "Weight of the written test")
    interview_weight: int | None = column("面试权重", "Weight of the interview")
    trait_weight: int | None = column("特质测评权重", "Weight of the trait instrument")
    note: str | None = column("要求", "What it asks for")
    state: OpeningState | None = column("状态", "State")
    opened_on: date | None = column("发布日期", "Opened on")
    closed_on: date | None = column("结束日期", "Closed on")
    applied_count: int | None = column("已应聘", "Applied")
    testing_count: int | None = column("测试中", "Being tested")
    interviewing_count: int | None = column("面试中", "Being interviewed")
    offered_count: int | None = column("已发录用通知", "With an offer")
    hired_count: int | None = column("已录用", "Hired")
    rejected_count: int | None = column("未录用", "Turned down")
    withdrawn_count: int | None = column("已放弃", "Withdrew")
    version: int | None = column("版本", "Version")
    candidates: Connection[Candidate] | None = rows("候选人", "Candidates", "Candidate")


@strawberry.type(description=label("在招岗位", "Open post"))
class Vacancy(Node):
    code: str | None = column("编码", "Code")
    title: str | None = column("招聘岗位", "What is wanted")
    department_name: str | None = column("部门", "Department")
    position_name: str | None = column("岗位", "Position")
    wanted: int | None = column("招聘人数", "Number wanted")
    note: str | None = column("要求", "What it asks for")
    opened_on: date | None = column("发布日期", "Opened on")


@strawberry.type(description=label("我的推荐", "Somebody the caller referred"))
class Referral(Node):
    name: str | None = column("姓名", "Name")
    opening_title: str | None = column("招聘岗位", "What they are referred for")
    applied_on: date | None = column("推荐日期", "Referred on")
    state: ApplicationState | None = column("状态", "State")
    decided_on: date | None = column("结论日期", "Decided on")


# --- The ranking ---


@strawberry.type(description=label("排名依据", "Part of a rank"))
class RankPart:
    kind: RankPartKind = needed("依据", "Part")
    value: Decimal = needed("分值（0–100）", "Value of 0 to 100")
    weight: Decimal = needed("占比（%）", "Weight in percent")
    points: Decimal = needed("得分", "Points")


@strawberry.type(description=label("候选人名次", "A candidate's rank"))
class CandidateRank:
    candidate_id: strawberry.ID = needed("候选人编号", "Id of the candidate")
    rank: int | None = needed("名次，缺测试则为空", "Rank; none while a test is missing")
    points: Decimal | None = needed("总分", "Points")
    potential: Decimal | None = needed("潜力", "Potential")
    experience: Decimal = needed("经验", "Experience")
    total: Decimal | None = needed("测试总分", "Total of the tests")
    missing: list[CandidateTestKind] = needed("缺少的测试", "Tests that are missing")
    is_over_budget: bool | None = needed("超出预算，不可见或未知为空", "Over budget; null where not known")
    parts: list[RankPart] = needed("依据", "Parts")


@strawberry.type(description=label("候选人排名", "Ranking of candidates"))
class CandidateRanking:
    stage: UnitStage = needed("团队阶段", "Stage of the unit")
    potential_weight: int = needed("潜力占比（%）", "Weight of potential in percent")
    experience_weight: int = needed("经验占比（%）", "Weight of experience in percent")
    full_months: int = needed("经验充足的月数", "Months that count as full experience")
    counts_pay: bool = needed("计入薪资", "Pay is taken into account")
    ranks: list[CandidateRank] = needed("名次", "Ranks")


TYPES = (CandidateEvent, CandidateTest, Candidate, JobOpening, Vacancy, Referral)
define_for(*TYPES)
