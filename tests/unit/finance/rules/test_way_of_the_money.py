"""Any sequence of vesting, releasing, taking back, issuing and paying conserves every cent.

The rules of the use cases run on one payee in memory: the books are a dictionary.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from finance.claim_facts import TakenBack
from finance.facts import Posting
from finance.rules.cascade import Lot, Standing, cascade
from finance.rules.credit_plan import OpenClaim, Papered, plan_credits
from finance.rules.credit_postings import CreditStanding, CreditTotals, credit_postings
from finance.rules.self_billing import tax_on_top, tax_taken_back

PAYEE = "member:1"
COST, BANK = "company:commission_cost", "company:bank"
DAYS = (date(2026, 1, 10), date(2026, 1, 20))
RATES = {DAYS[0]: 0, DAYS[1]: 1_900}


@dataclass
class Books:
    """One payee's accounts, claims, lots and papers."""

    accounts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    claims: dict[int, OpenClaim] = field(default_factory=dict)
    lots: dict[int, Lot] = field(default_factory=dict)
    papers: dict[int, Papered] = field(default_factory=dict)
    nets: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    grosses: int = 0
    paid: int = 0
    earned: dict[tuple[str, date], int] = field(default_factory=lambda: defaultdict(int))
    numbers: int = 0

    def new(self) -> int:
        """Return the next number."""
        self.numbers += 1
        return self.numbers

    def of(self, name: str) -> int:
        """Return a balance."""
        return self.accounts[f"{PAYEE}:{name}"]

    def book(self, *postings: Posting) -> None:
        """Move money."""
        for one in postings:
            assert one.amount_minor > 0
            self.accounts[one.source] -= one.amount_minor
            self.accounts[one.destination] += one.amount_minor

    def move(self, source: str, destination: str, minor: int) -> None:
        """Move an amount, if there is one."""
        if minor:
            self.book(Posting(source, destination, minor, "EUR"))

    def claim(self, reference: str, day: date, minor: int) -> None:
        """Keep a claim, if it is one."""
        if minor:
            number = self.new()
            self.claims[number] = OpenClaim(number, reference, day, minor, True)

    def vest(self, run: int, day: date, minor: int, kept_percent: int) -> None:
        """Let an order vest."""
        reference, kept = f"run:{run}", minor * kept_percent // 100
        self.earned[reference, day] += minor
        self.move(COST, f"{PAYEE}:reserve", kept)
        self.move(COST, f"{PAYEE}:vested", minor - kept)
        self.claim(reference, day, minor - kept)
        if kept:
            number = self.new()
            self.lots[number] = Lot(number, reference, day, date(2028, run, 1), kept)

    def lose(self, run: int, day: date, percent: int) -> None:
        """Take a part of an order back."""
        key = f"run:{run}", day
        minor = self.earned[key] * percent // 100
        if not minor:
            return
        self.earned[key] -= minor
        standing = Standing(self.of("vested"), self.of("payable"), tuple(self.lots.values()))
        part = TakenBack(PAYEE, "run:99", key[0], day, minor)
        taken = cascade([part], standing)
        for name in ("reserve", "vested", "payable", "receivable"):
            self.move(f"{PAYEE}:{name}", COST, getattr(taken, f"{name}_minor"))
        for lot, used in taken.used:
            self.lots[lot.id] = replace(lot, left_minor=lot.left_minor - used)
        for one, lowered in taken.lowered:
            self.claim(one.corrects, one.service_on, -lowered)
        for lot, freed in taken.freed:
            self.claim(lot.reference, lot.service_on, freed)

    def release(self) -> None:
        """Let all lots come free."""
        for number, lot in self.lots.items():
            self.move(f"{PAYEE}:reserve", f"{PAYEE}:vested", lot.left_minor)
            self.claim(lot.reference, lot.service_on, lot.left_minor)
            self.lots[number] = replace(lot, left_minor=0)

    def issue(self, open_days: tuple[date, ...]) -> None:
        """Write papers over the claims of these days."""
        claims = [
            replace(one, may_go=one.left_minor < 0 or one.service_on in open_days)
            for one in self.claims.values()
        ]
        plan = plan_credits(claims, [one for one in self.papers.values() if one.left_minor])
        claimed = sum(one.left_minor for one in claims)
        before = CreditStanding(
            self.of("vested"), self.of("payable"), self.of("receivable"), claimed
        )
        left = {one.id: one.left_minor for one in plan.noted}
        for match in plan.netted:
            left[match.against_id] -= match.amount_minor
        tax = self._note(left)
        taken_tax = self._correct([(m.against_id, m.amount_minor) for m in plan.corrected])
        totals = CreditTotals(plan.noted_minor, tax, plan.corrected_minor, taken_tax)
        self.book(*credit_postings(PAYEE, before, totals, "EUR"))
        self.grosses += totals.net_minor + tax - totals.corrected_minor - taken_tax
        self.nets["papers"] += totals.net_minor - totals.corrected_minor
        for match in (*plan.netted, *plan.corrected):
            one = self.claims[match.negative_id]
            self.claims[one.id] = replace(one, left_minor=one.left_minor + match.amount_minor)
        noted = {one.id for one in plan.noted}
        self.claims = {n: c for n, c in self.claims.items() if n not in noted and c.left_minor}

    def _note(self, left: dict[int, int]) -> int:
        tax = 0
        for day in DAYS:
            members = [n for n in left if self.claims[n].service_on == day and left[n]]
            tax += tax_on_top(sum(left[n] for n in members), RATES[day])
            if members:
                # One paper of a day: its whole net is one amount that corrections lower.
                number, first = self.new(), self.claims[members[0]]
                net = sum(left[n] for n in members)
                self.papers[number] = Papered(number, first.reference, day, net)
        return tax

    def _correct(self, matches: list[tuple[int, int]]) -> int:
        tax = 0
        for number, minor in matches:
            paper = self.papers[number]
            tax += tax_taken_back(paper.left_minor, minor, RATES[paper.service_on])
            self.papers[number] = replace(paper, left_minor=paper.left_minor - minor)
        return tax

    def pay(self) -> None:
        """Pay everything out."""
        minor = self.of("payable")
        self.paid += minor
        self.move(f"{PAYEE}:payable", BANK, minor)

    def repay(self) -> None:
        """Let the payee pay back what it owes."""
        minor = -self.of("receivable")
        self.paid -= minor
        self.move(BANK, f"{PAYEE}:receivable", minor)

    def check(self) -> None:
        """Insist on the invariants."""
        names = ("vested", "reserve", "payable")
        assert min(self.of(name) for name in names) >= 0
        assert self.of("receivable") <= 0
        assert sum(self.accounts.values()) == 0
        assert sum(lot.left_minor for lot in self.lots.values()) == self.of("reserve")
        open_minor = sum(one.left_minor for one in self.claims.values())
        published = sum(self.earned.values())
        assert published == self.of("reserve") + self.nets["papers"] + open_minor
        unpapered = self.of("vested") - open_minor
        assert unpapered >= 0
        assert self.grosses - unpapered == self.of("payable") + self.of("receivable") + self.paid


STEPS = st.one_of(
    st.tuples(
        st.just("vest"),
        st.integers(1, 3),
        st.sampled_from(DAYS),
        st.integers(1, 999),
        st.sampled_from([0, 10, 30]),
    ),
    st.tuples(
        st.just("lose"), st.integers(1, 3), st.sampled_from(DAYS), st.sampled_from([33, 50, 100])
    ),
    st.tuples(st.just("issue"), st.sampled_from([DAYS, DAYS[:1], ()])),
    st.tuples(st.just("release")),
    st.tuples(st.just("pay")),
    st.tuples(st.just("repay")),
)


@settings(max_examples=300)
@given(st.lists(STEPS, max_size=25))
def test_no_sequence_loses_a_cent_or_breaks_a_sign(steps: list[tuple[object, ...]]) -> None:
    books = Books()
    for name, *facts in steps:
        getattr(books, str(name))(*facts)
        books.check()


@settings(max_examples=200)
@given(st.lists(STEPS, max_size=20))
def test_everything_taken_back_at_any_moment_leaves_nothing(
    steps: list[tuple[object, ...]],
) -> None:
    books = Books()
    for name, *facts in steps:
        getattr(books, str(name))(*facts)
    for key in list(books.earned):
        books.lose(int(key[0][4:]), key[1], 100)
    books.issue(DAYS)
    books.pay()
    books.repay()
    books.check()
    assert not any(books.accounts.values())
    assert not books.claims
