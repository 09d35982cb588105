"""Finishes rows in one pass: decrypts, masks, names aliases, and puts connections together."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias, cast

from policies import MASKS, alias
from server.plan.cursor import Cursors
from server.plan.shape import HIDDEN_KEY, MORE, ROWS, ConnectionShape, ObjectShape, Part, ValueFix
from server.store.vault import Key, Vault

Json: TypeAlias = dict[str, object]


@dataclass
class Finisher:
    """The tools of one answer."""

    vault: Vault
    cursors: Cursors
    language: str
    names: dict[str, str] = field(default_factory=dict)
    named: list[tuple[Json, str, str]] = field(default_factory=list)
    report: bytes = b""
    """Seeds the aliases, so that they differ from one report to the next; drawn when the first is given."""

    def answer(self, shape: ObjectShape | ConnectionShape, data: object) -> object:
        done = self.any(shape, data)
        self.name_people()
        return done

    def any(self, shape: ObjectShape | ConnectionShape, data: object) -> object:
        if data is None:
            return None
        if isinstance(shape, ConnectionShape):
            return self.connection(shape, cast("Json", data))
        self.objects(shape, [cast("Json", data)])
        return data

    def objects(self, shape: ObjectShape, rows: list[Json]) -> None:
        """Finish rows of one shape together, column by column."""
        if shape.rows:
            hidden = [cast("list[str | None]", row.pop(HIDDEN_KEY)) for row in rows]
            keys = [self.vault.key(each[0]) for each in hidden]
        for fix in shape.values:
            if fix.place:
                self.opened(fix, rows, keys, hidden)
            else:
                self.shown(fix, rows)
        for key, child in shape.children:
            self.children(child, key, rows)

    def children(self, shape: ObjectShape | ConnectionShape, key: str, rows: list[Json]) -> None:
        if isinstance(shape, ObjectShape):
            self.objects(shape, [cast("Json", row[key]) for row in rows if row[key] is not None])
            return
        for row in rows:
            row[key] = self.any(shape, row[key])

    def opened(
        self, fix: ValueFix, rows: list[Json], keys: list[Key | None], hidden: list[list[str | None]]
    ) -> None:
        """Open a sealed column and mask it; a destroyed key means an erased person, whose values read as null."""
        name, place, number = fix.key, f"{fix.place}|", fix.row
        texts = [cast("str | None", row[name]) for row in rows]
        places = [f"{place}{ids[number]}" for ids in hidden]
        clear = self.vault.open_column(keys, places, [text and text[1:] for text in texts])
        if fix.views == ("plain",):
            for row, value in zip(rows, clear, strict=True):
                row[name] = value
            return
        masks = [None if view == "plain" else MASKS[view] for view in fix.views]
        for row, text, value in zip(rows, texts, clear, strict=True):
            mask = masks[ord(text[0]) - 48] if text else None
            row[name] = value if mask is None or value is None else mask(value)

    def shown(self, fix: ValueFix, rows: list[Json]) -> None:
        """Mask a text that is not sealed; a name waits until all people of the answer are known."""
        for row in rows:
            text = cast("str | None", row[fix.key])
            if text is None:
                continue
            view, payload = fix.views[ord(text[0]) - 48], text[1:]
            row[fix.key] = payload if view == "plain" else MASKS[view](payload)
            if view == "name":
                self.named.append((row, fix.key, payload))

    def name_people(self) -> None:
        """Number the people of this report in an order that only it knows; whom it named keeps the name."""
        new = {person for _, _, person in self.named} - self.names.keys()
        if new:
            self.report = self.report or os.urandom(16)
        for person in sorted(new, key=self.shuffled):
            self.names[person] = alias(len(self.names), self.language)
        for row, key, person in self.named:
            row[key] = self.names[person]
        self.named.clear()

    def shuffled(self, person: str) -> bytes:
        return hmac.new(self.report, person.encode(), hashlib.sha256).digest()

    def connection(self, shape: ConnectionShape, raw: Json) -> Json:
        rows = cast("list[list[object]]", raw[ROWS])
        if shape.backwards:
            rows.reverse()
        for place, inner in enumerate(shape.items, start=1):
            if inner:
                self.objects(inner, [cast("Json", row[place]) for row in rows])
        return {part.key: self.part(shape, part, rows, raw) for part in shape.parts}

    def part(self, shape: ConnectionShape, part: Part, rows: list[list[object]], raw: Json) -> object:
        match part.name:
            case "nodes":
                return [row[part.item] for row in rows]
            case "edges":
                return [self.edge(shape, part, row) for row in rows]
            case "pageInfo":
                return self.page_info(shape, part, rows, more=bool(raw.get(MORE)))
            case "totalCount":
                return raw[part.key]
        return shape.typename

    def edge(self, shape: ConnectionShape, part: Part, row: list[object]) -> Json:
        given: dict[str, Callable[[Part], object]] = {
            "node": lambda inner: row[inner.item],
            "cursor": lambda _: self.cursor(shape, row),
            "__typename": lambda _: shape.typename.replace("Connection", "Edge"),
        }
        return {inner.key: given[inner.name](inner) for inner in part.inner}

    def cursor(self, shape: ConnectionShape, row: list[object]) -> str:
        return self.cursors.seal(shape.order, row[0])

    def page_info(self, shape: ConnectionShape, part: Part, rows: list[list[object]], *, more: bool) -> Json:
        later = shape.starts_later
        facts: dict[str, Callable[[], object]] = {
            "hasNextPage": lambda: later if shape.backwards else more,
            "hasPreviousPage": lambda: more if shape.backwards else later,
            "startCursor": lambda: self.cursor(shape, rows[0]) if rows else None,
            "endCursor": lambda: self.cursor(shape, rows[-1]) if rows else None,
            "__typename": lambda: "PageInfo",
        }
        return {inner.key: facts[inner.name]() for inner in part.inner}
