"""May this file be taken into this company? Asked before anything is changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from core.errors import Conflict, Invalid, Refused

_SOURCE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_RESERVED = "shop"
SESSION_LOCK = 7_130_277_001  # any number that nothing else locks

_STRANGERS = """
SELECT (SELECT count(*) FROM shop_order WHERE origin <> %(source)s) AS orders,
       (SELECT count(*) FROM network_member WHERE source IS DISTINCT FROM %(source)s) AS members
"""

_OWN = """
SELECT count(*) FILTER (WHERE o.id IS NULL) AS new_rows,
       (SELECT count(*) FROM shop_order WHERE origin = %(source)s
                                          AND buyer_member_id IS NULL) AS guest_orders,
       (SELECT count(*) FROM network_member WHERE source = %(source)s) AS members
FROM pg_temp.import_staged s
LEFT JOIN shop_order o ON o.origin = %(source)s AND o.external_reference = s.reference
"""


class BadSource(Invalid):
    """The name of the other system cannot be used."""

    code = "imports.bad_source"


class CompanyNotEmpty(Refused):
    """The company has orders or members that do not come from this source."""

    code = "imports.company_not_empty"


class OtherWayOfTaking(Refused):
    """The source's earlier rows were taken with a network, these without, or the reverse."""

    code = "imports.other_way_of_taking"


class ImportRuns(Conflict):
    """Another import works on this database."""

    code = "imports.import_runs"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the company already has of the staged file's source."""

    new_rows: int
    guest_orders: int
    members: int


def check_source(source: str) -> None:
    """Insist on a short name that is not the shop's own.

    Raises: BadSource.
    """
    if not _SOURCE.fullmatch(source) or source == _RESERVED:
        hint = _("“%(source)s”: name the source with a-z, 0-9 and _, up to 40 characters.")
        raise BadSource(hint % {"source": source[:60]})


def check_company(source: str) -> None:
    """Insist on a company that has nothing but this source's orders and members.

    Raises: CompanyNotEmpty.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STRANGERS, {"source": source})
        orders, members = cursor.fetchone()
    if orders or members:
        hint = _(
            "This company already has %(orders)d orders and %(members)d members that are not of"
            " the source “%(source)s”. Import into an empty company."
        )
        raise CompanyNotEmpty(hint % {"orders": orders, "members": members, "source": source})


def standing(source: str) -> Standing:
    """Compare the staged rows with the orders of this source that are there already."""
    with connection.cursor() as cursor:
        cursor.execute(_OWN, {"source": source})
        return Standing(*cursor.fetchone())


def check_way(found: Standing, *, with_network: bool) -> None:
    """Insist that one source's orders are all of guests, or all of members.

    Raises: OtherWayOfTaking.
    """
    if with_network and found.guest_orders:
        text = _(
            "These orders were taken in without a network. For a demo network import them into an"
            " empty company."
        )
        raise OtherWayOfTaking(text)
    if not with_network and found.members and found.new_rows:
        raise OtherWayOfTaking(
            _("The earlier orders of this source have members. Add --demo-network.")
        )


@contextmanager
def only_import() -> Iterator[None]:
    """Keep a second import out until this one is over, also when this process is killed.

    Raises: ImportRuns.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [SESSION_LOCK])
        if not cursor.fetchone()[0]:
            raise ImportRuns(_("Another import is running. Wait until it has ended."))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [SESSION_LOCK])
