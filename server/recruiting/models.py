"""Tables of recruiting: openings, candidates with each step they took, and the tests they sat."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import Blind, Choice, Day, Flag, Instant, Int, LongText, Minor, Ref, Sealed, Text

CANDIDATE = label("候选人", "Candidate")


class UnitStage(StrEnum):
    """How far the unit has come that somebody is wanted for; it decides what weighs more, potential or experience."""

    STARTUP = "STARTUP"
    SCALED = "SCALED"


class OpeningState(StrEnum):
    OPEN = "OPEN"
    FILLED = "FILLED"
    CLOSED = "CLOSED"


class CandidateSource(StrEnum):
    OWN = "OWN"
    REFERRAL = "REFERRAL"
    AGENCY = "AGENCY"
    CAMPUS = "CAMPUS"


class ApplicationState(StrEnum):
    APPLIED = "APPLIED"
    TESTING = "TESTING"
    INTERVIEWING = "INTERVIEWING"
    OFFERED = "OFFERED"
    HIRED = "HIRED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"


class CandidateTestKind(StrEnum):
    """WRITTEN: a situation answered in writing; TRAIT: a personality instrument."""

    WRITTEN = "WRITTEN"
    INTERVIEW = "INTERVIEW"
    TRAIT = "TRAIT"


class TraitInstrument(StrEnum):
    """MBTI is for talking with a candidate only: it has no score and never counts."""

    BIG_FIVE = "BIG_FIVE"
    MBTI = "MBTI"


class JobOpening(Row):
    """People wanted in a department. `budget` is the monthly pay meant for one of them; the weights add up to 100."""

    code = Text(32, unique=True, description=label("编码", "Code"))
    title = Text(120, description=label("招聘岗位", "What is wanted"))
    department = Ref("Department", description=label("部门", "Department"))
    position = Ref("Position", null=True, description=label("岗位", "Position"))
    owner = Ref("Employee", description=label("用人经理", "Hiring manager"))
    wanted = Int(default=1, description=label("招聘人数", "Number wanted"))
    stage = Choice(UnitStage, default=UnitStage.STARTUP, description=label("团队阶段", "Stage of the unit"))
    budget = Minor(null=True, description=label("每人月薪预算", "Monthly pay meant for one"))
    currency = Text(3, default="CNY", description=label("币种", "Currency"))
    written_weight = Int(default=40, description=label("笔试权重", "Weight of the written test"))
    interview_weight = Int(default=40, description=label("面试权重", "Weight of the interview"))
    trait_weight = Int(default=20, description=label("特质测评权重", "Weight of the trait instrument"))
    note = Text(1000, default="", description=label("要求", "What it asks for"))
    state = Choice(OpeningState, default=OpeningState.OPEN, description=label("状态", "State"))
    opened_on = Day(description=label("发布日期", "Opened on"))
    closed_on = Day(null=True, description=label("结束日期", "Closed on"))

    class Meta:
        table = "job_opening"
        indexes = (("state", "opened_on"), ("department_id",))


class Candidate(Row):
    """Somebody who applies for an opening. Contacts and pay are sealed with a key of their own.

    `has_consent`: they agreed that their data is kept for a while after a refusal.
    """

    opening = Ref("JobOpening", description=label("招聘需求", "Opening"))
    name = Text(128, description=label("姓名", "Name"))
    phone = Sealed(null=True, description=label("手机", "Phone"))
    phone_hash = Blind(null=True, description=label("手机散列", "Hash of the phone"))
    email = Sealed(null=True, description=label("邮箱", "Email"))
    email_hash = Blind(null=True, description=label("邮箱散列", "Hash of the email"))
    source = Choice(CandidateSource, default=CandidateSource.OWN, description=label("来源", "Source"))
    referred_by = Ref("Employee", null=True, description=label("推荐人", "Referred by"))
    experience_months = Int(default=0, description=label("相关经验（月）", "Months of experience"))
    expected_pay = Sealed(null=True, description=label("期望月薪", "Expected monthly pay"))
    note = LongText(default="", description=label("备注", "Note"))
    applied_on = Day(description=label("应聘日期", "Applied on"))
    state = Choice(ApplicationState, default=ApplicationState.APPLIED, description=label("状态", "State"))
    decided_on = Day(null=True, description=label("结论日期", "Decided on"))
    reason = Text(300, default="", description=label("结论原因", "Why it was decided so"))
    has_consent = Flag(default=False, description=label("同意保留资料", "Agrees to data being kept"))
    employee = Ref("Employee", null=True, description=label("录用为", "Hired as"))
    erased_at = Instant(null=True, description=label("资料抹除时间", "Data erased at"))

    class Meta:
        table = "candidate"
        indexes = (("opening_id", "state"), ("referred_by_id",), ("state", "decided_on"))


class CandidateEvent(Row):
    """A candidate came to a state on a day."""

    candidate = Ref("Candidate", description=CANDIDATE)
    state = Choice(ApplicationState, description=label("到达状态", "State reached"))
    happened_on = Day(description=label("日期", "Day"))
    actor = Ref("Employee", null=True, description=label("经手人", "By"))
    note = Text(300, default="", description=label("说明", "Note"))

    class Meta:
        table = "candidate_event"
        indexes = (("candidate_id", "happened_on"),)


class CandidateTest(Row):
    """What one rater gave for one test; a kind tested by several raters counts with their mean."""

    candidate = Ref("Candidate", description=CANDIDATE)
    kind = Choice(CandidateTestKind, description=label("测试类别", "Kind of test"))
    instrument = Choice(TraitInstrument, null=True, description=label("测评工具", "Instrument"))
    score = Minor(null=True, description=label("得分", "Score"))
    result = Text(60, default="", description=label("测评结果", "What the instrument says"))
    evidence = Text(1000, description=label("依据", "Evidence"))
    rater = Ref("Employee", description=label("评分人", "Rater"))
    taken_on = Day(description=label("测试日期", "Taken on"))

    class Meta:
        table = "candidate_test"
        indexes = (("candidate_id", "kind"),)
