"""Lists that go on from a cursor: what the address asks for, and the way to the rows before and after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from ui.page import query

USUAL: Final = 25


def page_of(params: Mapping[str, str], size: int = USUAL) -> dict[str, Any]:
    """Return the arguments of the page an address asks for."""
    if params.get("before"):
        return {"last": size, "before": params["before"]}
    return {"first": size, "after": params.get("after") or None}


def pager(place: str, given: Mapping[str, Any], info: Mapping[str, Any]) -> dict[str, str]:
    """Return the addresses of the pages beside, with what the list is narrowed by; empty where there is none."""
    return beside(info, lambda **cursor: place + query(given, **cursor))


def beside(info: Mapping[str, Any], address: Callable[..., str]) -> dict[str, str]:
    """Return the same of an address that is made in its own way, from `before` or `after`."""
    return {
        "back": address(before=info.get("startCursor")) if info.get("hasPreviousPage") else "",
        "next": address(after=info.get("endCursor")) if info.get("hasNextPage") else "",
    }
