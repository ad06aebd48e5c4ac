"""What vests, what it needs to be put on paper, and the papers in the walk through money."""

from __future__ import annotations

from datetime import date, timedelta

import commissions.public as commissions
import finance.public as finance
import network.public as network
from core.addresses import Address
from core.company import local_date
from tests import scenes
from tests.simulation.money_company import CLERK, rows
from tests.simulation.money_trade import Trade

HOME = Address("Anna Berger", "Lindenweg 3", "79098", "Freiburg", "DE")

_OWED = """
SELECT number FROM finance_document d JOIN finance_creditnote n ON n.document_id = d.id
WHERE d.corrects_id IS NULL ORDER BY d.id
"""


class Papers(Trade):
    """Vesting, reserve, tax statuses, agreements, Gutschriften and objections."""

    # Vesting and papers

    def vests(self) -> None:
        """Let vest what is due."""
        commissions.vest_due(as_of=local_date(self.now), actor=CLERK, at=self.now)

    def releases(self) -> None:
        """Release the reserve whose day has come."""
        finance.release_reserve(as_of=local_date(self.now), at=self.now)

    def issues(self) -> None:
        """Write what papers are missing."""
        finance.issue_credit_notes(until=local_date(self.now), actor=CLERK, at=self.now)

    def objects(self) -> None:
        """Object to a paper, and settle an objection."""
        papers = [str(number) for (number,) in rows(_OWED)]
        if papers:
            number = self.chance.choice(papers)
            finance.object_to_credit_note(number=number, reason="walk", actor=CLERK, at=self.now)
            finance.settle_objection(
                number=number, is_withdrawn=self.chance.random() < 0.3, actor=CLERK, at=self.now
            )

    def declares(self) -> None:
        """Declare a tax status from some day on."""
        kind = self.chance.choice(("small_business", "regular"))
        since = self.chance.randint(0, (self.now - scenes.FOUNDED).days)
        self._declare(self._partner(), kind, scenes.FOUNDED.date() + timedelta(days=since))

    def _declare(self, one: scenes.Login, kind: str, since: date) -> None:
        declaration = network.NewTaxDeclaration(
            kind=kind,
            valid_from=since,
            facts=network.TaxFacts(HOME, "06/123/45678"),
            evidence="walk",
        )
        self.declared.append(
            network.declare_tax_status(
                member_id=self._id(one), declaration=declaration, actor=CLERK, at=self.now
            )
        )

    def decides_status(self) -> None:
        """Confirm a declaration, or reject it."""
        if self.declared:
            self._decide(self.declared.pop(), confirmed=self.chance.random() < 0.8)

    def _decide(self, declaration_id: int, *, confirmed: bool) -> None:
        network.decide_tax_status(
            declaration_id=declaration_id,
            confirmed=confirmed,
            note="walk",
            actor=CLERK,
            at=self.now,
        )

    def agrees(self) -> None:
        """Agree to Gutschriften, mostly."""
        self._agree(self._partner(), gives=self.chance.random() < 0.75)

    def _agree(self, one: scenes.Login, *, gives: bool) -> None:
        who = {"member_id": self._id(one), "actor": CLERK, "at": self.now}
        if gives:
            network.agree_to_self_billing(version=scenes.AGREEMENT, **who)  # type: ignore[arg-type]
        else:
            network.revoke_self_billing(**who)  # type: ignore[arg-type]
