"""Commands on figures: check the dictionary, ask for one, rebuild what is kept, run worked examples, verify a file."""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Mapping
from pathlib import Path

from server.commands.base import (
    DONE,
    NOTHING,
    PARTLY,
    Command,
    add_data,
    clock_of,
    opened,
    say,
    settings_of,
    system_context,
)
from server.demo import worked
from server.demo.outcome import Outcome
from server.kernel.errors import InvalidInput
from server.metrics.agreed.registry import Registry
from server.metrics.answers.service import answer
from server.metrics.asked import Answer, Ask, Cell, Denied, Invalid, NotFound, PeriodAsk, Row, Table
from server.metrics.definitions import Unit
from server.metrics.dictionary.lint import lint as lint_dictionary
from server.metrics.dictionary.load import DictionaryError, load_builtin
from server.metrics.format import display, reason
from server.metrics.kept.rebuild import rebuild
from server.metrics.reporting.exports import verify_file
from server.metrics.words import Grain

WIDE = 40
SHOWN_GAPS = 30


def lint(_: argparse.Namespace) -> int:
    """Check every source, measure and metric of the files."""
    try:
        dictionary = load_builtin()
    except DictionaryError as error:
        say(str(error))
        return NOTHING
    problems = [
        each for metric in dictionary.metrics.values() for each in lint_dictionary(metric, dictionary)
    ]
    for problem in problems:
        say(str(problem))
    sizes = (len(dictionary.metrics), len(dictionary.measures), len(dictionary.sources))
    counts = "{} metrics, {} measures, {} sources".format(*sizes)
    say(f"{counts}: {len(problems)} problems" if problems else f"{counts}: all good")
    return NOTHING if problems else DONE


def evaluate(args: argparse.Namespace) -> int:
    """Ask for one figure with the rights of the house itself and print it."""
    ask = Ask(
        key=args.key,
        period=PeriodAsk(named=tuple(args.period)),
        grain=Grain(args.grain.upper()) if args.grain else None,
        by=tuple(args.by or ()),
    )

    async def work() -> tuple[Answer, Mapping[str, Unit]]:
        async with opened(settings_of(args)) as store:
            ctx, registry = system_context(store), Registry(store)
            (found,) = await answer(ctx, registry, [ask])
            return found, (await registry.current(ctx)).units

    found, units = asyncio.run(work())
    if not isinstance(found, Table):
        say(refusal(found))
        return NOTHING
    print(json.dumps(as_json(found), ensure_ascii=False) if args.json else "\n".join(lines(found, units)))
    return DONE


def refusal(found: Answer) -> str:
    match found:
        case NotFound():
            return (
                f"没有指标“{found.asked}” | no metric '{found.asked}'; close: {', '.join(found.suggestions)}"
            )
        case Invalid():
            return "\n".join(f"{each.path}: {each.message.zh} | {each.message.en}" for each in found.problems)
        case Denied():
            return f"{found.message.zh} | {found.message.en}"
    keys = ", ".join(metric.key for metric, _ in getattr(found, "candidates", ()))
    return f"多种口径，请指明其一 | several definitions, name one: {keys}"


def lines(found: Table, units: Mapping[str, Unit]) -> list[str]:
    """Spell a table: a line a group, a column a period."""
    unit = units[found.metric.unit]
    head = [found.metric.name.zh, *(column.period.name for column in found.columns)]
    rows = [[named(row), *(shown(cell, unit) for cell in row.cells)] for row in every_row(found)]
    return ["\t".join(each) for each in [head, *rows]]


def every_row(found: Table) -> list[Row]:
    """Return the groups and the total; the row of an unsplit table is its total."""
    return [*found.rows, *([found.total] if found.total and found.dimensions else [])]


def named(row: Row) -> str:
    return "\t".join(each.label.zh for each in row.group) or "合计 total"


def shown(cell: Cell, unit: Unit) -> str:
    return display(cell.value, unit, "zh") if cell.value is not None else reason(cell.status, "zh")


def as_json(found: Table) -> dict[str, object]:
    return {
        "metric": found.metric.key,
        "periods": [column.period.name for column in found.columns],
        "rows": [
            {
                "group": {each.dimension: each.key for each in row.group},
                "values": [None if cell.value is None else str(cell.value) for cell in row.cells],
                "statuses": [str(cell.status) for cell in row.cells],
            }
            for row in every_row(found)
        ],
    }


def build(args: argparse.Namespace) -> int:
    """Build anew what is kept of figures; what was interrupted goes on where it stopped."""

    async def work() -> None:
        async with opened(settings_of(args)) as store:
            ctx = system_context(store)
            dictionary = await Registry(store).current(ctx)
            await rebuild(ctx, dictionary, lambda done, whole, what: say(f"{done}/{whole} {what}".rstrip()))

    asyncio.run(work())
    return DONE


def examples(args: argparse.Namespace) -> int:
    """Run a file of worked examples; the exit code is 1 if any figure differs."""

    async def work() -> list[Outcome]:
        found = []
        async for outcome in worked.run(args.file, clock_of(settings_of(args)).today()):
            if not args.json:
                print(outcome.line(), flush=True)
            found.append(outcome)
        return found

    try:
        found = asyncio.run(work())
    except InvalidInput as trouble:
        say(f"{trouble.zh} | {trouble.en}")
        return NOTHING
    wrong = [each for each in found if not each.ok]
    if args.json:
        told = [
            {**vars(each), "wanted": dict(each.wanted), "came": dict(each.came), "ok": each.ok}
            for each in found
        ]
        print(json.dumps({"count": len(found), "differ": len(wrong), "outcomes": told}, ensure_ascii=False))
    say(f"{len(found) - len(wrong)} of {len(found)} as expected")
    return PARTLY if wrong else DONE


def verify(args: argparse.Namespace) -> int:
    """Check an export: its hash, its definitions and, where there is data, its figures."""
    settings = settings_of(args)
    has_data = not settings.is_sqlite or settings.sqlite_path.exists()

    async def work() -> int:
        if not has_data:
            return told(args, await verify_file(args.file, load_builtin()))
        async with opened(settings) as store:
            ctx, registry = system_context(store), Registry(store)
            dictionary = await registry.current(ctx)
            return told(args, await verify_file(args.file, dictionary, ctx=ctx, registry=registry))

    return asyncio.run(work())


def told(args: argparse.Namespace, found: object) -> int:
    """Print what a check found; DONE only if nothing is wrong."""
    problems = getattr(found, "problems", ())
    for problem in problems[:SHOWN_GAPS]:
        say(f"{problem.zh} | {problem.en}")
    say(f"{args.file.name}: {'不一致 | DIFFERS' if problems else '一致 | verified'}")
    return NOTHING if problems else DONE


def arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True)
    checked = what.add_parser("lint", help="check the dictionary's files")
    asked = what.add_parser("eval", help="print one figure: KEY --period 2025-03 --by department")
    asked.add_argument("key", help="key or name of the metric")
    asked.add_argument(
        "--period", action="append", required=True, help="2025-03, 2025-Q1, 2025 …; may be repeated"
    )
    asked.add_argument("--grain", help="month, quarter, year …")
    asked.add_argument("--by", action="append", help="dimension; may be repeated")
    asked.add_argument("--json", action="store_true", help="print JSON")
    built = what.add_parser("rebuild", help="build anew what is kept of figures")
    run = what.add_parser("examples", help="run a file of worked examples")
    run.add_argument("file", type=Path)
    run.add_argument("--json", action="store_true", help="print JSON")
    for each, work in ((checked, lint), (asked, evaluate), (built, build), (run, examples)):
        add_data(each, argparse.SUPPRESS)
        each.set_defaults(what=work)


def file_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="an exported CSV, XLSX or JSON file")


COMMANDS = (
    Command(
        "metrics", "check, ask, rebuild, and run examples of figures", lambda a: int(a.what(a)), arguments
    ),
    Command("verify", "check an exported file", verify, file_argument),
)
