"""Files in a GraphQL request: the multipart form of `operations`, `map` and the files, put together as one request."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from typing import Any

import orjson
from starlette.datastructures import FormData, Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from server.kernel.upload import Upload
from server.web.asked import Asked, Refused, parts_of

MULTIPART = b"multipart/form-data"
UPLOAD_SECONDS = 120.0
MOST_FILES = 10
MOST_FIELDS = 2
BEYOND_FILES = 1 << 20
"""What operations and map may take beside the files themselves."""


def is_multipart(headers: Mapping[bytes, bytes]) -> bool:
    return headers.get(b"content-type", b"").lower().startswith(MULTIPART)


async def parse_multipart(body: bytes, content_type: str, limit: int) -> Asked:
    """Turn a multipart body into what is asked, with each file in the variable that `map` names; else Refused."""
    form = await read_form(body, content_type)
    try:
        operations, places = json_of(form, "operations"), json_of(form, "map")
        if isinstance(operations, list):
            raise Refused(
                400, "不支持批量请求，请逐个发送。", "Batches are not supported; send one request at a time."
            )
        if not isinstance(operations, dict) or not isinstance(places, dict):
            raise Refused(
                400, "operations 与 map 须为 JSON 对象。", "operations and map must be JSON objects."
            )
        for key, paths in places.items():
            file = await file_of(form, str(key), limit)
            for path in paths if isinstance(paths, list) else [paths]:
                put(operations, str(path), file)
        return parts_of(operations)
    finally:
        await form.close()


async def read_form(body: bytes, content_type: str) -> FormData:
    async def stream() -> AsyncGenerator[bytes, None]:
        yield body

    parser = MultiPartParser(
        Headers({"content-type": content_type}),
        stream(),
        max_files=MOST_FILES,
        max_fields=MOST_FIELDS,
        max_part_size=BEYOND_FILES,
    )
    try:
        return await parser.parse()
    except (MultiPartException, KeyError, ValueError) as error:
        raise Refused(400, "表单格式有误。", "The multipart form is malformed.") from error


def json_of(form: FormData, name: str) -> object:
    text = form.get(name)
    if not isinstance(text, str):
        raise Refused(400, f"缺少 {name}。", f"{name} is missing.")
    try:
        return orjson.loads(text)
    except ValueError as error:
        raise Refused(400, f"{name} 不是 JSON。", f"{name} is not JSON.") from error


async def file_of(form: FormData, key: str, limit: int) -> Upload:
    part = form.get(key)
    if not isinstance(part, UploadFile):
        raise Refused(400, f"缺少文件 {key}。", f"The file {key} is missing.")
    content = await part.read()
    if len(content) > limit:
        raise Refused(
            413, f"文件超过 {limit >> 20} MB 上限，请拆分。", f"The file is over {limit >> 20} MB; split it."
        )
    return Upload(part.filename or "", content)


def put(operations: dict[str, object], path: str, file: Upload) -> None:
    """Put the file where `variables.input.file` leads; only a null that waits for it is taken."""
    steps = path.split(".")
    here: Any = operations  # JSON of any shape
    for step in steps[:-1]:
        here = below(here, step)
    last = steps[-1]
    if steps[0] != "variables" or len(steps) == 1 or below(here, last) is not None:
        raise misplaced()
    here[int(last) if isinstance(here, list) else last] = file


def below(here: Any, step: str) -> Any:
    """Take one step into objects and lists."""
    if isinstance(here, dict) and step in here:
        return here[step]
    if isinstance(here, list) and step.isdecimal() and int(step) < len(here):
        return here[int(step)]
    raise misplaced()


def misplaced() -> Refused:
    return Refused(
        400,
        "map 须指向 variables 中为 null 的位置。",
        "map must lead to nulls in the variables that wait for the files.",
    )
