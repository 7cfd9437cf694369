-- «Добавить ИНН» (spec/registry.md): the one way in which the server adds to the registry. What it inserts is the
-- citizen's own entry of the population register and nothing that was sent; the trail is written with it, so that no
-- caller can leave that out.
--
-- Returns `added`, `taxpayer` (registered already), `ceased` (was registered once) or `unknown` (no such citizen).
CREATE FUNCTION add_taxpayer(
    added_inn text, added_at timestamptz, added_on date, actor_kind text, actor_id text, address text, request_id text
) RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    office text;
BEGIN
    INSERT INTO taxpayer (inn, kind, name_ru, name_ky, tax_office, postcode, address, vat_payer, foreign_trade, status,
                          registered_on)
    SELECT c.inn, 'individual', c.full_name_ru, c.full_name_ky, c.tax_office, '', c.address, false, false, 'active',
           added_on
    FROM citizen c WHERE c.inn = added_inn
    ON CONFLICT (inn) DO NOTHING
    RETURNING tax_office INTO office;
    IF FOUND THEN
        PERFORM audit_append(added_at, actor_kind, actor_id, 'taxpayer_added', added_inn, NULL, office, address,
            request_id, '{}'::jsonb);
        RETURN 'added';
    END IF;
    -- also what another call has added meanwhile
    RETURN coalesce(
        (SELECT CASE t.status WHEN 'active' THEN 'taxpayer' ELSE 'ceased' END FROM taxpayer t WHERE t.inn = added_inn),
        'unknown');
END
$$;
REVOKE ALL ON FUNCTION add_taxpayer FROM PUBLIC;
GRANT EXECUTE ON FUNCTION add_taxpayer TO cabinet_server;
