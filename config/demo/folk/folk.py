"""The shapes of the demo's people; `who` is the name by which the demo's files speak of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.addresses import Address


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner or an applicant, its sponsor (none for the company's own position), the birthday.

    Most joined some days after the company began, the latest some days before the demo is loaded.
    """

    who: str
    sponsor: str
    born_on: date
    address: Address
    joins_after_days: int = 0
    joined_days_ago: int = 0


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer, and the partner whose link led here, if any."""

    who: str
    partner: str
    address: Address


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who works for the company."""

    who: str
    name: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Folk:
    """Everybody, in the order in which they came."""

    staff: tuple[Staff, ...]
    partners: tuple[Partner, ...]
    newcomers: tuple[Partner, ...]
    applicants: tuple[Partner, ...]
    customers: tuple[Customer, ...]

    def address_of(self, who: str) -> Address:
        """Return where somebody lives.

        Raises: KeyError — there is nobody of this name.
        """
        partners = (*self.partners, *self.newcomers, *self.applicants)
        addresses = {partner.who: partner.address for partner in partners}
        addresses |= {customer.who: customer.address for customer in self.customers}
        return addresses[who]
