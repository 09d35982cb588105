"""Competencies, what positions ask of them, and what was found of people."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import strawberry

from schema.acts import act
from schema.attendance_mutations import SEEN
from schema.filters import define_for, rows
from schema.inputs import Once, given_with, needed, optional
from schema.judged_inputs import OfRow
from schema.listing import listed
from schema.people import Employee, Position
from schema.planned import Connection, Node, column
from server.kernel.labels import label
from server.talent import competency_operations as operations
from server.talent.models import AssessmentSource


@strawberry.type(description=label("胜任力", "Competency"))
class Competency(Node):
    code: str | None = column("编码", "Code")
    name: str | None = column("名称", "Name")
    name_en: str | None = column("英文名称", "Name in English")
    definition: str | None = column("定义", "Definition")
    definition_en: str | None = column("英文定义", "Definition in English")
    anchors: list[str] | None = column("1 至 5 级的行为描述", "What levels 1 to 5 look like")
    anchors_en: list[str] | None = column("1 至 5 级的英文行为描述", "The same in English")
    retired_on: date | None = column("停用日期", "Retired on")
    is_in_use: bool | None = column("在用", "In use")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("岗位要求的一项", "A line of a profile"))
class CompetencyRequirement(Node):
    position: Position | None = column("岗位", "Position")
    competency: Competency | None = column("胜任力", "Competency")
    level: int | None = column("要求等级", "Required level")
    valid_from: date | None = column("生效日期", "Valid from")
    valid_to: date | None = column("失效日期（不含）", "Valid to, excluded")
    recorded_at: datetime | None = column("记录时间", "Recorded at")


@strawberry.type(description=label("岗位画像", "Competency profile"))
class CompetencyProfile(Node):
    position: Position | None = column("岗位", "Position")
    version: int | None = column("版本", "Version")
    requirements: Connection[CompetencyRequirement] | None = rows(
        "要求", "What it asks", "CompetencyRequirement"
    )


@strawberry.type(description=label("胜任力评估", "Competency assessment"))
class CompetencyAssessment(Node):
    employee: Employee | None = column("员工", "Employee")
    competency: Competency | None = column("胜任力", "Competency")
    level: Decimal | None = column("等级", "Level")
    source: AssessmentSource | None = column("来源", "Source")
    assessed_on: date | None = column("评估日期", "Assessed on")
    assessor_name: str | None = column("评估人", "Assessed by")
    evidence: str | None = column("依据", "Evidence")
    recorded_at: datetime | None = column("记录时间", "Recorded at")
    version: int | None = column("版本", "Version")


TYPES = (Competency, CompetencyRequirement, CompetencyProfile, CompetencyAssessment)
define_for(*TYPES)


@strawberry.type(description=label("胜任力查询", "Questions about competencies"))
class CompetencyQuery:
    competencies: Connection[Competency] = listed("胜任力", "Competencies", "Competency")
    competency_profiles: Connection[CompetencyProfile] = listed(
        "岗位画像", "Profiles of positions", "CompetencyProfile", search=False
    )
    competency_requirements: Connection[CompetencyRequirement] = listed(
        "岗位要求", "What positions ask", "CompetencyRequirement", search=False
    )
    competency_assessments: Connection[CompetencyAssessment] = listed(
        "胜任力评估", "Assessments", "CompetencyAssessment", search=False
    )


# --- Changes ---


@strawberry.input(description=label("一项胜任力", "A competency"))
class SaveCompetencyInput(Once):
    code: str = needed("编码", "Code")
    name: str = needed("名称", "Name")
    anchors: list[str] = needed("1 至 5 级的行为描述，共五句", "What levels 1 to 5 look like, five texts")
    name_en: str | None = optional("英文名称", "Name in English")
    definition: str | None = optional("定义", "Definition")
    definition_en: str | None = optional("英文定义", "Definition in English")
    anchors_en: list[str] | None = optional("英文行为描述，共五句", "The five texts in English")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("停用胜任力", "A competency to retire"))
class RetireCompetencyInput(OfRow):
    pass


@strawberry.input(description=label("岗位要求的一项", "A line of a profile"))
class ProfileLineInput:
    competency_code: str = needed("胜任力编码", "Code of the competency")
    level: int = needed("要求等级 1 至 5", "Required level, 1 to 5")


@strawberry.input(description=label("岗位画像", "A profile"))
class SetCompetencyProfileInput(Once):
    lines: list[ProfileLineInput] = needed("全部要求，空为不再要求", "All it asks; none at all asks nothing")
    position_id: strawberry.ID | None = optional("岗位编号", "Position id")
    position_code: str | None = optional("岗位编码", "Position code")
    effective_on: date | None = optional("生效日期，默认今天", "From when; today by default")
    version: int | None = optional("所见版本，0 为未设定", "The version seen, 0 for none")


@strawberry.input(description=label("一次评估", "An assessment"))
class AssessCompetencyInput(Once):
    competency_code: str = needed("胜任力编码", "Code of the competency")
    level: Decimal = needed("等级，1 至 5，最多两位小数", "Level, 1 to 5, at most two places")
    source: AssessmentSource = needed("来源", "Source")
    evidence: str = needed("依据", "What shows it")
    employee_id: strawberry.ID | None = optional("员工编号", "Employee id")
    employee_code: str | None = optional("工号", "Employee number")
    assessed_on: date | None = optional("评估日期，默认今天", "On which day; today by default")


@strawberry.input(description=label("撤回评估", "An assessment to take back"))
class WithdrawAssessmentInput(OfRow):
    reason: str = needed("原因", "Why")


@strawberry.type(description=label("胜任力变更", "Changes of competencies"))
class CompetencyMutation:
    save_competency = act(
        "保存胜任力", "Keep a competency", SaveCompetencyInput, Competency, operations.save_competency
    )
    retire_competency = act(
        "停用胜任力", "Retire a competency", RetireCompetencyInput, Competency, operations.retire_competency
    )
    set_competency_profile = act(
        "设定岗位画像",
        "Set what a position asks",
        SetCompetencyProfileInput,
        CompetencyProfile,
        operations.set_competency_profile,
        handed=given_with({"lines": operations.ProfileLine}),
    )
    assess_competency = act(
        "评估胜任力",
        "Assess a competency",
        AssessCompetencyInput,
        CompetencyAssessment,
        operations.assess_competency,
    )
    withdraw_assessment = act(
        "撤回评估",
        "Take an assessment back",
        WithdrawAssessmentInput,
        CompetencyAssessment,
        operations.withdraw_assessment,
    )
