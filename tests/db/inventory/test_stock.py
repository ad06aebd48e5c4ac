"""Stock for staff."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.paging import PageRequest
from core.policy import ANONYMOUS, NotAllowed
from inventory.public import StockRow, create_item, reserve, stock_page
from tests.db.inventory.conftest import AT, WAREHOUSE

pytestmark = pytest.mark.usefixtures("shelf")


def test_items_are_listed_by_sku_with_what_is_free() -> None:
    reserve(order_ref="order:1", lines=[("TEA", 1)], at=AT)
    page = stock_page(actor=WAREHOUSE, page=PageRequest())
    assert page.items == (
        StockRow("CREAM", "Rose cream", 10, 0),
        StockRow("TEA", "Herbal tea", 3, 1),
    )
    assert page.items[1].available == 2


@pytest.mark.parametrize(("query", "skus"), [("rose", ["CREAM"]), ("te", ["TEA"]), ("%", [])])
def test_a_query_matches_sku_and_name(query: str, skus: list[str]) -> None:
    page = stock_page(actor=WAREHOUSE, page=PageRequest(), query=query)
    assert [row.sku for row in page.items] == skus


def test_a_page_is_one_statement_whatever_its_size() -> None:
    for number in range(30):
        create_item(sku=f"S{number}", name="Soap", at=AT)
    with CaptureQueriesContext(connection) as queries:
        page = stock_page(actor=WAREHOUSE, page=PageRequest(1, 20))
    assert (len(page.items), page.has_next, len(queries)) == (20, True, 1)


def test_strangers_do_not_see_the_shelf() -> None:
    with pytest.raises(NotAllowed):
        stock_page(actor=ANONYMOUS, page=PageRequest())
