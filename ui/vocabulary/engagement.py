"""Words of support requests, suggestions, meetings and retrospectives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ENGAGEMENT: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "support_state": {
        "NEW": ("待认领", "Nobody has it"),
        "ASSIGNED": ("已交办", "Assigned"),
        "WORKING": ("处理中", "In progress"),
        "SOLVED": ("待确认", "Solved, to confirm"),
        "CONFIRMED": ("已解决", "Solved"),
        "REOPENED": ("重开", "Open again"),
    },
    "support_event_kind": {
        "ASKED": ("提出请求", "asked"),
        "ASSIGNED": ("换了经办人", "changed who works on it"),
        "MOVED": ("转到另一部门", "moved it to another department"),
        "REMARK": ("写道", "wrote"),
        "SOLVED": ("标为已解决", "says it is solved"),
        "CONFIRMED": ("确认解决", "confirmed it"),
        "REOPENED": ("重新打开", "opened it again"),
        "ESCALATED": ("超时，已升级", "passed it up: the limit is past"),
        "TAKEN_BACK": ("撤回上一步", "took the last step back"),
    },
    "suggestion_state": {
        "NEW": ("待答复", "To answer"),
        "ACCEPTED": ("已采纳", "Taken up"),
        "DECLINED": ("未采纳", "Declined"),
        "DONE": ("已落实", "Done"),
    },
    "pulse_state": {
        "PLANNED": ("待开始", "To come"),
        "OPEN": ("作答中", "Open"),
        "CLOSED": ("已结束", "Over"),
    },
    "meeting_state": {
        "PLANNED": ("待召开", "To come"),
        "HELD": ("已召开", "Held"),
        "MISSED": ("未召开", "Missed"),
    },
    "meeting_matter": {
        "OWN": ("自提", "Added by hand"),
        "FEEDBACK": ("客户反馈", "Customer feedback"),
        "CLUSTER": ("反馈聚类", "Cluster of feedback"),
        "SUPPORT": ("支持请求", "Support request"),
        "ACTION": ("未完成行动", "Open action"),
    },
    "retro_rhythm": {"WEEKLY": ("每周", "Weekly"), "MONTHLY": ("每月", "Monthly")},
    "retro_state": {
        "DRAFT": ("进行中", "Being written"),
        "HELD": ("已完成", "Finished"),
        "MISSED": ("未做", "Missed"),
    },
    "retro_case_kind": {"GOOD": ("值得学习", "To learn from"), "BAD": ("引以为戒", "To avoid")},
}
