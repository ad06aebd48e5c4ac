"""Take over the members of another system, in bulk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, encryption
from core.company import company
from core.errors import Invalid
from core.policy import Actor
from network.facts import ImportedMember
from network.models import Account, Member, MemberStatus, MemberStatusChange, Sponsorship
from network.rules.forest import found_cycle
from network.services.hold_position import hold_imported
from network.services.index_names import index_names
from network.services.knowledge import learned_at, lock_tree
from network.services.open_account import checked_name
from network.services.open_position import free_codes

BATCH = 2_000


class RepeatedReference(Invalid):
    """Two rows of one import claim the same reference."""

    code = "network.repeated_reference"


class UnknownSponsorReference(Invalid):
    """A row names a sponsor that is neither stored nor in the same import."""

    code = "network.unknown_sponsor_reference"


class CyclicReferences(Invalid):
    """A row is its own upline."""

    code = "network.cyclic_references"


class SponsorJoinedLater(Invalid):
    """A row joined before its sponsor did."""

    code = "network.sponsor_joined_later"


@transaction.atomic
def import_members(
    *, source: str, members: Sequence[ImportedMember], recorded_at: datetime | None = None
) -> dict[str, int]:
    """Open a position for every new reference; return the number of every reference given.

    References that are stored already stay as they are: the same import twice changes nothing.
    Sponsors may stand anywhere in the same import. Nobody can sign in to an imported account.
    `recorded_at` is when the company learned of them all; without it each row counts as known
    from its own joining on, as a replay of history needs it.
    Raises: RepeatedReference; UnknownSponsorReference; CyclicReferences; SponsorJoinedLater;
        BadName. Then nothing is imported.
    """
    if not members:
        return {}
    lock_tree()
    known = _stored(source, members)
    new = _new_rows(members, known)
    _check_sponsors(new, known)
    if new:
        _store(source, new, known, recorded_at)
        system = Actor.system("import")
        facts = {"source": source, "members": len(new)}
        audit.record(
            actor=system,
            action="network.import_members",
            subject=f"source:{source}",
            at=recorded_at or max(row.joined_at for row in new),
            facts=facts,
        )
    return {row.external_reference: known[row.external_reference].pk for row in members}


def _stored(source: str, members: Sequence[ImportedMember]) -> dict[str, Member]:
    asked = {row.external_reference for row in members}
    asked |= {row.sponsor_reference for row in members if row.sponsor_reference is not None}
    found = Member.objects.filter(source=source, external_reference__in=asked)
    return {str(member.external_reference): member for member in found}


def _new_rows(
    members: Sequence[ImportedMember], known: Mapping[str, Member]
) -> list[ImportedMember]:
    new: dict[str, ImportedMember] = {}
    for row in members:
        reference = row.external_reference
        if new.setdefault(reference, row) != row:
            raise RepeatedReference(
                _("The reference “%(reference)s” stands for two different members.")
                % {"reference": reference},
                reference=reference,
            )
    return [row for reference, row in new.items() if reference not in known]


def _check_sponsors(new: Sequence[ImportedMember], known: Mapping[str, Member]) -> None:
    joined = {row.external_reference: row.joined_at for row in new}
    for row in new:
        sponsor = row.sponsor_reference
        if sponsor is None:
            continue
        if sponsor not in joined and sponsor not in known:
            raise UnknownSponsorReference(
                _("“%(reference)s” names a sponsor “%(sponsor)s” who is not there.")
                % {"reference": row.external_reference, "sponsor": sponsor},
                reference=row.external_reference,
            )
        if sponsor in joined and joined[sponsor] > row.joined_at:
            raise _joined_later(row)
    circle = found_cycle({row.external_reference: row.sponsor_reference for row in new})
    if circle is not None:
        raise CyclicReferences(
            _("The sponsors above “%(reference)s” lead in a circle.") % {"reference": circle},
            reference=circle,
        )


def _joined_later(row: ImportedMember) -> SponsorJoinedLater:
    return SponsorJoinedLater(
        _("“%(reference)s” joined before the sponsor “%(sponsor)s” did.")
        % {"reference": row.external_reference, "sponsor": row.sponsor_reference},
        reference=row.external_reference,
    )


def _store(
    source: str,
    new: Sequence[ImportedMember],
    known: dict[str, Member],
    recorded_at: datetime | None,
) -> None:
    """Write accounts, positions, first statuses and sponsorships; add the positions to `known`."""
    accounts = _accounts(new)
    Account.objects.bulk_create(accounts, batch_size=BATCH)
    positions = _positions(source, new, accounts)
    for row, member in zip(new, positions, strict=True):
        sponsor = known.get(row.sponsor_reference) if row.sponsor_reference else None
        if sponsor is not None and sponsor.joined_on > member.joined_on:
            raise _joined_later(row)
    Member.objects.bulk_create(positions, batch_size=BATCH)
    known.update(zip((row.external_reference for row in new), positions, strict=True))
    floor = learned_at(recorded_at or min(row.joined_at for row in new))
    learned = [max(recorded_at or row.joined_at, floor) for row in new]
    _store_histories(new, known, learned)


def _store_histories(
    new: Sequence[ImportedMember], known: Mapping[str, Member], learned: Sequence[datetime]
) -> None:
    """Write the first status and the sponsor of each new position."""
    label = Actor.system("import").label
    statuses, sponsorships = [], []
    for row, known_at in zip(new, learned, strict=True):
        member = known[row.external_reference]
        statuses.append(
            MemberStatusChange(
                member=member,
                to_status=member.status,
                effective_on=member.joined_on,
                recorded_at=known_at,
                actor=label,
                reason="import",
            )
        )
        sponsorships.append(
            Sponsorship(
                member=member,
                sponsor=known[row.sponsor_reference] if row.sponsor_reference else None,
                valid_from=member.joined_on,
                recorded_at=known_at,
                reason="import",
                actor=label,
            )
        )
    MemberStatusChange.objects.bulk_create(statuses, batch_size=BATCH)
    Sponsorship.objects.bulk_create(sponsorships, batch_size=BATCH)
    hold_imported([known[row.external_reference].pk for row in new], at=max(learned))


def _accounts(new: Sequence[ImportedMember]) -> list[Account]:
    home, nobody_signs_in = company(), make_password(None)
    people = encryption.new_people(len(new))
    names = [(who, checked_name(row.name)) for who, row in zip(people, new, strict=True)]
    index_names(names)
    return [
        Account(
            password=nobody_signs_in,
            name_sealed=name,
            person_id=who,
            audience_id="partner",
            language=home.language,
            country=home.country,
            opened_at=row.joined_at,
        )
        for who, name, row in zip(people, encryption.seal_many(names), new, strict=True)
    ]


def _positions(
    source: str, new: Sequence[ImportedMember], accounts: Sequence[Account]
) -> list[Member]:
    home = company()
    zone = ZoneInfo(home.time_zone)
    return [
        Member(
            account=account,
            code=code,
            status=MemberStatus.ACTIVE,
            country=home.country,
            joined_on=row.joined_at.astimezone(zone).date(),
            source=source,
            external_reference=row.external_reference,
        )
        for row, account, code in zip(new, accounts, free_codes(len(new)), strict=True)
    ]
