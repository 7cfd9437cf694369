-- The numbers that an office's work is bound by, as administrators have changed them (docs/decisions/0025-limits.md). What
-- nobody has changed is as the configuration says; of what was changed, the newest version is in force, and the older ones
-- are its history.
CREATE TABLE limit_version (
    version integer PRIMARY KEY CHECK (version > 0),
    changed_at timestamptz NOT NULL,
    changed_by uuid NOT NULL REFERENCES staff (id),
    reason text NOT NULL CHECK (char_length(reason) BETWEEN 10 AND 500 AND reason !~ '[[:cntrl:]]')
);

-- What a version changed; `Limit::bounds` has the same bounds, and a test compares them.
CREATE TABLE limit_change (
    version integer NOT NULL REFERENCES limit_version (version),
    name text NOT NULL,
    -- what was in force then: a version before, or the configuration of that time
    before bigint NOT NULL CHECK (before BETWEEN 0 AND 4294967295 AND before <> after),
    after bigint NOT NULL CHECK (
        CASE name
            WHEN 'decision_minutes' THEN after BETWEEN 5 AND 480
            WHEN 'claim_minutes' THEN after BETWEEN 5 AND 480
            WHEN 'annulment_days' THEN after BETWEEN 1 AND 30
            WHEN 'application_days' THEN after BETWEEN 1 AND 365
            WHEN 'open_applications' THEN after BETWEEN 1 AND 1000
            WHEN 'applications_per_hour' THEN after BETWEEN 1 AND 10000
            WHEN 'added_per_hour' THEN after BETWEEN 1 AND 10000
            WHEN 'look_ups_per_minute' THEN after BETWEEN 5 AND 10000
            WHEN 'status_per_minute' THEN after BETWEEN 5 AND 10000
            WHEN 'questions_per_minute' THEN after BETWEEN 5 AND 10000
            WHEN 'checked_per_hour' THEN after BETWEEN 500 AND 100000
            WHEN 'sign_ins_per_minute' THEN after BETWEEN 10 AND 1000
            ELSE false
        END),
    PRIMARY KEY (version, name)
);

-- Versions follow one another, and one without a change is none: looked at when the transaction ends.
CREATE FUNCTION limit_version_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM limit_change WHERE version = NEW.version) THEN
        RAISE EXCEPTION 'a version of the limits changes one' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.version > 1 AND NOT EXISTS (SELECT FROM limit_version WHERE version = NEW.version - 1) THEN
        RAISE EXCEPTION 'a version follows the one before' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER limit_version_whole AFTER INSERT ON limit_version
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION limit_version_whole();

-- A change belongs to the version that is being made: nothing is added to one that is in force.
CREATE FUNCTION limit_change_of_now() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM limit_version
                   WHERE version = NEW.version AND xmin = pg_current_xact_id()::xid) THEN
        RAISE EXCEPTION 'a version of the limits is made at once' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER limit_change_of_now AFTER INSERT ON limit_change
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION limit_change_of_now();

-- Not even the owner rewrites any of it by accident.
CREATE FUNCTION limits_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER limit_version_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON limit_version
    FOR EACH STATEMENT EXECUTE FUNCTION limits_refuse();
CREATE TRIGGER limit_change_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON limit_change
    FOR EACH STATEMENT EXECUTE FUNCTION limits_refuse();

GRANT SELECT, INSERT ON limit_version, limit_change TO cabinet_server;
