"""Words of links for feedback."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

INTAKE: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "feedback_link_kind": {
        "STORE": ("门店", "Store"),
        "AGENT": ("客服人员", "Agent"),
        "DEPARTMENT": ("部门", "Department"),
        "WARD": ("病区", "Ward"),
    },
    "feedback_invalid_reason": {
        "DUPLICATE": ("重复", "Said twice"),
        "EMPTY": ("空白", "Empty"),
        "TEST": ("测试", "A test"),
        "AUTOMATIC": ("自动提交", "Sent by a machine"),
        "WITHDRAWN": ("导入已撤销", "Its file was taken back"),
    },
}
