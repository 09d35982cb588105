"""The schema: every query and mutation in one place, and the check that each field has a column or link behind it."""

from __future__ import annotations

from collections.abc import Mapping

import strawberry
from graphql import GraphQLObjectType
from strawberry.schema.config import StrawberryConfig

from schema import (
    admin,
    audit,
    courses,
    desk,
    payouts,
    peers,
    people,
    performance,
    plans,
    quality,
    records,
    schemes,
)
from schema import approvals as approving
from schema import attendance as working
from schema import engagement as engaging
from schema import enrollments as enrolling
from schema import exits as leaving
from schema import goals as aiming
from schema import imports as importing
from schema import improvement as improving
from schema import intake as receiving
from schema import reviews as reviewing
from schema import standing as progressing
from schema import talks as talking
from schema import tickets as answering
from schema import topics as hearing
from schema.access import AccessQuery, Viewer
from schema.accounts import AccountMutation
from schema.admin_mutations import AdminMutation
from schema.admin_queries import AdminQuery
from schema.approvals_ahead import ForeseenQuery
from schema.approvals_live import ApprovalSubscription
from schema.attendance_mutations import AttendanceMutation
from schema.attendance_queries import AttendanceQuery
from schema.board import TYPES as BOARD_TYPES
from schema.board import BoardQuery
from schema.bulk import BulkMutation
from schema.calibration import TYPES as CALIBRATION_TYPES
from schema.calibration import CalibrationMutation, CalibrationQuery
from schema.career import CareerMutation, CareerQuery
from schema.competencies import TYPES as COMPETENCY_TYPES
from schema.competencies import CompetencyMutation, CompetencyQuery
from schema.course_operations import CourseMutation, CourseQuery
from schema.cycle_mutations import CycleMutation
from schema.cycle_progress import ProgressQuery, ProgressSubscription
from schema.cycle_queries import CycleQuery
from schema.delivery import TYPES as DELIVERY_TYPES
from schema.delivery import DeliveryQuery
from schema.delivery_mutations import DeliveryMutation
from schema.engagement_live import SupportSubscription
from schema.engagement_mutations import EngagementMutation
from schema.engagement_queries import EngagementQuery
from schema.enrollment_operations import EnrollmentMutation, EnrollmentQuery
from schema.filters import MOMENTS
from schema.import_mutations import ImportMutation
from schema.import_queries import ImportQuery
from schema.intake_mutations import IntakeMutation
from schema.jobs import JobQuery
from schema.judged_mutations import JudgedMutation
from schema.judged_queries import JudgedQuery
from schema.listing import ONE, listed, root
from schema.master_mutations import MasterMutation
from schema.metric_mutations import MetricMutation
from schema.metric_queries import MetricQuery
from schema.organization import OrganizationMutation
from schema.outlook import OutlookQuery
from schema.packs import PackMutation, PackQuery
from schema.payout_mutations import PayoutMutation
from schema.payout_queries import PayoutQuery
from schema.people_mutations import PeopleMutation
from schema.plan_mutations import PlanMutation
from schema.plan_queries import PlanQuery
from schema.planned import Connection, Node, PageInfo
from schema.products import ProductMutation, ProductQuery
from schema.record_mutations import RecordMutation
from schema.recruiting import TYPES as RECRUITING_TYPES
from schema.recruiting_operations import RecruitingMutation, RecruitingQuery
from schema.review_operations import ReviewMutation, ReviewQuery
from schema.scalars import SCALARS
from schema.scheme_mutations import SchemeMutation
from schema.scheme_queries import SchemeQuery
from schema.ticket_live import FeedbackSubscription
from schema.ticket_operations import FeedbackMutation, FeedbackQuery
from schema.topic_operations import TopicMutation, TopicQuery
from schema.training_effect import EffectQuery
from schema.view_as import ViewAsQuery
from server.kernel.labels import label
from server.plan.entity import Entity
from server.plan.where import snake


@strawberry.type(description=label("查询", "Queries"))
class Query(
    JobQuery,
    ImportQuery,
    AccessQuery,
    AdminQuery,
    AttendanceQuery,
    ForeseenQuery,
    JudgedQuery,
    receiving.IntakeQuery,
    FeedbackQuery,
    EngagementQuery,
    MetricQuery,
    PlanQuery,
    desk.DeskQuery,
    aiming.GoalQuery,
    improving.ImprovementQuery,
    progressing.ProgressQuery,
    talking.TalkQuery,
    CareerQuery,
    CompetencyQuery,
    PackQuery,
    ViewAsQuery,
    TopicQuery,
    ProductQuery,
    CycleQuery,
    ProgressQuery,
    ReviewQuery,
    CalibrationQuery,
    CourseQuery,
    PayoutQuery,
    SchemeQuery,
    OutlookQuery,
    EffectQuery,
    BoardQuery,
    EnrollmentQuery,
    RecruitingQuery,
    DeliveryQuery,
):
    me: people.Employee | None = root("我的员工记录", "My own employee record", MOMENTS)
    employee: people.Employee | None = root("一名员工", "One employee", ONE)
    employees: Connection[people.Employee] = listed("员工", "Employees", "Employee")
    department: people.Department | None = root("一个部门", "One department", ONE)
    departments: Connection[people.Department] = listed("部门", "Departments", "Department")
    org_chart: Connection[people.Department] = listed(
        "组织架构的顶层", "Tops of the organization", "Department"
    )
    positions: Connection[people.Position] = listed("岗位", "Positions", "Position")
    locations: Connection[people.Location] = listed("工作地点", "Locations", "Location")
    custom_fields: Connection[records.CustomField] = listed(
        "自定义字段", "Added fields", "CustomField", search=False
    )
    legal_entities: Connection[people.LegalEntity] = listed("合同主体", "Legal entities", "LegalEntity")
    staffing_norms: Connection[people.StaffingNorm] = listed(
        "编制", "Staffing norms", "StaffingNorm", search=False
    )
    accounts: Connection[admin.Account] = listed("账号", "Accounts", "Account")
    api_tokens: Connection[admin.ApiToken] = listed("接口令牌", "API tokens", "ApiToken", search=False)
    grant_proposals: Connection[admin.GrantProposal] = listed(
        "授权申请", "Proposals of rights", "GrantProposal", search=False
    )
    jobs: Connection[admin.JobEntry] = listed("任务", "Jobs", "JobEntry", search=False)
    deliveries: Connection[admin.Delivery] = listed(
        "对外消息", "Messages to the outside", "Delivery", search=False
    )
    approvals: Connection[approving.ApprovalTask] = listed(
        "等我审批的", "What awaits the caller's decision", "ApprovalTask", search=False
    )
    approval_request: approving.ApprovalRequest | None = root("一项申请", "One request", ONE)
    approval_requests: Connection[approving.ApprovalRequest] = listed(
        "审批申请", "Requests for approval", "ApprovalRequest", search=False
    )
    approval_chains: Connection[approving.ApprovalChain] = listed(
        "审批链", "Chains of approval", "ApprovalChain", search=False
    )
    deputies: Connection[approving.Deputy] = listed("审批代理", "Deputies", "Deputy", search=False)
    resignations: Connection[leaving.Resignation] = listed(
        "离职申请", "Resignations", "Resignation", search=False
    )
    exits: Connection[leaving.Exit] = listed("离职", "Exits", "Exit", search=False)
    exit_gaps: Connection[leaving.ExitGap] = listed(
        "已离职但仍在用", "Left, but still active somewhere", "ExitGap", search=False
    )
    severance_drafts: Connection[leaving.SeveranceDraft] = listed(
        "离职补偿草稿", "Severance drafts", "SeveranceDraft", search=False
    )
    monthly_attendance: Connection[people.Attendance] = listed(
        "月度考勤", "Attendance by month", "Attendance", search=False
    )
    attendance_days: Connection[working.AttendanceDay] = listed(
        "日出勤", "Days worked", "AttendanceDay", search=False
    )
    attendance_gaps: Connection[working.AttendanceGap] = listed(
        "缺少的出勤", "What days lack", "AttendanceGap", search=False
    )
    attendance_adjustments: Connection[working.AttendanceAdjustment] = listed(
        "考勤调整", "Adjustments of closed months", "AttendanceAdjustment", search=False
    )
    attendance_months: Connection[working.AttendanceMonth] = listed(
        "考勤月份", "Months of attendance", "AttendanceMonth", search=False
    )
    absence_types: Connection[working.AbsenceType] = listed(
        "假别", "Kinds of absence", "AbsenceType", search=False
    )
    absence_requests: Connection[working.AbsenceRequest] = listed(
        "请假单", "Requests for days off", "AbsenceRequest", search=False
    )
    absence_days: Connection[working.AbsenceDay] = listed("休假日", "Days off", "AbsenceDay", search=False)
    absence_entries: Connection[working.AbsenceEntry] = listed(
        "假期流水", "The ledger of absence", "AbsenceEntry", search=False
    )
    absence_balances: Connection[working.AbsenceBalance] = listed(
        "假期余额", "Balances of absence", "AbsenceBalance", search=False
    )
    reviews: Connection[reviewing.Review] = listed(
        "绩效评价", "Reviews of scorecards", "Review", search=False
    )
    import_sources: Connection[importing.ImportSource] = listed(
        "数据来源", "Sources of data", "ImportSource", search=False
    )
    import_batches: Connection[importing.ImportBatch] = listed(
        "导入批次", "Batches of imports", "ImportBatch", search=False
    )
    import_batch: importing.ImportBatch | None = root("一个导入批次", "One batch", ONE)
    source_drops: Connection[importing.SourceDrop] = listed(
        "完整名单缺少的人", "Whom whole lists lack", "SourceDrop", search=False
    )
    conflicts: Connection[importing.DataConflict] = listed(
        "数据冲突", "Conflicts of data", "DataConflict", search=False
    )
    employee_merges: Connection[importing.EmployeeMerge] = listed(
        "员工合并", "Merges of records", "EmployeeMerge", search=False
    )
    audit_entries: Connection[audit.AuditEntry] = listed(
        "审计记录", "Audit entries", "AuditEntry", search=False
    )
    access_log: Connection[audit.AccessLogEntry] = listed(
        "访问记录", "Access log", "AccessLogEntry", search=False
    )
    goals: Connection[aiming.Goal] = listed("目标", "Goals", "Goal")
    notices: Connection[desk.Notice] = listed("我的通知", "The caller's notices", "Notice", search=False)


@strawberry.type(description=label("变更", "Mutations"))
class Mutation(
    ImportMutation,
    TopicMutation,
    ProductMutation,
    AccountMutation,
    PeopleMutation,
    MasterMutation,
    AdminMutation,
    MetricMutation,
    PlanMutation,
    OrganizationMutation,
    desk.DeskMutation,
    aiming.GoalMutation,
    improving.ImprovementMutation,
    talking.TalkMutation,
    BulkMutation,
    CareerMutation,
    CompetencyMutation,
    PackMutation,
    RecordMutation,
    approving.ApprovalMutation,
    AttendanceMutation,
    JudgedMutation,
    IntakeMutation,
    FeedbackMutation,
    EngagementMutation,
    leaving.ExitMutation,
    ReviewMutation,
    CalibrationMutation,
    CourseMutation,
    PayoutMutation,
    SchemeMutation,
    EnrollmentMutation,
    CycleMutation,
    RecruitingMutation,
    DeliveryMutation,
):
    """All mutations; each calls one operation."""


@strawberry.type(description=label("订阅", "Subscriptions"))
class Subscription(
    ProgressSubscription,
    FeedbackSubscription,
    SupportSubscription,
    ApprovalSubscription,
    progressing.MyProgressSubscription,
):
    """All subscriptions; each asks the policy anew at every event."""


TYPES = (
    *plans.TYPES,
    *performance.TYPES,
    *reviewing.TYPES,
    *CALIBRATION_TYPES,
    *importing.TYPES,
    *people.TYPES,
    *approving.TYPES,
    *working.TYPES,
    *leaving.TYPES,
    *admin.TYPES,
    *audit.TYPES,
    *desk.TYPES,
    *aiming.TYPES,
    *improving.TYPES,
    *talking.TYPES,
    *records.TYPES,
    *quality.TYPES,
    *receiving.TYPES,
    *answering.TYPES,
    *engaging.TYPES,
    *courses.TYPES,
    *hearing.TYPES,
    *peers.TYPES,
    *payouts.TYPES,
    *schemes.TYPES,
    *BOARD_TYPES,
    *enrolling.TYPES,
    *DELIVERY_TYPES,
    *RECRUITING_TYPES,
    *COMPETENCY_TYPES,
)


def build() -> strawberry.Schema:
    """Build the schema."""
    return strawberry.Schema(
        Query,
        Mutation,
        Subscription,
        types=[*TYPES, Node, PageInfo, Viewer],
        config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
    )


def unbacked(schema: strawberry.Schema, entities: Mapping[str, Entity]) -> list[str]:
    """Name every field of a planned type that has no column or link behind it, and every entity without a type."""
    types = schema._schema.type_map  # noqa: SLF001 (graphql-core's schema, which Strawberry keeps private)
    missing = [name for name in entities if not isinstance(types.get(name), GraphQLObjectType)]
    for name, entity in entities.items():
        found = types.get(name)
        if isinstance(found, GraphQLObjectType):
            missing += [f"{name}.{field}" for field in found.fields if not entity.has(snake(field))]
    return missing
