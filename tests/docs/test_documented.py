"""Every setting, role, error code and decision is in the docs, and the docs point at things that exist."""

from __future__ import annotations

import importlib
import re

import pytest

from policies import load
from scripts.docs import with_table
from server.kernel.errors import Trouble
from tests.house.source import ROOT, source_files

PAGES = sorted(file.relative_to(ROOT) for file in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def import_all_of_server() -> None:
    """Error classes register themselves when their module is imported."""
    for file in source_files("server", "schema"):
        importlib.import_module(".".join(file.with_suffix("").parts).removesuffix(".__init__"))


def test_settings_table_is_what_the_code_says():
    page = (ROOT / "docs/operations.md").read_text("utf-8")

    assert with_table(page) == page, "run: python -m scripts.docs"


def test_every_error_code_is_explained():
    import_all_of_server()
    explained = set(
        re.findall(r"^\| `([A-Z_0-9]+)` \|", (ROOT / "docs/errors.md").read_text("utf-8"), re.MULTILINE)
    )

    assert sorted({*Trouble.known, Trouble.code} - explained) == []
    assert sorted(explained - {*Trouble.known, Trouble.code}) == []


def test_every_role_is_in_the_glossary():
    glossary = (ROOT / "docs/glossary.md").read_text("utf-8")

    assert [role for role in load().roles() if f"| `{role}` |" not in glossary] == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_links_lead_somewhere(page):
    targets = LINK.findall((ROOT / page).read_text("utf-8"))

    assert [target for target in targets if not (ROOT / page.parent / target).exists()] == []


def test_decisions_are_numbered_without_gap_and_titled():
    decisions = sorted((ROOT / "docs/decisions").glob("*.md"))

    assert [int(file.name[:4]) for file in decisions] == list(range(1, len(decisions) + 1))
    assert [file.name for file in decisions if not file.read_text("utf-8").startswith("# ")] == []


def test_both_readmes_tell_the_same_commands():
    english, chinese = ((ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md"))
    commands = re.compile(r"`(make [a-z-]+)`|^(make [a-z]+)", re.MULTILINE)

    assert set(commands.findall(english)) == set(commands.findall(chinese))
