"""Commands on policies: lint, matrix, explain."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from policies import PolicyError, load
from policies.lint import lint as lint_policy
from policies.matrix import as_csv
from server.commands.base import DONE, NOTHING, Command, add_data, say


def policy(args: argparse.Namespace, schema_fields: Callable[[], list[str]]) -> int:
    """Run one of the policy commands; `schema_fields` names every field of the GraphQL schema."""
    try:
        loaded = load()
    except PolicyError as error:
        say(str(error))
        return NOTHING
    if args.what == "matrix":
        sys.stdout.write(as_csv(loaded))
        return DONE
    if args.what == "explain":
        found = loaded.explain(*args.question)
        print("\n".join([found.zh, found.en, *found.chain]))
        return DONE
    problems = lint_policy(loaded, schema_fields=schema_fields())
    for problem in problems:
        say(str(problem))
    say(f"{len(loaded.rules())} rules, {len(loaded.fields())} fields, version {loaded.version}")
    return NOTHING if problems else DONE


def arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True)
    lint = what.add_parser("lint", help="check the policy files against the schema")
    matrix = what.add_parser("matrix", help="print role × field × relation × act")
    explain = what.add_parser("explain", help="say why: ROLE RELATION Type.field ACT")
    for each in (lint, matrix, explain):
        add_data(each, argparse.SUPPRESS)
    explain.add_argument("question", nargs=4, metavar=("ROLE", "RELATION", "FIELD", "ACT"))


def command(schema_fields: Callable[[], list[str]]) -> Command:
    return Command(
        "policy", "lint, print or explain the policies", lambda a: policy(a, schema_fields), arguments
    )
