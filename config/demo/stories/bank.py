"""What the bank says about the payouts: most arrive, one transfer comes back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from xml.sax.saxutils import escape

from django.db import connection

import finance.public as finance
from config.demo.closing import Office
from core.company import company, local_date
from core.money import EXPONENTS

_ORDERED = """
SELECT l.end_to_end_id, l.amount_minor FROM finance_payoutline l
JOIN finance_payoutbatch b ON b.id = l.batch_id
WHERE b.pay_on = %s AND b.state = 'approved' AND l.state = 'paid' ORDER BY l.line_no
"""

Transfer = tuple[str, int]


def import_statement(pay_on: date, office: Office, at: datetime, *, one_returns: bool) -> None:
    """Let finance import the bank's statement about a pay day's transfers, if there were any."""
    with connection.cursor() as cursor:
        cursor.execute(_ORDERED, [pay_on])
        ordered: list[Transfer] = cursor.fetchall()
    if ordered:
        back = ordered[-1:] if one_returns else []
        content = statement(ordered, back, day=local_date(at))
        finance.import_bank_statement(content=content, actor=office.clerk, at=at)


def statement(left: Sequence[Transfer], returned: Sequence[Transfer], *, day: date) -> bytes:
    """Write a camt.053 statement of the company's account: what left it, and what came back."""
    ours = company()
    entries = [_entry(one, ours.currency, day) for one in left]
    entries += [_entry(one, ours.currency, day, comes_back=True) for one in returned]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>'
        f"<GrpHdr><MsgId>KA-{day}</MsgId><CreDtTm>{day}T20:00:00+01:00</CreDtTm></GrpHdr>"
        f"<Stmt><Id>KA-{day}</Id><CreDtTm>{day}T20:00:00+01:00</CreDtTm>"
        f"<Acct><Id><IBAN>{ours.iban}</IBAN></Id><Ccy>{ours.currency}</Ccy></Acct>"
        "<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp>"
        f'<Amt Ccy="{ours.currency}">250000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
        f"<Dt><Dt>{day}</Dt></Dt></Bal>{''.join(entries)}</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def _entry(transfer: Transfer, currency: str, day: date, *, comes_back: bool = False) -> str:
    end_to_end_id, minor = transfer
    amount = f'<Amt Ccy="{currency}">{_text(minor, currency)}</Amt>'
    direction = f"<CdtDbtInd>{'CRDT' if comes_back else 'DBIT'}</CdtDbtInd>"
    why = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>" if comes_back else ""
    return (
        f"<Ntry>{amount}{direction}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt>"
        "<BkTxCd><Prtry><Cd>NTRF</Cd></Prtry></BkTxCd>"
        f"<NtryDtls><TxDtls><Refs><EndToEndId>{escape(end_to_end_id)}</EndToEndId></Refs>"
        f"{amount}{direction}{why}</TxDtls></NtryDtls></Ntry>"
    )


def _text(minor: int, currency: str) -> str:
    places = EXPONENTS[currency]
    whole, part = divmod(minor, 10**places)
    return f"{whole}.{part:0{places}d}" if places else str(whole)
