"""What goes its way: approvals, days and absences, files coming in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

WORK: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "request_state": {
        "OPEN": ("审批中", "Under way"),
        "APPROVED": ("已批准", "Approved"),
        "REFUSED": ("未批准", "Refused"),
        "RETURNED": ("已退回", "Returned"),
        "WITHDRAWN": ("已撤回", "Taken back"),
    },
    "task_state": {
        "WAITING": ("待审批", "Waiting"),
        "APPROVED": ("批准", "Approved"),
        "REFUSED": ("不批准", "Refused"),
        "RETURNED": ("退回", "Returned"),
        "SKIPPED": ("无需审批", "Not needed"),
    },
    "approval_kind": {
        "resignation": ("离职申请", "Resignation"),
        "absence": ("请假", "Leave"),
        "outside_learning": ("校外学习", "Outside learning"),
        "score_plan": ("考核方案", "Score plan"),
        "payout_run": ("激励发放", "Payout of incentives"),
        "incentive_scheme": ("激励方案", "Incentive scheme"),
        "commission": ("长周期提成", "Commission"),
    },
    "approval_effect": {
        "score_plan": (
            "批准后方案发布，上一版同时停用；已有的绩效单不变。",
            "On approval the plan is published and the revision before it retired; cards there are stay as they are.",
        ),
        "payout_run": (
            "批准后由薪资专员安排发放；有本人份额的人不参与审批。",
            "Once approved payroll may pay it; nobody who is paid by it decides.",
        ),
        "incentive_scheme": (
            "批准后新方案生效，上一版同时结束，已发放的不受影响。",
            "On approval the scheme comes into force and the revision before it ends; what was paid stays.",
        ),
        "commission": (
            "批准后按月归属，已到期的部分即可发放。",
            "On approval it begins to vest month by month; parts whose day has come are due at once.",
        ),
        "outside_learning": (
            "批准后按完成日期计入学时。",
            "Once approved its hours count, on the day on which it was finished.",
        ),
        "absence": (
            "批准后扣减假期余额，当天不再算缺勤。",
            "On approval the days are taken from the balance and no longer count as missing.",
        ),
        "resignation": (
            "全部同意后登记离职，考勤、薪资、绩效各通知一次，账号在最后在职日结束时停用。",
            "Once all agree: the leave is recorded, attendance, payroll and performance hear once, the account ends.",
        ),
    },
    "approver": {
        "manager": ("直属上级", "Line manager"),
        "manager_of_manager": ("上级的上级", "Manager's manager"),
        "department_head": ("部门负责人", "Head of the department"),
        "role:hr_manager": ("HR 经理", "HR manager"),
        "role:hr_specialist": ("HR 专员", "HR specialist"),
        "role:general_manager": ("总经理", "General manager"),
        "role:payroll_specialist": ("薪资专员", "Payroll specialist"),
        "role:department_manager": ("部门经理", "Department manager"),
    },
    "calendar": {
        "WORKDAY": ("工作日", "Workday"),
        "REST_DAY": ("休息日", "Rest day"),
        "HOLIDAY": ("法定节假日", "Holiday"),
    },
    "overtime_kind": {
        "WORKDAY": ("平日 1.5 倍", "workday ×1.5"),
        "REST_DAY": ("休息日 2 倍", "rest day ×2"),
        "HOLIDAY": ("法定节假日 3 倍", "holiday ×3"),
    },
    "overtime_part": {
        "WORKDAY": ("平日", "workdays"),
        "REST_DAY": ("休息日", "rest days"),
        "HOLIDAY": ("节假日", "holidays"),
    },
    "overtime_split_gap": {"TOTAL_ONLY": ("只有合计", "only the total is known")},
    "attendance_status": {
        "WORKED": ("出勤", "Worked"),
        "ABSENT": ("旷工", "Absent"),
    },
    "attendance_source": {
        "manual": ("人工登记", "HR"),
        "demo": ("考勤机", "the time clock"),
    },
    "gap": {
        "NO_RECORD": ("缺记录", "No record"),
        "NO_END": ("缺下班", "No end"),
    },
    "day_part": {
        "FULL": ("全天", "all day"),
        "MORNING": ("上午", "morning"),
        "AFTERNOON": ("下午", "afternoon"),
        "HOURS": ("按小时", "hours"),
    },
    "absence_state": {
        "WAITING": ("待审批", "Waiting"),
        "APPROVED": ("已批准", "Approved"),
        "REFUSED": ("未批准", "Refused"),
        "RETURNED": ("已退回", "Sent back"),
        "WITHDRAWN": ("已撤回", "Taken back"),
        "CANCELLED": ("已销假", "Given back"),
    },
    "absence_entry": {
        "ACCRUED": ("年度发放", "Granted for the year"),
        "CARRIED": ("上年结转", "Carried over"),
        "ADJUSTED": ("调整", "Adjusted"),
        "TAKEN": ("休假", "Taken"),
        "GIVEN_BACK": ("销假", "Given back"),
        "EXPIRED": ("作废", "Lapsed"),
    },
    "absence_unit": {
        "DAY": ("整天", "Whole days"),
        "HALF_DAY": ("半天", "Half days"),
        "HOUR": ("小时", "Hours"),
    },
    "accrual": {
        "NONE": ("无额度", "No balance"),
        "YEARLY": ("每年固定", "The same each year"),
        "BY_SERVICE": ("按司龄", "By service"),
    },
    "import_state": {
        "UPLOADED": ("待对列", "To map"),
        "MAPPED": ("待检查", "To check"),
        "VALIDATED": ("可导入", "Ready"),
        "APPLIED": ("已导入", "Applied"),
        "REVERTED": ("已撤销", "Taken back"),
        "FAILED": ("未完成", "Stopped"),
    },
    "row_state": {
        "NEW": ("新增", "New"),
        "CHANGED": ("变更", "Changed"),
        "UNCHANGED": ("未变", "Unchanged"),
        "CONFLICT": ("冲突", "In conflict"),
        "ERROR": ("错误", "With errors"),
    },
    "monthly_file": {
        "PAYROLL": ("工资", "Payroll"),
        "ATTENDANCE": ("考勤", "Attendance"),
    },
    "drop_state": {
        "EXPECTED": ("预演所见", "Seen by a dry run"),
        "OPEN": ("待答复", "To answer"),
        "STILL_HERE": ("仍在职", "Still here"),
        "LEFT": ("已离职", "Has left"),
        "RETURNED": ("已回到名单", "In the list again"),
        "REPEATED": ("后一份名单也缺少", "Missing from a later list too"),
        "WITHDRAWN": ("批次已撤销", "Batch taken back"),
    },
    "conflict_state": {
        "OPEN": ("待裁定", "Open"),
        "SETTLED": ("已裁定", "Settled"),
    },
    "conflict_rule": {
        "NEWEST": ("暂取最新", "The newest for now"),
        "PRIORITY": ("按来源优先级", "By priority"),
        "PERSON": ("由人裁定", "Chosen by a person"),
    },
    "duplicate_reason": {
        "SAME_ID_NUMBER": ("证件号相同", "Same ID number"),
        "SAME_PHONE": ("手机相同", "Same phone"),
        "SAME_EMAIL": ("邮箱相同", "Same e-mail"),
        "SAME_NAME_AND_BIRTH": ("姓名与生日相同", "Same name and birth date"),
        "SAME_NAME_AND_HIRE_DATE": ("姓名与入职日相同", "Same name and hire date"),
    },
}  # fmt: skip
