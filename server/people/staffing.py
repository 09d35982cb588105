"""What departments are meant to have on a day, beside what they have; for those who may see their staffing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from server.kernel.context import Context
from server.people.norms import Norm, norms_beneath, own_norms
from server.people.operations.access import Place, decide

NORMS = (
    "select department_id,position_id,fte from staffing_norm where superseded_at is null "
    "and valid_from<={0} and (valid_to is null or valid_to>{0})"
)
PARENTS = (
    "select department_id,parent_id from department_version where superseded_at is null "
    "and valid_from<={0} and (valid_to is null or valid_to>{0})"
)


class Posts(NamedTuple):
    """The posts of one department, alone and with all beneath; None where no norm is known."""

    own: Decimal | None
    beneath: Decimal | None


async def norms_on(ctx: Context, day: date, departments: Iterable[str]) -> dict[str, Posts]:
    """Return the norms of departments on a day; of those whose staffing the caller may not see there is no entry."""
    sight = [one for one in departments if may_see(ctx, one)]
    if not sight:
        return {}
    mark = "?1" if ctx.store.dialect == "sqlite" else "$1"
    moment = day.isoformat() if ctx.store.dialect == "sqlite" else day
    async with ctx.store.reads.snapshot() as snapshot:
        norms = await snapshot.rows(NORMS.format(mark), [moment])
        parents = await snapshot.rows(PARENTS.format(mark), [moment])
    own = own_norms(Norm(str(row[0]), row[1], int(row[2])) for row in norms)
    whole = norms_beneath(own, {str(row[0]): row[1] for row in parents})
    return {one: Posts(_posts(own.get(one)), _posts(whole.get(one))) for one in sight}


def may_see(ctx: Context, department_id: str) -> bool:
    return decide(ctx, Place(department_id=department_id), "StaffingNorm.fte", "read").allowed


def _posts(hundredths: int | None) -> Decimal | None:
    return None if hundredths is None else Decimal(hundredths) / 100
