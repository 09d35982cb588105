"""Careers: ladders with their rungs, `career` on an employee, and what a rung asks for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import strawberry
from strawberry.dataloader import DataLoader

from schema.call import Call, call
from schema.figures import language_of
from schema.planned import PlannedField
from server.kernel.labels import label
from server.metrics import format as spelling
from server.metrics.agreed.governed import Governed
from server.talent import careers, operations, reach, rules
from server.talent.models import ConditionKind
from server.talent.rules import Checked, Condition, Held, Rung, Standing

LOADER = "careers"

strawberry.enum(ConditionKind, description=label("晋升条件的种类", "Kind of condition"))
strawberry.enum(Held, name="ConditionState", description=label("条件的情况", "How a condition stands"))
strawberry.enum(Standing, name="CareerStanding", description=label("晋升资格", "Where somebody stands"))


def told(zh: str, en: str) -> Any:  # stands where dataclasses expect the field's own type
    return strawberry.field(description=label(zh, en))


@strawberry.type(description=label("一项晋升条件", "One condition of promotion"))
class RungCondition:
    kind: ConditionKind = told("种类", "Kind")
    least: Decimal | None = told("至少", "At least")
    metric: str | None = told("指标", "Metric")
    text: str = told("一句话", "In one sentence")


@strawberry.type(description=label("一项条件的核对", "A condition held against a person"))
class CheckedCondition:
    condition: RungCondition = told("条件", "Condition")
    found: Decimal | None = told("现有", "What was found")
    shown: str | None = told("现有，可读", "What was found, spelled out")
    state: Held = told("情况", "How it stands")


@strawberry.type(description=label("晋升通道的一级", "A rung of a career ladder"))
class LadderRung:
    position_id: strawberry.ID = told("岗位编号", "Position id")
    code: str = told("岗位编码", "Position code")
    name: str = told("岗位名称", "Position name")
    ladder: str = told("晋升通道", "Career ladder")
    grade: int = told("职级", "Grade")
    conditions: list[RungCondition] = told("晋升到此的条件", "What it asks of whoever comes to it")
    version: int = told("条件的版本，0 为未设定", "Version of the conditions, 0 for none")


@strawberry.type(description=label("职业发展", "Career"))
class Career:
    present: LadderRung | None = told("现岗位", "Present rung")
    next: LadderRung | None = told("下一级", "Next rung")
    standing: Standing = told("晋升资格", "Where they stand")
    conditions: list[CheckedCondition] = told("各项条件", "Each condition")
    missing: list[str] = told("还差什么", "What is still missing")
    period: str = told("指标所看的季度", "Quarter that the figures are of")
    as_of: date = told("截至", "As of")


@strawberry.type(description=label("晋升名单的一行", "Somebody on the list of promotions"))
class Promotion:
    employee_id: strawberry.ID = told("员工编号", "Employee id")
    standing: Standing = told("晋升资格", "Where they stand")


@strawberry.input(description=label("晋升条件", "Condition of promotion"))
class RungConditionInput:
    kind: ConditionKind = told("种类", "Kind")
    least: Decimal | None = strawberry.field(
        default=None, description=label("至少；转正不需要", "At least; not for CONFIRMED")
    )
    metric: str | None = strawberry.field(
        default=None, description=label("指标，仅用于 METRIC", "Metric, for METRIC alone")
    )


@strawberry.input(description=label("设定晋升条件", "What a rung asks for"))
class SetLadderRungInput:
    conditions: list[RungConditionInput] = told("条件，空为不设", "Conditions; none at all asks for nothing")
    position_id: strawberry.ID | None = strawberry.field(
        default=None, description=label("岗位编号", "Position id")
    )
    position_code: str | None = strawberry.field(default=None, description=label("岗位编码", "Position code"))
    version: int | None = strawberry.field(
        default=None, description=label("所见版本，0 为未设定", "The version seen, 0 for none")
    )
    idempotency_key: str | None = strawberry.field(
        default=None, description=label("幂等键", "Idempotency key")
    )


# --- From plain to GraphQL ---


class Words:
    """Spells conditions in the asker's language, metrics by their names."""

    def __init__(self, known: Governed, lang: Any) -> None:
        self.known, self.lang = known, lang

    def condition(self, of: Condition) -> RungCondition:
        return RungCondition(kind=of.kind, least=of.least, metric=of.metric or None, text=self.text(of))

    def text(self, of: Condition) -> str:
        least = "" if of.least is None else f"{of.least.normalize():f}"
        if of.kind == ConditionKind.METRIC:
            metric = self.known.dictionary.metrics.get(of.metric)
            name = (metric.name.zh if self.lang == "zh" else metric.name.en) if metric else of.metric
            least = self.figure(of.metric, of.least)
            return f"{name}不低于 {least}" if self.lang == "zh" else f"{name} of at least {least}"
        zh, en = {
            ConditionKind.CONFIRMED: ("已转正", "Probation completed"),
            ConditionKind.MONTHS_IN_POST: (f"现岗满 {least} 个月", f"{least} months in the present post"),
            ConditionKind.MONTHS_IN_COMPANY: (f"司龄满 {least} 个月", f"{least} months with the company"),
        }[of.kind]
        return zh if self.lang == "zh" else en

    def checked(self, of: Checked) -> CheckedCondition:
        return CheckedCondition(
            condition=self.condition(of.condition), found=of.found, shown=self.shown(of), state=of.state
        )

    def shown(self, of: Checked) -> str | None:
        if of.found is None:
            return None
        if of.condition.kind == ConditionKind.METRIC:
            return self.figure(of.condition.metric, of.found)
        return f"{of.found} 个月" if self.lang == "zh" else f"{of.found} months"

    def figure(self, key: str, value: Decimal | None) -> str:
        metric = self.known.dictionary.metrics.get(key)
        unit = spelling.unit_of(self.known.dictionary.units, metric.unit if metric else "")
        return spelling.display(value, unit, self.lang)

    def rung(self, of: Rung) -> LadderRung:
        return LadderRung(
            position_id=strawberry.ID(of.position_id),
            code=of.code,
            name=of.name,
            ladder=of.ladder,
            grade=of.grade,
            conditions=[self.condition(one) for one in of.conditions],
            version=of.version,
        )

    def career(self, of: careers.Career) -> Career:
        checked = [self.checked(one) for one in of.checked]
        return Career(
            present=self.rung(of.present) if of.present else None,
            next=self.rung(of.next) if of.next else None,
            standing=of.standing,
            conditions=checked,
            missing=[one.condition.text for one in checked if one.state == Held.MISSING],
            period=of.period,
            as_of=of.as_of,
        )


async def words_of(info: strawberry.Info) -> Words:
    return Words(await call(info).governed(), language_of(info, None))


def of_employee() -> Any:  # stands where dataclasses expect the field's own type
    """Declare the field; the engine hands the row's id where the field would stand."""

    async def career(root: Any, info: strawberry.Info) -> Career | None:
        row_id = root.get(info.path.key)
        if row_id is None:
            return None
        found = await loader(call(info)).load(str(row_id))
        return (await words_of(info)).career(found) if found else None

    return PlannedField(description=label("职业发展", "Career"))(career)


def loader(here: Call) -> DataLoader[str, careers.Career | None]:
    """Return the request's gatherer: what rows ask for at the same time is fetched together."""
    if LOADER not in here.extra:
        here.extra[LOADER] = DataLoader(load_fn=lambda people: load(here, people))
    found: DataLoader[str, careers.Career | None] = here.extra[LOADER]  # type: ignore[assignment] # the one just made
    return found


async def load(here: Call, people: list[str]) -> list[careers.Career | BaseException | None]:
    found = await careers.careers_of(here.ctx, here.figures.registry, people)
    return [found.get(person) for person in people]


@strawberry.type(description=label("职业发展查询", "Queries on careers"))
class CareerQuery:
    @strawberry.field(description=label("晋升通道与各级条件", "Career ladders and what each rung asks for"))
    async def ladders(self, info: strawberry.Info) -> list[LadderRung]:
        ctx = call(info).ctx
        reach.require(ctx, "LadderRung.conditions")
        words = await words_of(info)
        return [words.rung(one) for one in await careers.rungs_of(ctx)]

    @strawberry.field(
        description=label("晋升名单，先是已具备资格的人", "Who stands where, those eligible first")
    )
    async def promotions(
        self,
        info: strawberry.Info,
        department_id: strawberry.ID | None = None,
        standing: Standing | None = None,
    ) -> list[Promotion]:
        here = call(info)
        people = await reach.climbers(here.ctx, department_id and str(department_id))
        found = await careers.careers_of(here.ctx, here.figures.registry, people)
        order = list(rules.Standing)
        rows = [
            Promotion(employee_id=strawberry.ID(person), standing=found[person].standing)
            for person in people
            if person in found and (standing is None or found[person].standing == standing)
        ]
        return sorted(rows, key=lambda row: order.index(row.standing))


@strawberry.type(description=label("职业发展变更", "Changes to careers"))
class CareerMutation:
    @strawberry.mutation(description=label("设定晋升条件", "Say what a rung asks for"))
    async def set_ladder_rung(self, info: strawberry.Info, input: SetLadderRungInput) -> LadderRung:
        here = call(info)
        position = await operations.set_ladder_rung(
            here.ctx,
            here.figures.registry,
            conditions=[Condition(one.kind, one.least, one.metric or "") for one in input.conditions],
            position_id=input.position_id,
            position_code=input.position_code,
            version=input.version,
            idempotency_key=input.idempotency_key,
        )
        words = await words_of(info)
        rungs = await careers.rungs_of(here.ctx)
        return words.rung(next(one for one in rungs if one.position_id == position))
