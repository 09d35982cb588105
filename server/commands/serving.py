"""Running the server: granian in front of `main:app`, and the sample worlds it can show."""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import shutil
import sys
import time
from collections.abc import Callable
from datetime import date
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING

from granian import Granian
from granian.constants import Interfaces, Loops
from granian.http import HTTP1Settings

from server.commands.base import DONE, NOTHING, Command, ensure_secrets, say, settings_of
from server.commands.samples import build_samples, samples_in
from server.kernel.settings import Settings
from server.store.migrate import require_schema

if TYPE_CHECKING:
    from multiprocessing.context import ForkProcess

HEADER_MILLISECONDS = 5000
READY_SECONDS = 60
LOOPBACK = ("127.0.0.1", "::1", "localhost")
HandOn = Callable[[dict[str, str]], None]


def serve(args: argparse.Namespace, hand_on: HandOn) -> int:
    """Serve until told to stop."""
    settings = settings_of(args, host=args.host, port=args.port)
    if samples_in(settings.data) and settings.host not in LOOPBACK:
        say(f"{settings.data} holds samples with published passwords: 127.0.0.1 only | 示例数据只在本机提供")
        return NOTHING
    ensure_secrets(settings)
    asyncio.run(require_schema(settings))
    run(settings, hand_on)
    return DONE


def run(settings: Settings, hand_on: HandOn) -> None:
    """Hand the settings on to the server's processes, and serve."""
    hand_on(environment(settings))
    server = Granian(
        "main:app",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        loop=Loops.uvloop,
        workers=1 if settings.is_sqlite else settings.workers,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_MILLISECONDS),
        ssl_cert=Path(settings.tls_certificate) if settings.tls_certificate else None,
        ssl_key=Path(settings.tls_key) if settings.tls_key else None,
        workers_kill_timeout=20,
        log_level="warning",  # type: ignore[arg-type] # granian takes the name or the member
    )
    server.serve()


def environment(settings: Settings) -> dict[str, str]:
    names = ("data", "database_url", "host", "port", "demo", "today")
    return {f"ZHIREN_{name.upper()}": str(getattr(settings, name)) for name in names}


def demo(args: argparse.Namespace, hand_on: HandOn) -> int:
    """Make the sample worlds if need be, and serve them on the loopback until told to stop."""
    settings = settings_of(args, demo=True, today=args.today or "", port=args.port, host="127.0.0.1")
    if args.fresh and settings.data.exists():
        empty(settings.data)
    if settings.data.exists() and any(settings.data.iterdir()) and samples_in(settings.data) is None:
        say(f"{settings.data} holds something else; use --fresh to replace it | 目录非空，使用 --fresh 覆盖")
        return NOTHING
    samples = samples_in(settings.data) or asyncio.run(build_samples(settings, args.today))
    asyncio.run(require_schema(settings))
    ready = {
        **samples,
        "data": str(settings.data.resolve()),
        "url": f"http://127.0.0.1:{settings.port}",
        "graphql": f"http://127.0.0.1:{settings.port}/graphql",
    }
    announce_beside(ready, settings.port, as_json=args.json)
    run(settings, hand_on)
    return DONE


def empty(data: Path) -> None:
    for each in data.iterdir():
        shutil.rmtree(each) if each.is_dir() else each.unlink()


def announce_beside(ready: dict[str, object], port: int, *, as_json: bool) -> ForkProcess:
    """Announce from a process of its own.

    The server forks its workers. A thread that was importing something at that moment would leave its lock
    behind in them, held by nobody, and the first who needs the same module would wait for ever.
    """
    process = multiprocessing.get_context("fork").Process(
        target=announce, args=(ready, port, as_json), daemon=True
    )
    process.start()
    return process


def announce(ready: dict[str, object], port: int, as_json: bool) -> None:
    """Print the addresses and logins once the server answers."""
    for _ in range(READY_SECONDS * 20):
        if is_ready(port):
            break
        time.sleep(0.05)
    if as_json:
        print(json.dumps(ready, ensure_ascii=False), flush=True)
        return
    print(f"\n  {ready['url']}\n", file=sys.stderr)
    for account in ready["accounts"]:  # type: ignore[attr-defined] # a list in the samples' file
        print(
            f"  {account['role']:24} {account['username']:16} {account['password']}",
            file=sys.stderr,
            flush=True,
        )


def is_ready(port: int) -> bool:
    """Tell whether the server on this machine answers that it is ready."""
    connection = HTTPConnection("127.0.0.1", port, timeout=1)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200  # noqa: PLR2004 (HTTP's OK)
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def serve_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", help="listening address")
    parser.add_argument("--port", type=int, help="port")


def demo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="port")
    parser.add_argument("--fresh", action="store_true", help="empty the folder first")
    parser.add_argument("--today", type=date.fromisoformat, help="pin the day of the samples, YYYY-MM-DD")
    parser.add_argument("--json", action="store_true", help="print one line of JSON once ready")


def commands(hand_on: HandOn) -> tuple[Command, ...]:
    """Return the commands; `hand_on` puts settings where the server's processes find them."""
    return (
        Command("serve", "run the server", lambda args: serve(args, hand_on), serve_arguments),
        Command(
            "demo", "make sample worlds and serve them", lambda args: demo(args, hand_on), demo_arguments
        ),
    )
