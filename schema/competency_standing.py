"""`competencies` on an employee: the level asked, the latest one found, and the gap; one question for a page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import strawberry
from strawberry.dataloader import DataLoader

from schema.call import Call, call
from schema.inputs import needed
from schema.planned import PlannedField
from server.kernel.labels import label
from server.kernel.money import from_minor
from server.talent.competency_reading import Held, standings_of
from server.talent.competency_rules import NoGap
from server.talent.models import AssessmentSource

LOADER = "competencies"

strawberry.enum(
    NoGap, name="CompetencyGapReason", description=label("没有差距值的原因", "Why there is no gap")
)
strawberry.enum(AssessmentSource, description=label("评估来源", "Who found a level"))


@strawberry.type(description=label("一项胜任力的情况", "How somebody stands on a competency"))
class CompetencyStanding:
    code: str = needed("编码", "Code")
    name: str = needed("名称", "Name")
    name_en: str = needed("英文名称", "Name in English")
    required: int | None = needed("岗位要求的等级", "Level the position asks")
    level: Decimal | None = needed("最近评估的等级", "Latest level found")
    gap: Decimal | None = needed("差距，达到或超过为 0", "Required less found; 0 at or above it")
    reason: NoGap | None = needed("没有差距值的原因", "Why there is no gap")
    assessed_on: date | None = needed("评估日期", "Assessed on")
    source: AssessmentSource | None = needed("来源", "Source")


def of_employee() -> Any:  # stands where dataclasses expect the field's own type
    """Declare the field; the engine hands the row's id where the field would stand."""

    async def competencies(root: Any, info: strawberry.Info) -> list[CompetencyStanding] | None:
        row_id = root.get(info.path.key)
        if row_id is None:
            return None
        return [shown(one) for one in await loader(call(info)).load(str(row_id))]

    described = label("胜任力：要求、等级与差距", "Competencies: asked, found, and the gap")
    return PlannedField(description=described)(competencies)


def shown(held: Held) -> CompetencyStanding:
    of, found = held.standing, held.standing.found
    return CompetencyStanding(
        code=held.competency.code,
        name=held.competency.name,
        name_en=held.competency.name_en,
        required=of.required,
        level=None if found is None else Decimal(from_minor(found.level)),
        gap=None if of.gap is None else Decimal(from_minor(of.gap)),
        reason=of.reason,
        assessed_on=found.day if found else None,
        source=found.source if found else None,
    )


def loader(here: Call) -> DataLoader[str, list[Held]]:
    """Return the request's gatherer: what rows ask for at the same time is fetched together."""
    if LOADER not in here.extra:
        here.extra[LOADER] = DataLoader(load_fn=lambda people: load(here, people))
    found: DataLoader[str, list[Held]] = here.extra[LOADER]  # type: ignore[assignment] # the one just made
    return found


async def load(here: Call, people: list[str]) -> list[list[Held] | BaseException]:
    found = await standings_of(here.ctx, people)
    return [found.get(person, []) for person in people]
