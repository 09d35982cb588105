"""Words of customers' feedback as it is handled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

FEEDBACK: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "feedback_state": {
        "RECEIVED": ("待分派", "Nobody yet"),
        "INVALID": ("无效", "Not valid"),
        "ROUTED": ("待答复", "To answer"),
        "RESPONDED": ("已答复", "Answered"),
        "RESOLVED": ("已解决", "Resolved"),
        "CLOSED": ("已关闭", "Closed"),
    },
    "feedback_channel": {
        "LINK": ("问卷", "Survey"),
        "RATING": ("评分", "Rating"),
        "PHONE": ("电话", "Phone"),
        "CHAT": ("在线", "Chat"),
        "EMAIL": ("邮件", "E-mail"),
        "IMPORT": ("导入", "Import"),
        "API": ("接口", "API"),
    },
    "feedback_invalid_reason": {
        "DUPLICATE": ("重复", "A double"),
        "EMPTY": ("空白", "Empty"),
        "TEST": ("测试", "A test"),
        "AUTOMATIC": ("自动提交", "Sent by a machine"),
        "WITHDRAWN": ("导入已撤销", "Its file was taken back"),
    },
    "routed_for": {
        "TOPIC": ("主题", "Topic"),
        "PRODUCT": ("产品", "Product"),
        "LOCATION": ("门店", "Store"),
        "ACCOUNT": ("客户账户", "Account"),
        "SEGMENT": ("客户分层", "Segment"),
        "CHANNEL": ("渠道", "Channel"),
        "SCORE": ("评分", "Rating"),
    },
    "feedback_sentiment": {
        "POSITIVE": ("满意", "Happy"),
        "NEUTRAL": ("一般", "Neutral"),
        "NEGATIVE": ("不满", "Unhappy"),
    },
    "feedback_act": {
        "RECEIVED": ("收到", "Came in"),
        "INVALIDATED": ("判为无效", "Found not valid"),
        "VALIDATED": ("恢复有效", "Found valid"),
        "ROUTED": ("分派", "Routed"),
        "CLAIMED": ("认领", "Claimed"),
        "RELEASED": ("退回小组", "Given back"),
        "ASSIGNED": ("转交", "Given on"),
        "ANSWERED": ("答复", "Answered"),
        "PAUSED": ("暂停计时", "Put on hold"),
        "RESUMED": ("恢复计时", "Taken up again"),
        "RESOLVED": ("解决", "Resolved"),
        "REOPENED": ("重开", "Opened anew"),
        "CLOSED": ("关闭", "Closed"),
        "ESCALATED": ("升级提醒", "Escalated"),
        "BREACHED": ("超时", "Past its time"),
        "RATING_ASKED": ("已请客户评价", "Customer asked to rate"),
    },
    "routed_by": {
        "RULE": ("按规则", "by a rule"),
        "DEPARTMENT": ("按所在部门", "by the department"),
        "FALLBACK": ("兜底小组", "to the team that takes the rest"),
        "NOBODY": ("无人接手", "to nobody"),
    },
    "feedback_level": {
        "HALF": ("提醒组长", "the lead is told"),
        "LIMIT": ("到期", "the limit"),
        "DAY_LATE": ("超期上报", "those who keep the teams are told"),
    },
}  # fmt: skip
