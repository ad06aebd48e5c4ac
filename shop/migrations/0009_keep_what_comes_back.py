"""Keep cancellations, returns, refunds and withdrawals as they were; keep them within the sale."""

from __future__ import annotations

from django.db import migrations

from core.db import AppendOnly

FROZEN = """
CREATE TRIGGER shop_refund_frozen BEFORE UPDATE OR DELETE ON shop_refund
    FOR EACH ROW EXECUTE FUNCTION shop_frozen('state', 'psp_reference', 'finished_at',
        'finished_by', 'failure', 'bank_sealed', 'bank_given_at');
CREATE TRIGGER shop_refund_kept BEFORE TRUNCATE ON shop_refund
    FOR EACH STATEMENT EXECUTE FUNCTION shop_frozen();
CREATE TRIGGER shop_return_frozen BEFORE UPDATE OR DELETE ON shop_return
    FOR EACH ROW EXECUTE FUNCTION shop_frozen('state', 'carrier', 'tracking_number', 'proven_at',
        'inspected_at', 'inspected_by');
CREATE TRIGGER shop_return_kept BEFORE TRUNCATE ON shop_return
    FOR EACH STATEMENT EXECUTE FUNCTION shop_frozen();
"""
THAW = """
DROP TRIGGER shop_refund_frozen ON shop_refund;
DROP TRIGGER shop_refund_kept ON shop_refund;
DROP TRIGGER shop_return_frozen ON shop_return;
DROP TRIGGER shop_return_kept ON shop_return;
"""

# Nobody is sent, cancelled or refunded more than was sold and paid, whoever writes.
WITHIN = """
CREATE FUNCTION shop_pieces_within_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE sold int; sent int; cancelled int; returned int;
BEGIN
    SELECT quantity INTO sold FROM shop_orderline WHERE id = NEW.order_line_id FOR NO KEY UPDATE;
    SELECT coalesce(sum(quantity), 0) INTO sent
        FROM shop_fulfillmentline WHERE order_line_id = NEW.order_line_id;
    SELECT coalesce(sum(l.quantity) FILTER (WHERE r.kind = 'cancellation'), 0),
           coalesce(sum(l.quantity) FILTER (WHERE r.kind = 'return'), 0)
        INTO cancelled, returned
        FROM shop_reversalline l JOIN shop_reversal r ON r.id = l.reversal_id
        WHERE l.order_line_id = NEW.order_line_id;
    IF sent + cancelled > sold OR returned > sent THEN
        RAISE EXCEPTION 'line % has % pieces: sent %, cancelled %, returned %',
            NEW.order_line_id, sold, sent, cancelled, returned USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER shop_sent_within_line AFTER INSERT ON shop_fulfillmentline
    FOR EACH ROW EXECUTE FUNCTION shop_pieces_within_line();
CREATE TRIGGER shop_undone_within_line AFTER INSERT ON shop_reversalline
    FOR EACH ROW EXECUTE FUNCTION shop_pieces_within_line();

CREATE FUNCTION shop_refunds_within_payment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE paid bigint; back bigint;
BEGIN
    SELECT amount_minor INTO paid FROM shop_transactionitem
        WHERE id = NEW.transaction_id AND state = 'charged' FOR NO KEY UPDATE;
    SELECT coalesce(sum(amount_minor), 0) INTO back FROM shop_refund
        WHERE transaction_id = NEW.transaction_id AND state <> 'failed';
    IF paid IS NULL OR back > paid THEN
        RAISE EXCEPTION 'payment % of %: refunds of %', NEW.transaction_id, paid, back
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER shop_refund_within_payment AFTER INSERT ON shop_refund
    FOR EACH ROW EXECUTE FUNCTION shop_refunds_within_payment();
"""
BEYOND = """
DROP FUNCTION shop_pieces_within_line() CASCADE;
DROP FUNCTION shop_refunds_within_payment() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("shop", "0008_what_comes_back"), ("core", "0001_initial")]

    operations = [
        migrations.RunSQL(FROZEN, THAW),
        migrations.RunSQL(WITHIN, BEYOND),
        AppendOnly("shop_ordernote"),
        AppendOnly("shop_refundnotice"),
        AppendOnly("shop_refundstatechange"),
        AppendOnly("shop_returnline", close_once=("restocked", "scrapped")),
        AppendOnly("shop_returnstatechange"),
        AppendOnly("shop_reversal"),
        AppendOnly("shop_reversalline"),
        AppendOnly(
            "shop_withdrawal",
            close_once=("order_id", "of_return_id", "reviewed_at", "reviewed_by", "outcome"),
        ),
    ]
