"""How a mutation is declared; what it does is seen in each mutation's own cases."""

from __future__ import annotations

import strawberry
from graphql import print_schema

from schema.acts import act
from schema.inputs import needed


@strawberry.type
class Shelf:
    name: str


@strawberry.input
class RenameShelfInput:
    name: str = needed("名称", "Name")


async def rename_shelf(_ctx: object, name: str) -> str:
    return name


@strawberry.type
class Query:
    shelf: Shelf


@strawberry.type
class Mutation:
    rename_shelf = act("改名", "Rename a shelf", RenameShelfInput, Shelf, rename_shelf)
    name_shelf = act("命名", "Name a shelf", RenameShelfInput, Shelf, rename_shelf, is_certain=True)


def test_a_mutation_takes_one_input_and_answers_with_the_row():
    printed = print_schema(strawberry.Schema(Query, Mutation)._schema)

    assert '"""改名 | Rename a shelf"""\n  renameShelf(input: RenameShelfInput!): Shelf\n' in printed
    assert '"""命名 | Name a shelf"""\n  nameShelf(input: RenameShelfInput!): Shelf!\n' in printed
