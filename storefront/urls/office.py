"""The partner office."""

from __future__ import annotations

from django.urls import path

from storefront.views import earnings, office

urlpatterns = [
    path("office/", office.office, name="office"),
    path("office/earnings/", earnings.earnings, name="earnings"),
    path("office/earnings/<int:run_id>/", earnings.run_lines, name="run_earnings"),
    path("office/earnings/<int:run_id>/<int:line_no>/", earnings.why, name="why"),
    path("office/statements/<int:run_id>/", earnings.statement, name="statement"),
    path("office/team/", office.team, name="team"),
    path("office/bank-account/", office.bank_account, name="bank_account"),
    path("office/tasks/<int:task_id>/done/", office.finish_task, name="finish_task"),
]
