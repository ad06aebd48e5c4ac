"""What the database itself refuses: editing the past, and a run that goes back or changes."""

from django.db import migrations

from core.db import AppendOnly

APPEND_ONLY = (
    "commissions_planversion",
    "commissions_volumeentry",
    "commissions_volumeline",
    "commissions_volumedelivery",
    "commissions_vesting",
    "commissions_vestedvolume",
)

RUN_GUARD = """
CREATE FUNCTION commissions_run_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    steps text[] := ARRAY['state', 'approved_by', 'approved_by_account', 'approved_at',
        'published_by', 'published_by_account', 'published_at', 'discarded_by',
        'discarded_by_account', 'discarded_at', 'fully_vested_at'];
    step text;
    before jsonb;
    after jsonb;
BEGIN
    IF TG_OP <> 'UPDATE' THEN
        RAISE EXCEPTION 'a run stays: % refused', TG_OP USING ERRCODE = 'restrict_violation';
    END IF;
    before := to_jsonb(OLD);
    after := to_jsonb(NEW);
    IF before - steps <> after - steps THEN
        RAISE EXCEPTION 'run % cannot change what it calculated', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    FOREACH step IN ARRAY steps[2:] LOOP
        IF before ->> step IS NOT NULL AND before ->> step IS DISTINCT FROM after ->> step THEN
            RAISE EXCEPTION 'run % cannot change %', OLD.id, step
                USING ERRCODE = 'restrict_violation';
        END IF;
    END LOOP;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('draft', 'approved'), ('draft', 'discarded'),
        ('approved', 'published'), ('approved', 'discarded')
    ) THEN
        RAISE EXCEPTION 'run % cannot go from % to %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state IN ('published', 'discarded') AND
       before - 'fully_vested_at' <> after - 'fully_vested_at' THEN
        RAISE EXCEPTION 'run % is %', OLD.id, OLD.state USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER commissions_run_stays BEFORE UPDATE OR DELETE ON commissions_run
    FOR EACH ROW EXECUTE FUNCTION commissions_run_guard();
CREATE TRIGGER commissions_run_is_not_emptied BEFORE TRUNCATE ON commissions_run
    FOR EACH STATEMENT EXECUTE FUNCTION commissions_run_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("commissions", "0002_run_rows")]

    operations = [
        *(AppendOnly(table) for table in APPEND_ONLY),
        migrations.RunSQL(RUN_GUARD, "DROP FUNCTION commissions_run_guard() CASCADE;"),
    ]
