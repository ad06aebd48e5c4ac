"""The code that fills in a bank transfer."""

from __future__ import annotations

from segno.helpers import make_epc_qr

from core.epc import epc_code

BANK = {"holder": "Moos GmbH", "iban": "DE02 1203 0000 0000 2020 51", "bic": "BYLADEM1001"}


def test_amount_account_and_reference_are_in_the_code() -> None:
    made = epc_code(**BANK, amount_minor=4670, reference="100050")
    wanted = make_epc_qr(
        name="Moos GmbH", iban="DE02120300000000202051", amount="46.70", text="100050",
        bic="BYLADEM1001",
    )  # fmt: skip
    assert list(made.matrix) == list(wanted.matrix)
    assert made.error == "M"


def test_a_long_name_is_cut_to_what_the_code_can_hold() -> None:
    assert epc_code(**{**BANK, "holder": "M" * 200}, amount_minor=1, reference="1").version <= 13
