"""What other rooms may call of the network: functions and frozen types, nothing else.

A member's id is the number that people see. Days are the company's, instants are aware UTC.
Services ask the policy where an `actor` is given; plain reads trust that the caller has asked.
"""

from network.account_facts import (
    AccountDetails,
    Addressee,
    Advisor,
    ApplicationAnswers,
    ApplicationDetails,
    ApplicationRow,
    BookAddress,
    ConfirmedEmail,
    ConsentEntry,
    HandedIn,
    OwnProfile,
    OwnSession,
    PositionStep,
)
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
from network.passwords import WeakPassword, check_password_rules
from network.person_facts import NewPersonWish, PersonColumns, PersonSpan, PersonWish
from network.placement_facts import (
    HeldPartner,
    PlaceChoice,
    Placed,
    PlacementBranch,
    PlacementMove,
    PlacementNode,
    PlacementPicture,
    PlacementSettings,
    PlacementSpan,
    PlaceOffer,
)
from network.rules.consents import ADVISOR_SEES_CONTACT, ADVISOR_SEES_ORDERS
from network.rules.tax_kinds import SELF_BILLING
from network.rules.visibility import Relation, Seen, what_may_be_seen
from network.selectors.accounts import AccountNotFound, account_card, actor_for
from network.selectors.actor_names import actor_names
from network.selectors.applications import (
    application,
    application_answers,
    applications,
    rejection_reason,
)
from network.selectors.branches import Opening, tree_page_size
from network.selectors.buyers import buyer_for
from network.selectors.codes import UnknownSponsorCode
from network.selectors.customers import accounts_page, customer_counts, customer_names, customers_of
from network.selectors.find_members import MemberFilter, find_members
from network.selectors.holding_tank import holding_tank, place_choice
from network.selectors.home_towns import home_towns
from network.selectors.member_file import (
    consents_of,
    credit_history,
    placement_history,
    sponsor_history,
    status_history,
)
from network.selectors.members import MemberNotFound, joined_on_of, member_card, member_cards
from network.selectors.moves import move_effect, moves_of, sponsor_move, sponsor_moves
from network.selectors.name_keys import name_keys
from network.selectors.names_for import names_for
from network.selectors.own_account import (
    account_details,
    addressee_of,
    addresses_of,
    advisor_of,
    confirmation_addressee,
    confirmation_token,
    own_consents,
    reset_token,
    who_consented,
)
from network.selectors.own_data import own_data
from network.selectors.persons import (
    person_columns,
    person_history,
    person_obstacle,
    person_wish,
    person_wishes,
    person_wishes_of,
    persons_as_of,
)
from network.selectors.picture import (
    members_at_most,
    network_as_of,
    network_mark,
    sponsors_left,
    statuses_on,
)
from network.selectors.picture_columns import (
    PLAIN_READS,
    STATUSES,
    NetworkColumns,
    PlacementColumns,
    network_columns,
    placement_columns,
)
from network.selectors.placement import placement_as_of
from network.selectors.placement_moves import (
    placement_move,
    placement_moves,
    placement_obstacle,
)
from network.selectors.placement_rules import placement_settings, placement_settings_history
from network.selectors.placement_tree import first_placed, placement_branch, placement_names
from network.selectors.profiles import member_by_code, own_card, profile_of, public_card
from network.selectors.recorded_since import was_recorded_since
from network.selectors.relations import relation_to
from network.selectors.sessions import own_sessions
from network.selectors.tax import (
    self_billing_agreed,
    suppliers,
    tax_declarations,
    tax_facts,
    tax_file,
    tax_status_on,
    waiting_tax_declarations,
)
from network.selectors.team import (
    line_members,
    my_sponsors,
    team_member,
    team_path,
    team_search,
    team_tree,
)
from network.selectors.team_columns import team_columns
from network.selectors.titles import title_history, title_of, titles_of
from network.selectors.tree import (
    direct_partners,
    downline_page,
    is_in_downline,
    partner_count,
    upline,
    uplines_of,
)
from network.services.add_staff import STAFF_ROLES, UnknownRole, add_staff
from network.services.address_book import (
    AddressNotFound,
    TooManyAddresses,
    add_address,
    change_address,
    prefer_address,
    remove_address,
)
from network.services.application import (
    ApplicationIncomplete,
    hand_in_application,
    keep_agreement,
    keep_details,
)
from network.services.ask_for_move import (
    MoveWaiting,
    decide_sponsor_change,
    request_sponsor_change,
)
from network.services.ask_for_person import decide_person, request_person
from network.services.ask_for_place import decide_placement_move, request_placement_move
from network.services.asked import MoveDecided, MoveNotFound
from network.services.become_member import AlreadyMember, SponsorMissing, become_member
from network.services.change_credit import (
    CreditInThePast,
    CreditOfPartner,
    CreditPlanned,
    SameCredit,
    change_credit,
)
from network.services.change_email import SameEmail, ask_email_change, drop_email_change
from network.services.change_sponsor import (
    BeforeJoining,
    CyclicSponsor,
    MemberHasLeft,
    ReasonMissing,
    SameSponsor,
    SecondPersonMissing,
    change_sponsor,
)
from network.services.change_status import ApplicationNotDecided, change_status
from network.services.confirm_customer import confirm_customer
from network.services.confirm_email import (
    AddressTaken,
    ConfirmedAlready,
    ask_confirmation,
    confirm_email,
)
from network.services.consents import UnknownConsent, choose_consents
from network.services.decide_application import (
    AddressNotConfirmed,
    NotWaiting,
    OwnApplication,
    decide_application,
)
from network.services.edit_profile import ask_closing, edit_profile, keep_account
from network.services.end_sessions import SessionNotFound, end_other_sessions, end_session
from network.services.fill_network import NetworkInUse, fill_network
from network.services.import_members import import_members
from network.services.import_tax_statuses import import_tax_statuses
from network.services.index_names import index_names
from network.services.join_positions import (
    NotTogether,
    PersonEndsFirst,
    PersonInPart,
    PersonTaken,
    PositionNotOpen,
    SamePosition,
)
from network.services.move_placement import CyclicPlace, NotPlaced, PlaceDayImpossible
from network.services.open_account import (
    BadCountry,
    BadEmail,
    BadName,
    CannotOpenAccount,
    UnknownLanguage,
)
from network.services.open_position import (
    AGREEMENT,
    AgreementMissing,
    BadBirthday,
    SponsorNotActive,
    TooYoung,
    agreements_in_force,
)
from network.services.own_account import WrongPassword, insist_on_password
from network.services.own_interest import OwnInterest, refuse_own_interest
from network.services.passwords import (
    ask_password_reset,
    change_password,
    check_reset_token,
    reset_password,
)
from network.services.place_due import place_due
from network.services.place_member import (
    NoSuchSlot,
    NotHeld,
    NotPlacedYet,
    PlaceOutside,
    PlaceTooDeep,
    SlotTaken,
    place_member,
)
from network.services.record_titles import record_titles
from network.services.register_customer import register_customer
from network.services.register_member import register_member
from network.services.register_root import BadCode, NetworkHasBegun, register_root
from network.services.self_billing import (
    SelfBillingWordingMissing,
    agree_to_self_billing,
    revoke_self_billing,
    self_billing_in_force,
)
from network.services.set_placement_rule import (
    BadPlacementRule,
    WidthStays,
    set_placement_rule,
)
from network.services.set_profile import (
    NewProfile,
    TooLong,
    hide_profile,
    set_profile,
    show_profile,
)
from network.services.tax_checks import BadTaxDeclaration
from network.services.tax_statuses import (
    DeclarationDecided,
    DeclarationNotFound,
    DeclarationWaiting,
    OwnDeclaration,
    decide_tax_status,
    declare_tax_status,
)
from network.signed_in import keep_session, remember_sign_in
from network.tax_facts import (
    ImportedTaxStatus,
    NewTaxDeclaration,
    SelfBilling,
    Supplier,
    TaxDeclarationRow,
    TaxFacts,
    TaxFile,
    TaxSpan,
)
from network.tokens import BadLink

__all__ = [
    "ADVISOR_SEES_CONTACT", "ADVISOR_SEES_ORDERS", "AGREEMENT", "PLAIN_READS", "SELF_BILLING",
    "STAFF_ROLES", "STATUSES", "AccountCard", "AccountDetails", "AccountNotFound", "AccountRow",
    "AddressNotConfirmed", "AddressNotFound", "AddressTaken", "Addressee", "Advisor",
    "AgreementMissing", "AlreadyMember", "ApplicationAnswers", "ApplicationDetails",
    "ApplicationIncomplete", "ApplicationNotDecided", "ApplicationRow", "BadBirthday", "BadCode",
    "BadCountry", "BadEmail", "BadLink", "BadName", "BadPlacementRule", "BadTaxDeclaration",
    "BeforeJoining", "BookAddress", "Buyer", "CannotOpenAccount", "ConfirmedAlready",
    "ConfirmedEmail", "ConsentEntry", "ConsentRow", "CreditInThePast", "CreditOfPartner",
    "CreditPlanned", "CreditSpan", "CustomerCard", "CyclicPlace", "CyclicSponsor",
    "DeclarationDecided", "DeclarationNotFound", "DeclarationWaiting", "DirectPartners",
    "DownlineEntry", "HandedIn", "HeldPartner", "ImportedMember", "ImportedTaxStatus", "MemberCard",
    "MemberContact", "MemberFilter", "MemberHasLeft", "MemberNotFound", "MoveDecided", "MoveEffect",
    "MoveNotFound", "MoveWaiting", "NetworkColumns", "NetworkHasBegun", "NetworkInUse",
    "NetworkPicture", "NewPerson", "NewPersonWish", "NewProfile", "NewTaxDeclaration", "NoSuchSlot",
    "NotHeld", "NotPlaced", "NotPlacedYet", "NotTogether", "NotWaiting", "Opening",
    "OwnApplication", "OwnDeclaration", "OwnInterest", "OwnProfile", "OwnSession", "PersonColumns",
    "PersonEndsFirst", "PersonInPart", "PersonSpan", "PersonTaken", "PersonWish", "PlaceChoice",
    "PlaceDayImpossible", "PlaceOffer", "PlaceOutside", "PlaceTooDeep", "Placed", "PlacementBranch",
    "PlacementColumns", "PlacementMove", "PlacementNode", "PlacementPicture", "PlacementSettings",
    "PlacementSpan", "PositionNotOpen", "PositionStep", "Profile", "PublicCard", "ReasonMissing",
    "Registration", "Relation", "SameCredit", "SameEmail", "SamePosition", "SameSponsor",
    "SecondPersonMissing", "Seen", "SeenMember", "SelfBilling", "SelfBillingWordingMissing",
    "SessionNotFound", "SlotTaken", "SponsorChange", "SponsorMissing", "SponsorMove",
    "SponsorNotActive", "SponsorSpan", "StatusStep", "Supplier", "TaxDeclarationRow", "TaxFacts",
    "TaxFile", "TaxSpan", "TeamColumns", "TeamHits", "Title", "TooLong", "TooManyAddresses",
    "TooYoung", "TreeNode", "UnknownConsent", "UnknownLanguage", "UnknownRole",
    "UnknownSponsorCode", "WeakPassword", "WidthStays", "WrongPassword", "account_card",
    "account_details", "accounts_page", "actor_for", "actor_names", "add_address", "add_staff",
    "addressee_of", "addresses_of", "advisor_of", "agree_to_self_billing", "agreements_in_force",
    "application", "application_answers", "applications", "ask_closing", "ask_confirmation",
    "ask_email_change", "ask_password_reset", "become_member", "buyer_for", "change_address",
    "change_credit", "change_password", "change_sponsor", "change_status", "check_password_rules",
    "check_reset_token", "choose_consents", "confirm_customer", "confirm_email",
    "confirmation_addressee", "confirmation_token", "consents_of", "credit_history",
    "customer_counts", "customer_names", "customers_of", "decide_application", "decide_person",
    "decide_placement_move", "decide_sponsor_change", "decide_tax_status", "declare_tax_status",
    "direct_partners", "downline_page", "drop_email_change", "edit_profile", "end_other_sessions",
    "end_session", "fill_network", "find_members", "first_placed", "hand_in_application",
    "hide_profile", "holding_tank", "home_towns", "import_members", "import_tax_statuses",
    "index_names", "insist_on_password", "is_in_downline", "joined_on_of", "keep_account",
    "keep_agreement", "keep_details", "keep_session", "line_members", "member_by_code",
    "member_card", "member_cards", "members_at_most", "move_effect", "moves_of", "my_sponsors",
    "name_keys", "names_for", "network_as_of", "network_columns", "network_mark", "own_card",
    "own_consents", "own_data", "own_sessions", "partner_count", "person_columns", "person_history",
    "person_obstacle", "person_wish", "person_wishes", "person_wishes_of", "persons_as_of",
    "place_choice", "place_due", "place_member", "placement_as_of", "placement_branch",
    "placement_columns", "placement_history", "placement_move", "placement_moves",
    "placement_names", "placement_obstacle", "placement_settings", "placement_settings_history",
    "prefer_address", "profile_of", "public_card", "record_titles", "refuse_own_interest",
    "register_customer", "register_member", "register_root", "rejection_reason", "relation_to",
    "remember_sign_in", "remove_address", "request_person", "request_placement_move",
    "request_sponsor_change", "reset_password", "reset_token", "revoke_self_billing",
    "self_billing_agreed", "self_billing_in_force", "set_placement_rule", "set_profile",
    "show_profile", "sponsor_history", "sponsor_move", "sponsor_moves", "sponsors_left",
    "status_history", "statuses_on", "suppliers", "tax_declarations", "tax_facts", "tax_file",
    "tax_status_on", "team_columns", "team_member", "team_path", "team_search", "team_tree",
    "title_history", "title_of", "titles_of", "tree_page_size", "upline", "uplines_of",
    "waiting_tax_declarations", "was_recorded_since", "what_may_be_seen", "who_consented",
]  # fmt: skip
