"""One's own running card: the score so far, the gap, the cheapest next step, the projected end, and what-if."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import strawberry

from schema import news
from schema.call import Call, call
from schema.figures import language_of
from schema.inputs import needed
from server.kernel.labels import label
from server.metrics import format as spelling
from server.metrics.definitions import Dictionary
from server.metrics.kept.tidings import changes_of
from server.performance.cycles.models import ScorecardState
from server.performance.plans.models import ComponentBasis, ComponentGroup
from server.performance.plans.points import Component
from server.performance.standing import progress as standing
from server.performance.standing.progress_rules import Stand, what_if
from server.store.news import Listener


@strawberry.type(description=label("考核项进度", "A component as it stands"))
class ProgressLine:
    code: str = needed("考核项编码", "Code")
    name: str = needed("名称", "Name")
    group: ComponentGroup = needed("类别", "Group")
    basis: ComponentBasis = needed("数据来源", "Where it comes from")
    metric: str | None = needed("指标键", "Metric key")
    weight: Decimal = needed("权重，0 至 1", "Weight, 0 to 1")
    value: Decimal | None = needed("数值", "Value")
    shown: str | None = needed("数值，可读", "Value, spelled out")
    group_shown: str | None = needed(
        "答复少时所靠拢的同组数值", "Group's value that few answers are drawn to"
    )
    counted_shown: str | None = needed("计分数值", "Value that counts")
    points: Decimal | None = needed("得分", "Points")
    full_value: Decimal | None = needed("满分所需的数值", "Value worth full points")
    full_shown: str | None = needed("满分所需的数值，可读", "Value worth full points, spelled out")
    missing_points: Decimal | None = needed("距满分", "Points still to be had")
    gain: Decimal | None = needed("补齐可为总分增加", "What the score gains by them")
    projected_points: Decimal | None = needed("预计得分", "Points at the end, if all goes on so")
    n: int | None = needed("样本数", "Sample")
    prior_n: int = needed("并入的同组样本数", "Answers the group's value stands for")
    reason: str = needed("无得分的原因", "Why there are no points")
    receipt: str = needed("数字凭证", "Receipt of the figure")
    is_hidden: bool = needed("公布前不显示", "Not shown before the card is published")


@strawberry.type(description=label("我的绩效进度", "One's own running card"))
class MyProgress:
    scorecard_id: strawberry.ID = needed("绩效单编号", "Id of the scorecard")
    cycle_id: strawberry.ID = needed("考核周期编号", "Id of the cycle")
    cycle: str = needed("考核周期", "Cycle")
    cycle_name: str = needed("周期名称", "Name of the cycle")
    starts_on: date = needed("开始日期", "Starts on")
    ends_on: date = needed("结束日期", "Ends on")
    elapsed_days: int = needed("已过天数", "Days that have passed")
    total_days: int = needed("总天数", "Days in all")
    state: ScorecardState = needed("状态", "State")
    is_published: bool = needed("已公布", "Published")
    as_of: datetime | None = needed("数据截至", "As of")
    score: Decimal | None = needed(
        "目前得分，公布前只含指标", "Score so far; of figures alone until published"
    )
    target: Decimal = needed("目标分", "Score to aim at")
    gap: Decimal | None = needed("与目标的差距", "Score less the target")
    standard: Decimal = needed("达标线", "Standard")
    projected: Decimal | None = needed("预计期末得分", "Score at the end, if all goes on so")
    next_step: str | None = needed("最省力的一步：考核项编码", "Cheapest next step: code of the component")
    hint: str | None = needed("最省力的一步，一句话", "Cheapest next step, in a sentence")
    what_if: Decimal | None = needed("假设下的得分", "Score under the values supposed")
    lines: list[ProgressLine] = needed("考核项", "Components")


@strawberry.input(description=label("假设一个考核项的数值", "A value supposed for a component"))
class SupposedValue:
    code: str = needed("考核项编码", "Code of the component")
    value: Decimal = needed("数值", "Value")


def spelled(dictionary: Dictionary, of: Component, value: Decimal | None, language: str) -> str | None:
    if value is None:
        return None
    metric = dictionary.metrics.get(of.metric or "")
    unit = spelling.unit_of(dictionary.units, metric.unit if metric else "score")
    return spelling.display(value, unit, "zh" if language == "zh" else "en")


def shown(each: Stand, told: standing.Line, dictionary: Dictionary, language: str) -> ProgressLine:
    of = each.known.component
    group, counted = (
        spelled(dictionary, of, value, language) for value in (told.group_value, told.counted_value)
    )
    return ProgressLine(
        code=of.code, name=of.name if language == "zh" else of.name_en or of.name, group=of.group, basis=of.basis,
        metric=of.metric, weight=Decimal(each.known.weight) / 10000, value=each.known.value,
        shown=spelled(dictionary, of, each.known.value, language), group_shown=group, counted_shown=counted,
        points=each.known.points,
        full_value=each.full_value, full_shown=spelled(dictionary, of, each.full_value, language),
        missing_points=each.missing_points, gain=each.gain, projected_points=each.projected_points, n=told.n,
        prior_n=of.prior_n, reason=told.reason, receipt=told.receipt, is_hidden=each.known.is_hidden,
    )  # fmt: skip


def hint_of(lines: list[ProgressLine], code: str | None, language: str) -> str | None:
    """Name the cheapest next step; the figure itself where it has a value to go to, else its points."""
    found = next((each for each in lines if each.code == code), None)
    if found is None:
        return None
    is_told = found.full_shown is not None and found.full_shown != found.shown
    now, then = (found.shown, found.full_shown) if is_told else (f"{found.points}", "100")
    if language == "zh":
        return f"先补{found.name}：{now} → {then}，总分最多 +{found.gain}"
    return f"Raise {found.name} first: {now} → {then}, worth up to +{found.gain}"


@strawberry.type(description=label("绩效进度查询", "Questions about one's own progress"))
class ProgressQuery:
    @strawberry.field(
        description=label(
            "我的绩效进度，默认当前周期", "One's own progress, in the running cycle unless named"
        )
    )
    async def my_progress(
        self,
        info: strawberry.Info,
        cycle_id: strawberry.ID | None = None,
        suppose: list[SupposedValue] | None = None,
    ) -> MyProgress | None:
        return await running(call(info), language_of(info, None), cycle_id, suppose or ())


async def running(
    here: Call, language: str, cycle_id: str | None = None, suppose: Sequence[SupposedValue] = ()
) -> MyProgress | None:
    """Tell the caller's card as it stands now."""
    card = await standing.card_of(here.ctx, here.figures.registry, cycle_id and str(cycle_id))
    if card is None:
        return None
    dictionary = (await here.figures.registry.governed(here.ctx)).dictionary
    lines = [
        shown(each, told, dictionary, language)
        for each, told in zip(card.standing.stands, card.lines, strict=True)
    ]
    return answer(card, lines, suppose, language)


def answer(
    card: standing.Card, lines: list[ProgressLine], suppose: Sequence[SupposedValue], language: str
) -> MyProgress:
    stands = card.standing
    score = card.published if card.is_published else stands.score
    values = {each.code: each.value for each in suppose}
    return MyProgress(
        scorecard_id=strawberry.ID(card.id), cycle_id=strawberry.ID(card.cycle_id), cycle=card.cycle_code,
        cycle_name=card.cycle_name if language == "zh" else card.cycle_name_en, starts_on=card.starts_on,
        ends_on=card.ends_on, elapsed_days=card.elapsed, total_days=card.total, state=card.state,
        is_published=card.is_published, as_of=card.as_of, score=score, target=card.aimed_at,
        gap=None if score is None else score - card.aimed_at, standard=card.standard,
        projected=None if card.is_published else stands.projected, next_step=stands.next_code,
        hint=hint_of(lines, stands.next_code, language),
        what_if=what_if([each.known for each in card.lines], values) if values else None, lines=lines,
    )  # fmt: skip


@strawberry.type(description=label("绩效进度订阅", "Subscriptions of one's own progress"))
class MyProgressSubscription:
    @strawberry.subscription(
        description=label(
            "我的绩效进度，有变化时推送", "One's own progress in the running cycle, told when it has changed"
        )
    )
    async def my_progress_changed(self, info: strawberry.Info) -> AsyncGenerator[MyProgress, None]:
        here, language = call(info), language_of(info, None)
        listener, began = Listener(changes_of(here.ctx.store)), here.moment
        last, mark = await running(here, language), await standing.stamp_of(here.ctx)
        for _ in range(news.MOST_LOOKS):
            told, now = await listener.news(), await standing.stamp_of(here.ctx)
            if told or now != mark:
                moment = replace(here.ctx, now=here.ctx.now + (here.moment - began))
                found, mark = await running(replace(here, ctx=moment), language), now
                if found is not None and not is_alike(found, last):
                    yield found
                last = found
            await asyncio.sleep(news.LOOK_SECONDS)


def is_alike(found: MyProgress, last: MyProgress | None) -> bool:
    return last is not None and replace(found, as_of=None) == replace(last, as_of=None)
