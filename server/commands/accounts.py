"""Commands on accounts: init and token create."""

from __future__ import annotations

import argparse
import asyncio
import getpass
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

from policies import load
from server.access.accounts import Accounts
from server.access.principals import Teams
from server.commands.base import (
    DONE,
    NOTHING,
    Command,
    clock_of,
    ensure_secrets,
    opened,
    say,
    settings_of,
    system_context,
)
from server.kernel.errors import Trouble
from server.people.queries import team_of
from server.store.migrate import migrate
from server.store.store import Store

FILE = "zhiren.toml"


def teams_of(store: Store) -> Teams:
    """Return what tells the access floor which departments make a role's team."""

    async def teams(
        employee_id: str | None, role: str, department_ids: tuple[str, ...], today: date
    ) -> tuple[str, ...]:
        return await team_of(
            store.reads,
            employee_id=employee_id,
            role=role,
            department_ids=department_ids,
            today=today,
            dialect=store.dialect,
        )

    return teams


@asynccontextmanager
async def accounts_of(store: Store) -> AsyncIterator[Accounts]:
    policy = load()
    accounts = Accounts(store, clock_of(store.settings), lambda: policy, teams_of(store))
    try:
        yield accounts
    finally:
        await accounts.close()


def init(args: argparse.Namespace) -> int:
    """Set up an empty data folder: settings, keys, database, the administrator, and the HR manager's invitation."""
    first = settings_of(args, company=args.company, zone=args.zone)
    file = first.data / FILE
    if file.exists():
        say(f"{first.data} is set up already | 这个文件夹已经初始化")
        return NOTHING
    password = (
        sys.stdin.readline().rstrip("\n")
        if args.password_stdin
        else getpass.getpass("administrator's password: ")
    )
    ensure_secrets(first)

    async def run() -> str:
        await migrate(first)
        async with opened(first) as store, accounts_of(store) as accounts:
            ctx = system_context(store)
            admin = await accounts.create_account(
                ctx, username=args.admin, display_name=args.admin, password=password
            )
            await accounts.grant_role(ctx, account_id=admin, role="administrator")
            hr = await accounts.create_account(ctx, username=args.hr, display_name=args.hr)
            await accounts.grant_role(ctx, account_id=hr, role="hr_manager")
            return await accounts.invite(ctx, account_id=hr)

    try:
        invitation = asyncio.run(run())
    except Trouble as trouble:
        say(f"{trouble.zh} | {trouble.en}")
        return NOTHING
    file.write_text(f'company = "{toml(first.company)}"\nzone = "{first.zone}"\n', "utf-8")
    print(f"/invitation/{invitation}")
    say(f"send this link to {args.hr}: it sets a password, once, within seven days")
    return DONE


def toml(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def token(args: argparse.Namespace) -> int:
    """Print a new API token of an account, and nothing else."""

    async def run() -> str:
        async with opened(settings_of(args)) as store, accounts_of(store) as accounts:
            return await accounts.create_token(
                system_context(store), username=args.username, days=args.days, scope=args.scope
            )

    try:
        print(asyncio.run(run()))
    except Trouble as trouble:
        say(f"{trouble.zh} | {trouble.en}")
        return NOTHING
    return DONE


def init_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--company", help="company name")
    parser.add_argument("--zone", help="time zone, as in Asia/Shanghai")
    parser.add_argument("--admin", default="admin", help="user name of the first administrator")
    parser.add_argument("--hr", default="hr", help="user name of the HR manager to invite")
    parser.add_argument(
        "--password-stdin", action="store_true", help="read the administrator's password from stdin"
    )


def token_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["create"])
    parser.add_argument("username")
    parser.add_argument("--days", type=int, default=90, help="days until it expires, at most 366")
    parser.add_argument("--scope", default="", choices=["read"], help="read: the token may change nothing")


COMMANDS = (
    Command("init", "set up an empty data folder", init, init_arguments),
    Command("token", "make an API token", token, token_arguments),
)
