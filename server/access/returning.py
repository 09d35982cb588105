"""An account opened again for somebody who has come back; inside store.write."""

from __future__ import annotations

from server.access.models import Account
from server.audit import record
from server.kernel.context import Context


async def open_account_of(ctx: Context, *, employee_id: str) -> bool:
    """Open the account of a returned employee with the password it had; False if there is none that was shut."""
    account = await Account.get_or_none(employee_id=employee_id, is_active=False)
    if account is None:
        return False
    await Account.filter(id=account.id).update(is_active=True, updated_at=ctx.now)
    changes = {"isActive": (False, True)}
    await record(ctx, "access.open_account", subject_type="Account", subject_id=account.id, changes=changes)
    return True
