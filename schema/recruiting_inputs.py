"""What the mutations of recruiting take."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import strawberry

from schema import recruiting  # noqa: F401 (it describes the enums below, before these are used)
from schema.attendance_mutations import SEEN
from schema.inputs import Once, needed, optional
from schema.judged_inputs import OfRow
from server.kernel.labels import label
from server.recruiting.models import (
    ApplicationState,
    CandidateSource,
    CandidateTestKind,
    TraitInstrument,
    UnitStage,
)

OPENING = ("招聘需求编号", "Id of the opening")
CONSENT = ("同意保留资料", "They agree to their data being kept")


@strawberry.input(description=label("招聘需求", "An opening"))
class SaveJobOpeningInput(Once):
    title: str = needed("招聘岗位", "What is wanted")
    department_code: str = needed("部门编码", "Code of the department")
    id: strawberry.ID | None = optional("编号，不填为新建", "Id; a new one by default")
    code: str | None = optional("编码，不填则自动编号", "Code; numbered by default")
    position_code: str | None = optional("岗位编码", "Code of the position")
    owner_code: str | None = optional("用人经理工号，不填为本人", "Hiring manager; oneself by default")
    wanted: int | None = optional("招聘人数", "Number wanted")
    stage: UnitStage | None = optional("团队阶段", "Stage of the unit")
    budget: Decimal | None = optional("每人月薪预算", "Monthly pay meant for one")
    written_weight: int | None = optional("笔试权重", "Weight of the written test")
    interview_weight: int | None = optional("面试权重", "Weight of the interview")
    trait_weight: int | None = optional("特质测评权重", "Weight of the trait instrument")
    note: str | None = optional("要求", "What it asks for")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("结束招聘", "An opening closed"))
class CloseJobOpeningInput(OfRow):
    pass


@strawberry.input(description=label("重新开放招聘", "An opening opened again"))
class ReopenJobOpeningInput(OfRow):
    pass


@strawberry.input(description=label("候选人", "A candidate"))
class AddCandidateInput(Once):
    opening_id: strawberry.ID = needed(*OPENING)
    name: str = needed("姓名", "Name")
    phone: str | None = optional("手机", "Phone")
    email: str | None = optional("邮箱", "Email")
    source: CandidateSource | None = optional("来源", "Source")
    experience_months: int | None = optional("相关经验（月）", "Months of experience")
    expected_pay: Decimal | None = optional("期望月薪", "Expected monthly pay")
    applied_on: date | None = optional("应聘日期，不填为今天", "Applied on; today by default")
    note: str | None = optional("备注", "Note")
    has_consent: bool | None = optional(*CONSENT)


@strawberry.input(description=label("内部推荐", "A referral"))
class ReferCandidateInput(Once):
    opening_id: strawberry.ID = needed(*OPENING)
    name: str = needed("姓名", "Name")
    phone: str | None = optional("手机", "Phone")
    email: str | None = optional("邮箱", "Email")
    experience_months: int | None = optional("相关经验（月）", "Months of experience")
    note: str | None = optional("推荐理由", "Why they fit")
    has_consent: bool | None = optional("对方同意", "They agree")


@strawberry.input(description=label("候选人变更", "A candidate changed"))
class ChangeCandidateInput(OfRow):
    name: str | None = optional("姓名", "Name")
    phone: str | None = optional("手机，留空则清除", "Phone; an empty text clears it")
    email: str | None = optional("邮箱，留空则清除", "Email; an empty text clears it")
    experience_months: int | None = optional("相关经验（月）", "Months of experience")
    expected_pay: Decimal | None = optional("期望月薪", "Expected monthly pay")
    note: str | None = optional("备注", "Note")
    has_consent: bool | None = optional(*CONSENT)


@strawberry.input(description=label("候选人下一步", "A candidate's next step"))
class MoveCandidateInput(OfRow):
    state: ApplicationState = needed("到达状态", "State reached")
    happened_on: date | None = optional("日期，不填为今天", "Day; today by default")
    reason: str | None = optional("说明，不录用时必填", "Why; needed to turn somebody down")


@strawberry.input(description=label("候选人测试", "A test"))
class RecordCandidateTestInput(Once):
    candidate_id: strawberry.ID = needed("候选人编号", "Id of the candidate")
    kind: CandidateTestKind = needed("类别", "Kind")
    evidence: str = needed("依据", "Evidence")
    score: Decimal | None = optional("得分（0–100），MBTI 不填", "Score of 0 to 100; none for MBTI")
    instrument: TraitInstrument | None = optional("特质测评的工具", "Instrument of a trait test")
    result: str | None = optional("测评结果", "What the instrument says")
    taken_on: date | None = optional("测试日期，不填为今天", "Taken on; today by default")


@strawberry.input(description=label("录用候选人", "A candidate hired"))
class HireCandidateInput(OfRow):
    code: str = needed("工号", "Employee number")
    hired_on: date = needed("入职日期", "Hire date")
    id_number: str | None = optional("证件号码", "ID number")
    probation_ends_on: date | None = optional("试用期截止", "End of probation")
