"""The word check names the file, line and kind of what may not be committed."""

from __future__ import annotations

import pytest

from scripts.words import ROOT, slips

INDEX = "https:" + "//files.python" + "hosted.org/x"


@pytest.mark.parametrize(
    ("_case", "name", "text", "kinds"),
    [
        (
            "an address in a lock file",
            "requirements.lock",
            "x @ git+ssh://host/x",
            ["names an address in a lock file"],
        ),
        ("an address in prose is fine", "README.md", "see https://example.org/x", []),
        ("a package index anywhere", "README.md", INDEX, ["names the address of a package index"]),
        ("a home folder", "notes.md", "see /" + "home/ann/x", ["names a path of one machine"]),
        ("this checkout's own path", "notes.md", f"see {ROOT}/x", ["names a path of one machine"]),
        ("a route is no path", "ui/pages.py", 'Route("/people/{id}")', []),
        ("a conflict mark", "a.py", "x\n" + "<" * 7 + " HEAD\n", ["holds a conflict mark"]),
    ],
)
def test_slips_are_named(_case, name, text, kinds):
    assert [slip.split(": ")[1] for slip in slips(name, text)] == kinds


def test_a_slip_says_where():
    assert slips("a.lock", "x\nftp://y")[0].startswith("a.lock:2: ")
