"""Words for the editor: the functions of the formula language, and what the domains of figures are called."""

from __future__ import annotations

from dataclasses import dataclass

from server.metrics.definitions import Label


@dataclass(frozen=True)
class Function:
    """A function, how it is written and what it does."""

    name: str
    syntax: str
    help: Label


FUNCTIONS = (
    Function(
        "opening",
        "opening(stock)",
        Label("期初：期间第一天的前一天收工时", "At the close of the day before the period"),
    ),
    Function(
        "closing",
        "closing(stock)",
        Label("期末：期间最后一天收工时", "At the close of the period's last day"),
    ),
    Function("avg2", "avg2(stock)", Label("期初与期末的平均", "The mean of opening and closing")),
    Function(
        "avg_monthly",
        "avg_monthly(stock)",
        Label("各月两点平均的平均", "The mean of each month's two-point mean"),
    ),
    Function("avg_daily", "avg_daily(stock)", Label("按天平均", "The mean over all days")),
    Function("matured", "matured(cohort, 3 months)", Label("观察期已满的人", "Those whose time has passed")),
    Function(
        "kept", "kept(cohort, 3 months)", Label("观察期满仍在的人", "Those of them who stayed through it")
    ),
    Function(
        "done",
        "done(cohort, column, 2 months)",
        Label("观察期内完成的人", "Those of them who did it in time"),
    ),
    Function(
        "rolling",
        "rolling(12 months, …)",
        Label("按最近若干期计算", "Worked out over the last so many periods"),
    ),
    Function("prior", "prior(1 year, …)", Label("按之前的期间计算", "Worked out so much earlier")),
    Function("ytd", "ytd(…)", Label("自年初累计", "From the year's first day")),
    Function("at", "at('2025-03', …)", Label("按指定期间计算", "Worked out in a named period")),
    Function("change", "change(…, 1 period)", Label("与之前之差", "The difference from so much earlier")),
    Function(
        "pct_change",
        "pct_change(…, 1 year)",
        Label("与之前相比的变化率", "The relative change from so much earlier"),
    ),
    Function("min", "min(…, …)", Label("最小", "The least")),
    Function("max", "max(…, …)", Label("最大", "The greatest")),
    Function("abs", "abs(…)", Label("绝对值", "Without its sign")),
    Function("coalesce", "coalesce(…, …)", Label("第一个有值的", "The first that has a value")),
)
DOMAINS = {
    "workforce": Label("人员规模", "Workforce"),
    "turnover": Label("流动与留存", "Turnover and retention"),
    "recruitment": Label("招聘", "Recruiting"),
    "mobility": Label("内部流动", "Mobility"),
    "training": Label("培训", "Training"),
    "performance": Label("绩效", "Performance"),
    "pay": Label("薪酬", "Pay"),
    "hours": Label("工时与出勤", "Hours and attendance"),
    "engagement": Label("敬业度", "Engagement"),
    "diversity": Label("多元与公平", "Diversity and fairness"),
    "service": Label("客户服务", "Service"),
    "customer": Label("客户体验", "Customers"),
    "sales": Label("销售", "Sales"),
    "process": Label("协作与数据", "Process and data"),
    "custom": Label("公司自定义", "The company's own"),
}


def domain_label(name: str) -> Label:
    """Return what a domain is called; one without words is called by its name."""
    return DOMAINS.get(name, Label(name, name))
