"""Value-added tax that is contained in a gross amount."""

from __future__ import annotations

from core.rates import WHOLE_BP
from core.rounding import round_half_up


def net_of_gross(gross_minor: int, rate_bp: int) -> int:
    """Take the tax out of a gross amount: minor units, half up.

    Source: prices to consumers are gross (§ 3 PAngV); the net derives from the document's sum.
    """
    return round_half_up(gross_minor * WHOLE_BP, WHOLE_BP + rate_bp)
