"""One's own schemes: what pays in the running period, what each line asks and how far it is there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import strawberry

from schema.call import call
from schema.figures import language_of
from schema.inputs import needed
from server.incentives.reckoning import outlook
from server.incentives.reckoning.outlook import Outlook, Promise
from server.incentives.scheme_models import SchemeGrain
from server.kernel.labels import label


@strawberry.type(description=label("激励方案的一条规则，对本人", "A line of a scheme, for oneself"))
class MySchemeLine:
    line: int = needed("行号", "Line")
    condition: str = needed("条件；无条件时为空", "Condition; empty if there is none")
    reward: str = needed("奖励", "Reward")
    stands: str = needed("目前情况", "How it stands")
    is_met: bool | None = needed(
        "目前是否达到；无条件或看团队数据时为空",
        "Met so far; null without a condition, or if it goes by the team",
    )
    share: Decimal | None = needed("完成比例，0 至 1", "Share of what is asked, 0 to 1")
    receipt: str = needed("数字凭证", "Receipt of the figure")


@strawberry.type(description=label("本人适用的激励方案", "A scheme one is in"))
class MyScheme:
    scheme_id: strawberry.ID = needed("方案编号", "Id of the scheme")
    code: str = needed("方案编码", "Code")
    name: str = needed("名称", "Name")
    grain: SchemeGrain = needed("周期", "Period")
    currency: str = needed("币种", "Currency")
    period: str = needed("当前周期", "The running period")
    starts_on: date = needed("开始日期", "Starts on")
    ends_on: date = needed("结束日期", "Ends on")
    lines: list[MySchemeLine] = needed("规则", "Lines")


@strawberry.type(description=label("本人激励方案查询", "Questions about one's own schemes"))
class OutlookQuery:
    @strawberry.field(
        description=label(
            "本人当前适用的激励方案：条件、奖励与目前情况；不含金额测算",
            "The schemes one is in now: conditions, rewards and how they stand; no amount is worked out",
        )
    )
    async def my_schemes(self, info: strawberry.Info) -> list[MyScheme]:
        here, language = call(info), language_of(info, None)
        return [shown(each, language) for each in await outlook.outlooks(here.ctx, here.figures.registry)]


def shown(one: Outlook, language: str) -> MyScheme:
    return MyScheme(
        scheme_id=strawberry.ID(one.scheme_id), code=one.code, name=one.name.said(language), grain=one.grain,
        currency=one.currency, period=one.period.name, starts_on=one.period.window.first,
        ends_on=one.period.window.last, lines=[line(each, language) for each in one.promises],
    )  # fmt: skip


def line(each: Promise, language: str) -> MySchemeLine:
    share = None if each.share is None else round(Decimal(each.share.numerator) / each.share.denominator, 4)
    return MySchemeLine(
        line=each.line, condition=each.condition.said(language), reward=each.reward.said(language),
        stands=each.stands.said(language), is_met=each.is_met, share=share, receipt=each.receipt,
    )  # fmt: skip
