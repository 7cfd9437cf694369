-- The registration card (seed 004, docs/decisions/0022-card-figures-audit.md): an inspector who has seen the passport
-- issues a login and a primary password, good for one calendar month and for nothing but choosing one's own.
CREATE TABLE registration_card (
    -- made when the form is shown: one showing makes one card, however often it is sent
    id uuid PRIMARY KEY,
    number text NOT NULL UNIQUE,
    account_id uuid NOT NULL REFERENCES account (id),
    inn text NOT NULL CHECK (inn ~ '^[12][0-9]{13}$'),
    name_ru text NOT NULL,
    name_ky text NOT NULL,
    login text NOT NULL CHECK (login ~ '^[0-9]{17}$' AND left(login, 14) = inn),
    -- of the inspector: a card is issued by any office
    tax_office text NOT NULL REFERENCES tax_office (code),
    issued_by uuid NOT NULL REFERENCES staff (id),
    issued_at timestamptz NOT NULL,
    valid_until timestamptz NOT NULL,
    -- typed by hand; sealed, so that the password chosen later can be told apart from it
    passport_sealed bytea NOT NULL,
    -- none where the population register has no passport of this INN
    passport_matched boolean,
    language text NOT NULL CHECK (language IN ('ru', 'ky', 'en')),
    -- the card whose primary password dies with this one
    replaces uuid UNIQUE REFERENCES registration_card (id),
    -- its primary password is in force no longer: the person has chosen their own, or another card came
    ended_at timestamptz,
    outcome text CHECK (outcome IN ('changed', 'replaced')),
    CHECK (valid_until > issued_at AND valid_until <= issued_at + interval '31 days'),
    CHECK (num_nonnulls(ended_at, outcome) IN (0, 2)),
    CHECK (passport_matched IS NOT FALSE)
);
CREATE INDEX registration_card_office ON registration_card (tax_office, issued_at DESC, id DESC);
CREATE INDEX registration_card_account ON registration_card (account_id, issued_at DESC);
CREATE INDEX registration_card_waiting ON registration_card (valid_until) WHERE ended_at IS NULL;
GRANT SELECT ON registration_card TO cabinet_server;

-- The password in force is the primary one of this card, until then; null for a password that its owner has chosen.
ALTER TABLE account
    ADD COLUMN primary_card uuid REFERENCES registration_card (id),
    ADD COLUMN primary_until timestamptz,
    ADD CHECK (num_nonnulls(primary_card, primary_until) IN (0, 2));

-- Whatever gives the account another password ends the primary one: no way of doing so can forget it.
CREATE FUNCTION account_primary_password() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.password_changed_at IS DISTINCT FROM OLD.password_changed_at THEN
        IF NEW.primary_card IS NOT DISTINCT FROM OLD.primary_card THEN
            NEW.primary_card := NULL;
            NEW.primary_until := NULL;
        END IF;
        UPDATE registration_card
        SET ended_at = NEW.password_changed_at,
            outcome = CASE WHEN NEW.primary_card IS NULL THEN 'changed' ELSE 'replaced' END
        WHERE id = OLD.primary_card;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER account_primary_password BEFORE UPDATE ON account
    FOR EACH ROW WHEN (OLD.primary_card IS NOT NULL) EXECUTE FUNCTION account_primary_password();

-- Issues a card: makes the account, completes one that awaits a signature, or gives a fresh primary password to one
-- whose owner has never chosen their own. Returns the account; null when there is another password in force, an
-- annulled access, or another card than the one that the inspector saw and means to replace.
CREATE FUNCTION issue_card(
    card_id uuid, card_number text, person_inn text, person_ru text, person_ky text, fresh_id uuid, fresh_login text,
    fresh_hash text, office text, inspector uuid, issued timestamptz, until timestamptz, passport bytea,
    passport_fits boolean, their_phone text, their_email text, their_language text, replaced uuid
) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    held account%ROWTYPE;
BEGIN
    SELECT * INTO held FROM account WHERE inn = person_inn FOR UPDATE;
    IF NOT FOUND THEN
        IF replaced IS NOT NULL THEN
            RETURN NULL;
        END IF;
        INSERT INTO account (id, inn, login, password_hash, state, name_ru, name_ky, phone, email, language,
                             created_at, password_changed_at, own_cabinet)
        VALUES (fresh_id, person_inn, fresh_login, fresh_hash, 'active', person_ru, person_ky, their_phone,
                their_email, their_language, issued, issued, true)
        RETURNING * INTO held;
    ELSIF held.state = 'annulled' OR held.primary_card IS DISTINCT FROM replaced
          OR held.state = 'active' AND held.primary_card IS NULL THEN
        RETURN NULL;
    END IF;
    INSERT INTO registration_card (id, number, account_id, inn, name_ru, name_ky, login, tax_office, issued_by,
                                   issued_at, valid_until, passport_sealed, passport_matched, language, replaces)
    VALUES (card_id, card_number, held.id, person_inn, person_ru, person_ky, coalesce(held.login, fresh_login), office,
            inspector, issued, until, passport, passport_fits, their_language, replaced);
    UPDATE account
    SET login = coalesce(held.login, fresh_login), password_hash = fresh_hash, state = 'active', name_ru = person_ru,
        name_ky = person_ky, phone = their_phone, email = their_email, language = their_language, own_cabinet = true,
        password_changed_at = greatest(issued, held.password_changed_at + interval '1 microsecond'),
        primary_card = card_id, primary_until = until
    WHERE id = held.id;
    RETURN held.id;
END
$$;
REVOKE ALL ON FUNCTION issue_card FROM PUBLIC;
GRANT EXECUTE ON FUNCTION issue_card TO cabinet_server;

-- Every series of an office's numbers, its cards among them.
ALTER TABLE office_counter DROP CONSTRAINT IF EXISTS office_counter_series_check;
ALTER TABLE office_counter ADD CONSTRAINT office_counter_series_check CHECK (series ~ '^[a-z_]{3,30}$');

-- The figures of an office: everything about a decision that they count, in the order of time.
CREATE INDEX access_application_figures ON access_application (tax_office, decided_at)
    INCLUDE (kind, decision, accepted_at, decision_due_at, decided_by) WHERE decided_at IS NOT NULL;

-- The trail is searched by office, by who did it, and by time.
CREATE INDEX audit_entry_office ON audit_entry (tax_office, at DESC, seq DESC) WHERE tax_office <> '';
CREATE INDEX audit_entry_staff ON audit_entry (actor_id, at DESC, seq DESC) WHERE actor_kind = 'staff';
CREATE INDEX audit_entry_at ON audit_entry (at DESC, seq DESC);

-- A verification of the chain that an administrator has asked for: one at a time, in steps, whichever server does it.
CREATE TABLE audit_verification (
    id uuid PRIMARY KEY,
    started_by uuid NOT NULL REFERENCES staff (id),
    started_at timestamptz NOT NULL,
    -- the last entry when it began
    goal bigint NOT NULL CHECK (goal >= 0),
    checked bigint NOT NULL DEFAULT 0 CHECK (checked BETWEEN 0 AND goal),
    -- the last step; long ago for one whose server is gone
    moved_at timestamptz NOT NULL,
    ended_at timestamptz,
    outcome text CHECK (outcome IN ('whole', 'broken', 'interrupted')),
    bad_seq bigint,
    fault text CHECK (fault IN ('missing', 'not_chained', 'changed', 'not_the_end')),
    CHECK (num_nonnulls(ended_at, outcome) IN (0, 2)),
    CHECK ((outcome = 'broken') = (bad_seq IS NOT NULL) OR outcome IS NULL AND bad_seq IS NULL),
    CHECK (num_nonnulls(bad_seq, fault) IN (0, 2))
);
CREATE UNIQUE INDEX audit_verification_one ON audit_verification ((true)) WHERE ended_at IS NULL;
CREATE INDEX audit_verification_newest ON audit_verification (started_at DESC);
GRANT SELECT, INSERT ON audit_verification TO cabinet_server;
GRANT UPDATE (checked, moved_at, ended_at, outcome, bad_seq, fault) ON audit_verification TO cabinet_server;

-- When the registry was last imported is asked of the trail.
CREATE INDEX audit_entry_import ON audit_entry (seq DESC) WHERE action = 'registry_imported';

-- When each hourly job last ran, on whichever server, and what came of it.
CREATE TABLE job_run (
    job text PRIMARY KEY CHECK (job ~ '^[a-z_]{3,40}$'),
    ended_at timestamptz NOT NULL,
    -- how much it did; none when it failed
    done bigint CHECK (done >= 0)
);
GRANT SELECT, INSERT, UPDATE ON job_run TO cabinet_server;

-- Administrators are shown how far the database is.
DO $$
BEGIN
    IF to_regclass('_sqlx_migrations') IS NOT NULL THEN
        GRANT SELECT ON _sqlx_migrations TO cabinet_server;
    END IF;
END
$$;
