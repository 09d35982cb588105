"""Reads the packs from their files: a file an industry; what is missing or odd is named with its place."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import yaml

FOLDER = Path(__file__).with_name("content")
MEMBERS = ("name", "summary", "competencies", "profiles", "courses", "topics", "metrics", "plan")
LEVELS = 5


class BadPack(ValueError):
    """A file that is no pack; the text names the file and the place."""


@dataclass(frozen=True)
class Pack:
    """What a pack holds, as its file says it; texts are pairs of (中文, English)."""

    code: str
    name: tuple[str, str]
    summary: tuple[str, str]
    competencies: tuple[Mapping[str, Any], ...]
    profiles: tuple[Mapping[str, Any], ...]
    courses: tuple[Mapping[str, Any], ...]
    topics: tuple[Mapping[str, Any], ...]
    metrics: tuple[Mapping[str, Any], ...]
    plan: Mapping[str, Any]


@cache
def packs(folder: Path = FOLDER) -> Mapping[str, Pack]:
    """Read every pack of a folder, by code."""
    return {file.stem: read(file) for file in sorted(folder.glob("*.yaml"))}


def read(file: Path) -> Pack:
    """Read one file; BadPack where it is none."""
    try:
        raw = yaml.safe_load(file.read_text("utf-8"))
    except yaml.YAMLError as error:
        raise BadPack(f"{file.name}: {error}") from error
    if not isinstance(raw, dict):
        raise BadPack(f"{file.name}: not a pack")
    if odd := raw.keys() ^ set(MEMBERS):
        raise BadPack(f"{file.name}: {', '.join(sorted(odd))}")
    for each in raw["competencies"]:
        for name in ("anchors", "anchors_en"):
            if len(each[name]) != LEVELS:
                raise BadPack(f"{file.name}: {each['code']}.{name}")
    known = {each["code"] for each in raw["competencies"]}
    for each in raw["profiles"]:
        if unknown := each["levels"].keys() - known:
            raise BadPack(f"{file.name}: profiles: {', '.join(sorted(unknown))}")
    return Pack(
        file.stem, tuple(raw["name"]), tuple(raw["summary"]), tuple(raw["competencies"]), tuple(raw["profiles"]),
        tuple(raw["courses"]), tuple(raw["topics"]), tuple(raw["metrics"]), raw["plan"],
    )  # fmt: skip


def digest_of(given: object) -> str:
    """Return a digest of what a pack says of one thing."""
    return hashlib.sha256(orjson.dumps(given, option=orjson.OPT_SORT_KEYS, default=str)).hexdigest()
