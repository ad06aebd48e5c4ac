"""What the network keeps: logins, positions, who sponsored whom and since when."""

from network.models.account import Account, AccountRole
from network.models.audience import Audience
from network.models.consent import Consent
from network.models.customer_credit import CustomerCredit
from network.models.member import Member, MemberStatus, MemberStatusChange
from network.models.name_keys import NameKeys
from network.models.profile import MemberProfile
from network.models.sponsor_change import SponsorChangeRequest
from network.models.sponsorship import Sponsorship
from network.models.title import MemberTitle

__all__ = [
    "Account",
    "AccountRole",
    "Audience",
    "Consent",
    "CustomerCredit",
    "Member",
    "MemberProfile",
    "MemberStatus",
    "MemberStatusChange",
    "MemberTitle",
    "NameKeys",
    "SponsorChangeRequest",
    "Sponsorship",
]
