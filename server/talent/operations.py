"""Changing what a rung of a career ladder asks for."""

from __future__ import annotations

from collections.abc import Sequence

from server import audit, jobs
from server.kernel.context import Context
from server.kernel.errors import Conflict, InvalidState
from server.metrics.agreed.registry import Registry
from server.people.models import Position
from server.people.operations.access import Place, allow, find_position, unknown
from server.people.operations.record import operation
from server.store.base import change_row, stamp
from server.talent import rules
from server.talent.careers import require_personal, spelled
from server.talent.models import LadderRung
from server.talent.rules import Condition

EVERYWHERE = Place()


async def set_ladder_rung(
    ctx: Context,
    registry: Registry,
    *,
    conditions: Sequence[Condition],
    position_id: str | None = None,
    position_code: str | None = None,
    version: int | None = None,
    idempotency_key: str | None = None,
) -> str:
    """Say what whoever is promoted to a position must bring; returns the position's id.

    `version` is that of the conditions seen, 0 for none. Conditions speak of what the data hold; of anything else a
    person decides.
    """
    allow(ctx, EVERYWHERE, "setLadderRung", "LadderRung.conditions")
    for one in conditions:
        if one.metric:
            await require_personal(ctx, registry, one.metric)
    given = {"position_id": position_id, "position_code": position_code, "version": version}
    text = spelled(rules.clean(conditions))
    return await keep_rung(ctx, idempotency_key=idempotency_key, text=text, **given)


@operation
async def keep_rung(
    ctx: Context, *, text: str, position_id: str | None, position_code: str | None, version: int | None
) -> str:
    position = await find_position(position_id, position_code)
    if position is None:
        raise unknown("position", position_id, "岗位", "position")
    require_ladder(position)
    known = await LadderRung.filter(position_id=position.id).select_for_update().get_or_none()
    number = 1
    if known is None:
        require_first(version)
        await LadderRung.create(**stamp(ctx), position_id=position.id, conditions=text)
    else:
        number = await change_row(ctx, LadderRung, known.id, version=version, conditions=text)
    told = {"conditions": (known.conditions if known else None, text)}
    await audit.record(
        ctx, "talent.set_ladder_rung", subject_type="Position", subject_id=position.id, changes=told
    )
    await jobs.enqueue(ctx, "talent.set_ladder_rung", f"{position.id}:{number}", {"positionId": position.id})
    return position.id


def require_ladder(position: Position) -> None:
    if not position.ladder:
        raise InvalidState(
            f"“{position.name}”不在任何晋升通道上，请先在岗位中设定通道。",
            f"'{position.name}' is on no career ladder; put the position on one first.",
            path=("input", "positionCode"),
        )


def require_first(version: int | None) -> None:
    if version:
        raise Conflict(
            "晋升条件已被他人修改，请刷新后重试。",
            "Someone else changed these conditions; reload and try again.",
            path=("version",),
        )
