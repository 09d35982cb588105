"""Taking a decision about a conflict back: what stood before it stands again, and the question is as open as it was."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import orjson

from server import audit
from server.imports.models import ConflictRule, ConflictState, DataConflict
from server.imports.records import PLACE, keys_of, owner_of
from server.imports.redeciding import chosen_of
from server.imports.rights import allow_somewhere
from server.imports.settling import LONGEST_REASON, opened, write_value, written
from server.kernel.context import Context
from server.kernel.errors import InvalidState, not_found
from server.kernel.ids import new_id
from server.people.operations.access import allow, find_target
from server.people.operations.record import operation
from server.store.base import stamp

LONGEST: Final = timedelta(days=1)
"""How long after it a decision can be taken back; later something may rest on it, and it is decided anew instead."""


@operation
async def reopen_conflict(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    reason: str = "",
    version: int | None = None,
) -> str:
    """Take back what a person decided about a conflict; the value that stood before holds again from today."""
    allow_somewhere(ctx, "reopenConflict")
    found = await DataConflict.filter(id=id, superseded_at=None).select_for_update().get_or_none()
    if found is None:
        raise not_found()
    before = await stood_before(ctx, found, version)
    person = owner_of(found)
    target = await find_target(ctx, person, None)
    allow(ctx, target.place, "reopenConflict", *written(found.field))
    key = (await keys_of([person])).get(person, "")
    told, source = opened(ctx, key, found), chosen_of(before)
    if source in told and source != chosen_of(found):
        await write_value(ctx, target, found.field, str(told[source][0]))
    row_id = new_id()
    await DataConflict.filter(id=id).update(superseded_at=ctx.now, updated_at=ctx.now)
    sealed = ctx.store.vault.seal(key, f"{PLACE}|{row_id}", orjson.dumps(told).decode())
    await DataConflict.create(
        **stamp(ctx), id=row_id, recorded_at=ctx.now, employee_id=person, field=found.field, state=before.state,
        rule=before.rule, chosen_id=source, told=sealed, digest=found.digest, reason=reason[:LONGEST_REASON],
    )  # fmt: skip
    changes = {"field": (None, found.field), "state": (found.state, before.state)}
    await audit.record(
        ctx, "imports.reopen_conflict", subject_type="DataConflict", subject_id=row_id, changes=changes
    )
    return row_id


async def stood_before(ctx: Context, found: DataConflict, version: int | None) -> DataConflict:
    """Return the line of the ledger that the decision took the place of; InvalidState if it can't stand again."""
    if version is not None and version != found.version:
        raise InvalidState("冲突已有变动，请刷新后再看。", "The conflict has changed; reload it.")
    if found.state != ConflictState.SETTLED or found.rule != ConflictRule.PERSON or found.decided_at is None:
        raise InvalidState(
            "只有由人裁定的冲突可以撤回。", "Only what a person has decided can be taken back."
        )
    lines = DataConflict.filter(
        employee_id=owner_of(found), field=found.field, superseded_at=found.recorded_at
    )
    before = await lines.order_by("-recorded_at").first()
    if before is None or ctx.now - found.decided_at > LONGEST:
        raise InvalidState(
            "裁定已超过一天，请重新裁定。", "That was decided more than a day ago; decide it anew instead."
        )
    return before
