"""Texts that mean products are compared folded; what came before the list is offered too."""

from __future__ import annotations

from server.feedback.models import FeedbackTicket
from server.feedback.operations.product_texts import collect_texts, folded, product_meant
from tests.feedback.ticketing import came, town
from tests.people.town import rows


def test_width_case_and_spaces_do_not_tell_products_apart():
    assert folded(" ＡＢ－１  x ") == folded("ab-1 X") == "ab-1 x"
    assert folded("  ") == ""


async def test_texts_of_before_are_offered_once_and_asking_keeps_nothing(store):
    hr = await town(store)
    for code, text in (("N1", ""), ("N2", ""), ("N3", "")):
        await came(store, code, product=text)
    for code, text in (("N1", "Kettle"), ("N2", "KETTLE"), ("N3", "")):
        await store.write(lambda c=code, t=text: FeedbackTicket.filter(answer_key=f"f:{c}").update(product=t))
    assert await store.write(lambda: product_meant(hr, "锅", keep=False)) == "锅"
    for _ in range(2):
        await store.write(lambda: collect_texts(hr))

    assert [row[0].lower() for row in await rows(store, "select text from product_text")] == ["kettle"]
