"""The floor of the house: quantities, refusals, policy, outbox, audit, locks, sealed fields."""
