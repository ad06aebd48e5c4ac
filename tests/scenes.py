"""A small company for tests of pages: opened through use cases, so every scene is one that can be.

Anna is the first partner, her link is /p/anna/. Everybody has the same password.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import commissions.public as commissions
import finance.public as finance
import network.public as network
import shop.public as shop
from config.demo.goods import Channel, Goods, read_goods
from config.demo.shop_floor import STANDARD, Keepers, open_shop
from core import encryption, outbox
from core.addresses import Address
from core.clock import now
from core.company import Company, company_or_none, save_company
from core.paging import PageRequest
from core.policy import Actor
from tests import kept_scenes

PASSWORD = "moos-und-quelle-im-test"
AGREEMENT = "2026-01"
ADULT = date(1990, 5, 17)
SYSTEM = Actor.system("scene")
ANNA_IN = "anna@example.org"
BEA = Address("Bea Kundin", "Lindenweg 3", "79098", "Freiburg", "DE")
EIGHT = {
    "rose-shower-gel", "calendula-cream", "birch-tonic", "lavender-oil",
    "oat-soap", "sea-buckthorn-serum", "magnesium-capsules", "herbal-tea",
}  # fmt: skip


FOUNDED = datetime(2026, 1, 2, 9, tzinfo=UTC)
MARCH = datetime(2026, 3, 5, 9, tzinfo=UTC)
SETTLED = datetime(2026, 4, 2, 9, tzinfo=UTC)
LATER = datetime(2026, 4, 25, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Login:
    """Somebody who can sign in."""

    email: str
    account_id: int
    member_id: int | None

    @property
    def actor(self) -> Actor:
        """Return who acts when this person acts."""
        return network.actor_for(self.account_id)


def company(at: datetime | None = None, *, is_demo: bool = True) -> datetime:
    """Set the company up and open its shop; return the moment it happened."""
    when = at or now() - timedelta(days=100)
    ours = Company(
        name="Quellmoos Naturkosmetik",
        currency="EUR",
        country="DE",
        street="Am Quellgrund 7",
        postcode="79098",
        town="Freiburg",
        account_holder="Quellmoos Naturkosmetik GmbH",
        iban="DE02120300000000202051",
        bic="BYLADEM1001",
        tax_number="06/123/45678",
        vat_id="DE123456788",
        agreement_version=AGREEMENT,
        is_demo=is_demo,
    )
    if company_or_none() is None:
        kept_scenes.play_once(("company", when, is_demo), lambda: _open(ours, when))
    else:
        _open(ours, when)
    return when


def _open(ours: Company, when: datetime) -> None:
    save_company(actor=SYSTEM, settings=ours, at=when)
    open_shop(small_shop(), Keepers(SYSTEM, SYSTEM), sells_from=when.date(), at=when)


def small_shop() -> Goods:
    """Return eight products in one country, delivered free."""
    germany = read_goods().channels[0]
    words = (
        shop.ShippingText("de", "Standardversand", "mit DHL"),
        shop.ShippingText("en", "Standard delivery", "by DHL"),
    )
    free = shop.NewShippingMethod(germany.channel.slug, STANDARD, words, gross_minor=0)
    return read_goods().only(EIGHT, (Channel(germany.channel, (free,), germany.payments),))


def anna(at: datetime) -> Login:
    """Open the company's first position."""
    who = person(ANNA_IN, "Anna Berger")
    root = network.register_root(actor=SYSTEM, person=who, code="anna", at=at)
    return Login(ANNA_IN, root.account_id, root.member_id)


def partner(email: str, name: str, sponsor_code: str, at: datetime) -> Login:
    """Register a partner under a sponsor."""
    done = network.register_member(
        person=person(email, name),
        sponsor_code=sponsor_code,
        born_on=ADULT,
        agreement_version=AGREEMENT,
        at=at,
    )
    return Login(email, done.account_id, done.member_id)


def customer(email: str, name: str, sponsor_code: str | None, at: datetime) -> Login:
    """Open a customer's account."""
    done = network.register_customer(person=person(email, name), sponsor_code=sponsor_code, at=at)
    return Login(email, done.account_id, None)


def staff(role: str, at: datetime, *, email: str = "") -> Login:
    """Let somebody work for the company in a role."""
    address = email or f"{role}@example.org"
    done = network.add_staff(
        actor=SYSTEM, person=person(address, role.capitalize()), roles=[role], at=at
    )
    return Login(address, done.account_id, None)


def person(email: str, name: str) -> network.NewPerson:
    """Return who wants an account."""
    return network.NewPerson(
        email=email,
        name=name,
        password=PASSWORD,
        language="de",
        country="DE",
        email_is_confirmed=True,
    )


def code_of(login: Login) -> str:
    """Return the code of a partner's link."""
    assert login.member_id is not None
    return network.member_card(login.member_id).code


def paid_order(
    login: Login | None, skus: dict[str, int], at: datetime, *, language: str = "de"
) -> shop.PlacedOrder:
    """Fill a cart, order and pay it by the test gateway, with all reactions done."""
    placed = placed_order(login, skus, at, language=language)
    shop.gateway_decide(token=placed.payment_token, approve=True, at=at)
    outbox.drain()
    return placed


def placed_order(
    login: Login | None,
    skus: dict[str, int],
    at: datetime,
    *,
    language: str = "de",
    payment: str = "card",
    address: Address = BEA,
) -> shop.PlacedOrder:
    """Fill a cart and order it."""
    account_id = login.account_id if login else None
    buyer = network.buyer_for(account_id, None, at.date())
    shopper = shop.Shopper("quellmoos-de", language, buyer)
    token: UUID | None = None
    for sku, quantity in skus.items():
        token = shop.add_to_cart(token=token, sku=sku, quantity=quantity, shopper=shopper, at=at)
    assert token is not None
    return shop.place_order(
        token=token,
        contact=shop.Contact("bea@example.org", address),
        choices=shop.Choices(STANDARD, payment=payment, purpose="own_use"),
        buyer=buyer,
        at=at,
    )


def sign_the_plan(at: datetime) -> None:
    """Put the shipped plan into force."""
    shipped = commissions.shipped_plan("quellmoos", "2026-01-01")
    commissions.activate_plan(
        document=shipped.document,
        examples=shipped.examples,
        filename=shipped.filename,
        actor=SYSTEM,
        approver=Actor.system("second-person"),
        at=at,
    )


def plan_proposal(at: datetime = LATER) -> int:
    """Let somebody of finance hand in the next version of the plan in force."""
    author = staff("finance", FOUNDED, email="writes.plans@example.org")
    shipped = commissions.shipped_plan("quellmoos", "2026-01-01")
    document = shipped.document.replace(b"version         = 1", b"version         = 2")
    document = document.replace(b"2026-01-01", b"2026-06-01")
    return commissions.propose_plan(
        plan=commissions.NewPlan(document, shipped.examples, "Nur das Datum ist neu."),
        seen_sha256=hashlib.sha256(document).hexdigest(),
        actor=author.actor,
        at=at,
    )


def deliver(order_id: int, at: datetime) -> None:
    """Hand the parcel over."""
    shop.deliver_order(order_id=order_id, actor=SYSTEM, delivered_at=at, at=at)
    outbox.drain()


def invoice(placed: shop.PlacedOrder, at: datetime = LATER) -> str:
    """Issue an invoice over a whole order, once; return its number."""
    key = f"scene:{placed.order_id}"
    if known := finance.document_by_key(key):
        return known.number
    order = shop.order_for(actor=SYSTEM, number=placed.number)
    lines = tuple(
        finance.DocumentLine(
            line.name,
            line.sku,
            line.quantity,
            line.unit_gross_minor,
            line.gross_minor,
            line.tax_rate_bp,
        )
        for line in order.lines
    )
    document = finance.NewDocument(
        kind=finance.INVOICE,
        key=key,
        subject=f"order:{placed.order_id}",
        order_number=placed.number,
        account_id=order.row.account_id,
        person_id=encryption.new_person(),
        recipient=finance.Party("Bea Kundin", "Lindenweg 3", "79098", "Freiburg", "DE"),
        language="de",
        currency=placed.currency,
        supplied_on=at.date(),
        lines=lines,
        payment_note=finance.PaymentNote(finance.CARD, at.date()),
    )
    return finance.issue_document(document=document, at=at).number


def draft(period_key: str, at: datetime) -> commissions.RunSummary:
    """Draft the run of a period."""
    return commissions.draft_run(plan_code="quellmoos", period_key=period_key, actor=SYSTEM, at=at)


def publish(period_key: str, at: datetime) -> int:
    """Draft, approve and publish the run of a period; return its id."""
    run = draft(period_key, at)
    second = Actor.system("second-person")
    commissions.approve_run(run_id=run.run_id, actor=second, at=at)
    commissions.publish_run(run_id=run.run_id, actor=second, at=at)
    outbox.drain()
    return run.run_id


def bank_account(who: Login, at: datetime) -> None:
    """Say where a partner's earnings go."""
    assert who.member_id is not None
    finance.set_bank_account(
        payee=finance.payee_of_member(who.member_id),
        iban="DE89370400440532013000",
        holder="Anna Berger",
        actor=who.actor,
        at=at,
    )


def tax_status(who: Login, at: datetime) -> None:
    """Know a partner as a small business that agrees to Gutschriften."""
    assert who.member_id is not None
    home = Address("Anna Berger", "Lindenweg 3", "79098", "Freiburg", "DE")
    row = network.ImportedTaxStatus(
        who.member_id, "small_business", FOUNDED.date(), network.TaxFacts(home, "06/123/45678")
    )
    network.import_tax_statuses([row], agreement=AGREEMENT, actor=SYSTEM, at=at)


def credit_note(who: Login, at: datetime) -> str:
    """Let a partner's earnings vest and write a Gutschrift over them; return its number."""
    tax_status(who, at)
    commissions.vest_due(as_of=at.date(), actor=SYSTEM, at=at)
    finance.issue_credit_notes(until=at.date(), actor=SYSTEM, at=at)
    payee = finance.payee_of_member(who.member_id or 0)
    return finance.credit_notes_of(SYSTEM, payee, PageRequest()).items[0].number


@dataclass(frozen=True, slots=True)
class SettledMonth:
    """Anna sponsors Bert, Bert sponsors Cara and looks after Carl; March is published.

    Bert bought in March (delivered), and so did Carl (paid only). Two clerks do the finances.
    """

    anna: Login
    bert: Login
    cara: Login
    carl: Login
    clerk: Login
    second: Login
    warehouse: Login
    delivered: shop.PlacedOrder
    paid: shop.PlacedOrder
    run_id: int


def settled_month() -> SettledMonth:
    """Let a small company live through March 2026; the clock should stand at LATER."""
    company(FOUNDED)
    sign_the_plan(FOUNDED)
    first = anna(FOUNDED)
    bert = partner("bert@example.org", "Bert Vogt", "anna", FOUNDED)
    cara = partner("cara@example.org", "Cara Lindner", code_of(bert), MARCH)
    carl = customer("carl@example.org", "Carl Kunde", code_of(bert), MARCH)
    delivered = paid_order(bert, {"QM-1001": 3, "QM-1006": 2}, MARCH)
    paid_order(first, {"QM-1006": 3}, MARCH)
    paid = paid_order(carl, {"QM-1002": 2, "QM-2002": 1}, MARCH)
    deliver(delivered.order_id, MARCH + timedelta(days=3))
    return SettledMonth(
        anna=first,
        bert=bert,
        cara=cara,
        carl=carl,
        clerk=staff("finance", FOUNDED),
        second=staff("finance", FOUNDED, email="second@example.org"),
        warehouse=staff("warehouse", FOUNDED),
        delivered=delivered,
        paid=paid,
        run_id=publish("2026-03", SETTLED),
    )
