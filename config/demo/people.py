"""The invented people of the demo: who sponsors whom, who works for the company, who only buys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from config.demo import sign_ins


@dataclass(frozen=True, slots=True)
class DemoPartner:
    """A partner, the e-mail of its sponsor (none for the company's own position), the birthday."""

    email: str
    name: str
    sponsor: str | None
    born_on: date
    joins_after_days: int


@dataclass(frozen=True, slots=True)
class DemoCustomer:
    """A customer who came by a partner's link."""

    email: str
    name: str
    partner: str


@dataclass(frozen=True, slots=True)
class DemoStaff:
    """Somebody who works for the company."""

    email: str
    name: str
    roles: frozenset[str]


def _mail(who: str) -> str:
    return f"{who}@quellmoos.example"


ROOT = _mail("helene.arnold")
ANTON, BEATE, CLARA = _mail("anton.huber"), _mail("beate.lindner"), _mail("clara.sommer")
DANIEL, ELIF, FABIAN = _mail("daniel.krause"), _mail("elif.sahin"), _mail("fabian.wolff")
GRETA, HANNES, ILKA = _mail("greta.nissen"), _mail("hannes.maurer"), _mail("ilka.peters")
KASPAR, LEONIE = _mail("kaspar.stein"), _mail("leonie.franke")

PARTNERS = (
    DemoPartner(ROOT, "Helene Arnold", None, date(1968, 4, 12), 0),
    DemoPartner(sign_ins.PARTNER, "Miriam Vogt", ROOT, date(1979, 9, 3), 3),
    DemoPartner(ANTON, "Anton Huber", ROOT, date(1984, 1, 22), 5),
    DemoPartner(BEATE, "Beate Lindner", sign_ins.PARTNER, date(1971, 6, 30), 9),
    DemoPartner(CLARA, "Clara Sommer", sign_ins.PARTNER, date(1992, 11, 8), 14),
    DemoPartner(DANIEL, "Daniel Krause", sign_ins.PARTNER, date(1988, 2, 17), 21),
    DemoPartner(ELIF, "Elif Şahin", BEATE, date(1995, 7, 5), 26),
    DemoPartner(FABIAN, "Fabian Wolff", BEATE, date(1990, 12, 1), 33),
    DemoPartner(GRETA, "Greta Nissen", ANTON, date(1966, 3, 27), 40),
    DemoPartner(HANNES, "Hannes Maurer", ELIF, date(1983, 10, 14), 47),
    DemoPartner(ILKA, "Ilka Peters", ELIF, date(1999, 5, 19), 55),
    DemoPartner(KASPAR, "Kaspar Stein", HANNES, date(1976, 8, 9), 63),
    DemoPartner(LEONIE, "Leonie Franke", CLARA, date(2001, 1, 31), 70),
)

CUSTOMERS = (
    DemoCustomer(sign_ins.CUSTOMER, "Jonas Reiter", sign_ins.PARTNER),
    DemoCustomer(_mail("paula.ostermann"), "Paula Ostermann", sign_ins.PARTNER),
    DemoCustomer(_mail("quirin.bach"), "Quirin Bach", BEATE),
    DemoCustomer(_mail("rosa.thalmann"), "Rosa Thalmann", HANNES),
    DemoCustomer(_mail("sven.albers"), "Sven Albers", ANTON),
)

# A plan is signed by two owners.
CO_OWNER = _mail("gesellschafter")

STAFF = (
    DemoStaff(sign_ins.OWNER, "Katharina Moos", frozenset({"owner"})),
    DemoStaff(CO_OWNER, "Martin Moos", frozenset({"owner"})),
    DemoStaff(sign_ins.FINANCE, "Thomas Frey", frozenset({"finance"})),
    DemoStaff(sign_ins.FINANCE_SECOND, "Ulrike Bender", frozenset({"finance"})),
    DemoStaff(sign_ins.WAREHOUSE, "Victor Rahn", frozenset({"warehouse"})),
    DemoStaff(sign_ins.SUPPORT, "Wiebke Jansen", frozenset({"support"})),
)
