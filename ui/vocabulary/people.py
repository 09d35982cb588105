"""People: where they stand, their papers and fields, their career, their leaving."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PEOPLE: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "status": {
        "PROBATION": ("试用期", "Probation"),
        "ACTIVE": ("正式", "Active"),
        "NOTICE": ("待离职", "On notice"),
        "LEFT": ("已离职", "Left"),
    },
    "employment_type": {
        "FULL_TIME": ("全职", "Full-time"),
        "PART_TIME": ("兼职", "Part-time"),
        "HOURLY": ("小时工", "Hourly"),
        "INTERN": ("实习", "Intern"),
        "DISPATCHED": ("派遣", "Dispatched"),
        "OUTSOURCED": ("外包", "Outsourced"),
    },
    "pack_part": {
        "COMPETENCY": ("胜任力", "Competencies"),
        "PROFILE": ("岗位画像", "Profiles of positions"),
        "COURSE": ("课程", "Courses"),
        "TOPIC": ("反馈主题", "Feedback topics"),
        "METRIC": ("指标", "Figures"),
        "PLAN": ("考核方案", "Score plan"),
    },
    "pack_action": {
        "ADD": ("新增", "added"),
        "CHANGE": ("更新", "changed"),
        "RESTORE": ("恢复使用", "back in use"),
        "SAME": ("已载入", "there already"),
        "CONFLICT": ("冲突，不动", "conflict, left alone"),
    },
    "assessment_source": {
        "MANAGER": ("上级评估", "Manager"),
        "PEERS": ("360 评估", "360 feedback"),
        "EXAM": ("考核", "Exam"),
    },
    "competency_gap_reason": {
        "NOT_ASSESSED": ("未评估", "Not assessed"),
        "NOT_REQUIRED": ("岗位不要求", "Not asked by the position"),
    },
    "leave_kind": {
        "VOLUNTARY": ("主动离职", "Voluntary"),
        "INVOLUNTARY": ("被动离职", "Involuntary"),
        "RETIREMENT": ("退休", "Retirement"),
        "OTHER": ("其他", "Other"),
    },
    "department_kind": {
        "COMPANY": ("公司", "Company"),
        "DEPARTMENT": ("部门", "Department"),
        "STORE": ("门店", "Store"),
        "TEAM": ("班组", "Team"),
        "WARD": ("病区", "Ward"),
    },
    "contract": {
        "OPEN_ENDED": ("无固定期限", "Open-ended"),
        "FIXED_TERM": ("固定期限", "Fixed term"),
    },
    "gender": {
        "M": ("男", "Male"),
        "F": ("女", "Female"),
        "X": ("未说明", "Not stated"),
    },
    "document_kind": {
        "CONTRACT": ("合同", "Contract"),
        "IDENTITY": ("身份证明", "Identity paper"),
        "CERTIFICATE": ("证书", "Certificate"),
        "OTHER": ("其他", "Other"),
    },
    "note_visibility": {
        "HR": ("仅人事", "HR only"),
        "MANAGER": ("人事与经理", "HR and managers"),
    },
    "custom_type": {
        "TEXT": ("文字", "Text"),
        "NUMBER": ("数字", "Number"),
        "DATE": ("日期", "Date"),
        "FLAG": ("是/否", "Yes or no"),
        "CHOICE": ("单选", "Choice"),
    },
    "career_standing": {
        "ELIGIBLE": ("具备资格", "Eligible"),
        "NOT_YET": ("尚未具备", "Not yet"),
        "UNKNOWN": ("无法判断", "Not known"),
        "NO_RULES": ("下一级未设条件", "Nothing asked for yet"),
        "TOP": ("已在通道顶端", "At the top"),
        "NO_LADDER": ("不在晋升通道上", "Not on a ladder"),
    },
    "career_state": {
        "MET": ("已满足", "Met"),
        "MISSING": ("还差", "Missing"),
        "NO_DATA": ("没有数据", "No data"),
        "HIDDEN": ("无权查看", "Hidden"),
    },
    "career_condition": {
        "CONFIRMED": ("已转正", "Probation completed"),
        "MONTHS_IN_POST": ("现岗满若干个月", "Months in the present post"),
        "MONTHS_IN_COMPANY": ("司龄满若干个月", "Months with the company"),
        "METRIC": ("指标不低于", "A figure of at least"),
    },
    "exit_target": {
        "ATTENDANCE": ("考勤", "Attendance"),
        "PAYROLL": ("薪资", "Payroll"),
        "PERFORMANCE": ("绩效", "Performance"),
        "ACCOUNTS": ("账号", "Account"),
    },
    "receipt": {
        "": ("未通知", "not told"),
        "closed from": ("停止于", "closed from"),
        "disabled": ("停用于", "disabled from"),
        "severance draft created": ("补偿草稿已生成", "severance draft created"),
        "period marked final": ("绩效期间已定稿", "period marked final"),
        "reopened": ("已恢复", "reopened"),
        "severance draft void": ("补偿草稿已作废", "severance draft void"),
        "final mark taken off": ("定稿标记已取消", "final mark taken off"),
        "stays": ("保持不变", "stays"),
        "stays: rehired": ("已再入职，保持启用", "stays: rehired"),
        "rehired": ("已再入职", "rehired"),
    },
    "severance_basis": {
        "VOLUNTARY_NONE": ("主动离职，无补偿", "Resigned: none is owed"),
        "RETIREMENT_NONE": ("退休或其他，无补偿", "Retired or other: none is owed"),
        "BY_SERVICE": ("按工作年限补偿", "By length of service"),
        "NO_PAY_KNOWN": ("没有工资记录，待薪资核定", "No pay on record; payroll decides"),
    },
    "active_in": {
        "ACCOUNT": ("账号仍启用", "the account is open"),
        "ATTENDANCE": ("之后仍有考勤", "attendance after the last day"),
        "EXIT": ("离职通知未完成", "not every target has heard"),
        "PAYROLL": ("之后仍在发薪", "paid after the last day"),
        "HEAD": ("仍是部门负责人", "still head of a department"),
        "MANAGER": ("仍是在职员工的上级", "still somebody's manager"),
        "CALENDAR": ("日历订阅仍有效", "the calendar link works"),
        "APPROVAL": ("有待审批事项", "approvals wait for them"),
        "DEPUTY": ("仍是代理审批人", "still a deputy"),
        "FEEDBACK": ("仍在反馈小组", "still in a feedback team"),
        "ROUTING": ("反馈仍分派给此人", "feedback is routed to them"),
        "SUPPORT": ("仍负责支持主题", "still answers support requests"),
        "GOAL": ("有进行中的目标", "has goals under way"),
        "TRAINING": ("有未完成的培训", "has courses to finish"),
        "ACTION": ("有未完成的会议行动", "has actions of meetings to do"),
    },
}  # fmt: skip
