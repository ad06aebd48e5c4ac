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
from network.office_facts import (
    AccountRow,
    ConsentRow,
    CreditSpan,
    CustomerCard,
    MemberContact,
    MoveEffect,
    Profile,
    PublicCard,
    SeenMember,
    SponsorMove,
    SponsorSpan,
    StatusStep,
    TeamColumns,
    TeamHits,
    TreeNode,
)
from network.rules.visibility import Relation, Seen, what_may_be_seen
from network.selectors.accounts import AccountNotFound, account_card, actor_for
from network.selectors.branches import Opening
from network.selectors.buyers import buyer_for
from network.selectors.codes import UnknownSponsorCode
from network.selectors.customers import (
    accounts_page,
    customer_counts,
    customer_names,
    customers_of,
)
from network.selectors.find_members import MemberFilter, find_members
from network.selectors.member_file import (
    consents_of,
    credit_history,
    sponsor_history,
    status_history,
)
from network.selectors.members import (
    MemberNotFound,
    member_card,
    member_cards,
)
from network.selectors.moves import move_effect, moves_of, sponsor_move, sponsor_moves
from network.selectors.name_keys import name_keys
from network.selectors.picture import network_as_of
from network.selectors.profiles import member_by_code, profile_of, public_card
from network.selectors.relations import relation_to
from network.selectors.team import (
    my_sponsors,
    team_member,
    team_path,
    team_search,
    team_tree,
)
from network.selectors.team_columns import team_columns
from network.selectors.titles import title_history, title_of, titles_of
from network.selectors.tree import direct_partners, downline_page, is_in_downline, upline
from network.services.add_staff import STAFF_ROLES, UnknownRole, add_staff
from network.services.ask_for_move import (
    MoveDecided,
    MoveNotFound,
    MoveWaiting,
    decide_sponsor_change,
    request_sponsor_change,
)
from network.services.become_member import AlreadyMember, SponsorMissing, become_member
from network.services.change_credit import (
    CreditInThePast,
    CreditOfPartner,
    CreditPlanned,
    SameCredit,
    change_credit,
)
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
from network.services.index_names import index_names
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
from network.services.set_profile import (
    NewProfile,
    TooLong,
    hide_profile,
    set_profile,
    show_profile,
)

__all__ = [
    "STAFF_ROLES",
    "AccountCard",
    "AccountNotFound",
    "AccountRow",
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
    "ConsentRow",
    "CreditInThePast",
    "CreditOfPartner",
    "CreditPlanned",
    "CreditSpan",
    "CustomerCard",
    "CyclicSponsor",
    "DirectPartners",
    "DownlineEntry",
    "ImportedMember",
    "MemberCard",
    "MemberContact",
    "MemberFilter",
    "MemberHasLeft",
    "MemberNotFound",
    "MoveDecided",
    "MoveEffect",
    "MoveNotFound",
    "MoveWaiting",
    "NetworkHasBegun",
    "NetworkPicture",
    "NewPerson",
    "NewProfile",
    "Opening",
    "Profile",
    "PublicCard",
    "ReasonMissing",
    "Registration",
    "Relation",
    "SameCredit",
    "SameSponsor",
    "SecondPersonMissing",
    "Seen",
    "SeenMember",
    "SponsorChange",
    "SponsorMissing",
    "SponsorMove",
    "SponsorNotActive",
    "SponsorSpan",
    "StatusStep",
    "TeamColumns",
    "TeamHits",
    "Title",
    "TooLong",
    "TooYoung",
    "TreeNode",
    "UnknownLanguage",
    "UnknownRole",
    "UnknownSponsorCode",
    "WeakPassword",
    "account_card",
    "accounts_page",
    "actor_for",
    "add_staff",
    "become_member",
    "buyer_for",
    "change_credit",
    "change_sponsor",
    "change_status",
    "confirm_customer",
    "consents_of",
    "credit_history",
    "customer_counts",
    "customer_names",
    "customers_of",
    "decide_sponsor_change",
    "direct_partners",
    "downline_page",
    "find_members",
    "hide_profile",
    "import_members",
    "index_names",
    "is_in_downline",
    "member_by_code",
    "member_card",
    "member_cards",
    "move_effect",
    "moves_of",
    "my_sponsors",
    "name_keys",
    "network_as_of",
    "profile_of",
    "public_card",
    "record_titles",
    "register_customer",
    "register_member",
    "register_root",
    "relation_to",
    "request_sponsor_change",
    "set_profile",
    "show_profile",
    "sponsor_history",
    "sponsor_move",
    "sponsor_moves",
    "status_history",
    "team_columns",
    "team_member",
    "team_path",
    "team_search",
    "team_tree",
    "title_history",
    "title_of",
    "titles_of",
    "upline",
    "what_may_be_seen",
]
