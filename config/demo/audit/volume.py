"""Volume is what the order rows say: one entry per paid sale with a credited member."""

from __future__ import annotations

from config.demo.audit.findings import Finding, differences

_ENTRIES = """
WITH sold AS (
    SELECT o.id, o.number, o.credited_member_id AS member_id,
           CASE WHEN o.buyer_member_id IS NULL THEN 'customer' ELSE 'own' END AS kind,
           sum(l.pv_minor) AS pv, sum(l.cv_minor) AS cv, sum(l.net_minor) AS net, o.currency,
           (o.placed_at AT TIME ZONE c.time_zone)::date AS placed_on,
           (o.paid_at AT TIME ZONE c.time_zone)::date AS paid_on,
           (o.delivered_at AT TIME ZONE c.time_zone)::date AS delivered_on
    FROM shop_order o
    JOIN shop_orderline l ON l.order_id = o.id
    CROSS JOIN core_companysettings c
    WHERE o.paid_at IS NOT NULL AND o.credited_member_id IS NOT NULL AND o.kind = 'sale'
    GROUP BY o.id, c.time_zone
), kept AS (
    SELECT e.*, d.delivered_on FROM commissions_volumeentry e
    LEFT JOIN commissions_volumedelivery d ON d.entry_id = e.id
)
SELECT 'order ' || coalesce(s.id, e.order_id),
       concat_ws(' ', s.number, s.member_id, s.kind, s.pv, s.cv, s.net, s.currency, s.placed_on,
                 s.paid_on, s.delivered_on),
       concat_ws(' ', e.order_ref, e.member_id, e.kind, e.pv_minor, e.cv_minor, e.net_minor,
                 e.currency, e.placed_on, e.paid_on, e.delivered_on)
FROM sold s FULL JOIN kept e ON e.order_id = s.id
WHERE (s.number, s.member_id, s.kind, s.pv, s.cv, s.net, s.currency, s.placed_on, s.paid_on,
       s.delivered_on)
      IS DISTINCT FROM
      (e.order_ref, e.member_id, e.kind, e.pv_minor, e.cv_minor, e.net_minor, e.currency,
       e.placed_on, e.paid_on, e.delivered_on)
ORDER BY 1
"""

_LINES = """
WITH sold AS (
    SELECT l.id, l.pv_minor, l.cv_minor, l.net_minor
    FROM shop_orderline l JOIN shop_order o ON o.id = l.order_id
    WHERE o.paid_at IS NOT NULL AND o.credited_member_id IS NOT NULL AND o.kind = 'sale'
)
SELECT 'order line ' || coalesce(s.id, v.order_line_id),
       concat_ws(' ', s.pv_minor, s.cv_minor, s.net_minor),
       concat_ws(' ', v.pv_minor, v.cv_minor, v.net_minor)
FROM sold s FULL JOIN commissions_volumeline v ON v.order_line_id = s.id
WHERE (s.pv_minor, s.cv_minor, s.net_minor)
      IS DISTINCT FROM (v.pv_minor, v.cv_minor, v.net_minor)
ORDER BY 1
"""

_ORDER_SUMS = """
WITH summed AS (
    SELECT o.id, o.gross_minor, o.net_minor,
           sum(l.gross_minor) + o.shipping_gross_minor AS gross,
           sum(l.net_minor) + o.shipping_net_minor AS net
    FROM shop_order o LEFT JOIN shop_orderline l ON l.order_id = o.id GROUP BY o.id
)
SELECT 'order ' || id, concat_ws(' ', gross, net), concat_ws(' ', gross_minor, net_minor)
FROM summed WHERE (gross, net) IS DISTINCT FROM (gross_minor, net_minor) ORDER BY 1
"""


def audit_volume() -> list[Finding]:
    """List the orders that are not the sum of their parts, and whose volume says otherwise."""
    return [
        *differences("order = its lines", _ORDER_SUMS),
        *differences("volume = order", _ENTRIES),
        *differences("volume line = order line", _LINES),
    ]
