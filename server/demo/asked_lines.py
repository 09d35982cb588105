"""What people of the sample worlds ask for, suggest, decide in meetings and tell in looking back."""

from __future__ import annotations

from typing import Final

TOPICS: Final = (
    # code, name, name in English, department, hours to answer, hours to solve
    ("PRODUCT", "产品支持", "Product support", "E-QA", 24, 72),
    ("STOCK", "调货与缺货", "Stock and transfers", "R-OPS", 8, 48),
    ("SYSTEM", "系统与设备", "Systems and equipment", "Z-HQ", 24, 72),
    ("HR", "人事与排班", "HR and schedules", "R-HR", 24, 72),
    ("WARD", "病区协调", "Between wards", "H-NUR", 4, 24),
)
ASKED: Final = (
    ("PRODUCT", "新款加湿器功率参数对不上", "详情页写 30 W，说明书写 25 W，客户连问三次，请确认以哪个为准。"),
    ("STOCK", "保温杯断货，能否从滨江店调 20 个", "周末有团购单，周五前需要到货。"),
    ("SYSTEM", "收银台扫码枪识别慢", "高峰时每单要扫三四次，已经换过电池。"),
    ("HR", "下周两人请假，早班缺人", "周二、周三早班只剩两人，请协调支援。"),
    ("PRODUCT", "退换货话术需要更新", "七天无理由的包装要求改了，旧话术会误导客户。"),
    ("SYSTEM", "客服系统自动断线", "每天下午三点左右断线一次，约两分钟。"),
    ("STOCK", "生鲜到货时间不稳定", "本周三次晚到，早高峰货架是空的。"),
    ("WARD", "夜间转科交接单缺一栏", "交接单没有过敏史，请护理部统一修改。"),
)
ANSWERS: Final = (
    "已收到，正在核对，今天下班前给您结果。",
    "已联系供应商，明早确认。",
    "我们查了记录，需要您补充一张照片。",
)
SOLUTIONS: Final = (
    "已更正，并通知各店。",
    "已安排，今天送到。",
    "换了新设备，旧的送修。",
    "话术已更新，群里同步了。",
)
SUGGESTED: Final = (
    ("晨会改为十分钟站会，只说当天最重要的三件事。", "R-S01", "ACCEPTED", "从下周一起试行一个月。"),
    ("缺货商品在系统里直接显示预计到货日，少问一次仓库。", "R-OPS", "DONE", "已加上，感谢。"),
    ("客服耳机统一换成降噪款。", "E-PRE", "DECLINED", "今年预算已定，明年采购时优先考虑。"),
    ("新人第一周跟岗时，由同一位同事带。", "R-S01", "NEW", ""),
    ("把常见售后问题做成一页纸贴在工位上。", "E-AFT", "NEW", ""),
)
UNNAMED: Final = (
    "排班最好提前两周公布，方便安排家里的事。",
    "希望休息室晚上也能用微波炉。",
    "周会时间太长，能不能控制在半小时内？",
    "夜班补贴的算法看不懂，请写清楚。",
    "月底盘点能否安排在营业时间之后？",
    "希望每季度有一次跨店交流。",
)
QUESTIONS: Final = (
    ("本周的工作量合适吗？", "Was this week's workload right?"),
    ("遇到难题时，能及时得到帮助吗？", "Do you get help in time when something is hard?"),
    ("您清楚这个月的目标吗？", "Are this month's goals clear to you?"),
    ("这周有人认可过您的工作吗？", "Has anybody valued your work this week?"),
    ("其他部门的配合让您满意吗？", "Are you content with how other departments work with you?"),
    ("您愿意向朋友推荐在这里工作吗？", "Would you recommend working here to a friend?"),
)
SERIES: Final = (
    (
        "CROSS",
        "跨部门服务改进会",
        "Service improvement across departments",
        ("R-OPS", "E-PRE", "E-AFT", "E-QA"),
        2,
        3,
    ),
    (
        "STORES",
        "门店经营沟通会",
        "Stores' monthly meeting",
        ("R-OPS", "R-S01", "R-S02", "R-S03", "R-HR"),
        1,
        2,
    ),
)
POINTS: Final = (
    (
        "“描述不清”反馈集中在两款新品",
        "“Unclear description” about two new products",
        "质检培训部两周内补齐话术和参数表",
    ),
    ("退换货平均处理天数上升", "Returns take longer", "售后服务部先行审核，一天内给答复"),
    ("高峰时段首次响应超 30 秒", "First answers slower than 30 s at peaks", "下月起午间加一个班次"),
)
MINUTES: Final = (
    "通报上月客户反馈和支持请求情况，逐项讨论议题并形成决定；行动项见右侧，下次会议开头先回顾完成情况。"
)
PROMISES: Final = (
    "更新两款新品的参数表和话术",
    "整理退换货常见原因前十",
    "试行午间加班次并统计响应时间",
    "汇总各店缺货清单",
)
LOOKED_BACK: Final = (
    (
        "高峰期响应比上周快，三位新人都能独立接待。",
        "交接班信息漏了两次，客户重复说明。",
        "交接用统一表单，三件必说。",
    ),
    ("投诉比上月少两起，道歉及时。", "缺货时没有给替代建议。", "先给方案再说原因。"),
    ("老客户回访完成率高。", "系统断线时没有统一说法。", "准备一段断线时的安抚话术。"),
)
CASES: Final = (
    ("GOOD", "先道歉再查单", "客户第三次催单，情绪激动。同事先道歉并复述问题，再当场查物流。",
     "先安抚、再查单、给出明确时间。"),
    ("BAD", "把责任推给仓库", "客户问缺货，回答“这是仓库的事”，客户给了差评。", "说明会跟进到底，并给出替代商品。"),
)  # fmt: skip
