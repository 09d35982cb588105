"""Templates hold no script, style or handler of their own, and name nobody else's server."""

from __future__ import annotations

import re

import pytest

from tests.house.source import ROOT

TEMPLATES = sorted(
    file.relative_to(ROOT) for file in (ROOT / "ui").rglob("*.html") if "node_modules" not in file.parts
)
FORBIDDEN = {
    "inline script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")[^>]*>", re.IGNORECASE
    ),
    "inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "inline handler": re.compile(r"\s(?:on[a-z]+|hx-on[\w:-]*)\s*=", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "another host": re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE),
    "escape switched off": re.compile(r"\|\s*safe\b|autoescape\s+false", re.IGNORECASE),
}


def test_there_are_templates():
    assert TEMPLATES


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
@pytest.mark.parametrize("kind", FORBIDDEN)
def test_template_holds_no(template, kind):
    found = FORBIDDEN[kind].search((ROOT / template).read_text())

    assert found is None, f"{template}: {kind}: {found}"
