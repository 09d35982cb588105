"""A button that takes something away is taken back for ten seconds, or asks first: no third way."""

from __future__ import annotations

import re
from pathlib import Path

from starlette.routing import Route

from tests.ui.stage import Api, Doors
from ui.app import routes

UI = Path("ui")
TAKING = {
    "aside", "cancel", "close", "decline", "delete", "discard", "dismiss", "drop", "end", "exclude", "remove", "retire",
    "retract", "revoke", "stop", "switch", "turn", "unlink", "withdraw",
}  # fmt: skip
FORM = re.compile(r"<form\b[^>]*>(?:(?!</form>).)*</form>", re.DOTALL)
PLACE = re.compile(r'(?:form)?action="([^"]*)"')
VALUE = re.compile(r'name="(?:do|op|act|end)" value="([\w-]+)')
QUESTIONS = (
    ("<details", "</details>"),
    ("{% call(told) ui.ask(", "{% endcall %}"),
    ("{% block question %}", "the page ends with it"),
)

UNDOABLE = {
    "delivery/integrations.html switch": "/integrations/{id}/switch/undo",
    "honors/contest.html cancel": "/contests/{code}/cancel/undo",
    "intake/links.html turn": "/feedback/links/turn/undo",
    "library/script.html retire": "/feedback/scripts/{script}/undo",
}
"""Taken back by the form the toast holds: template and word, and the route that takes it back."""


STAND_BY = {
    "attendance/closing.html close": "the page asks by itself, and the month is opened again on it",
    "learning/course.html retire": "Publish stands in its place afterwards",
    "learning/paths.html retire": "Publish stands in its place afterwards",
    "performance/session.html close": "the minutes are written in the same form first",
    "plans/edit.html remove": "only a line of a form that is not sent yet",
    "quality/answers.html exclude": "reasons are written in the same form; the answer is let count again beside it",
    "training/session.html close": "the list of who came is ticked in the same form first",
}
"""Neither: the reason why."""


def found() -> dict[str, bool]:
    """Return each form that takes something away, and whether it asks first."""
    out: dict[str, bool] = {}
    for path in sorted(UI.rglob("*.html")):
        if "node_modules" in path.parts:
            continue
        text = path.read_text("utf-8")
        for form in FORM.finditer(text):
            places = [(place.partition("?")[0].rpartition("/")[2], 0) for place in PLACE.findall(form[0])]
            values = [(value[1], value.start()) for value in VALUE.finditer(form[0])]
            for word, at in [*places, *values]:
                if word in TAKING:
                    name = f"{path.relative_to(UI)} {word}"
                    out[name] = out.get(name, True) and asks(text[: form.start() + at])
    return out


def asks(before: str) -> bool:
    """Say whether a question stands open at the end of a text: a fold, or a page or drawer that is one."""
    return any(before.count(opened) > before.count(shut) for opened, shut in QUESTIONS)


def test_what_takes_away_is_taken_back_or_asks_first():
    silent = {name for name, asks in found().items() if not asks}

    assert sorted(silent - UNDOABLE.keys() - STAND_BY.keys()) == []
    assert sorted({*UNDOABLE, *STAND_BY} - silent) == []


def test_the_way_back_is_there():
    every = {route.path for route in routes(Api({}), Doors()) if isinstance(route, Route)}

    assert sorted({*UNDOABLE.values()} - every) == []
