"""What the network keeps: logins, positions, who sponsored whom and since when."""

from network.models.account import Account, AccountRole
from network.models.address_book import AccountAddress
from network.models.application import ApplicationDraft
from network.models.audience import Audience
from network.models.consent import Consent
from network.models.customer_credit import CustomerCredit
from network.models.email_change import EmailChange
from network.models.member import NEVER_JOINED, Member, MemberStatus, MemberStatusChange
from network.models.name_keys import NameKeys
from network.models.person import PersonPosition, PersonRequest
from network.models.placement import HeldPosition, Placement, PlacementRule, Seat, SeatingRule
from network.models.placement_move import PlacementMoveRequest
from network.models.profile import MemberProfile
from network.models.session import AccountSession
from network.models.sponsor_change import SponsorChangeRequest
from network.models.sponsorship import Sponsorship
from network.models.tax import TaxDeclaration, TaxStatus
from network.models.title import MemberTitle

__all__ = [
    "NEVER_JOINED",
    "Account",
    "AccountAddress",
    "AccountRole",
    "AccountSession",
    "ApplicationDraft",
    "Audience",
    "Consent",
    "CustomerCredit",
    "EmailChange",
    "HeldPosition",
    "Member",
    "MemberProfile",
    "MemberStatus",
    "MemberStatusChange",
    "MemberTitle",
    "NameKeys",
    "PersonPosition",
    "PersonRequest",
    "Placement",
    "PlacementMoveRequest",
    "PlacementRule",
    "Seat",
    "SeatingRule",
    "SponsorChangeRequest",
    "Sponsorship",
    "TaxDeclaration",
    "TaxStatus",
]
