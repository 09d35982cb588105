"""Print the first people within reach, or those a word finds: `python list_people.py [WORD]`."""

from __future__ import annotations

import sys

from connect import connect


def main(search: str | None) -> None:
    with connect() as client:
        page = client.list_people(first=10, search=search)
    print(f"{page.total_count} people")
    for person in page.nodes:
        department = person.department.name if person.department else "-"
        status = person.status.value if person.status else "-"
        print(f"{person.code}  {person.name}  {status}  {person.hired_on}  {department}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
