"""Every word the pages use has its Chinese, and no Chinese stands for a word no page uses."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from ui.console.pages import WORDS, examples
from ui.feedback import sections as feedback
from ui.home.pages import GREETINGS
from ui.home.widgets import WIDGETS
from ui.navigation import LINKS
from ui.people.columns import COLUMNS
from ui.people.facts import GROUPS, LEFT
from ui.people.peek import FACTS
from ui.people.steps import STEPS
from ui.people.tabs import SEEN, TABLES, TABS
from ui.performance import sections as performance
from ui.policies.matrix import KINDS
from ui.said import SENTENCES
from ui.shell.places import ACTS, AREAS
from ui.training import sections as training

UI = Path(__file__).parents[2] / "ui"
SAYS = {"say": None, "ungettext": (1, 2), "ugettext": None, "words": None}
TITLES = ("Who saw this record", "No one has looked at this record, or you may not see who.")
HOME_TILES = ("People within your reach", "Headcount", "Active", "On probation", "On notice")
DETAILS = ("Name", "Phone", "Email", "Id card")


def test_every_word_has_its_chinese():
    with (UI / "locale/zh_CN/LC_MESSAGES/messages.po").open("rb") as file:
        known = {_first(message.id): message for message in read_po(file, locale="zh_CN") if message.id}

    assert used() - known.keys() == set()
    assert known.keys() - used() == set()
    assert [key for key, message in known.items() if not message.string or message.fuzzy] == []


def test_templates_hold_no_chinese_of_their_own():
    allowed = {"知", "中文"}
    found = {
        f"{path.relative_to(UI)}: {text}"
        for path in templates()
        for text in re.findall(r"[\u4e00-\u9fff]+", path.read_text("utf-8"))
        if text not in allowed
    }

    assert found == set()


def test_templates_hold_no_inline_script_style_or_handler():
    bad = re.compile(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*src=)|https?://(?!www\.w3\.org)\w")

    assert {
        path.name: bad.findall(path.read_text("utf-8"))
        for path in templates()
        if bad.search(path.read_text("utf-8"))
    } == {}


def templates() -> list[Path]:
    return [path for path in UI.rglob("*.html") if "node_modules" not in path.parts]


def used() -> set[str]:
    """Return every message id: in templates, in calls of say(), and in the tables of words."""
    found: set[str] = set()
    for path in templates():
        with path.open("rb") as file:
            found |= {
                _first(text) for _, _, text, _ in babel_extract(file, ("_", "gettext", "ngettext"), [], {})
            }
    for path in UI.rglob("*.py"):
        found |= {_first(text) for _, text, _, _ in extract_from_file("python", path, keywords=SAYS)}
    return (found - {"None", ""}) | tables()


def tables() -> set[str]:
    columns = [column.text for tab in TABLES.values() for column in tab.columns] + [
        column.text for column in SEEN
    ]
    titles = [text for tab in TABLES.values() for text in (tab.title, tab.empty)]
    steps = [text for step in STEPS for text in (step.text, *(one.text for one in step.inputs))]
    others = [
        *(text for _, text in GREETINGS),
        *(one.text for one in (*WIDGETS, *ACTS)),
        *(text for area in AREAS for text in (area.text, *(one.text for one in area.sections))),
        *(text for _, text in FACTS),
        *(text for _, text in TABS),
        *(section.text for part in (performance, feedback, training) for section in part.SECTIONS),
        *(word for _, word in KINDS.values()),
    ]
    facts = [text for group in GROUPS for text in (group.text, *(one.text for one in (*group.inputs, *LEFT)))]
    names = [one.name for one in examples(str)]
    links = [link.text for link in LINKS]
    return {
        *columns,
        *titles,
        *steps,
        *others,
        *facts,
        *names,
        *links,
        *WORDS,
        *TITLES,
        *HOME_TILES,
        *DETAILS,
        *SENTENCES.values(),
        *(column.text for column in COLUMNS),
        "My record",
    }


def _first(text: object) -> str:
    return str(text[0]) if isinstance(text, tuple | list) else str(text)
