"""Setting what a rung asks for: kept, audited, guarded, refused."""

from __future__ import annotations

from decimal import Decimal

from server.kernel.errors import Conflict, Denied, InvalidInput, InvalidState
from server.metrics.agreed.registry import Registry
from server.people.models import Position
from server.talent.careers import rungs_of
from server.talent.models import ConditionKind
from server.talent.operations import set_ladder_rung
from server.talent.rules import Condition
from tests.people.town import one, refused
from tests.plan.world import context
from tests.talent.climb import POST, SCORE, rule


async def test_rules_are_kept_audited_and_guarded_by_their_version(town):
    await rule(town, POST, version=0)

    await refused(town, lambda: rule(town, SCORE, version=0), Conflict)
    await rule(town, SCORE, version=1)

    kept = next(each for each in await rungs_of(context(town, "hr_manager")) if each.code == "P2")
    assert (kept.conditions, kept.version) == ((SCORE,), 2)
    assert await one(town, "select count(*) from audit_entry where action='talent.set_ladder_rung'") == 2


async def test_rules_are_refused_where_they_mean_nothing(town):
    other = Condition(ConditionKind.METRIC, Decimal(1), "vacancy_rate")
    await refused(town, lambda: rule(town, other), InvalidInput)
    await refused(town, lambda: rule(town, POST, role="hr_specialist"), Denied)
    ctx, registry = context(town, "hr_manager"), Registry(town)
    await refused(
        town, lambda: set_ladder_rung(ctx, registry, conditions=[], position_code="P9"), InvalidInput
    )
    await town.write(lambda: Position.filter(code="P3").update(ladder=""))
    await refused(
        town, lambda: set_ladder_rung(ctx, registry, conditions=[], position_code="P3"), InvalidState
    )
