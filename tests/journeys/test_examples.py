"""The example clients, run as their README says, against a live server."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.journeys.served import ROOT, Served, clean_environment

pytestmark = pytest.mark.slow


def run(served: Served, folder: str, *words: str, role: str = "hr_manager") -> list[str]:
    """Run a program in a folder of examples/ as a role; return the lines it prints."""
    token = next(each["token"] for each in served.ready["accounts"] if each["role"] == role)
    environment = clean_environment() | {"ZHIREN_URL": served.ready["url"], "ZHIREN_TOKEN": token}
    done = subprocess.run(
        words, cwd=ROOT / "examples" / folder, env=environment, capture_output=True, text=True, timeout=240,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def python(served: Served, *words: str, role: str = "hr_manager") -> list[str]:
    return run(served, "python", sys.executable, *words, role=role)


@pytest.fixture(scope="module")
def node() -> str:
    """Compile the TypeScript programs; return the Node that runs them."""
    subprocess.run([ROOT / "scripts/clients.sh", "--build"], check=True, capture_output=True, env=os.environ)
    return (ROOT / "build/clients/node").read_text("utf-8").strip()


def test_python_lists_what_the_reader_may_see(served: Served):
    everybody = served.ask("hr_manager", "{ employees { totalCount } }")["employees"]["totalCount"]

    assert python(served, "list_people.py")[0] == f"{everybody} people"
    assert python(served, "list_people.py", role="employee")[0] == "1 people"


def test_python_pages_through_everybody(served: Served):
    everybody = served.ask("hr_manager", "{ employees { totalCount } }")["employees"]["totalCount"]

    *states, all_of_them = python(served, "page_through_all.py")

    assert all_of_them == f"ALL {everybody}"
    assert sum(int(line.split()[1]) for line in states) == everybody


def test_python_hires_once_is_refused_with_an_old_version_and_takes_a_notice_back(served: Served):
    assert python(served, "hire_and_undo.py", "EX-1", "王小明", "R-S01", "2026-10-01") == [
        "hired EX-1: PROBATION, once: True",
        "notice given: NOTICE",
        "an old version is refused: CONFLICT",
        "notice withdrawn: PROBATION",
    ]


def test_python_tells_the_two_attrition_rates_apart(served: Served):
    opening, average, sentence = python(served, "compare_attrition.py", "2026-09")

    assert opening.startswith("attrition_rate_opening: ")
    assert average.startswith("attrition_rate_average: ")
    assert sentence


def test_typescript_agrees_with_python(served: Served, node: str):
    assert run(served, "typescript", node, "out/page-through-all.js") == python(served, "page_through_all.py")
    assert (
        run(served, "typescript", node, "out/list-people.js", "li")[0]
        == python(served, "list_people.py", "li")[0]
    )


def test_typescript_hires_once_and_knows_a_refusal(served: Served, node: str):
    assert run(served, "typescript", node, "out/hire.js", "EX-2", "王小红", "R-S01", "2026-10-01") == [
        "hired EX-2: PROBATION, once: true",
        "refused: CONFLICT",
    ]
