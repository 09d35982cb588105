"""Count everybody within reach by status, a page at a time: memory holds one page, whatever the size of the company."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from connect import connect
from zhiren_client import Client
from zhiren_client.list_people import ListPeopleEmployeesNodes


def everybody(client: Client, size: int = 200) -> Iterator[ListPeopleEmployeesNodes]:
    after = None
    while True:
        page = client.list_people(first=size, after=after)
        yield from page.nodes
        if not page.page_info.has_next_page:
            return
        after = page.page_info.end_cursor


def main() -> None:
    with connect() as client:
        found = Counter(person.status.value if person.status else "-" for person in everybody(client))
    for status, count in sorted(found.items()):
        print(f"{status} {count}")
    print(f"ALL {found.total()}")


if __name__ == "__main__":
    main()
