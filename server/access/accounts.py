"""What is done to accounts: opened, granted roles, signed in and out, given tokens, closed; each change is audited."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from policies import Policy
from server.access import throttle
from server.access.credentials import HINT, READ, TOKEN_PREFIX, WHOLE, digest, new_secret
from server.access.models import Account, ApiToken, Invitation, RoleGrant, Session
from server.access.passwords import Hasher, require_strong
from server.access.principals import Principals, Signed, Teams
from server.audit import HIDDEN, record
from server.kernel.clock import Clock
from server.kernel.context import SYSTEM, Context, Principal
from server.kernel.errors import Conflict, InvalidInput, Unauthenticated, not_found
from server.store.base import stamp
from server.store.store import Store

T = TypeVar("T")
LONGEST_TOKEN = timedelta(days=366)
INVITATION = timedelta(days=7)


class WrongPassword(Unauthenticated):
    """The user name or the password is wrong; which of the two is not said."""

    def __init__(self, tries_left: int) -> None:
        super().__init__("用户名或密码不正确。", "Wrong user name or password.")
        self.tries_left = tries_left


@dataclass(frozen=True)
class Entry:
    """A sign-in that succeeded: the cookie's value and who it stands for."""

    cookie: str
    principal: Principal


async def add_account(
    ctx: Context,
    *,
    username: str,
    display_name: str,
    password_hash: str | None = None,
    employee_id: str | None = None,
    language: str = "",
) -> str:
    """Open an account and return its id; inside store.write."""
    name = throttle.fold(username)
    if not name:
        raise InvalidInput("请填写用户名。", "Give a user name.", path=("username",))
    if await Account.exists(username=name):
        raise Conflict("用户名已被使用。", "This user name is taken.", path=("username",))
    account = await Account.create(
        **stamp(ctx),
        username=name,
        password_hash=password_hash,
        employee_id=employee_id,
        display_name=display_name,
        language=language,
    )
    await _record(
        ctx, "create_account", account.id, {"username": [None, name], "employeeId": [None, employee_id]}
    )
    return account.id


async def add_grant(
    ctx: Context, *, account_id: str, role: str, department_id: str | None = None, valid_from: date | None = None,
    valid_to: date | None = None,
) -> str:  # fmt: skip
    """Grant a role and end the account's sessions, so that it signs in anew; inside store.write."""
    if role not in ctx.policy.roles():
        raise InvalidInput("没有这个角色。", "No such role.", path=("role",))
    grant = await RoleGrant.create(
        **stamp(ctx), account_id=account_id, role=role, department_id=department_id,
        valid_from=valid_from or ctx.today, valid_to=valid_to,
    )  # fmt: skip
    await Session.filter(account_id=account_id).delete()
    await _record(
        ctx, "grant_role", account_id, {"role": [None, role], "departmentId": [None, department_id]}
    )
    return grant.id


async def end_grant(ctx: Context, *, grant_id: str) -> None:
    """Take a role away from today on; inside store.write."""
    grant = await RoleGrant.get_or_none(id=grant_id)
    if grant is None:
        raise not_found()
    await RoleGrant.filter(id=grant_id).update(valid_to=ctx.today, updated_at=ctx.now)
    account_id: str = grant.account_id  # type: ignore[attr-defined] # the column behind the reference
    await Session.filter(account_id=account_id).delete()
    await _record(ctx, "revoke_role", account_id, {"role": [grant.role, None]})


async def close_account(ctx: Context, *, account_id: str) -> None:
    """Shut an account: nobody signs in, every session and token ends; inside store.write."""
    if not await Account.filter(id=account_id, is_active=True).update(is_active=False, updated_at=ctx.now):
        return
    await end_access(account_id)
    await _record(ctx, "close_account", account_id, {"isActive": [True, False]})


async def close_account_of(ctx: Context, *, employee_id: str) -> None:
    """Shut the account of somebody who has left, if there is one; inside store.write."""
    account = await Account.get_or_none(employee_id=employee_id)
    if account is not None:
        await close_account(ctx, account_id=account.id)


async def end_access(account_id: str) -> None:
    await Session.filter(account_id=account_id).delete()
    await ApiToken.filter(account_id=account_id).delete()


async def _record(ctx: Context, action: str, account_id: str, changes: dict[str, list[object]]) -> None:
    await record(ctx, f"access.{action}", subject_type="Account", subject_id=account_id, changes=changes)


class Accounts:
    """The same, each in its own transaction; and signing in.

    `clock` tells the company's day, which a demo may pin; `wall` is what sessions and waits are measured with.
    """

    def __init__(
        self, store: Store, clock: Clock, policy: Callable[[], Policy], teams: Teams, *, wall: Clock | None = None,
        hasher: Hasher | None = None,
    ) -> None:  # fmt: skip
        self.store, self.clock, self.policy = store, clock, policy
        self.wall = wall or Clock(clock.zone)
        self.hasher = hasher or Hasher()
        self.principals = Principals(store, clock, self.wall, policy, teams)

    async def principal_of(self, credential: str) -> Principal | None:
        return await self.principals.principal_of(credential)

    async def signed_in(self, credential: str) -> Signed | None:
        return await self.principals.signed_in(credential)

    async def everyone(self) -> list[Principal]:
        return await self.principals.everyone()

    async def of_employee(self, employee_id: str) -> Principal | None:
        return await self.principals.of_employee(employee_id)

    async def close(self) -> None:
        await self.principals.close()
        self.hasher.close()

    # -- accounts and roles ------------------------------------------------------------------------------------

    async def create_account(
        self, ctx: Context, *, username: str, display_name: str, password: str | None = None,
        employee_id: str | None = None, language: str = "", is_demo: bool = False,
    ) -> str:  # fmt: skip
        """Open an account; `is_demo` accounts may have the easy password their sign-in page shows."""
        if password is not None and not is_demo:
            require_strong(password, username=username)
        hashed = None if password is None else await self.hasher.hash(password)
        return await self._write(
            lambda: add_account(
                ctx, username=username, display_name=display_name, password_hash=hashed, employee_id=employee_id,
                language=language,
            )
        )  # fmt: skip

    async def grant_role(
        self, ctx: Context, *, account_id: str, role: str, department_id: str | None = None,
        valid_from: date | None = None, valid_to: date | None = None,
    ) -> str:  # fmt: skip
        return await self._write(
            lambda: add_grant(
                ctx, account_id=account_id, role=role, department_id=department_id, valid_from=valid_from,
                valid_to=valid_to,
            )
        )  # fmt: skip

    async def revoke_role(self, ctx: Context, *, grant_id: str) -> None:
        await self._write(lambda: end_grant(ctx, grant_id=grant_id))

    async def deactivate(self, ctx: Context, *, account_id: str) -> None:
        await self._write(lambda: close_account(ctx, account_id=account_id))

    async def set_password(self, ctx: Context, *, account_id: str, password: str) -> None:
        """Set a password; whoever was signed in with the old one, or held a token, is out."""
        account = await self._account(account_id)
        require_strong(password, username=account)
        hashed = await self.hasher.hash(password)
        await self._write(lambda: self._replace_password(ctx, account_id, hashed))

    async def _replace_password(self, ctx: Context, account_id: str, hashed: str) -> None:
        await Account.filter(id=account_id).update(password_hash=hashed, updated_at=ctx.now)
        await end_access(account_id)
        await _record(ctx, "set_password", account_id, {"password": [HIDDEN, HIDDEN]})

    async def _account(self, account_id: str) -> str:
        """Return the user name of an account; NotFound if there is none."""
        mark = "?1" if self.store.dialect == "sqlite" else "$1"
        rows = await self.store.reads.rows(f"SELECT username FROM account WHERE id={mark}", [account_id])  # noqa: S608 (a parameter's mark)
        if not rows:
            raise not_found()
        return str(rows[0][0])

    # -- invitations -------------------------------------------------------------------------------------------

    async def invite(self, ctx: Context, *, account_id: str) -> str:
        """Return a secret with which the account's owner may set a first password within a week."""
        secret = new_secret()

        async def work() -> None:
            await Invitation.create(
                **stamp(ctx),
                account_id=account_id,
                digest=digest(secret),
                expires_at=self.wall.now() + INVITATION,
            )
            await _record(ctx, "invite", account_id, {})

        await self._write(work)
        return secret

    async def accept_invitation(self, secret: str, password: str) -> str:
        """Set the password an invitation allows and return the account's id; the invitation is spent."""
        ctx = self._context(SYSTEM)

        async def take() -> str:
            held = await Invitation.filter(
                digest=digest(secret), used_at=None, expires_at__gt=self.wall.now()
            ).get_or_none()
            if held is None:
                raise not_found()
            await Invitation.filter(id=held.id).update(used_at=self.wall.now())
            account_id: str = held.account_id  # type: ignore[attr-defined] # the column behind the reference
            await self._replace_password(ctx, account_id, hashed)
            return account_id

        require_strong(password)
        hashed = await self.hasher.hash(password)
        return await self._write(take)

    # -- signing in and out ------------------------------------------------------------------------------------

    async def sign_in(
        self, username: str, password: str, *, network: str, request_id: str = "", device: str = ""
    ) -> Entry:
        """Start a session. Raises WrongPassword or RateLimited, and says no more than that."""
        keys = throttle.keys_of(self.store.secrets, username, network)
        left, account = await self._counted(keys, throttle.fold(username))
        stored = account.password_hash if account and account.is_active else None
        if not await self.hasher.verify(stored, password) or account is None or stored is None:
            raise WrongPassword(left)
        renewed = await self.hasher.hash(password) if self.hasher.is_outdated(stored) else stored
        return await self._admit(account, renewed, keys, request_id, device)

    async def _counted(self, keys: throttle.Keys, username: str) -> tuple[int, Account | None]:
        now = self.wall.now()

        async def work() -> tuple[int, Account | None]:
            left, account = await throttle.count_try(keys, now), await Account.get_or_none(username=username)
            if account is not None:
                await throttle.name_account(keys, account.id)
            return left, account

        return await self.store.write(work)

    async def _admit(
        self, account: Account, renewed: str, keys: throttle.Keys, request_id: str, device: str
    ) -> Entry:
        cookie, now, checked = new_secret(), self.wall.now(), account.password_hash
        principal = Principal(account.id, account.username, account.display_name, account.employee_id)
        ctx = replace(self._context(principal), request_id=request_id)

        async def work() -> None:
            if not await Account.filter(id=account.id, password_hash=checked).update(password_hash=renewed):
                raise WrongPassword(0)  # it was changed while we looked
            await throttle.forgive(keys, now)
            await Session.filter(expires_at__lt=now).delete()
            ends = now + timedelta(hours=self.store.settings.session_hours)
            await Session.create(
                **stamp(ctx), account_id=account.id, digest=digest(cookie), device=device, seen_at=now, expires_at=ends,
            )  # fmt: skip
            await Account.filter(id=account.id).update(seen_at=now)
            await _record(ctx, "sign_in", account.id, {})

        await self._write(work)
        return Entry(cookie, principal)

    async def sign_out(self, cookie: str) -> None:
        await self._write(lambda: Session.filter(digest=digest(cookie)).delete())

    # -- tokens ------------------------------------------------------------------------------------------------

    async def create_token(self, ctx: Context, *, username: str, days: int = 90, scope: str = WHOLE) -> str:
        """Return a new API token of an account; it is shown this once. With the scope `read` it changes nothing."""
        if scope not in (WHOLE, READ):
            raise InvalidInput("没有这个权限范围。", "No such scope.", path=("scope",))
        if not 0 < days <= LONGEST_TOKEN.days:
            raise InvalidInput("有效期须为 1 到 366 天。", "It may last 1 to 366 days.", path=("days",))
        secret, ends = new_secret(TOKEN_PREFIX), self.wall.now() + timedelta(days=days)

        async def work() -> None:
            account = await Account.get_or_none(username=throttle.fold(username), is_active=True)
            if account is None:
                raise not_found()
            await ApiToken.create(
                **stamp(ctx),
                account_id=account.id,
                digest=digest(secret),
                hint=secret[:HINT],
                scopes=scope,
                expires_at=ends,
            )
            told: dict[str, list[object]] = {"hint": [None, secret[:HINT]]}
            await _record(ctx, "create_token", account.id, told | ({"scope": [None, scope]} if scope else {}))

        await self._write(work)
        return secret

    async def revoke_token(self, ctx: Context, *, token_id: str) -> None:
        async def work() -> None:
            token = await ApiToken.get_or_none(id=token_id)
            if token is None:
                raise not_found()
            await token.delete()
            await _record(ctx, "revoke_token", token.account_id, {"hint": [token.hint, None]})  # type: ignore[attr-defined] # as above

        await self._write(work)

    # -- shared ------------------------------------------------------------------------------------------------

    def _context(self, principal: Principal) -> Context:
        return Context(principal, self.clock.now(), self.clock.today(), self.policy(), self.store)

    async def _write(self, work: Callable[[], Awaitable[T]]) -> T:
        try:
            return await self.store.write(work)
        finally:
            self.principals.forget()


__all__ = [
    "Accounts",
    "Entry",
    "WrongPassword",
    "add_account",
    "add_grant",
    "close_account",
    "close_account_of",
]
