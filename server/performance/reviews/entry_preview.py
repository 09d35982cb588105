"""What a table pasted from a spreadsheet would change, cell by cell, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from server.kernel.context import Context
from server.kernel.errors import InvalidInput
from server.people.models import Employee
from server.people.operations.access import allow_anywhere, link
from server.performance.cycles.models import Scorecard
from server.performance.reviews.entry_cells import Cell, Told, foresee, name_writers
from server.performance.reviews.entry_reading import Card, cards_of
from server.performance.reviews.entry_rules import Pasted, read_sheet

LONGEST = 200_000


@dataclass(frozen=True)
class Foreseen:
    """A pasted cell with the row it came from, whom it is about, and what would become of it."""

    row: int
    name: str
    code: str
    told: Told


@dataclass
class Preview:
    """What a table would change; `unknown` are headings, `unmatched` rows that name nobody to score."""

    cells: list[Foreseen] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    unmatched: list[tuple[int, str]] = field(default_factory=list)


async def preview_scores(
    ctx: Context,
    *,
    cycle_id: str,
    text: str,
    scorecard_ids: Sequence[str] = (),
    component_codes: Sequence[str] = (),
) -> Preview:
    """Hold a table against the cards of a cycle.

    With headings, rows name people by code or, where one alone has it, by name. A block without headings is laid on
    the cards and components in the order given.
    """
    allow_anywhere(ctx, "setScores")
    if len(text) > LONGEST:
        raise InvalidInput(
            "表格太大，请分次粘贴或用导入。",
            "The table is too large; paste less or import it.",
            path=("input", "text"),
        )
    return await ctx.store.write(lambda: foresee_all(ctx, cycle_id, text, scorecard_ids, component_codes))


async def foresee_all(
    ctx: Context, cycle_id: str, text: str, scorecard_ids: Sequence[str], component_codes: Sequence[str]
) -> Preview:
    cards = await cards_for(ctx, cycle_id, text, scorecard_ids)
    components = list(
        {each.code: each for card in cards.values() for each in card.components.values()}.values()
    )
    sheet = read_sheet(text, components)
    by_code, by_name = await people_of(cards)
    preview = Preview(unknown=sheet.unknown)
    for pasted in sheet.cells:
        found = laid(pasted, scorecard_ids, component_codes) if pasted.at else named(pasted, by_code, by_name)
        if found is None:
            if (pasted.row, pasted.code or pasted.name) not in preview.unmatched and not pasted.at:
                preview.unmatched.append((pasted.row, pasted.code or pasted.name))
            continue
        card_id, component = found
        preview.cells.append(foreseen(pasted, cards.get(card_id), card_id, component, by_code))
    await name_writers([each.told for each in preview.cells])
    return preview


async def cards_for(ctx: Context, cycle_id: str, text: str, ids: Sequence[str]) -> dict[str, Card]:
    """Return the cards of the cycle a table may speak of: those named, and those of the people it names."""
    words = {cell.strip() for line in text.splitlines() for cell in line.replace(",", "\t").split("\t")}
    people: set[str] = set()
    for column in ("code", "name"):
        found = Employee.filter(**{f"{column}__in": sorted(words)[:2000]}).values_list("id", flat=True)
        people |= {str(each) for each in await found}
    rows = Scorecard.filter(cycle_id=cycle_id, is_latest=True, employee_id__in=sorted(people))
    wanted = {str(each) for each in await rows.values_list("id", flat=True)} | set(ids)
    found_cards = await cards_of(ctx, wanted)
    return {key: card for key, card in found_cards.items() if link(card.row, "cycle_id") == cycle_id}


async def people_of(cards: Mapping[str, Card]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the cards by the code of their person, and by name where it is the only one."""
    by_person = {card.employee_id: card_id for card_id, card in cards.items()}
    rows = await Employee.filter(id__in=sorted(by_person)).values_list("id", "code", "name")
    codes = {str(code): by_person[str(person)] for person, code, _ in rows}
    names = [str(name) for _, _, name in rows]
    alone = {str(name): by_person[str(person)] for person, _, name in rows if names.count(str(name)) == 1}
    return codes, alone


def named(pasted: Pasted, by_code: Mapping[str, str], by_name: Mapping[str, str]) -> tuple[str, str] | None:
    card = by_code.get(pasted.code) if pasted.code else by_name.get(pasted.name)
    return None if card is None else (card, pasted.component)


def laid(pasted: Pasted, cards: Sequence[str], codes: Sequence[str]) -> tuple[str, str] | None:
    """Return where a cell of a block falls; one that reaches over the edge falls nowhere."""
    down, across = pasted.at or (0, 0)
    if down >= len(cards) or across >= len(codes):
        return None
    return cards[down], codes[across]


def foreseen(
    pasted: Pasted, card: Card | None, card_id: str, component: str, by_code: Mapping[str, str]
) -> Foreseen:
    version = None if card is None or component not in card.lines else card.lines[component].version
    _, told = foresee(card, Cell(card_id, component, pasted.text, version))
    code = next((code for code, each in by_code.items() if each == card_id), pasted.code)
    return Foreseen(pasted.row, pasted.name, code, told)
