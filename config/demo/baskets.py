"""Who buys what in a month of the demo: ranks, customers, and partners who are passed over."""

from __future__ import annotations

from config.demo import people, sign_ins

ROSE_SHOWER_GEL, CALENDULA_CREAM, BIRCH_TONIC = "QM-1001", "QM-1002", "QM-1003"
LAVENDER_OIL, OAT_SOAP, SEA_BUCKTHORN_SERUM = "QM-1004", "QM-1005", "QM-1006"
MAGNESIUM_CAPSULES, HERBAL_TEA = "QM-2001", "QM-2002"

Basket = tuple[tuple[str, int], ...]

# 52 PV: just active. 15 PV: not active, so passed over. 135 PV and 188 PV carry a team.
CARE: Basket = ((MAGNESIUM_CAPSULES, 2), (BIRCH_TONIC, 1))
SMALL: Basket = ((OAT_SOAP, 2), (HERBAL_TEA, 1))
LARGE: Basket = ((SEA_BUCKTHORN_SERUM, 3), (CALENDULA_CREAM, 4))
TEAM: Basket = (
    (SEA_BUCKTHORN_SERUM, 4),
    (MAGNESIUM_CAPSULES, 2),
    (ROSE_SHOWER_GEL, 6),
)
GIFT: Basket = ((ROSE_SHOWER_GEL, 1), (LAVENDER_OIL, 2))

# E-mail, basket, day of the month, days until the parcel arrives.
MONTH: tuple[tuple[str, Basket, int, int], ...] = (
    (people.ROOT, LARGE, 2, 2),
    (sign_ins.PARTNER, TEAM, 3, 2),
    (sign_ins.CUSTOMER, GIFT, 4, 3),
    (people.ANTON, CARE, 5, 2),
    (people.BEATE, SMALL, 6, 2),
    (people.CUSTOMERS[1].email, CARE, 7, 2),
    (people.CLARA, LARGE, 8, 1),
    (people.ELIF, LARGE, 9, 2),
    (people.CUSTOMERS[2].email, SMALL, 10, 4),
    (people.HANNES, TEAM, 11, 2),
    (people.DANIEL, CARE, 12, 2),
    (people.CUSTOMERS[3].email, CARE, 13, 3),
    (people.FABIAN, LARGE, 14, 2),
    (people.GRETA, SMALL, 16, 2),
    (people.KASPAR, CARE, 17, 2),
    (people.ILKA, LARGE, 18, 2),
    (people.CUSTOMERS[4].email, GIFT, 19, 3),
    (sign_ins.CUSTOMER, CARE, 21, 2),
    (people.CLARA, SMALL, 24, 2),
    (sign_ins.PARTNER, GIFT, 26, 2),
)
