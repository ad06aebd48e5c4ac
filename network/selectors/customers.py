"""Customers: for the member they are credited to, and for staff."""

from __future__ import annotations

from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from core import encryption, policy
from core.paging import Page, PageRequest
from core.policy import Actor
from network.models import Account, Consent, CustomerCredit
from network.office_facts import AccountRow, CustomerCard
from network.rules.codes import normalised_code
from network.rules.consents import ADVISOR_SEES_CONTACT
from network.rules.identity import normalised_email
from network.selectors.matching import number_asked, people_called

FIRST_PAGE = PageRequest()


def customers_of(
    actor: Actor, member_id: int, day: date, *, query: str = "", page: PageRequest = FIRST_PAGE
) -> Page[CustomerCard]:
    """Return the customers credited to a member on a day, the newest first; found by name.

    Raises: NotAllowed.
    """
    policy.require(actor, "network.see_customers", member_id=member_id)
    rows = credits_on(day).filter(member_id=member_id)
    if query.strip():
        rows = rows.filter(account__person_id__in=people_called(query))
    found = list(
        rows.order_by("-valid_from", "-pk").values_list(
            "account_id",
            "valid_from",
            "confirmed_at",
            "account__person_id",
            "account__name_sealed",
        )[slice(*page.bounds)]
    )
    names = encryption.unseal_many_or([(row[3], bytes(row[4])) for row in found], "")
    emails = _shared_emails([row[0] for row in found])
    return page.page(
        CustomerCard(row[0], name, emails.get(row[0], ""), row[1], row[2] is not None)
        for row, name in zip(found, names, strict=True)
    )


def _shared_emails(account_ids: list[int]) -> dict[int, str]:
    """Return the addresses of those who agreed that their partner may write to them."""
    agreed = Consent.objects.filter(
        account_id__in=account_ids, kind=ADVISOR_SEES_CONTACT, withdrawn_at=None
    )
    rows = Account.objects.filter(pk__in=agreed.values("account_id"), email_sealed__isnull=False)
    found = list(rows.values_list("pk", "person_id", "email_sealed"))
    sealed = [(row[1], bytes(row[2] or b"")) for row in found]
    opened = encryption.unseal_many_or(sealed, "")
    return {row[0]: email for row, email in zip(found, opened, strict=True)}


def customer_names(member_id: int, account_ids: list[int]) -> dict[int, str]:
    """Return the names of customers who are or were credited to a member."""
    rows = CustomerCredit.objects.filter(member_id=member_id, account_id__in=account_ids)
    found = list(
        rows.values_list("account_id", "account__person_id", "account__name_sealed").distinct()
    )
    names = encryption.unseal_many_or([(row[1], bytes(row[2])) for row in found], "")
    return {row[0]: name for row, name in zip(found, names, strict=True)}


def customer_counts(member_id: int, since: date, day: date) -> tuple[int, int]:
    """Return how many customers a member has on a day, and how many came since another day."""
    rows = credits_on(day).filter(member_id=member_id)
    return rows.count(), rows.filter(valid_from__gte=since).count()


def accounts_page(
    actor: Actor, *, query: str = "", audience: str = "", page: PageRequest = FIRST_PAGE
) -> Page[AccountRow]:
    """Return logins for staff, the newest first; found by number, e-mail or name.

    Raises: NotAllowed.
    """
    policy.require(actor, "network.see_accounts")
    rows = _called(query)
    if audience:
        rows = rows.filter(audience_id=audience[:32])
    credit = CustomerCredit.objects.filter(account=OuterRef("pk"), valid_until=None)
    found = list(
        rows.order_by("-pk")
        .annotate(
            own_member_id=F("member__id"),
            credited_to=Subquery(credit.order_by("-valid_from").values("member_id")[:1]),
        )
        .values(
            "pk",
            "person_id",
            "name_sealed",
            "audience_id",
            "country",
            "is_active",
            "opened_at",
            "own_member_id",
            "credited_to",
        )[slice(*page.bounds)]
    )
    sealed = [(row["person_id"], bytes(row["name_sealed"])) for row in found]
    names = encryption.unseal_many_or(sealed, "")
    return page.page(
        AccountRow(
            account_id=row["pk"],
            name=name,
            audience=row["audience_id"],
            country=row["country"],
            is_active=row["is_active"],
            opened_at=row["opened_at"],
            member_id=row["own_member_id"],
            credited_member_id=row["credited_to"],
        )
        for row, name in zip(found, names, strict=True)
    )


def credits_on(day: date) -> QuerySet[CustomerCredit]:
    """Return the credits that hold on a day."""
    return CustomerCredit.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=day), valid_from__lte=day
    )


def _called(query: str) -> QuerySet[Account]:
    typed = query.strip()[:120]
    if not typed:
        return Account.objects.all()
    if "@" in typed:
        digest = encryption.blind_index(normalised_email(typed))
        return Account.objects.filter(email_digest=digest)
    found = Q(person_id__in=people_called(typed)) | Q(member__code=normalised_code(typed))
    if (number := number_asked(typed)) is not None:
        found |= Q(pk=number) | Q(member__id=number)
    return Account.objects.filter(found)
