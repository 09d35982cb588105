"""Compare the GraphQL contract with its snapshot, and with the last commit's for what breaks clients."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from graphql import build_schema
from graphql.utilities import find_breaking_changes

ROOT = Path(__file__).parents[1]
SNAPSHOT = ROOT / "schema" / "schema.graphql"
CHANGELOG = ROOT / "CHANGELOG.md"
NAME = re.compile(r"[_A-Za-z]\w*(?:\.[_A-Za-z]\w*)*")


def main() -> int:
    """Run `snapshot` or `breaking`; the exit code tells whether anything is wrong."""
    comparisons = {"snapshot": snapshot_differences, "breaking": unannounced_breaks}
    if len(sys.argv) != 2 or sys.argv[1] not in comparisons:  # noqa: PLR2004 - the command's one word
        print(f"usage: python -m scripts.schema_diff {'|'.join(comparisons)}", file=sys.stderr)
        return 2
    complaints = comparisons[sys.argv[1]]()
    print("\n".join(complaints), end="\n" if complaints else "", file=sys.stderr)
    return 1 if complaints else 0


def snapshot_differences() -> list[str]:
    command = [sys.executable, "main.py", "schema"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if printed.returncode:
        return ["`main.py schema` failed:", printed.stderr.strip()]
    if SNAPSHOT.exists() and SNAPSHOT.read_text().strip() == printed.stdout.strip():
        return []
    return ["schema/schema.graphql differs from the code: python main.py schema > schema/schema.graphql"]


def unannounced_breaks() -> list[str]:
    command = ["git", "show", "HEAD:schema/schema.graphql"]
    before = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if before.returncode or not SNAPSHOT.exists():
        return []
    return breaks(before.stdout, SNAPSHOT.read_text(), unreleased(CHANGELOG.read_text()))


def breaks(before: str, after: str, news: str) -> list[str]:
    """List the breaking changes that `news` does not name, such as `Employee.phone` in backticks."""
    changes = find_breaking_changes(build_schema(before), build_schema(after))
    return [
        f"breaks clients, and CHANGELOG's Unreleased does not name it: {change.description}"
        for change in changes
        if not any(f"`{name}`" in news for name in NAME.findall(change.description))
    ]


def unreleased(changelog: str) -> str:
    """Return the text under `## Unreleased`."""
    _, _, rest = changelog.partition("## Unreleased")
    return rest.partition("\n## ")[0]


if __name__ == "__main__":
    sys.exit(main())
