"""Commands on industry packs: list them, say what loading one would do, load, unload."""

from __future__ import annotations

import argparse
import asyncio
from collections import Counter

from server.commands.base import DONE, NOTHING, Command, add_data, opened, say, settings_of, system_context
from server.kernel.errors import Trouble
from server.packs.operations import (
    Step,
    find_pack,
    listed,
    load_as_house,
    steps_of,
    unload_as_house,
)


def show(args: argparse.Namespace) -> int:
    """List the packs there are, and how each stands."""

    async def work() -> None:
        async with opened(settings_of(args)) as store:
            for each in await listed(system_context(store)):
                state = f"{each.state} {each.items}" if each.state else "-"
                print(f"{each.pack.code}\t{each.pack.name[0]} | {each.pack.name[1]}\t{state}")

    asyncio.run(work())
    return DONE


def load(args: argparse.Namespace) -> int:
    """Load a pack, or with --dry-run say what that would do."""

    async def work() -> list[Step]:
        async with opened(settings_of(args)) as store:
            ctx = system_context(store)
            steps = await steps_of(ctx, find_pack(args.code))
            if not args.dry_run:
                await load_as_house(ctx, args.code)
            return steps

    try:
        steps = asyncio.run(work())
    except Trouble as trouble:
        say(f"{trouble.zh} | {trouble.en}")
        return NOTHING
    for step in steps:
        why = f"\t{step.why[0]} | {step.why[1]}" if step.why[0] else ""
        print(f"{step.action}\t{step.part}\t{step.key}\t{step.name[0]}{why}")
    counts = Counter(str(step.action) for step in steps)
    said = ", ".join(f"{number} {action.lower()}" for action, number in sorted(counts.items()))
    say(f"{'未写入 | nothing written' if args.dry_run else '已载入 | loaded'}: {said}")
    return DONE


def unload(args: argparse.Namespace) -> int:
    """Take out of use what a pack brought; what was recorded stays."""

    async def work() -> None:
        async with opened(settings_of(args)) as store:
            await unload_as_house(system_context(store), args.code)

    try:
        asyncio.run(work())
    except Trouble as trouble:
        say(f"{trouble.zh} | {trouble.en}")
        return NOTHING
    say(f"{args.code}: 已卸载 | unloaded")
    return DONE


def arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True)
    shown = what.add_parser("list", help="list the packs and how each stands")
    loaded = what.add_parser("load", help="load a pack: CODE, with --dry-run to see what it would do")
    dropped = what.add_parser("unload", help="take a pack out of use: CODE")
    for each, work in ((shown, show), (loaded, load), (dropped, unload)):
        add_data(each, argparse.SUPPRESS)
        each.set_defaults(what=work)
    for each in (loaded, dropped):
        each.add_argument("code", help="retail, ecommerce, b2b or hospital")
    loaded.add_argument("--dry-run", action="store_true", help="write nothing")


COMMANDS = (Command("pack", "list, load and unload industry packs", lambda a: int(a.what(a)), arguments),)
