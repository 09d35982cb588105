"""The command line: puts the floors together, serves them, and runs the commands. Nobody imports it."""

import server.store.driver  # isort: skip  # noqa: F401 (the swap to the current SQLite comes first)

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import cast

import strawberry
from graphql import GraphQLObjectType
from starlette.types import Receive, Scope, Send

import ui.app
from policies import PolicyError, load
from schema import root
from schema.call import Call
from server.catalog import ROOTS, doors, entities
from server.catalog.exports import TABLES
from server.catalog.intake import Intake
from server.commands import (
    accounts,
    backups,
    keeping,
    keys,
    loading,
    metrics,
    packs,
    policies,
    serving,
    working,
)
from server.commands.accounts import teams_of
from server.commands.base import DONE, NOTHING, Command, add_data, clock_of, say
from server.commands.postgres_dump import NoProgram
from server.commands.samples import demo_accounts
from server.kernel.secrets import SecretsError, load_secrets
from server.kernel.settings import Settings, SettingsError, load_settings
from server.metrics.governance.desk import Desks
from server.plan.engine import Engine
from server.store.lock import DataInUse
from server.store.migrate import SchemaPending
from server.store.store import Store
from server.web.app import App, build_app, settle_memory
from server.web.house import Parts
from ui.doors import Api, Doors

PLUMBING = ("Connection", "Edge", "PageInfo")


def engine_of(schema: strawberry.Schema, store: Store) -> Engine:
    """Build the read engine; a field of the schema without a column behind it stops the start."""
    known = entities()
    if missing := root.unbacked(schema, known):
        raise SystemExit(f"fields without a column: {', '.join(missing)}")
    return Engine(schema._schema, known, ROOTS, store)  # noqa: SLF001 (graphql-core's schema)


def parts_of(settings: Settings, desks: Desks | None = None) -> Parts:
    """Put the parts together; a wrong policy or an unclassified field stops the start."""
    policy, schema, desks = load(), root.build(), desks or Desks()
    if unknown := [name for name in schema_fields(schema) if policy.field_class(name) is None]:
        raise SystemExit(f"fields without a class: {', '.join(unknown)}")
    return Parts(
        settings=settings,
        secrets=load_secrets(settings.data, settings.keys),
        clock=clock_of(settings),
        schema=schema,
        policy=lambda: policy,
        make_engine=engine_of,
        make_call=lambda ctx, engine, accounts: Call(
            ctx,
            engine,
            accounts.everyone,
            desk=desks.of(ctx.store),
            wall=accounts.wall.now,
            forget=accounts.principals.forget,
        ),
        teams=teams_of,
        background=loading.background(desks),
    )


def application(settings: Settings) -> App:
    """Put the server together."""
    desks = Desks()
    parts = parts_of(settings, desks)
    offered = lambda: demo_accounts(settings.data)  # noqa: E731 (handed on)
    return build_app(
        parts,
        lambda api, doors: ui.app.routes(cast("Api", api), cast("Doors", doors)),
        demo_accounts=offered,
        exports={name: table.export for name, table in TABLES.items()},
        desk_of=desks.of,
        downloads=doors.routes,
        intake=Intake,
    )


class Lazy:
    """`main:app`, built when the server first calls it, from the settings of its environment."""

    built: App | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.built is None:
            self.built = application(load_settings())
            settle_memory()
        await self.built(scope, receive, send)


app = Lazy()


def schema_fields(schema: strawberry.Schema) -> list[str]:
    """Name every field of the contract, but for Relay's plumbing."""
    types = schema._schema.type_map.items()  # noqa: SLF001 (graphql-core's schema)
    objects = [(name, kind) for name, kind in types if isinstance(kind, GraphQLObjectType)]
    own = [(name, kind) for name, kind in objects if not (name.startswith("__") or name.endswith(PLUMBING))]
    return [f"{name}.{field}" for name, kind in own for field in kind.fields]


def print_schema(_: argparse.Namespace) -> int:
    print(root.build().as_str())
    return DONE


def commands() -> Sequence[Command]:
    fields: Callable[[], list[str]] = lambda: schema_fields(root.build())  # noqa: E731 (handed on, called once)
    own = Command("schema", "print the GraphQL schema", print_schema)
    return (
        *accounts.COMMANDS,
        *serving.commands(os.environ.update),
        *keeping.COMMANDS,
        *backups.COMMANDS,
        *keys.COMMANDS,
        working.command(parts_of),
        *loading.COMMANDS,
        *metrics.COMMANDS,
        *packs.COMMANDS,
        policies.command(fields),
        own,
    )


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="main.py", description="Zhiren 知人")
    below = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in commands():
        sub = below.add_parser(command.name, help=command.help, description=command.run.__doc__)
        add_data(sub)
        command.arguments(sub)
        sub.set_defaults(run=command.run)
    args = parser.parse_args(words)
    if args.data:
        os.environ["ZHIREN_DATA"] = str(args.data)
    try:
        return int(args.run(args))
    except (
        SettingsError,
        SecretsError,
        SchemaPending,
        PolicyError,
        DataInUse,
        NoProgram,
        FileNotFoundError,
    ) as error:
        say(str(error))
        return NOTHING


if __name__ == "__main__":
    sys.exit(main())
