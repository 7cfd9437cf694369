-- Annulment of access (regulation, paragraphs 18 to 21; docs/decisions/0019-annulment.md), and the marks of issued papers.

-- Papers that were issued, each under the mark printed on it: what the public page that confirms one may say, and
-- nothing more. A paper is issued when it is first made; printing it again finds the same mark.
CREATE TABLE issued_paper (
    -- 80 random bits in Crockford's base32
    mark text PRIMARY KEY CHECK (mark ~ '^[0-9A-HJKMNP-TV-Z]{16}$'),
    kind text NOT NULL CHECK (kind IN
        ('application', 'annulment_application', 'grant', 'refusal', 'annulment_note', 'registration_card')),
    -- the application, annulment or card that it prints
    about uuid NOT NULL,
    -- the number and the date that it bears
    number text NOT NULL CHECK (number <> ''),
    dated timestamptz NOT NULL,
    tax_office text NOT NULL REFERENCES tax_office (code),
    UNIQUE (kind, about)
);
GRANT SELECT, INSERT ON issued_paper TO cabinet_server;

-- That an access was annulled: a person's account, or what acted for an organisation.
CREATE TABLE annulment (
    id uuid PRIMARY KEY,
    -- `001-2026-000007/А`, of a series of its own
    number text NOT NULL UNIQUE,
    inn text NOT NULL CHECK (inn ~ '^[012][0-9]{13}$'),
    name_ru text NOT NULL,
    name_ky text NOT NULL,
    tax_office text NOT NULL REFERENCES tax_office (code),
    language text NOT NULL CHECK (language IN ('ru', 'ky', 'en')),
    -- on the subject's own application, or on a document
    application_id uuid UNIQUE REFERENCES access_application (id),
    document_number text CHECK (char_length(document_number) BETWEEN 1 AND 64 AND document_number !~ '[[:cntrl:]]'),
    document_date date,
    note text CHECK (char_length(note) BETWEEN 1 AND 500 AND note !~ '[[:cntrl:]]'),
    annulled_at timestamptz NOT NULL,
    annulled_by uuid NOT NULL REFERENCES staff (id),
    CHECK (num_nonnulls(document_number, document_date, note) = CASE WHEN application_id IS NULL THEN 3 ELSE 0 END)
);
CREATE INDEX annulment_of_inn ON annulment (inn, annulled_at);
GRANT SELECT, INSERT ON annulment TO cabinet_server;

-- Which annulment ended it; an account that was given access again has none.
ALTER TABLE account
    ADD COLUMN annulment_id uuid REFERENCES annulment (id),
    ADD CONSTRAINT account_annulment_check CHECK (annulment_id IS NULL OR state = 'annulled');
GRANT UPDATE (annulment_id) ON account TO cabinet_server;
ALTER TABLE representation
    ADD COLUMN annulment_id uuid REFERENCES annulment (id),
    ADD CONSTRAINT representation_annulment_check CHECK (annulment_id IS NULL OR ended_by = 'staff');
GRANT UPDATE (annulment_id) ON representation TO cabinet_server;

-- Further series of numbers are words; which there are, the server knows.
ALTER TABLE office_counter
    DROP CONSTRAINT office_counter_series_check,
    ADD CONSTRAINT office_counter_series_check CHECK (series ~ '^[a-z_]+$');

-- An application that was entered is decided: number, moment and member of staff are the annulment's.
ALTER TABLE access_application
    DROP CONSTRAINT access_application_decision_check,
    ADD CONSTRAINT access_application_decision_check CHECK (decision IN ('grant', 'refusal', 'annulment')),
    ADD CONSTRAINT access_application_annulled_check CHECK ((state = 'annulled') = (decision IS NOT DISTINCT FROM 'annulment'));

-- As in 0014, and: an annulled account is opened again by its person's own first application for access, under the login
-- that it had. An organisation's application does not open it: the person's office, not the organisation's, decides on
-- the person.
CREATE OR REPLACE FUNCTION open_account(fresh_id uuid, fresh_login text, application uuid, opened_at timestamptz)
RETURNS uuid LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO account AS held
        (id, inn, login, password_hash, state, name_ru, name_ky, phone, email, language, created_at,
         password_changed_at, own_cabinet, opened_by)
    SELECT fresh_id, coalesce(a.person_inn, a.inn), fresh_login, a.password_hash, 'active',
           coalesce(a.person_name_ru, a.name_ru), coalesce(a.person_name_ky, a.name_ky), a.phone, a.email, a.language,
           opened_at, opened_at, a.person_inn IS NULL, a.id
    FROM access_application a
    WHERE a.id = application AND a.state = 'accepted' AND a.password_hash IS NOT NULL
    ON CONFLICT (inn) DO UPDATE
    SET login = coalesce(held.login, excluded.login), password_hash = excluded.password_hash, state = 'active',
        name_ru = excluded.name_ru, name_ky = excluded.name_ky, phone = excluded.phone, email = excluded.email,
        language = excluded.language,
        password_changed_at =
            greatest(excluded.password_changed_at, held.password_changed_at + interval '1 microsecond'),
        own_cabinet = excluded.own_cabinet, opened_by = excluded.opened_by, annulment_id = NULL
    WHERE held.state = 'awaiting_signature' OR held.state = 'annulled' AND excluded.own_cabinet
    RETURNING held.id
$$;
