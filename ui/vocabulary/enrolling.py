"""Words of requirements, enrollments, sessions and exams."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ENROLLING: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "enrollment_state": {
        "ASSIGNED": ("未开始", "Not begun"),
        "STARTED": ("学习中", "Under way"),
        "EXAM": ("待考核", "Before the exam"),
        "PASSED": ("已完成", "Finished"),
        "FAILED": ("未通过，待辅导", "Not passed, to be coached"),
        "COACHING": ("辅导中", "Being coached"),
        "WAIVED": ("免修", "Waived"),
        "WITHDRAWN": ("已撤回", "Withdrawn"),
    },
    "exam_kind": {
        "WRITTEN": ("笔试", "Written"),
        "PRACTICAL": ("实操", "Practical"),
        "SCENARIO": ("情景（两人评分）", "Scenario, two raters"),
    },
    "session_state": {
        "PLANNED": ("已安排", "Planned"),
        "HELD": ("已结束", "Held"),
        "CANCELED": ("已取消", "Canceled"),
    },
    "seat_state": {
        "SEATED": ("已报名", "Seated"),
        "WAITING": ("候补", "Waiting"),
        "ATTENDED": ("已到场", "Was there"),
        "ABSENT": ("缺席", "Absent"),
        "CANCELED": ("已取消", "Given back"),
    },
    "rule_occasion": {
        "JOINED": ("入职后", "After joining"),
        "YEARLY": ("每年", "Each year"),
        "GAP": ("有改进计划时", "With an improvement plan"),
        "COMPETENCY_GAP": ("胜任力有差距时", "With a gap in a competency"),
        "FAILED_REVIEW": ("考核未达标后", "After a failed review"),
        "CERTIFICATE_ENDS": ("证书到期前", "Before a certificate ends"),
    },
    "rule_audience": {
        "EVERYONE": ("所有人", "Everyone"),
        "FAMILY": ("岗位序列", "Job family"),
        "DEPARTMENT": ("部门", "Department"),
        "POSITION": ("岗位", "Position"),
    },
    "outside_state": {
        "SENT": ("待审批", "With the manager"),
        "APPROVED": ("已计入", "Counts"),
        "REFUSED": ("未同意", "Refused"),
        "WITHDRAWN": ("已撤回", "Taken back"),
    },
}
