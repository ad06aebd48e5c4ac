"""What other rooms may call of the network: functions and frozen types, nothing else.

A member's id is the number that people see. Days are the company's, instants are aware UTC.
Services ask the policy where an `actor` is given; plain reads trust that the caller has asked.
"""

from network.facts import (
    AccountCard,
    Buyer,
    DirectPartners,
    DownlineEntry,
    ImportedMember,
    MemberCard,
    NetworkPicture,
    NewPerson,
    Registration,
    SponsorChange,
    Title,
)
from network.selectors.accounts import AccountNotFound, account_card, actor_for
from network.selectors.buyers import buyer_for
from network.selectors.codes import UnknownSponsorCode
from network.selectors.members import (
    MemberNotFound,
    find_members,
    member_by_code,
    member_card,
    member_cards,
)
from network.selectors.picture import network_as_of
from network.selectors.titles import title_history, title_of, titles_of
from network.selectors.tree import direct_partners, downline_page, is_in_downline, upline
from network.services.add_staff import STAFF_ROLES, UnknownRole, add_staff
from network.services.become_member import AlreadyMember, SponsorMissing, become_member
from network.services.change_sponsor import (
    BeforeJoining,
    CyclicSponsor,
    MemberHasLeft,
    ReasonMissing,
    SameSponsor,
    SecondPersonMissing,
    change_sponsor,
)
from network.services.change_status import change_status
from network.services.confirm_customer import confirm_customer
from network.services.import_members import import_members
from network.services.open_account import (
    BadCountry,
    BadEmail,
    BadName,
    CannotOpenAccount,
    UnknownLanguage,
    WeakPassword,
)
from network.services.open_position import (
    AgreementMissing,
    BadBirthday,
    SponsorNotActive,
    TooYoung,
)
from network.services.record_titles import record_titles
from network.services.register_customer import register_customer
from network.services.register_member import register_member
from network.services.register_root import BadCode, NetworkHasBegun, register_root

__all__ = [
    "STAFF_ROLES",
    "AccountCard",
    "AccountNotFound",
    "AgreementMissing",
    "AlreadyMember",
    "BadBirthday",
    "BadCode",
    "BadCountry",
    "BadEmail",
    "BadName",
    "BeforeJoining",
    "Buyer",
    "CannotOpenAccount",
    "CyclicSponsor",
    "DirectPartners",
    "DownlineEntry",
    "ImportedMember",
    "MemberCard",
    "MemberHasLeft",
    "MemberNotFound",
    "NetworkHasBegun",
    "NetworkPicture",
    "NewPerson",
    "ReasonMissing",
    "Registration",
    "SameSponsor",
    "SecondPersonMissing",
    "SponsorChange",
    "SponsorMissing",
    "SponsorNotActive",
    "Title",
    "TooYoung",
    "UnknownLanguage",
    "UnknownRole",
    "UnknownSponsorCode",
    "WeakPassword",
    "account_card",
    "actor_for",
    "add_staff",
    "become_member",
    "buyer_for",
    "change_sponsor",
    "change_status",
    "confirm_customer",
    "direct_partners",
    "downline_page",
    "find_members",
    "import_members",
    "is_in_downline",
    "member_by_code",
    "member_card",
    "member_cards",
    "network_as_of",
    "record_titles",
    "register_customer",
    "register_member",
    "register_root",
    "title_history",
    "title_of",
    "titles_of",
    "upline",
]
