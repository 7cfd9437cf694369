-- Who acts for whom (spec/access.md, "Login"; spec/sign-in.md, "Who acts for whom"): an account is a person's, a
-- representation lets it act for an organisation.
ALTER TABLE account
    -- false: opened for the sake of an organisation only; the person has not been given their own cabinet
    ADD COLUMN own_cabinet boolean NOT NULL DEFAULT true,
    -- the application whose password the account began with
    ADD COLUMN opened_by uuid REFERENCES access_application (id);
UPDATE account SET opened_by = (
    SELECT a.id FROM access_application a WHERE a.inn = account.inn AND a.login = account.login AND a.decision = 'grant'
    ORDER BY a.decided_at LIMIT 1
);
GRANT UPDATE (login, own_cabinet, opened_by) ON account TO cabinet_server;

CREATE TABLE representation (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account (id),
    taxpayer_inn text NOT NULL CHECK (taxpayer_inn ~ '^0[0-9]{13}$'),
    -- the organisation as registered when it was asked for; the cabinet shows the registry's own data
    name_ru text NOT NULL CHECK (name_ru <> ''),
    name_ky text NOT NULL,
    tax_office text NOT NULL REFERENCES tax_office (code),
    state text NOT NULL CHECK (state IN ('active', 'awaiting_signature', 'ended')),
    since timestamptz NOT NULL,
    ended_at timestamptz,
    -- the person themselves, or a tax office
    ended_by text CHECK (ended_by IN ('person', 'staff')),
    -- the application that was granted; none for one that only waits for a signature
    application_id uuid REFERENCES access_application (id),
    CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
    CHECK (num_nonnulls(ended_at, ended_by) IN (0, 2)),
    CHECK (ended_at >= since)
);
-- one link between the two at a time; those that have ended are kept
CREATE UNIQUE INDEX representation_one ON representation (account_id, taxpayer_inn) WHERE state <> 'ended';
CREATE INDEX representation_taxpayer ON representation (taxpayer_inn) WHERE state <> 'ended';
CREATE INDEX representation_ended ON representation (account_id, taxpayer_inn, ended_at DESC) WHERE state = 'ended';

CREATE FUNCTION representation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.account_id, NEW.taxpayer_inn) IS DISTINCT FROM (OLD.id, OLD.account_id, OLD.taxpayer_inn) THEN
        RAISE EXCEPTION 'a representation is between the same two for good' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.state = 'ended' OR OLD.state = 'active' AND NEW.state = 'awaiting_signature' THEN
        RAISE EXCEPTION 'a representation can not go from % to %', OLD.state, NEW.state
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER representation_guard BEFORE UPDATE ON representation
    FOR EACH ROW EXECUTE FUNCTION representation_guard();

GRANT SELECT, INSERT ON representation TO cabinet_server;
GRANT UPDATE (name_ru, name_ky, tax_office, state, since, ended_at, ended_by, application_id) ON representation
    TO cabinet_server;

-- Which cabinet a session stands in: null is the person's own. Every request looks whether the representation still
-- stands.
ALTER TABLE session
    ADD COLUMN acting_for text CHECK (acting_for ~ '^0[0-9]{13}$'),
    -- false after signing in to an account with several cabinets, until one of them is chosen
    ADD COLUMN cabinet_chosen boolean NOT NULL DEFAULT true,
    ADD CHECK (acting_for IS NULL OR account_id IS NOT NULL AND cabinet_chosen);
GRANT UPDATE (acting_for, cabinet_chosen) ON session TO cabinet_server;
