-- Who may have access by login and password: a policy that administrators change (docs/decisions/0015-eligibility.md).
-- One version is one row a kind of taxpayer; the newest version is in force, and the older ones are its history.
CREATE TABLE eligibility_policy (
    version integer NOT NULL CHECK (version > 0),
    subject_kind text NOT NULL CHECK (subject_kind IN ('individual', 'sole_trader', 'farm', 'legal_entity')),
    -- no taxpayer of this kind, whatever the other two say
    may_have_password boolean NOT NULL,
    vat_payer_allowed boolean NOT NULL,
    foreign_trade_allowed boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    -- nobody changed the one that came with the table
    changed_by uuid REFERENCES staff (id),
    reason text NOT NULL CHECK (char_length(reason) <= 500 AND reason !~ '[[:cntrl:]]'),
    -- of two administrators who start from the same version one finds the next one taken
    PRIMARY KEY (version, subject_kind),
    CHECK ((version = 1) = (changed_by IS NULL)),
    CHECK ((version = 1) = (reason = ''))
);

-- spec/registration.md, "Registration"; `EligibilityPolicy::SPECIFIED` is the same, and a test compares them
INSERT INTO eligibility_policy
    (version, subject_kind, may_have_password, vat_payer_allowed, foreign_trade_allowed, changed_at, reason)
VALUES
    (1, 'individual', true, true, true, now(), ''),
    (1, 'sole_trader', true, false, false, now(), ''),
    (1, 'farm', true, false, true, now(), ''),
    (1, 'legal_entity', true, false, false, now(), '');

-- Versions follow one another, and each is whole: looked at when the transaction ends, with all its rows there.
CREATE FUNCTION eligibility_policy_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM eligibility_policy WHERE version = NEW.version) <> 4 THEN
        RAISE EXCEPTION 'a policy has a rule for every kind of taxpayer' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.version > 1 AND NOT EXISTS (SELECT FROM eligibility_policy WHERE version = NEW.version - 1) THEN
        RAISE EXCEPTION 'a policy follows the one before' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER eligibility_policy_whole AFTER INSERT ON eligibility_policy
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION eligibility_policy_whole();

-- Not even the owner rewrites it by accident.
CREATE FUNCTION eligibility_policy_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the history of the policy is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER eligibility_policy_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON eligibility_policy
    FOR EACH STATEMENT EXECUTE FUNCTION eligibility_policy_refuse();

GRANT SELECT, INSERT ON eligibility_policy TO cabinet_server;

-- Registered for entry by electronic signature: the account is there, nothing opens it before the first signed entry.
-- Nobody has shown yet who they are, so it holds what the registry knows and nothing that was typed.
ALTER TABLE account
    ALTER COLUMN login DROP NOT NULL,
    ALTER COLUMN password_hash DROP NOT NULL,
    ALTER COLUMN password_changed_at DROP NOT NULL,
    DROP CONSTRAINT account_state_check,
    ADD CONSTRAINT account_state_check CHECK (state IN ('active', 'annulled', 'awaiting_signature')),
    ADD CONSTRAINT account_credentials_check CHECK (
        num_nonnulls(login, password_hash, password_changed_at) = CASE state WHEN 'awaiting_signature' THEN 0 ELSE 3 END),
    ADD CONSTRAINT account_awaiting_check CHECK (state <> 'awaiting_signature' OR phone = '' AND email = '');

-- The server itself makes no other account than one that waits: credentials come from an accepted application only.
REVOKE INSERT ON account FROM cabinet_server;
REVOKE UPDATE (login, opened_by) ON account FROM cabinet_server;
GRANT INSERT (id, inn, state, name_ru, name_ky, phone, language, created_at, own_cabinet) ON account TO cabinet_server;

-- Makes the account of an accepted application, or completes the one that awaited a signature: this application's
-- password, and no other, opens it. It is the person's who applies; where that is for an organisation, their own cabinet
-- stays closed.
--
-- Returns the id of the account; null when the application has moved on or the person has access already.
CREATE FUNCTION open_account(fresh_id uuid, fresh_login text, application uuid, opened_at timestamptz) RETURNS uuid
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO account AS held
        (id, inn, login, password_hash, state, name_ru, name_ky, phone, email, language, created_at,
         password_changed_at, own_cabinet, opened_by)
    SELECT fresh_id, coalesce(a.person_inn, a.inn), fresh_login, a.password_hash, 'active',
           coalesce(a.person_name_ru, a.name_ru), coalesce(a.person_name_ky, a.name_ky), a.phone, a.email, a.language,
           opened_at, opened_at, a.person_inn IS NULL, a.id
    FROM access_application a
    WHERE a.id = application AND a.state = 'accepted' AND a.password_hash IS NOT NULL
    ON CONFLICT (inn) DO UPDATE
    SET login = excluded.login, password_hash = excluded.password_hash, state = 'active', name_ru = excluded.name_ru,
        name_ky = excluded.name_ky, phone = excluded.phone, email = excluded.email, language = excluded.language,
        password_changed_at = excluded.password_changed_at, own_cabinet = excluded.own_cabinet,
        opened_by = excluded.opened_by
    WHERE held.state = 'awaiting_signature'
    RETURNING held.id
$$;
REVOKE ALL ON FUNCTION open_account FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_account TO cabinet_server;
