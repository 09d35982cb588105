"""Commands that keep the data: migrate, check, audit verify."""

from __future__ import annotations

import argparse
import asyncio

from policies import PolicyError, load
from server.audit.chain import verify
from server.commands.base import DONE, NOTHING, Command, ensure_secrets, opened, say, settings_of
from server.kernel.settings import Settings
from server.store import migrate as migrations


def migrate(args: argparse.Namespace) -> int:
    settings = settings_of(args)
    if args.make:
        for file in asyncio.run(migrations.make(args.make)):
            say(f"written {file}")
        return DONE
    ensure_secrets(settings)
    done = asyncio.run(migrations.migrate(settings))
    say("\n".join(f"applied {name}" for name in done) or "nothing to do")
    return DONE


def check(args: argparse.Namespace) -> int:
    """Check that a server could start: settings, keys, schema, policies, audit chain."""
    settings = settings_of(args)
    problems = asyncio.run(troubles(settings))
    for problem in problems:
        say(problem)
    say("ready" if not problems else f"{len(problems)} problem(s)")
    return NOTHING if problems else DONE


async def troubles(settings: Settings) -> list[str]:
    try:
        load()
    except PolicyError as error:
        return [str(error)]
    if waiting := await migrations.pending(settings):
        return [f"pending migration {name}: run `main.py migrate`" for name in waiting]
    async with opened(settings) as store:
        verdict = await verify(store)
    return [] if verdict.ok else [f"audit chain broken at {verdict.first_bad_seq}: {verdict.reason}"]


def audit(args: argparse.Namespace) -> int:
    """Verify the audit chain against its anchors."""

    async def run() -> int:
        async with opened(settings_of(args)) as store:
            verdict = await verify(store)
        say(f"checked {verdict.checked} entries")
        if not verdict.ok:
            say(f"broken at entry {verdict.first_bad_seq}: {verdict.reason}")
        return DONE if verdict.ok else NOTHING

    return asyncio.run(run())


def migrate_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--make", metavar="NAME", help="write a migration for changed models")


def audit_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["verify"])


COMMANDS = (
    Command(
        "migrate",
        "bring the database up to date, with a backup first",
        migrate,
        migrate_arguments,
    ),
    Command("check", "check that the server could start", check),
    Command("audit", "verify the audit chain", audit, audit_arguments),
)
