"""Every company setting: what it means in both languages, its kind, range and default, and who may change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final
from zoneinfo import available_timezones

from server.kernel.labels import label

Value = str | int | Decimal | bool | tuple[int, ...]


class SettingKind(StrEnum):
    """How a setting is written: DAYS is a list of whole numbers, the largest first."""

    TEXT = "TEXT"
    NUMBER = "NUMBER"
    AMOUNT = "AMOUNT"
    FLAG = "FLAG"
    CHOICE = "CHOICE"
    DAYS = "DAYS"


@dataclass(frozen=True)
class Rule:
    """One setting. `of` is the policy class that decides who reads and changes it.

    `backs` names the start-up setting of the same meaning; given as a variable or in zhiren.toml, that one wins.
    `at_start` settings hold from the next start of the server on.
    """

    kind: SettingKind
    default: Value
    label: str
    group: str
    of: str = "company_setting"
    bounds: tuple[Decimal, Decimal] | None = None
    choices: tuple[str, ...] = ()
    backs: str = ""
    at_start: bool = False

    @property
    def least(self) -> Decimal | None:
        return self.bounds[0] if self.bounds else None

    @property
    def most(self) -> Decimal | None:
        return self.bounds[1] if self.bounds else None


T, N, A, F, C, D = (
    SettingKind.TEXT, SettingKind.NUMBER, SettingKind.AMOUNT, SettingKind.FLAG, SettingKind.CHOICE, SettingKind.DAYS,
)  # fmt: skip


def within(least: str, most: str) -> tuple[Decimal, Decimal]:
    return Decimal(least), Decimal(most)


SETTINGS: Final[Mapping[str, Rule]] = {
    # The company
    "company": Rule(T, "知人", label("公司名称", "Company name"), "company", backs="company"),
    "language": Rule(
        C, "zh", label("默认语言", "Default language"), "company", choices=("zh", "en"), backs="language"
    ),
    "zone": Rule(
        C, "Asia/Shanghai", label("公司时区", "Company time zone"), "company", of="system_setting",
        choices=tuple(sorted(available_timezones())), backs="zone", at_start=True,
    ),
    "fiscal_year_starts": Rule(
        N, 1, label("财年起始月份", "Month in which the fiscal year starts"), "company", bounds=within("1", "12"),
        backs="fiscal_year_starts",
    ),
    # Reminders, in days before
    "probation_reminder_days": Rule(
        D, (14, 7, 1), label("试用期到期前几天提醒", "Days before the end of probation to remind"), "reminders",
        bounds=within("0", "365"),
    ),
    "contract_reminder_days": Rule(
        D, (60, 30, 7), label("合同到期前几天提醒", "Days before the end of a contract to remind"), "reminders",
        bounds=within("0", "365"),
    ),
    "document_reminder_days": Rule(
        D, (30, 7), label("证件到期前几天提醒", "Days before a document expires to remind"), "reminders",
        bounds=within("0", "365"),
    ),
    # Leaving
    "severance_month_cap": Rule(
        N, 12, label("补偿最多计几个月", "Months of severance at most"), "leaving", bounds=within("0", "60")
    ),
    "severance_pay_cap": Rule(
        A, Decimal(0), label("补偿月薪封顶，0 为不封顶", "Cap of the monthly pay for severance; 0 for none"),
        "leaving", bounds=within("0", "1000000"),
    ),
    "notice_days": Rule(
        N, 30, label("离职提前通知天数", "Days of notice before leaving"), "leaving", bounds=within("0", "180")
    ),
    # Attendance
    "night_shift_starts": Rule(
        N, 22, label("夜班从几点算起", "Hour from which a shift is at night"), "attendance", bounds=within("18", "23")
    ),
    # Recognition
    "kudos_per_week": Rule(
        N, 5, label("每人每周最多感谢几次", "Times a week somebody may thank colleagues"), "recognition",
        bounds=within("1", "50"),
    ),
    # Data
    "source_fresh_days": Rule(
        N, 35, label("来源几天未更新算过期", "Days after which a source counts as stale"), "data",
        bounds=within("1", "400"),
    ),
    # Performance
    "rating_steps": Rule(
        D, (90, 80, 70, 60), label("A、B、C、D 级的最低分", "Least points of the ratings A, B, C and D"), "performance",
        bounds=within("1", "100"),
    ),
    "incentive_candidate_points": Rule(
        N, 80, label("几分起列为奖励候选", "Points from which somebody is a candidate for a reward"), "performance",
        bounds=within("0", "200"),
    ),
    "promotion_candidate_points": Rule(
        N, 90, label("几分起列为晋升候选", "Points from which somebody is a candidate for promotion"), "performance",
        bounds=within("0", "200"),
    ),
    "self_assessment_days": Rule(
        N, 7, label("周期结束后几天内自评", "Days after a cycle for the self-assessment"), "performance",
        bounds=within("1", "60"),
    ),
    "manager_score_days": Rule(
        N, 14, label("周期结束后几天内完成上级评分", "Days after a cycle for the managers' scores"), "performance",
        bounds=within("1", "90"),
    ),
    "sales_only_front_line": Rule(
        F, False, label("一线方案可只看销售", "Front-line plans may go by sales alone"), "performance"
    ),
    "sales_only_incentives": Rule(
        F, False, label("一线激励可只看销售", "Front-line incentives may go by sales alone"), "performance"
    ),
    "score_uplift": Rule(
        F, False, label("激励规则可提升得分", "Rules of incentives may raise the score"), "performance"
    ),
    "score_in_amounts": Rule(
        F, False, label("激励金额可随得分逐分变化", "Incentive amounts may follow the score"), "performance"
    ),
    "score_target": Rule(
        A, Decimal(80), label("绩效目标分", "Score to aim at"), "performance", bounds=within("0", "100")
    ),
    "improvement_plan_days": Rule(
        N, 14, label("未达标后几天内商定改进计划", "Days to agree on an improvement plan"), "performance",
        bounds=within("1", "90"),
    ),
    # Quality and peer feedback
    "quality_checks_a_week": Rule(
        N, 3, label("每名客服每周抽检次数", "Quality checks of each agent a week"), "performance",
        bounds=within("0", "50"),
    ),
    "quality_second_rater_percent": Rule(
        N, 20, label("由两人评分的抽检百分比", "Percent of quality checks rated by two"), "performance",
        bounds=within("0", "100"),
    ),
    "quality_gap_points": Rule(
        N, 10, label("两人分差超过几分须裁定", "Points between two raters above which a third decides"), "performance",
        bounds=within("0", "100"),
    ),
    "peer_least_answers": Rule(
        N, 4, label("互评每组至少几份才显示", "Peer answers of a group needed to show it"), "performance",
        bounds=within("4", "20"),
    ),
    # Customers' feedback
    "feedback_answer_hours": Rule(
        N, 24, label("客户反馈几小时内首次答复", "Hours in which a customer has a first answer"), "feedback",
        bounds=within("1", "240"),
    ),
    "feedback_lead_percent": Rule(
        N, 50, label("时间过去百分之几提醒组长", "Percent of that time after which the lead is told"), "feedback",
        bounds=within("1", "99"),
    ),
    "feedback_late_hours": Rule(
        N, 24, label("超时几小时后告知小组管理者", "Hours late after which who keeps the teams is told"), "feedback",
        bounds=within("1", "240"),
    ),
    "browser_speech": Rule(
        F, False, label("录入反馈可用浏览器语音", "Feedback may be dictated to the browser"), "feedback",
        of="system_setting", backs="browser_speech",
    ),
    "feedback_close_days": Rule(
        N, 7, label("反馈解决几天后关闭", "Days after which what is resolved is closed"), "feedback",
        bounds=within("1", "90"),
    ),
    "rating_link_days": Rule(
        N, 14, label("客户评价链接几天有效", "Days for which a customer may rate a case"), "feedback",
        bounds=within("1", "90"),
    ),
    # Training
    "training_reminder_days": Rule(
        D, (7, 1), label("培训到期前几天提醒", "Days before training is due to remind"), "training",
        bounds=within("0", "90"),
    ),
    "certificate_reminder_days": Rule(
        D, (60, 30, 7), label("证书到期前几天提醒", "Days before a certificate ends to remind"), "training",
        bounds=within("0", "365"),
    ),
    "coaching_days": Rule(
        N, 7, label("考核未通过后几天内辅导", "Days to coach after a failed exam"), "training",
        bounds=within("1", "60"),
    ),
    "onboarding_hours": Rule(
        A, Decimal(10), label("新人最低培训学时", "Least hours of training for joiners"), "training",
        bounds=within("0", "200"),
    ),
    # Support and the question of the week
    "support_answer_hours": Rule(
        N, 24, label("支持请求几小时内首次答复", "Hours in which a support request is answered"), "support",
        bounds=within("1", "720"),
    ),
    "support_solve_hours": Rule(
        N, 72, label("支持请求几小时内解决", "Hours in which a support request is solved"), "support",
        bounds=within("1", "2160"),
    ),
    "retro_grace_days": Rule(
        N, 3, label("复盘在周期结束后几天内完成", "Days to finish a retrospective after its week or month"), "support",
        bounds=within("0", "31"),
    ),
    "anonymous_least": Rule(
        N, 5, label("匿名内容至少几人才显示", "People needed before what has no name is shown"), "support",
        bounds=within("5", "100"),
    ),
    "pulse_words": Rule(
        F, False,
        label(
            "每周一问可查找压力词（不保存原文）", "The weekly question looks for words of strain; none is kept",
        ),
        "support",
    ),
    "pulse_words_purpose": Rule(
        T, "",
        label("查找压力词的目的（会显示给员工）", "What words of strain are looked for; shown to everybody"), "support",
    ),
    # What gathers in feedback
    "feedback_cluster_count": Rule(
        N, 10, label("同一问题多少条起建议措施", "Pieces of feedback alike that suggest a measure"), "feedback",
        bounds=within("2", "1000"),
    ),
    "feedback_cluster_days": Rule(
        N, 30, label("汇总最近多少天的反馈", "Days of feedback that are gathered"), "feedback",
        bounds=within("1", "366"),
    ),
    # Recruiting
    "startup_potential_weight": Rule(
        N, 90, label("初创团队：潜力占比（%），其余为经验", "Startup units: weight of potential in percent"),
        "recruiting",
        bounds=within("5", "95"),
    ),
    "scaled_potential_weight": Rule(
        N, 30, label("成熟团队：潜力占比（%），其余为经验", "Scaled units: weight of potential in percent"),
        "recruiting",
        bounds=within("5", "95"),
    ),
    "full_experience_months": Rule(
        N, 60, label("多少个月算经验充足", "Months that count as full experience"), "recruiting",
        bounds=within("1", "360"),
    ),
    "candidate_retention_days": Rule(
        N, 180, label("未录用者同意后资料保留几天", "Days the data of those not hired is kept, if they agree"),
        "recruiting", bounds=within("1", "1095"),
    ),
    # Signing in
    "session_idle_minutes": Rule(
        N, 30, label("会话闲置几分钟后退出", "Idle minutes after which a session ends"), "security",
        of="system_setting", bounds=within("5", "480"), backs="session_idle_minutes",
    ),
    "session_hours": Rule(
        N, 12, label("会话最长几小时", "Hours a session lasts at most"), "security", of="system_setting",
        bounds=within("1", "72"), backs="session_hours",
    ),
    "token_days_most": Rule(
        N, 366, label("接口令牌最长几天", "Days an API token lasts at most"), "security", of="system_setting",
        bounds=within("1", "366"),
    ),
    "self_tokens": Rule(
        F, True, label("员工可为自己建接口令牌", "People may make API tokens of their own"), "security",
        of="system_setting",
    ),
}  # fmt: skip
"""Add a line here for a setting of your own and read it with `read_setting`, `read_number`, `read_days` …."""
