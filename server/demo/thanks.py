"""Words of the sample worlds' recognition: the honors there are, what people thank each other for, and activities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from server.incentives.models import ContestKind, HonorGrain


@dataclass(frozen=True)
class Titled:
    """An honor, the units it is given in, and what is said when it is."""

    code: str
    name: str
    name_en: str
    icon: str
    criteria: str
    criteria_en: str
    grain: HonorGrain
    metric: str | None
    places: int
    cash: int
    leave_hours: int
    is_priority: bool
    units: tuple[str, ...]
    reasons: tuple[str, ...]

    def period(self, end: date) -> str | None:
        """Return the period of this honor that ends with a month; None if none does."""
        if self.grain is HonorGrain.MONTH:
            return f"{end:%Y-%m}"
        if self.grain is HonorGrain.QUARTER:
            return f"{end.year}-Q{end.month // 3}" if end.month % 3 == 0 else None
        return str(end.year) if end.month == 12 else None  # noqa: PLR2004 (December)


M, Q, Y = HonorGrain.MONTH, HonorGrain.QUARTER, HonorGrain.YEAR
HONORS = (
    Titled(
        "STAR", "服务之星", "Service star", "star", "当月客户满意度最高，且无有效投诉",
        "Highest satisfaction of the month, and no complaint upheld",
        M, "csat", 3, 50000, 0, False, ("R-S", "E-AFT", "H-W"),
        ("顾客当场写下表扬信", "三次化解升级投诉，客户满意离店", "主动回访每一位不满意的客户", "新客户点名要她服务"),
    ),
    Titled(
        "CHAMP", "销售冠军", "Sales champion", "trophy", "当月咨询转化率最高",
        "Highest conversion of inquiries in the month",
        M, "consult_conversion_rate", 2, 80000, 0, False, ("R-S", "E-PRE"),
        ("大促期间转化率全公司第一", "把话术整理成手册分享给全组", "老客户转介绍五单"),
    ),
    Titled(
        "GROWTH", "进步之星", "Most improved", "sparkles", "季度绩效提升最多",
        "Greatest gain in score over the quarter",
        Q, None, 3, 100000, 0, False, ("R-", "E-", "H-"),
        ("从待改进到优秀只用了一个季度", "完成全部技能课程并带教两名新人"),
    ),
    Titled(
        "BEST", "年度优秀员工", "Employee of the year", "medal", "全年绩效优秀，同事公认",
        "A year of excellent results that colleagues vouch for",
        Y, None, 3, 500000, 1600, True, ("R-", "E-", "H-"),
        ("全年满意度始终领先，带出三名骨干", "牵头改善退换货流程，投诉下降四成"),
    ),
)  # fmt: skip
WORDS = (
    ("CUSTOMER_FIRST", "客户临下班来退货，你陪到最后一分钟，谢谢！"),
    ("CUSTOMER_FIRST", "那位着急的顾客后来专门打电话来夸你。"),
    ("TEAMWORK", "大促那晚替我顶了两个小时，太感谢了。"),
    ("TEAMWORK", "跨部门的退款难题，多亏你拉群一次说清。"),
    ("HELPFUL", "手把手教我用新系统，耐心满分。"),
    ("HELPFUL", "替我查到了三个月前的工单，帮了大忙。"),
    ("CRAFT", "你写的话术我照着说，转化真的高了。"),
    ("CRAFT", "报表口径讲得清清楚楚，例会一次过。"),
    ("LEARNING", "第一个学完新课程还给大家做了笔记！"),
    ("LEARNING", "复盘里敢说自己的失误，学到了。"),
)
C, T, P = ContestKind.CONTEST, ContestKind.TEAM_BUILDING, ContestKind.CSAT_PROJECT
ACTIVITIES = (
    # code, kind, 中文, English, where, prize, units, months ago (below 0: to come)
    ("SMILE_AUTUMN", P, "“微笑一百天”满意度项目", "A hundred days of smiles", "各门店", "团队奖杯", ("R-S",), 20),
    ("OUTING_SPRING", T, "春季徒步", "Spring hike", "西山森林公园", "", ("E-",), 17),
    ("SCRIPT_CUP", C, "话术大赛", "Script contest", "培训教室", "购物卡", ("E-PRE",), 13),
    ("CARE_SKILLS", C, "护理技能竞赛", "Nursing skills contest", "示教室", "技能之星奖牌", ("H-",), 10),
    ("DOUBLE11_KICK", T, "大促誓师会", "Kick-off of the big sale", "多功能厅", "", ("E-",), 8),
    ("STORE_RETRO", P, "退换货体验改善", "A better way to return things", "各门店", "改善奖", ("R-S",), 5),
    ("SUMMER_GAMES", T, "夏季趣味运动会", "Summer games", "市体育馆", "", ("R-",), 3),
    ("PATIENT_VOICE", P, "患者之声", "Voice of the patient", "住院部", "服务锦旗", ("H-W",), 1),
    ("AUTUMN_CUP", C, "秋季服务技能赛", "Autumn service cup", "总部大厅", "冠军奖杯和一天带薪假", ("R-S", "E-AFT"), -1),
)  # fmt: skip
