"""Who buys what in a month of the demo: ranks, customers, and partners who are passed over."""

from __future__ import annotations

from config.demo import people, sign_ins
from config.demo.catalogue import (
    BIRCH_TONIC,
    CALENDULA_CREAM,
    HERBAL_TEA,
    LAVENDER_OIL,
    MAGNESIUM_CAPSULES,
    OAT_SOAP,
    ROSE_SHOWER_GEL,
    SEA_BUCKTHORN_SERUM,
)

Basket = tuple[tuple[str, int], ...]

# 52 PV: just active. 15 PV: not active, so passed over. 135 PV and 188 PV carry a team.
CARE: Basket = ((MAGNESIUM_CAPSULES.sku, 2), (BIRCH_TONIC.sku, 1))
SMALL: Basket = ((OAT_SOAP.sku, 2), (HERBAL_TEA.sku, 1))
LARGE: Basket = ((SEA_BUCKTHORN_SERUM.sku, 3), (CALENDULA_CREAM.sku, 4))
TEAM: Basket = (
    (SEA_BUCKTHORN_SERUM.sku, 4),
    (MAGNESIUM_CAPSULES.sku, 2),
    (ROSE_SHOWER_GEL.sku, 6),
)
GIFT: Basket = ((ROSE_SHOWER_GEL.sku, 1), (LAVENDER_OIL.sku, 2))

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
