"""Ids of messages and transfers: at most 35 characters, never used twice by anybody of ours."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

_TOKEN_LENGTH = 12


@dataclass(frozen=True, slots=True)
class MessageIds:
    """The ids of one bank file. The token differs between companies and databases."""

    message_id: str
    token: str

    def end_to_end_id(self, line_no: int) -> str:
        """Return the id by which a bank statement names the transfer of a line."""
        return f"{self.token}-{line_no}"


def message_ids(*, debtor_iban: str, nonce: str, at: datetime) -> MessageIds:
    """Make ids from who pays, when, and something that never repeats."""
    digest = hashlib.sha256(f"{debtor_iban}|{nonce}|{at.isoformat()}".encode()).hexdigest()
    token = digest[:_TOKEN_LENGTH].upper()
    return MessageIds(f"VN-{at.astimezone(UTC):%Y%m%d}-{token}", token)
