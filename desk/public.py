"""What other rooms may call of the desk: functions and frozen types, nothing else."""

from desk.facts import TaskCard
from desk.mail_facts import (
    DOCUMENT,
    STATEMENT,
    Attachment,
    MailFilter,
    MailJobView,
    MailQueue,
    MailRow,
    MailView,
    NewMail,
)
from desk.selectors.mail_jobs import statement_mail_jobs
from desk.selectors.mails import (
    MailNotFound,
    demo_mail,
    demo_mailbox,
    mail_kinds,
    mail_queue,
    mail_view,
    mails_page,
)
from desk.selectors.tasks import tasks_of
from desk.services.attachments import code_picture, make_attachments
from desk.services.complete_task import TaskNotFound, complete_task
from desk.services.hand_out_attachment import demo_mail_file, mail_file
from desk.services.mail_accounts import (
    mail_email_change,
    mail_email_confirmation,
    mail_password_changed,
    mail_password_reset,
)
from desk.services.mail_cart_prepared import mail_cart_prepared
from desk.services.mail_hostess_credit import mail_hostess_credit
from desk.services.mail_inquiries import InquiryMail, mail_inquiry
from desk.services.mail_order_confirmation import mail_order_confirmation
from desk.services.mail_order_steps import (
    mail_order_cancelled,
    mail_parcel,
    mail_payment_received,
)
from desk.services.mail_partners import (
    mail_application_decided,
    mail_application_received,
    mail_partner_welcome,
    mail_sponsor_change,
)
from desk.services.mail_payouts import mail_transfer_returned
from desk.services.mail_returns import (
    mail_part_cancelled,
    mail_refund,
    mail_refund_account,
    mail_return_announced,
    mail_return_received,
    mail_return_rejected,
)
from desk.services.mail_statements import (
    NothingToMail,
    mail_statements,
    write_statement_mails,
)
from desk.services.mail_withdrawal import mail_withdrawal
from desk.services.open_welcome_task import open_welcome_task
from desk.services.queue_mail import queue_mail
from desk.services.resend_mail import MailStillWaits, resend_mail
from desk.services.send_mails import send_due_mails

__all__ = [
    "DOCUMENT",
    "STATEMENT",
    "Attachment",
    "InquiryMail",
    "MailFilter",
    "MailJobView",
    "MailNotFound",
    "MailQueue",
    "MailRow",
    "MailStillWaits",
    "MailView",
    "NewMail",
    "NothingToMail",
    "TaskCard",
    "TaskNotFound",
    "code_picture",
    "complete_task",
    "demo_mail",
    "demo_mail_file",
    "demo_mailbox",
    "mail_application_decided",
    "mail_application_received",
    "mail_cart_prepared",
    "mail_email_change",
    "mail_email_confirmation",
    "mail_file",
    "mail_hostess_credit",
    "mail_inquiry",
    "mail_kinds",
    "mail_order_cancelled",
    "mail_order_confirmation",
    "mail_parcel",
    "mail_part_cancelled",
    "mail_partner_welcome",
    "mail_password_changed",
    "mail_password_reset",
    "mail_payment_received",
    "mail_queue",
    "mail_refund",
    "mail_refund_account",
    "mail_return_announced",
    "mail_return_received",
    "mail_return_rejected",
    "mail_sponsor_change",
    "mail_statements",
    "mail_transfer_returned",
    "mail_view",
    "mail_withdrawal",
    "mails_page",
    "make_attachments",
    "open_welcome_task",
    "queue_mail",
    "resend_mail",
    "send_due_mails",
    "statement_mail_jobs",
    "tasks_of",
    "write_statement_mails",
]
