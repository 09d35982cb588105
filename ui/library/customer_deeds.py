"""What is done on a customer's page: needs, segments and people to speak to are told there; lists are brought in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ui.forms import Form
from ui.library.sending import send
from ui.quality.acting import filled

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request

    from ui.page import Pages

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "need": ("need", "sinceOn", "note"),
    "segment": ("segment", "sinceOn", "note"),
    "person": ("name", "jobTitle", "phone", "email", "isMain", "sinceOn", "untilOn", "personId", "version"),
    "erase": ("personId",),
}
DOCUMENTS: Final[Mapping[str, str]] = {
    "need": "library/need",
    "segment": "library/change_segment",
    "person": "library/save_person",
    "erase": "library/erase_person",
}
DONE: Final[Mapping[str, str]] = {
    "need": "need-kept",
    "segment": "saved",
    "person": "saved",
    "erase": "person-erased",
}
LISTS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "segments": ("changes", ("accountCode", "segment", "sinceOn", "note")),
    "persons": ("persons", ("accountCode", "name", "jobTitle", "phone", "email", "sinceOn")),
}
SEGMENT_WORDS: Final[Mapping[str, str]] = {"大客户": "KEY", "key": "KEY", "小客户": "SMALL", "small": "SMALL"}
HEADS: Final = frozenset({"客户编码", "编码", "account code", "code", "accountcode"})


def named(deed: str, name: str) -> str:
    """Return the name of a form's field; those of the need stand bare."""
    return name if deed == "need" or not name else f"{deed}-{name}"


def told(deed: str, form: FormData) -> dict[str, str]:
    return {name: str(form.get(named(deed, name), "")).strip() for name in FIELDS[deed]}


async def do(pages: Pages, request: Request, deed: str, form: FormData) -> Mapping[str, Any] | Form:
    """Run what a form of the page asks for; return the account, or the form again as the page names its fields."""
    values, customer = told(deed, form), request.path_params["customer"]
    key = str(form.get("key", ""))
    saved = await send(pages, request, DOCUMENTS[deed], SHAPES[deed](customer, values), values, key)
    if not isinstance(saved, Form):
        return saved
    typed = {named(deed, name): value for name, value in saved.values.items()} | {"do": deed}
    errors = {named(deed, name): say for name, say in saved.errors.items()}
    return Form(saved.title, typed, errors, saved.status)


def shaped_need(customer: str, values: Mapping[str, str]) -> dict[str, Any]:
    return {"need": "", "accountId": customer, **filled(values)}


def shaped_segment(customer: str, values: Mapping[str, str]) -> dict[str, Any]:
    return {"accountId": customer, **filled(values)}


def shaped_person(customer: str, values: Mapping[str, str]) -> dict[str, Any]:
    """Leave out what was left empty: a phone that shows masked must not be written back."""
    version = {"version": int(values["version"])} if values["version"].isdigit() else {}
    plain: dict[str, Any] = {
        name: value for name, value in filled(values).items() if name not in ("version", "isMain")
    }
    plain |= {"jobTitle": values["jobTitle"], "isMain": bool(values["isMain"])}
    return {"accountId": customer, "name": "", **plain, **version}


def shaped_erase(customer: str, values: Mapping[str, str]) -> dict[str, Any]:
    del customer
    return {"id": values["personId"]}


SHAPES: Final[Mapping[str, Callable[[str, Mapping[str, str]], dict[str, Any]]]] = {
    "need": shaped_need, "segment": shaped_segment, "person": shaped_person, "erase": shaped_erase,
}  # fmt: skip


def begun_person(row: Mapping[str, Any] | None, today: str) -> dict[str, str]:
    """Return the form of a person as it begins; contacts are typed anew, or left as they are."""
    if row is None:
        return {named("person", "sinceOn"): today}
    values = {
        name: str(row.get(name) or "") for name in ("name", "jobTitle", "sinceOn", "untilOn", "version")
    }
    values |= {"personId": row["id"], "isMain": "1" if row["isMain"] else ""}
    return {named("person", name): value for name, value in values.items()}


NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "segments": ("accountCode", "segment", "sinceOn"),
    "persons": ("accountCode", "name"),
}


def wrong_line(kind: str, rows: list[dict[str, Any]]) -> int:
    """Return the number of the first line that lacks something or has a day or segment nobody can read; 0 if none."""
    for number, row in enumerate(rows, start=1):
        told = all(row.get(name) for name in NEEDED[kind])
        if not (told and row.get("segment", "KEY") in SEGMENT_WORDS.values() and is_day(row.get("sinceOn"))):
            return number
    return 0


def is_day(text: str | None) -> bool:
    try:
        return text is None or bool(date.fromisoformat(text))
    except ValueError:
        return False


def lines_of(kind: str, text: str) -> list[dict[str, Any]]:
    """Read a list as it is pasted from a sheet or a CSV; a head and empty cells are left out."""
    found: list[dict[str, Any]] = []
    for line in text.splitlines():
        cells = [cell.strip().strip('"') for cell in line.split("\t" if "\t" in line else ",")]
        if not any(cells) or cells[0].casefold() in HEADS:
            continue
        given = {name: cell for name, cell in zip(LISTS[kind][1], cells, strict=False) if cell}
        if "segment" in given:
            given["segment"] = SEGMENT_WORDS.get(given["segment"].casefold(), given["segment"])
        found.append(given)
    return found
