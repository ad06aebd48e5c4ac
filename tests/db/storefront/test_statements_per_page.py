"""No page asks the database more often because there is more to show."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import commissions.public as commissions
import network.public as network
import shop.public as shop
from tests import scenes

# Page, who looks, and the most statements it may need, session and sign-in included.
PAGES = [
    ("/", "guest", 20),
    ("/products/", "guest", 20),
    ("/categories/face/?q=serum", "guest", 20),
    ("/products/rose-shower-gel/", "guest", 28),
    ("/cart/", "guest", 24),
    ("/checkout/", "guest", 22),
    ("/account/", "bert", 20),
    ("/office/", "bert", 35),
    ("/office/earnings/", "bert", 10),
    ("/office/team/", "bert", 18),
    ("/office/team/?sort=-gv&status=active", "bert", 18),
    ("/office/team/tree/", "bert", 20),
    ("/office/team/tree/?levels=3&colour=rank", "bert", 20),
    ("/office/team/search/?q=cara", "bert", 12),
    ("/office/team/export/", "bert", 20),
    ("/office/team/placement/", "anna", 16),
    ("/office/team/waiting/", "bert", 12),
    ("/staff/placement/", "keeper", 12),
    ("/staff/placement/tree/", "keeper", 12),
    ("/staff/placement/rule/", "keeper", 8),
    ("/staff/placement/moves/", "keeper", 10),
    ("/office/customers/", "bert", 14),
    ("/office/customers/orders/", "bert", 12),
    ("/office/link/", "bert", 10),
    ("/office/profile/", "bert", 12),
    ("/staff/products/", "keeper", 18),
    ("/staff/products/rose-shower-gel/", "keeper", 36),
    ("/staff/products/rose-shower-gel/prices/", "keeper", 24),
    ("/staff/shelves/", "keeper", 16),
    ("/staff/attributes/", "keeper", 16),
    ("/staff/stock/", "keeper", 8),
    ("/staff/stock/movements/", "keeper", 8),
    ("/staff/stock/item/QM-1002/", "keeper", 10),
    ("/staff/orders/", "clerk", 9),
    ("/staff/returns/", "clerk", 8),
    ("/staff/refunds/", "clerk", 8),
    ("/staff/documents/", "clerk", 8),
    ("/demo/mailbox/", "guest", 14),
    ("/staff/members/", "clerk", 12),
    ("/staff/members/?q=vogt&status=active&rank=partner", "clerk", 12),
    ("/staff/accounts/", "clerk", 10),
    ("/office/carts/", "bert", 12),
    ("/staff/", "keeper", 34),
    ("/office/parties/", "bert", 12),
    ("/office/parties/new/", "bert", 16),
    ("/staff/hostess-credit/", "keeper", 10),
    ("/staff/transfers/", "keeper", 10),
    ("/staff/withdrawals/", "keeper", 10),
    ("/staff/applications/", "keeper", 10),
    ("/staff/moves/", "keeper", 10),
    ("/staff/persons/", "keeper", 10),
    ("/staff/awards/", "keeper", 10),
    ("/staff/inactive/", "keeper", 10),
    ("/staff/mails/", "keeper", 10),
    ("/staff/texts/", "keeper", 10),
    ("/staff/closing/", "clerk", 12),
    ("/staff/closing/quellmoos/2026-03/", "clerk", 50),
    ("/staff/closing/quellmoos/2026-03/?against=draft", "clerk", 50),
    ("/staff/plans/", "clerk", 10),
    ("/staff/plans/propose/", "clerk", 8),
    ("/staff/plan-proposals/", "clerk", 9),
    ("/staff/plans/try/", "clerk", 9),
    ("/staff/plans/quellmoos/1/", "clerk", 9),
    ("/staff/statements/", "clerk", 12),
    ("/staff/inquiries/", "clerk", 10),
    ("/office/inquiries/", "bert", 10),
    ("/staff/payouts/", "clerk", 14),
    ("/staff/bank/", "clerk", 9),
    ("/staff/bank/entries/", "clerk", 9),
    ("/staff/rates/", "clerk", 9),
    ("/staff/rates/file/", "clerk", 8),
    ("/staff/ledger/", "clerk", 8),
    ("/staff/ledger/accounts/member:*:pending/", "clerk", 8),
    ("/staff/ledger/account/company:commission_cost/", "clerk", 9),
    ("/staff/ledger/transactions/?reference=run:1", "clerk", 9),
    ("/office/money/", "bert", 26),
    ("/staff/credit-notes/", "clerk", 10),
    ("/staff/credit-notes/?show=waiting", "clerk", 14),
    ("/staff/taxes/", "clerk", 10),
    ("/staff/holds/", "clerk", 10),
    ("/office/credit-notes/", "bert", 18),
    ("/office/tax/", "bert", 18),
]


def statements(client: Client, path: str) -> int:
    """Count the statements of a page that was opened before."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
        count = len(captured.captured_queries)
    assert answer.status_code == 200
    return count


def visitors(month: scenes.SettledMonth) -> dict[str, Client]:
    """Let a guest with a cart, a partner and a clerk in."""
    guest, anna, bert, clerk, keeper = (Client() for _each in range(5))
    owner = scenes.staff("owner", scenes.FOUNDED)
    guest.get("/p/anna/")
    guest.post("/products/rose-shower-gel/add/", {"sku": "QM-1001", "quantity": 1})
    people = ((anna, month.anna), (bert, month.bert), (clerk, month.clerk), (keeper, owner))
    for client, who in people:
        client.post("/sign-in/", {"email": who.email, "password": scenes.PASSWORD})
    return {"guest": guest, "anna": anna, "bert": bert, "clerk": clerk, "keeper": keeper}


def test_pages_need_few_statements_and_no_more_when_there_is_more(
    month: scenes.SettledMonth,
) -> None:
    clients = visitors(month)
    _add_paperwork(month, 9)
    _begin_placing(month)
    before = {path: statements(clients[who], path) for path, who, _most in PAGES}
    too_many = {path: before[path] for path, _who, most in PAGES if before[path] > most}
    assert not too_many
    more(month, clients["guest"])
    after = {path: statements(clients[who], path) for path, who, _most in PAGES}
    grown = {path: (before[path], after[path]) for path in before if after[path] > before[path]}
    assert not grown


def more(month: scenes.SettledMonth, guest: Client) -> None:
    """Add orders, partners, cart lines, a run and tasks."""
    code = scenes.code_of(month.bert)
    for number in range(3):
        name = f"Neu {number}"
        newcomer = scenes.partner(f"neu{number}@example.org", name, code, scenes.LATER)
        if number < 2:
            _place(newcomer.member_id or 0, month.bert.member_id or 0, number + 1)
        scenes.paid_order(month.bert, {"QM-1002": 1}, scenes.LATER)
        _add_paperwork(month, number)
    guest.post("/products/oat-soap/add/", {"sku": "QM-1005", "quantity": 1})
    scenes.publish("2026-02", scenes.LATER - timedelta(days=1))


def _begin_placing(month: scenes.SettledMonth) -> None:
    """Let the company have a placement tree in which Bert stands and Cara waits."""
    settings = network.PlacementSettings(scenes.LATER.date(), 2, None, 30, "first_free")
    network.set_placement_rule(actor=scenes.SYSTEM, settings=settings, at=scenes.LATER)
    _place(month.bert.member_id or 0, month.anna.member_id or 0, 1)


def _place(member_id: int, parent_id: int, slot: int) -> None:
    network.place_member(
        member_id=member_id, parent_id=parent_id, slot=slot, actor=scenes.SYSTEM, at=scenes.LATER
    )


def _add_paperwork(month: scenes.SettledMonth, number: int) -> None:
    """Add a prepared cart, a transfer nobody can match and a withdrawal nobody can place."""
    wish = shop.NewPreparedCart(
        "quellmoos-de", "de", (("QM-1005", 1),), account_id=month.carl.account_id
    )
    shop.prepare_cart(actor=month.bert.actor, wish=wish, at=scenes.LATER)
    party = shop.NewParty(
        "quellmoos-de", "de", scenes.LATER, "Moosweg 1", account_id=month.carl.account_id
    )
    shop.plan_party(actor=month.bert.actor, wish=party, at=scenes.LATER)
    line = commissions.earned_lines(
        month.anna.actor,
        run=commissions.run_head(month.run_id, month.anna.member_id or 0),
        at=scenes.LATER,
    ).items[0]
    commissions.ask_about_line(
        run_id=month.run_id,
        line_no=line.line_no,
        question="Why?",
        actor=month.anna.actor,
        at=scenes.LATER,
    )
    transfer = shop.NewTransfer(f"B-{number}", scenes.LATER.date(), 100, "EUR")
    shop.record_incoming(actor=scenes.SYSTEM, transfer=transfer, at=scenes.LATER)
    told = shop.Statement("Bea Kundin", f"47{number}", "bea@example.org")
    shop.withdraw(statement=told, sender=shop.Sender(uuid4(), "de"), at=scenes.LATER)


def test_a_runs_lines_carry_their_reasons_in_a_few_statements(month: scenes.SettledMonth) -> None:
    client = Client()
    client.post("/sign-in/", {"email": month.anna.email, "password": scenes.PASSWORD})
    assert statements(client, f"/office/earnings/{month.run_id}/") <= 22
    assert statements(client, f"/office/statements/{month.run_id}/") <= 28
