-- Applications for organisations: section 2 of the form, the person who registers (spec/access.md, spec/registration.md).
-- The subject stays what it was; passport, phone, e-mail and password of such an application are the person's.
ALTER TABLE access_application
    ADD COLUMN person_inn text CHECK (person_inn ~ '^[12][0-9]{13}$'),
    ADD COLUMN person_name_ru text CHECK (person_name_ru <> ''),
    ADD COLUMN person_name_ky text,
    -- what the registry said they were when it was filed
    ADD COLUMN person_role text CHECK (person_role IN ('head', 'accountant')),
    -- «Присоединиться как международная организация»
    ADD COLUMN international boolean NOT NULL DEFAULT false,
    -- «Присоединиться как филиал»: a branch names its head organisation
    ADD COLUMN head_inn text CHECK (head_inn ~ '^0[0-9]{13}$' AND head_inn <> inn),
    ADD COLUMN head_name_ru text CHECK (head_name_ru <> ''),
    ADD COLUMN head_name_ky text,
    -- whether the password typed is the one of the account that the person already has: for the inspector alone
    ADD COLUMN account_password text CHECK (account_password IN ('no_account', 'matched', 'not_matched', 'not_tried'));

ALTER TABLE access_application
    -- an organisation can't come to the window, so somebody comes for it; a person comes for nobody else
    ADD CHECK ((left(inn, 1) = '0') = (person_inn IS NOT NULL)),
    ADD CHECK (num_nonnulls(person_inn, person_name_ru, person_name_ky, person_role) IN (0, 4)),
    ADD CHECK (person_inn IS NOT NULL OR NOT international),
    ADD CHECK (num_nonnulls(head_inn, head_name_ru, head_name_ky) IN (0, 3)),
    ADD CHECK (person_inn IS NOT NULL OR head_inn IS NULL),
    -- what is linked to an account is an organisation
    ADD CHECK (kind <> 'link' OR person_inn IS NOT NULL),
    -- only where a password was typed that an account may have already
    ADD CHECK (account_password IS NULL OR kind = 'grant' AND person_inn IS NOT NULL);

-- An organisation may have a head and an accountant come at the same time: one accepted each.
DROP INDEX access_application_one_accepted;
CREATE UNIQUE INDEX access_application_one_accepted ON access_application (inn, kind, coalesce(person_inn, ''))
    WHERE state = 'accepted';
CREATE INDEX access_application_of_person ON access_application (person_inn, submitted_at)
    WHERE person_inn IS NOT NULL;

-- As in 0007, and: section 2, branch and international organisation were filed; the verdict on the password is set once.
CREATE OR REPLACE FUNCTION access_application_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'submitted' OR NEW.version <> 1 THEN
            RAISE EXCEPTION 'an application begins as submitted' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.version <> OLD.version + 1 THEN
        RAISE EXCEPTION 'every change of an application counts its version up' USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.id, NEW.kind, NEW.inn, NEW.subject_kind, NEW.name_ru, NEW.name_ky, NEW.address, NEW.postcode, NEW.phone,
        NEW.email, NEW.code_digest, NEW.submitted_at)
       IS DISTINCT FROM
       (OLD.id, OLD.kind, OLD.inn, OLD.subject_kind, OLD.name_ru, OLD.name_ky, OLD.address, OLD.postcode, OLD.phone,
        OLD.email, OLD.code_digest, OLD.submitted_at) THEN
        RAISE EXCEPTION 'what was filed does not change' USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.person_inn, NEW.person_name_ru, NEW.person_name_ky, NEW.person_role, NEW.international, NEW.head_inn,
        NEW.head_name_ru, NEW.head_name_ky)
       IS DISTINCT FROM
       (OLD.person_inn, OLD.person_name_ru, OLD.person_name_ky, OLD.person_role, OLD.international, OLD.head_inn,
        OLD.head_name_ru, OLD.head_name_ky) THEN
        RAISE EXCEPTION 'what was filed does not change' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.account_password IS NOT NULL AND NEW.account_password IS DISTINCT FROM OLD.account_password THEN
        RAISE EXCEPTION 'the verdict on a password does not change' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.accepted_at IS NOT NULL AND (NEW.acceptance_number, NEW.accepted_at, NEW.accepted_by)
       IS DISTINCT FROM (OLD.acceptance_number, OLD.accepted_at, OLD.accepted_by) THEN
        RAISE EXCEPTION 'an acceptance mark does not change' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.decided_at IS NOT NULL AND
       (NEW.decision, NEW.decision_number, NEW.decided_at, NEW.decided_by, NEW.login, NEW.refusal_ground,
        NEW.ground_document_number, NEW.ground_document_date)
       IS DISTINCT FROM
       (OLD.decision, OLD.decision_number, OLD.decided_at, OLD.decided_by, OLD.login, OLD.refusal_ground,
        OLD.ground_document_number, OLD.ground_document_date) THEN
        RAISE EXCEPTION 'a decision does not change' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.password_hash IS DISTINCT FROM OLD.password_hash AND NEW.password_hash IS NOT NULL THEN
        RAISE EXCEPTION 'the password of an application is set once' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state IS DISTINCT FROM OLD.state AND NOT (
        OLD.state = 'submitted' AND NEW.state IN ('accepted', 'expired', 'withdrawn', 'superseded')
        OR OLD.state = 'accepted' AND NEW.state IN ('refused', 'superseded')
        OR OLD.state = 'accepted' AND NEW.state = 'granted' AND OLD.kind <> 'annul'
        OR OLD.state = 'accepted' AND NEW.state = 'annulled' AND OLD.kind = 'annul'
        OR OLD.state IN ('granted', 'refused') AND NEW.state = 'delivered'
    ) THEN
        RAISE EXCEPTION 'an application can not go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
