-- The words of the grounds of refusal, where an administrator has replaced those that came with the program. A version
-- without words goes back to those.
CREATE TABLE ground_wording (
    ground text NOT NULL CHECK (ground IN
        ('no_tax_registration', 'fictitious_enterprise', 'identity_not_confirmed', 'not_head_or_accountant')),
    version integer NOT NULL CHECK (version > 0),
    words_ru text CHECK (char_length(words_ru) BETWEEN 10 AND 500 AND words_ru !~ '[[:cntrl:]]'),
    words_ky text CHECK (char_length(words_ky) BETWEEN 10 AND 500 AND words_ky !~ '[[:cntrl:]]'),
    changed_at timestamptz NOT NULL,
    changed_by uuid NOT NULL REFERENCES staff (id),
    reason text NOT NULL CHECK (char_length(reason) BETWEEN 10 AND 500 AND reason !~ '[[:cntrl:]]'),
    PRIMARY KEY (ground, version),
    CHECK (num_nonnulls(words_ru, words_ky) IN (0, 2))
);

-- With which words a refusal was decided: a decision that was printed says the same for ever. Those decided before this
-- table have the words that came with the program.
CREATE TABLE refusal_wording (
    application_id uuid PRIMARY KEY REFERENCES access_application (id),
    words_ru text NOT NULL CHECK (char_length(words_ru) BETWEEN 1 AND 500),
    words_ky text NOT NULL CHECK (char_length(words_ky) BETWEEN 1 AND 500)
);

CREATE FUNCTION ground_wording_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.version > 1
       AND NOT EXISTS (SELECT FROM ground_wording WHERE ground = NEW.ground AND version = NEW.version - 1) THEN
        RAISE EXCEPTION 'a version follows the one before' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER ground_wording_follows AFTER INSERT ON ground_wording
    FOR EACH ROW EXECUTE FUNCTION ground_wording_follows();

-- The words belong to the refusal that is being decided: none is given others afterwards.
CREATE FUNCTION refusal_wording_of_now() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM access_application
                   WHERE id = NEW.application_id AND state = 'refused' AND xmin = pg_current_xact_id()::xid) THEN
        RAISE EXCEPTION 'a refusal is worded when it is decided' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER refusal_wording_of_now AFTER INSERT ON refusal_wording
    FOR EACH ROW EXECUTE FUNCTION refusal_wording_of_now();

-- Not even the owner rewrites any of it by accident.
CREATE TRIGGER ground_wording_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ground_wording
    FOR EACH STATEMENT EXECUTE FUNCTION limits_refuse();
CREATE TRIGGER refusal_wording_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON refusal_wording
    FOR EACH STATEMENT EXECUTE FUNCTION limits_refuse();


GRANT SELECT, INSERT ON ground_wording, refusal_wording TO cabinet_server;
