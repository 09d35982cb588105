"""Loading files: the import command; beside a running server it becomes a job there, and is followed to its end."""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any, cast

import orjson

from policies import load
from server.audit.anchors import run_anchors
from server.catalog.handlers import begin, handlers
from server.commands.base import (
    DONE,
    NOTHING,
    PARTLY,
    Command,
    clock_of,
    opened,
    say,
    settings_of,
    system_context,
)
from server.imports import Options, import_file
from server.jobs.models import WorkState
from server.jobs.queue import Task, submit
from server.jobs.worker import run_worker
from server.kernel.clock import Clock
from server.kernel.errors import Trouble
from server.metrics.governance.desk import Desks
from server.store.lock import is_locked
from server.store.store import Store
from server.web.house import House

JOB = "imports.import_file"
GLANCE_SECONDS = 0.3
SHOWN_ERRORS = 20
Report = dict[str, Any]  # the contract's JSON
Work = Callable[[House, asyncio.Event], Awaitable[None]]


def run(args: argparse.Namespace) -> int:
    """Import a file; bad rows are left out and listed, the rest applied in one transaction."""
    settings = settings_of(args)
    options = {
        "source": args.source,
        "dry_run": args.dry_run,
        "strict": args.strict,
        "create_departments": args.create_departments,
    }
    job = {
        "kind": args.kind,
        "path": str(args.file.resolve()),
        "options": options,
        "map": args.map and str(args.map.resolve()),
    }

    async def work() -> Report:
        beside = settings.is_sqlite and is_locked(settings.data) and not args.dry_run
        async with opened(settings) as store:
            return await (follow(store, job) if beside else imported(store, job))

    try:
        report = asyncio.run(work())
    except Trouble as trouble:
        say(f"{trouble.zh} | {trouble.en}")
        return NOTHING
    return told(report, as_json=args.json, dry=args.dry_run)


async def imported(store: Store, job: Report) -> Report:
    ctx = system_context(store, load())
    mapping = Path(job["map"]) if job["map"] else None
    result = await import_file(
        ctx, job["kind"], Path(job["path"]), Options(**job["options"]), map_file=mapping
    )
    return result.as_json()


async def follow(store: Store, job: Report) -> Report:
    """Hand the work to the server that owns the data, and wait for what it says."""
    job_id = await store.write(lambda: submit(system_context(store, load()), JOB, job))
    say(f"the running server takes it as job {job_id} | 交由运行中的服务处理")
    mark = "?1" if store.dialect == "sqlite" else "$1"
    while True:
        rows = await store.reads.rows(f"select state,result,error from job where id={mark}", [job_id])  # noqa: S608 (a parameter's mark)
        state, result, error = rows[0]
        if state == WorkState.DONE:
            return cast("Report", orjson.loads(result))
        if state == WorkState.FAILED:
            raise JobFailed(f"任务失败：{error}", f"The job failed: {error}")
        await asyncio.sleep(GLANCE_SECONDS)


class JobFailed(Trouble):
    """The server could not do what it was handed."""

    code, status = "JOB_FAILED", 500


def told(report: Report, *, as_json: bool, dry: bool) -> int:
    """Print the report and return the exit code: all rows, some rows, none."""
    if as_json:
        print(json.dumps(report, ensure_ascii=False))
    words = ("rows", "accepted", "rejected", "created", "updated", "unchanged")
    say(("dry run: " if dry else "") + ", ".join(f"{word} {report[word]}" for word in words))
    for error in report["errors"][:SHOWN_ERRORS]:
        say(f"  row {error['row']} {error['column']}: {error['zh']} | {error['en']}")
    if len(report["errors"]) > SHOWN_ERRORS:
        say(f"  … {len(report['errors']) - SHOWN_ERRORS} more; --json lists all")
    if report["unknownColumns"]:
        say(f"  columns not used: {', '.join(report['unknownColumns'])}")
    if not report["rejected"]:
        return DONE
    return PARTLY if report["accepted"] else NOTHING


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "kind", help="what the rows are: people, attendance, contacts, orders, feedback, reviews …"
    )
    parser.add_argument("file", type=Path, help="CSV or XLSX")
    parser.add_argument("--source", required=True, help="name of the system the file comes from")
    parser.add_argument("--dry-run", action="store_true", help="check everything, write nothing")
    parser.add_argument("--strict", action="store_true", help="all rows or none")
    parser.add_argument(
        "--create-departments", action="store_true", help="make departments that are not known"
    )
    parser.add_argument("--map", type=Path, help="JSON file: column header to field")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def worker(desks: Desks) -> Work:
    """Return what runs the jobs of this process's store."""

    async def run_jobs(house: House, stop: asyncio.Event) -> None:
        async def load_file(task: Task) -> str:
            return orjson.dumps(await imported(house.store, cast("Report", task.read()))).decode()

        await begin(house, stop)
        known = {JOB: load_file, **handlers(house, desks)}
        await run_worker(house.store, known, stop, clock=Clock(house.settings.zone))

    return run_jobs


def usage(desks: Desks) -> Work:
    """Return what writes down now and then how often each figure was asked for."""

    async def keep(house: House, stop: asyncio.Event) -> None:
        await desks.of(house.store).counts.run(house.store, stop)

    return keep


async def anchors(house: House, stop: asyncio.Event) -> None:
    await run_anchors(house.store, clock_of(house.settings), stop)


def background(desks: Desks) -> Sequence[Work]:
    """Return what runs beside the requests of a server."""
    return (worker(desks), usage(desks), anchors)


COMMANDS = (Command("import", "load a CSV or XLSX file", run, arguments),)
