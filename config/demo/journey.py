"""Walk the main job once, through the use cases, on the demo's own people and dates.

Every step returns figures; the dates are fixed, so the figures are the same on every machine.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial

from django.db import connection
from django.utils.translation import gettext as _

import commissions.public as commissions
import finance.public as finance
import shop.public as shop
from config.demo import founding
from config.demo.enrol import actor_of, enrol_customer, enrol_partner, number_of
from config.demo.events import settle_events
from config.demo.folk import read_folk
from config.demo.founding import PLAN, Crew
from config.demo.goods import read_goods
from config.demo.purchases import Purchase, deliver, order, pay
from config.demo.seeded_ibans import seeded_iban
from config.demo.sign_ins import email_of
from config.demo.taxes import take_taxes
from config.demo.trade import journey_rows
from core.company import company
from core.errors import InvariantBroken, Refusal, Refused

PERIOD = "2026-01"
SEED = 1
# The walk takes the first of each list; the demo company has more.
PARTNERS = read_folk().partners[:13]
CUSTOMERS = read_folk().customers[:5]
WITHOUT_BANK_ACCOUNT = "hannes.maurer"

_FIRST_DAY = datetime(2026, 1, 1, 8, tzinfo=UTC)
_CLOSING = datetime(2026, 2, 1, 6, tzinfo=UTC)
_PAY_DAY = date(2026, 2, 16)
_PAYING = datetime(2026, 2, 16, 8, tzinfo=UTC)

_COUNTS = """
SELECT (SELECT count(*) FROM shop_order) + (SELECT count(*) FROM network_member)
     + (SELECT count(*) FROM commissions_planversion)
"""
_ORDERS = "SELECT count(*), sum(gross_minor) FROM shop_order"
_VOLUME = "SELECT count(*), sum(pv_minor), sum(cv_minor) FROM commissions_volumeentry"
_DELIVERED = "SELECT count(*) FROM shop_order WHERE state = 'delivered'"
_STATEMENTS = "SELECT count(*) FROM finance_statement"

Facts = Mapping[str, int | str]


class DatabaseInUse(Refused):
    """The walk needs an empty company: its figures are known beforehand."""

    code = "demo.database_in_use"


@dataclass(frozen=True, slots=True)
class StepReport:
    """What one step did, in figures, and how long it took."""

    name: str
    seconds: float
    facts: Facts


@dataclass(frozen=True, slots=True)
class _Bought:
    """An order of the walk, and when its parcel arrives."""

    placed: shop.PlacedOrder
    placed_at: datetime
    arrives_at: datetime


@dataclass(slots=True)
class Journey:
    """The walk; each method is a step and may use what the ones before it left."""

    run_id: int = 0
    batch_id: int = 0
    staff: Crew = field(init=False)
    bought: list[_Bought] = field(default_factory=list)

    def walk(self) -> Iterator[StepReport]:
        """Take all steps in order and report each one as soon as it is done.

        Raises: DatabaseInUse.
        """
        _insist_on_empty_company()
        steps: tuple[Callable[[], Facts], ...] = (
            self.found_company, self.sign_plan, self.register_network, self.fill_shop,
            self.register_customers, self.buy, self.pay, self.deliver, self.draft_run,
            self.refuse_own_approval, self.approve_run, self.publish_run, self.vest,
            self.know_taxes, self.issue_credit_notes, self.keep_bank_accounts, self.pay_out,
        )  # fmt: skip
        for step in steps:
            started = time.perf_counter()
            facts = step()
            yield StepReport(step.__name__, time.perf_counter() - started, facts)

    def found_company(self) -> Facts:
        """Save the company and hire its staff."""
        founding.found_company(since=_FIRST_DAY.date(), at=_FIRST_DAY)
        self.staff = founding.hire_staff(_FIRST_DAY)
        return {"company": company().name, "staff": len(read_folk().staff)}

    def sign_plan(self) -> Facts:
        """Let two people sign the plan; its examples are tried before."""
        founding.sign_demo_plan(self.staff, _FIRST_DAY)
        return {"plan": PLAN, "signatures": 2}

    def register_network(self) -> Facts:
        """Register the root and everybody below."""
        for number, partner in enumerate(PARTNERS):
            enrol_partner(partner, _FIRST_DAY + timedelta(minutes=10 * number))
        settle_events()
        return {"members": len(PARTNERS)}

    def fill_shop(self) -> Facts:
        """Publish the products with prices and stock."""
        founding.fill_shop(self.staff, sells_from=_FIRST_DAY.date(), at=_FIRST_DAY)
        products = read_goods().products
        pieces = sum(variant.stock for item in products for variant in item.variants)
        return {"products": len(products), "pieces": pieces}

    def register_customers(self) -> Facts:
        """Register customers who followed a partner's link."""
        for customer in CUSTOMERS:
            enrol_customer(customer, _FIRST_DAY + timedelta(hours=4))
        settle_events()
        return {"customers": len(CUSTOMERS)}

    def buy(self) -> Facts:
        """Fill carts and order them; the stock is held."""
        for row in journey_rows():
            at = _FIRST_DAY + timedelta(days=row.day - 1, hours=2)
            placed = order(Purchase(row.who, row.basket, at, row.purpose))
            self.bought.append(_Bought(placed, at, at + timedelta(days=row.parcel_days)))
        orders, gross_minor = _numbers(_ORDERS)
        return {"orders": orders, "gross_minor": gross_minor}

    def pay(self) -> Facts:
        """Pay every order at the test gateway; its volume is recorded."""
        for bought in self.bought:
            pay(bought.placed, bought.placed_at)
        settle_events()
        entries, pv_minor, cv_minor = _numbers(_VOLUME)
        return {"volume_entries": entries, "pv_minor": pv_minor, "cv_minor": cv_minor}

    def deliver(self) -> Facts:
        """Deliver every order; its withdrawal period starts."""
        for bought in self.bought:
            deliver(bought.placed, self.staff.warehouse, bought.arrives_at)
        settle_events()
        return {"delivered": _numbers(_DELIVERED)[0]}

    def draft_run(self) -> Facts:
        """Settle the month as a draft."""
        run = commissions.draft_run(
            plan_code=PLAN, period_key=PERIOD, actor=self.staff.finance, at=_CLOSING
        )
        self.run_id = run.run_id
        return {"lines": run.line_count, "earned_minor": run.earned_minor}

    def refuse_own_approval(self) -> Facts:
        """Show that whoever drafted a run cannot approve it."""
        refused = _refused(
            lambda: commissions.approve_run(
                run_id=self.run_id, actor=self.staff.finance, at=_CLOSING
            )
        )
        return {"refused": refused}

    def approve_run(self) -> Facts:
        """Let a second person approve the run."""
        commissions.approve_run(run_id=self.run_id, actor=self.staff.second, at=_CLOSING)
        return {"run": self.run_id}

    def publish_run(self) -> Facts:
        """Publish the run to the ledger, statements and titles."""
        commissions.publish_run(run_id=self.run_id, actor=self.staff.second, at=_CLOSING)
        settle_events()
        return {"pending_minor": _balance("pending"), "statements": _numbers(_STATEMENTS)[0]}

    def vest(self) -> Facts:
        """Let earnings vest whose orders can no longer be withdrawn from."""
        commissions.vest_due(as_of=_PAY_DAY, actor=self.staff.finance, at=_PAYING)
        settle_events()
        return {
            "vested_minor": _balance("vested"),
            "reserve_minor": _balance("reserve"),
            "pending_minor": _balance("pending"),
        }

    def know_taxes(self) -> Facts:
        """Learn how all partners are taxed, and that they agree to Gutschriften."""
        partners = [one.who for one in PARTNERS]
        return {"statuses": take_taxes(partners, _FIRST_DAY, since=_FIRST_DAY.date())}

    def issue_credit_notes(self) -> Facts:
        """Put what has vested on Gutschriften; only then it is payable."""
        issued = finance.issue_credit_notes(until=_PAY_DAY, actor=self.staff.finance, at=_PAYING)
        return {
            "documents": issued.count,
            "net_minor": issued.net_minor,
            "tax_minor": issued.tax_minor,
            "payable_minor": _balance("payable"),
        }

    def keep_bank_accounts(self) -> Facts:
        """Take in bank accounts of all partners but one; a wrong IBAN is refused."""
        known = [partner for partner in PARTNERS if partner.who != WITHOUT_BANK_ACCOUNT]
        for partner in known:
            iban = seeded_iban(SEED, email_of(partner.who))
            self._set_iban(partner.who, partner.address.name, iban)
        refused = _refused(
            lambda: self._set_iban(WITHOUT_BANK_ACCOUNT, "Hannes Maurer", "DE02120300000000202052")
        )
        return {"bank_accounts": len(known), "refused": refused}

    def pay_out(self) -> Facts:
        """Prepare the payout, approve it as a second person, hand out the bank file."""
        finance_clerk, second = self.staff.finance, self.staff.second
        batch = finance.prepare_payout(pay_on=_PAY_DAY, actor=finance_clerk, at=_PAYING)
        self.batch_id = batch.id
        approve = partial(
            finance.approve_payout, batch_id=batch.id, file_sha256=batch.file_sha256, at=_PAYING
        )
        refused = _refused(lambda: approve(actor=finance_clerk))
        approve(actor=second)
        file = finance.payout_file(second, batch.id, at=_PAYING)
        return {
            "refused": refused,
            "payments": batch.payment_count,
            "paid_minor": batch.total_minor,
            "held_minor": batch.held_minor,
            "payable_minor": _balance("payable"),
            "file_bytes": len(file),
        }

    def _set_iban(self, who: str, holder: str, iban: str) -> None:
        finance.set_bank_account(
            payee=finance.payee_of_member(number_of(who)),
            iban=iban,
            holder=holder,
            actor=actor_of(email_of(who)),
            at=_PAYING,
        )


def _insist_on_empty_company() -> None:
    if any(_numbers(_COUNTS)):
        raise DatabaseInUse(_("The demo walk needs an empty database; this one has data."))


def _refused(act: Callable[[], object]) -> str:
    """Return the code of the refusal that must come.

    Raises: InvariantBroken — it was allowed.
    """
    try:
        act()
    except Refusal as refusal:
        return refusal.code
    raise InvariantBroken("this must be refused")


def _numbers(sql: str) -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return tuple(int(value or 0) for value in cursor.fetchone())


def _balance(name: str) -> int:
    return sum(finance.balances_by_name(name, company().currency).values())
