"""Found the demo company: its settings, its staff, its plan, its shop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from config.demo import sign_ins
from config.demo.closing import Office
from config.demo.enrol import FOUNDER, actor_of, hire
from config.demo.folk import read_folk
from config.demo.goods import read_goods
from config.demo.load_texts import load_texts
from config.demo.shop_floor import Keepers, open_shop
from config.demo.sign_plan import sign_plan
from core.company import Company, save_company
from core.policy import Actor
from core.theme import Theme, save_theme

PLAN = "quellmoos"
PLAN_FROM = "2026-01-01"

# The bank's own example of an account: formally valid, nobody's.
COMPANY = Company(
    name="Quellmoos Naturkosmetik GmbH",
    currency="EUR",
    country="DE",
    time_zone="Europe/Berlin",
    language="de",
    street="Moosweg 12",
    postcode="79098",
    town="Freiburg im Breisgau",
    account_holder="Quellmoos Naturkosmetik GmbH",
    iban="DE02120300000000202051",
    bic="BYLADEM1001",
    tax_number="06/123/45678",
    vat_id="DE123456788",
    register_entry="Amtsgericht Freiburg, HRB 700123",
    managing_directors="Katharina Moos",
    phone="+49 761 5550-0",
    email="hallo@quellmoos.example",
    website="www.quellmoos.example",
    agreement_version="2026-01",
    is_demo=True,
)


THEME = Theme(
    short_name="Quellmoos",
    words={
        "de": {
            "tagline": "Naturkosmetik aus dem Schwarzwald",
            "headline": "Pflege, die in Ruhe wächst",
            "lead": "Pflanzliche Kosmetik und Wohlbefinden, in kleinen Chargen gemacht und "
            "empfohlen von Menschen, die Sie kennen.",
        },
        "en": {
            "tagline": "Natural care from the Black Forest",
            "headline": "Care that grows quietly",
            "lead": "Plant-based cosmetics and well-being, made in small batches and "
            "recommended by people you know.",
        },
    },
)


@dataclass(frozen=True, slots=True)
class Crew:
    """The people of the company as actors."""

    owner: Actor
    co_owner: Actor
    finance: Actor
    second: Actor
    warehouse: Actor
    support: Actor

    @property
    def office(self) -> Office:
        """Return who closes months and pays them."""
        return Office(self.finance, self.second)


def found_company(*, since: date, at: datetime) -> None:
    """Save the company's settings, its look and its texts, which hold since it began."""
    save_company(actor=FOUNDER, settings=COMPANY, at=at)
    save_theme(actor=FOUNDER, theme=THEME, at=at)
    load_texts(actor=FOUNDER, from_day=since, at=at)


def hire_staff(at: datetime) -> Crew:
    """Give everybody of the company an account, and return the actors the demo needs."""
    for person in read_folk().staff:
        hire(person, at)
    return crew()


def crew() -> Crew:
    """Return the company's people as actors; they are hired already."""
    return Crew(
        owner=actor_of(sign_ins.OWNER),
        co_owner=actor_of(sign_ins.CO_OWNER),
        finance=actor_of(sign_ins.FINANCE),
        second=actor_of(sign_ins.FINANCE_SECOND),
        warehouse=actor_of(sign_ins.WAREHOUSE),
        support=actor_of(sign_ins.SUPPORT),
    )


def sign_demo_plan(staff: Crew, at: datetime, *, since: date | None = None) -> None:
    """Let both owners sign the plan; for a company that is older, from its first month on."""
    sign_plan(
        PLAN, PLAN_FROM, actor=staff.owner, approver=staff.co_owner, at=at, dated_back_to=since
    )


def fill_shop(
    staff: Crew, *, sells_from: date, at: datetime, today: datetime | None = None
) -> None:
    """Create, price and publish all products, and take in their first stock."""
    keepers = Keepers(staff.owner, staff.warehouse)
    open_shop(read_goods(), keepers, sells_from=sells_from, at=at, today=today)
