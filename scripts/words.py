"""Find what no committed file may hold: an address in a lock file, a path of one machine, a conflict mark."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCKS = re.compile(r"(?:\.lock|-lock\.json|requirements[^/]*\.(?:in|txt)|\.npmrc|pip\.conf|uv\.toml)$")
ADDRESS = re.compile(r"[a-z][a-z+]*://|--(?:extra-)?index-url|--find-links")
INDEXES = (r"/simple/?[\"'\s]", "registry" + r"\.npm", "pypi" + r"\.org", "python" + "hosted")
PACKAGE_INDEX = re.compile("|".join(INDEXES))
PLACES = (r"/(?:home|Users|root)/\w", re.escape(str(ROOT)), *(re.escape(f"{p}/") for p in ROOT.parents[:-1]))
HOME_PATH = re.compile(rf"(?<![\w.])(?:{'|'.join(PLACES)})")
CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
RULES = (
    (ADDRESS, LOCKS, "names an address in a lock file"),
    (PACKAGE_INDEX, re.compile(r"."), "names the address of a package index"),
    (HOME_PATH, re.compile(r"."), "names a path of one machine"),
    (CONFLICT, re.compile(r"."), "holds a conflict mark"),
)


def committed() -> list[Path]:
    """List the files that are committed or about to be: known to git, or not ignored by it."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    out = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in out.split("\0") if name and (ROOT / name).is_file()]


def slips(name: str, text: str) -> list[str]:
    """Describe each forbidden thing in one file."""
    return [
        f"{name}:{text.count(chr(10), 0, found.start()) + 1}: {complaint}: {found.group().strip()}"
        for pattern, files, complaint in RULES
        if files.search(name)
        for found in pattern.finditer(text)
    ]


def main() -> int:
    found: list[str] = []
    for file in committed():
        content = file.read_bytes()
        if b"\0" not in content:
            found += slips(file.relative_to(ROOT).as_posix(), content.decode(errors="replace"))
    print(*found, sep="\n", end="\n" if found else "", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
