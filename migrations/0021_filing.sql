-- Room for one more application of an INN, asked for in one trip: filing is what people wait for.
--
-- How many are open of this INN (for an organisation, by this person) among those that know the passport of the
-- population register, or among those that don't. Whoever asks files alone for this INN until their transaction ends:
-- the count is a statement of its own after the lock, so it sees what the holder before has committed.
CREATE FUNCTION open_applications(subject text, person text, knows_passport boolean)
RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(subject, 1));
    RETURN (
        SELECT count(*) FROM access_application
        WHERE inn = subject AND person_inn IS NOT DISTINCT FROM person AND state IN ('submitted', 'accepted')
          AND (passport_matched IS TRUE) = knows_passport
    );
END
$$;
REVOKE ALL ON FUNCTION open_applications FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_applications TO cabinet_server;
