"""Load the demo company through the use cases: found it, then tell what happened until today.

The founding is one transaction; the history goes step by step, each with the mark that it is
done. A load that was killed goes on where it was, one that is complete is left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from config.demo import founding
from config.demo.clock import at_hour
from config.demo.folk import read_folk
from config.demo.size import SMALL, Size
from config.demo.stories.stage import founded_on
from config.demo.telling import begin_telling, tell_everything, tell_on, telling_underway
from config.models import DemoTelling
from core import memo
from core.company import company_or_none
from core.errors import Refused
from core.locks import one_load

SEED = 1
_IS_LOADED = "SELECT EXISTS (SELECT 1 FROM core_auditentry WHERE action = 'demo.load_company')"
_HAS_OTHERS = "SELECT EXISTS (SELECT 1 FROM network_member WHERE source IS NOT NULL)"
_OPENED, _EVENING = time(7), time(20)


class NotADemo(Refused):
    """This database belongs to somebody, or this machine serves real people."""

    code = "demo.not_a_demo"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the demo company has, and whether this call had anything to do."""

    is_new: bool
    partners: int
    customers: int


def load_demo_company(*, at: datetime, size: Size = SMALL, seed: int = SEED) -> Loaded:
    """Make the database the demo company with its whole history, as of the day of the first load.

    Raises: NotADemo — there is another company here, or this is production.
    """
    is_new = found_demo_company(at=at, size=size, seed=seed)
    is_new = tell_everything() or is_new
    folk = read_folk()
    return Loaded(is_new, len(folk.partners) + len(folk.newcomers), len(folk.customers))


def found_demo_company(*, at: datetime, size: Size = SMALL, seed: int = SEED) -> bool:
    """Found the company and live through its first day; return whether that was still to do.

    Of a long history, everybody on the sign-in page is there from then on.
    Raises: NotADemo.
    """
    _insist_on_demo()
    is_new = _found(at, size, seed)
    telling = telling_underway()
    if telling is not None and size.lead_months:
        tell_on(through=at_hour(founded_on(telling.told_on, size), _EVENING))
    return is_new


def _found(at: datetime, size: Size, seed: int) -> bool:
    with one_load(), memo.one_request():
        if _is_true(_IS_LOADED) or DemoTelling.objects.exists():
            return False
        began_on = founded_on(at, size)
        founding.found_company(since=began_on, at=at)
        began = at_hour(began_on, _OPENED)
        staff = founding.hire_staff(began)
        founding.sign_demo_plan(staff, began, since=began_on)
        founding.fill_shop(staff, sells_from=began_on, at=began, today=at)
        begin_telling(size=size, seed=seed, at=at, began=began)
    return True


def _insist_on_demo() -> None:
    if settings.IS_PRODUCTION:
        raise NotADemo(_("Production never loads the demo company: its passwords are public."))
    found = company_or_none()
    if _is_true(_HAS_OTHERS) or (found is not None and not found.is_demo):
        raise NotADemo(_("There is another company in this database. Use an empty one."))


def _is_true(sql: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return bool(cursor.fetchone()[0])
