-- Two roles: whoever runs the migrations owns everything; the server signs in as (or changes to) `cabinet_server`,
-- which owns nothing, can't alter a table and can't rewrite the audit trail.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'cabinet_server') THEN
        CREATE ROLE cabinet_server NOLOGIN;
    END IF;
EXCEPTION
    -- another database of the same cluster is being migrated at this moment and was quicker
    WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;

DO $$
BEGIN
    IF NOT pg_has_role(current_user, 'cabinet_server', 'MEMBER') THEN
        EXECUTE format('GRANT cabinet_server TO %I', current_user);
    END IF;
EXCEPTION
    WHEN unique_violation THEN NULL;
END
$$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO cabinet_server;
