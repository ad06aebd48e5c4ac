"""Finance: ledger, statements, bank accounts, payouts."""
