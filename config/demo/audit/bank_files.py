"""The bank files, read as XML by the standard library, against payout lines and the ledger."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from hashlib import sha256
from xml.etree import ElementTree

from django.db import connection

from config.demo.audit.findings import Finding, differences
from core.errors import InvariantBroken, Refusal
from core.money import EXPONENTS

_BATCHES = """
SELECT b.id, b.currency, b.payment_count, b.total_minor, f.sha256
FROM finance_payoutbatch b LEFT JOIN finance_payoutfile f ON f.batch_id = b.id
WHERE b.state = 'approved' ORDER BY b.id
"""

_PAID = """
SELECT end_to_end_id, amount_minor FROM finance_payoutline
WHERE batch_id = %(batch)s AND state = 'paid' ORDER BY end_to_end_id
"""

_TOTALS = """
SELECT 'payout ' || b.id, concat_ws(' ', count(l.id), coalesce(sum(l.amount_minor), 0)),
       concat_ws(' ', b.payment_count, b.total_minor)
FROM finance_payoutbatch b
LEFT JOIN finance_payoutline l ON l.batch_id = b.id AND l.state IN ('open', 'paid')
WHERE b.state IN ('prepared', 'approved')
GROUP BY b.id
HAVING (count(l.id), coalesce(sum(l.amount_minor), 0)) <> (b.payment_count, b.total_minor)
ORDER BY 1
"""

ReadFile = Callable[[int], bytes]


def audit_bank_files(read_file: ReadFile) -> list[Finding]:
    """List every approved payout whose file does not pay exactly its lines.

    `read_file` hands out the sealed file of a batch: the one thing SQL cannot read.
    """
    findings = differences("payout = its lines", _TOTALS)
    with connection.cursor() as cursor:
        cursor.execute(_BATCHES)
        batches = cursor.fetchall()
    for batch_id, currency, count, total_minor, stored_hash in batches:
        name = f"payout {batch_id}"
        try:
            content = read_file(batch_id)
        except (InvariantBroken, Refusal) as broken:
            findings.append(Finding("bank file hash", name, stored_hash, str(broken)))
            continue
        if (digest := sha256(content).hexdigest()) != stored_hash:
            findings.append(Finding("bank file hash", name, stored_hash, digest))
        findings += _differences(name, content, currency, (count, total_minor), _lines(batch_id))
    return findings


def _lines(batch_id: int) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(_PAID, {"batch": batch_id})
        return dict(cursor.fetchall())


def _differences(
    name: str, content: bytes, currency: str, announced: tuple[int, int], lines: dict[str, int]
) -> list[Finding]:
    root = ElementTree.fromstring(content)  # noqa: S314 — our own file, its hash was checked
    paid = _payments(root, currency)
    findings = [
        Finding("bank file = payout lines", f"{name} {key}", str(lines.get(key)),
                str(paid.get(key)))
        for key in sorted(lines.keys() | paid.keys())
        if lines.get(key) != paid.get(key)
    ]  # fmt: skip
    totals = (len(paid), sum(paid.values()))
    told = (_text(root, "GrpHdr/NbOfTxs"), _text(root, "GrpHdr/CtrlSum"))
    told_minor = (int(told[0]), _minor(told[1], currency))
    for what, found in (("payout total", announced), ("control sum", told_minor)):
        if found != totals:
            findings.append(Finding("bank file sums", f"{name} {what}", str(totals), str(found)))
    return findings


def _payments(root: ElementTree.Element, currency: str) -> dict[str, int]:
    """Return what the file pays by end-to-end id; an amount in another currency counts as none."""
    found: dict[str, int] = {}
    for payment in root.iter(f"{{{_space(root)}}}CdtTrfTxInf"):
        amount = payment.find(_path(root, "Amt/InstdAmt"))
        key = _text(payment, "PmtId/EndToEndId", root)
        if amount is not None and amount.get("Ccy") == currency and key not in found:
            found[key] = _minor(amount.text or "", currency)
    return found


def _minor(text: str, currency: str) -> int:
    return int(Decimal(text).scaleb(EXPONENTS[currency]))


def _text(at: ElementTree.Element, path: str, root: ElementTree.Element | None = None) -> str:
    found = at.find(f".//{_path(root if root is not None else at, path)}")
    return "" if found is None else found.text or ""


def _path(root: ElementTree.Element, path: str) -> str:
    return "/".join(f"{{{_space(root)}}}{part}" for part in path.split("/"))


def _space(root: ElementTree.Element) -> str:
    return root.tag[1:].partition("}")[0]
