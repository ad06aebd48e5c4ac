"""Every member's money from the earning line to the bank, reconciled from the raw tables.

For each member and currency, with figures that come from different tables:

    lines of published runs = statements = what the ledger took from the cost account and gave back
    lines = pending + reserve + net of Gutschriften less corrections + claims still open
    what vested before there were Gutschriften went straight to payable and counts as such a net
    gross of Gutschriften less corrections less what was taken back beside them
          = payable + owed + ordered from the bank - repaid
    payout lines that were paid less those that came back = ordered from the bank
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from config.demo.audit.findings import Finding

CHECK = "member = lines to bank"
_MOST = 50

_FIGURES = """
WITH line AS (
    SELECT 'member:' || l.member_id AS payee, r.currency, sum(l.amount_minor) AS lines
    FROM commissions_earningline l JOIN commissions_run r ON r.id = l.run_id
    WHERE r.state = 'published' GROUP BY 1, 2
), told AS (
    SELECT payee, currency, sum(earned_minor) AS statements FROM finance_statement GROUP BY 1, 2
), move AS (
    SELECT regexp_replace(destination, ':[a-z]+$', '') AS payee,
           split_part(destination, ':', 3) AS account, currency, source AS other, amount_minor
    FROM finance_ledgerposting WHERE destination LIKE 'member:%%'
    UNION ALL
    SELECT regexp_replace(source, ':[a-z]+$', ''), split_part(source, ':', 3), currency,
           destination, -amount_minor
    FROM finance_ledgerposting WHERE source LIKE 'member:%%'
), ledger AS (
    SELECT payee, currency,
           sum(amount_minor) FILTER (WHERE other = 'company:commission_cost') AS booked,
           sum(amount_minor) FILTER (WHERE account = 'pending') AS pending,
           sum(amount_minor) FILTER (WHERE account = 'reserve') AS reserve,
           sum(amount_minor) FILTER (WHERE account = 'vested') AS vested,
           sum(amount_minor) FILTER (WHERE account = 'payable') AS payable,
           sum(amount_minor) FILTER (WHERE account = 'receivable') AS owed,
           sum(amount_minor) FILTER (WHERE account = 'payable' AND other LIKE '%%:pending')
               AS direct,
           -sum(amount_minor) FILTER (WHERE other = 'company:transfers_in_transit') AS sent,
           sum(amount_minor) FILTER (WHERE other = 'company:bank') AS repaid
    FROM move GROUP BY 1, 2
), paper AS (
    SELECT n.payee, d.currency,
           sum(CASE WHEN d.corrects_id IS NULL THEN d.net_minor ELSE -d.net_minor END) AS net,
           sum(CASE WHEN d.corrects_id IS NULL THEN d.gross_minor ELSE -d.gross_minor END) AS gross
    FROM finance_creditnote n JOIN finance_document d ON d.id = n.document_id GROUP BY 1, 2
), used AS (
    SELECT claim_id, sum(amount_minor) AS minor FROM finance_claimuse GROUP BY 1
), claimed AS (
    SELECT c.payee, c.currency, sum(c.amount_minor - coalesce(used.minor, 0)) AS claims
    FROM finance_claim c LEFT JOIN used ON used.claim_id = c.id GROUP BY 1, 2
), lot AS (
    SELECT l.payee, l.currency, sum(l.amount_minor - coalesce(m.minor, 0)) AS lots
    FROM finance_reservelot l
    LEFT JOIN (SELECT lot_id, sum(amount_minor) AS minor FROM finance_reservemove GROUP BY 1) m
           ON m.lot_id = l.id
    GROUP BY 1, 2
), paid AS (
    SELECT payee, currency, sum(amount_minor) AS paid
    FROM finance_payoutline l
    WHERE state = 'paid' AND NOT EXISTS (SELECT 1 FROM finance_transferstep s
                                         WHERE s.line_id = l.id AND s.kind = 'returned')
    GROUP BY 1, 2
)
SELECT payee, currency, coalesce(lines, 0), coalesce(statements, 0), coalesce(booked, 0),
       coalesce(pending, 0), coalesce(reserve, 0), coalesce(vested, 0), coalesce(payable, 0),
       coalesce(owed, 0), coalesce(direct, 0), coalesce(sent, 0), coalesce(repaid, 0),
       coalesce(net, 0), coalesce(gross, 0), coalesce(claims, 0), coalesce(lots, 0),
       coalesce(paid, 0)
FROM line FULL JOIN told USING (payee, currency) FULL JOIN ledger USING (payee, currency)
FULL JOIN paper USING (payee, currency) FULL JOIN claimed USING (payee, currency)
FULL JOIN lot USING (payee, currency) FULL JOIN paid USING (payee, currency)
ORDER BY payee, currency
"""


@dataclass(frozen=True, slots=True)
class MemberMoney:
    """What the tables say about one member in one currency, in minor units."""

    payee: str
    currency: str
    lines: int
    statements: int
    booked: int
    pending: int
    reserve: int
    vested: int
    payable: int
    owed: int
    direct: int
    sent: int
    repaid: int
    net: int
    gross: int
    claims: int
    lots: int
    paid: int

    def differences(self) -> list[Finding]:
        """List the equalities that do not hold, with the figures of both sides."""
        unpapered = self.vested - self.claims
        papered = f"net {self.net} + open claims {self.claims} + direct {self.direct}"
        return [
            Finding(CHECK, f"{self.payee} {self.currency}: {what}", expected, found)
            for holds, what, expected, found in (
                (self.lines == self.statements, "statements", f"lines {self.lines}",
                 f"statements {self.statements}"),
                (self.lines == self.booked, "ledger", f"lines {self.lines}",
                 f"booked {self.booked}"),
                (self.lines == self.pending + self.reserve + self.net + self.claims + self.direct,
                 "where it is", f"lines {self.lines}",
                 f"pending {self.pending} + reserve {self.reserve} + {papered}"),
                (self.lots == self.reserve, "reserve", f"lots {self.lots}",
                 f"reserve {self.reserve}"),
                (self.gross + self.direct - unpapered
                 == self.payable + self.owed + self.sent - self.repaid, "Gutschriften",
                 f"gross {self.gross} + direct {self.direct} - taken back {unpapered}",
                 f"payable {self.payable} + owed {self.owed} + sent {self.sent} - repaid "
                 f"{self.repaid}"),
                (self.paid == self.sent, "bank", f"payout lines {self.paid}", f"sent {self.sent}"),
                (min(self.pending, self.reserve, self.vested, self.payable, -self.owed) >= 0,
                 "signs", "none below zero, nothing owed above it",
                 f"pending {self.pending}, reserve {self.reserve}, vested {self.vested}, "
                 f"payable {self.payable}, owed {self.owed}"),
            )
            if not holds
        ]  # fmt: skip


def member_money() -> list[MemberMoney]:
    """Return the figures of everybody who ever earned something."""
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES)
        return [MemberMoney(row[0], row[1], *map(int, row[2:])) for row in cursor.fetchall()]


def audit_members(money: list[MemberMoney] | None = None) -> list[Finding]:
    """List the members whose money is not where the papers say."""
    rows = member_money() if money is None else money
    return [finding for row in rows for finding in row.differences()][:_MOST]
