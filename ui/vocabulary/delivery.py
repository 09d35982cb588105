"""What leaves the house: channels, kinds of news, events, and how a message fared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

DELIVERY: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "delivery_channel": {
        "EMAIL": ("邮件", "E-mail"),
        "WECOM": ("企业微信", "WeCom"),
        "DINGTALK": ("钉钉", "DingTalk"),
        "FEISHU": ("飞书", "Feishu"),
        "WEBHOOK": ("Webhook", "Webhook"),
    },
    "delivery_kind": {
        "approval": ("审批", "Approvals"),
        "absence": ("请假", "Leave"),
        "feedback": ("客户反馈", "Customer feedback"),
        "training": ("培训", "Training"),
        "support": ("支持请求与建议", "Support and suggestions"),
        "meeting": ("会议与复盘", "Meetings and retrospectives"),
        "digest": ("部门摘要", "Department digests"),
        "performance": ("绩效", "Performance"),
        "incentive": ("激励", "Incentives"),
        "people": ("人事", "People"),
        "other": ("其他", "Other"),
        "award": ("荣誉", "Awards"),
        "kudos": ("感谢", "Thanks"),
        "payout": ("激励发放", "Payouts"),
        "contest": ("竞赛", "Contests"),
        "quality": ("质检", "Quality checks"),
        "field": ("外勤", "Field reports"),
    },
    "delivery_event": {
        "feedback.received": ("收到反馈", "Feedback received"),
        "feedback.answered": ("反馈已答复", "Feedback answered"),
        "feedback.breached": ("反馈超时", "Feedback past its limit"),
        "feedback.resolved": ("反馈已解决", "Feedback resolved"),
        "feedback.rating_asked": ("请客户评价", "Customer asked to rate"),
        "support.changed": ("支持请求有进展", "Support request moved on"),
        "training.overdue": ("培训逾期", "Training overdue"),
        "meeting.missed": ("会议未开", "Meeting missed"),
        "retro.missed": ("复盘未做", "Retrospective missed"),
        "exit.approved": ("离职已批准", "Exit approved"),
        "feedback.*": ("客户反馈全部", "All of feedback"),
        "digest": ("部门摘要", "Department digest"),
    },
    "delivery_state": {
        "WAITING": ("待发送", "Waiting"),
        "SENT": ("已送达", "Delivered"),
        "FAILED": ("未送达", "Not delivered"),
        "SKIPPED": ("无需发送", "No longer needed"),
    },
    "delivery_trouble": {
        "read or settled before": ("发送前已读或已办结", "Read or settled before"),
        "no longer here": ("收件人已离开", "No longer here"),
        "no e-mail address": ("没有邮箱地址", "No e-mail address"),
        "switched off": ("接收端已停用", "Receiver switched off"),
        "no answer in time": ("对方未及时应答", "No answer in time"),
        "leads into a private network": ("指向内网，未发送", "Leads into a private network"),
        "only https is allowed": ("只允许 https", "Only https is allowed"),
        "ConnectError": ("连接失败", "No connection"),
        "gaierror": ("找不到主机", "Host not found"),
        "no mail server": ("未设置邮件服务器", "No mail server"),
    },
    "digest_rhythm": {"DAILY": ("每天", "Daily"), "WEEKLY": ("每周", "Weekly")},
    "weekday": {
        "1": ("周一", "Monday"),
        "2": ("周二", "Tuesday"),
        "3": ("周三", "Wednesday"),
        "4": ("周四", "Thursday"),
        "5": ("周五", "Friday"),
        "6": ("周六", "Saturday"),
        "7": ("周日", "Sunday"),
    },
}
