//! The table of settings, as `docs/operations/configuration.md` holds it.

use super::Settings;

/// What each setting means, in the order of the table in `docs/operations/configuration.md`.
pub const SETTINGS: &[(&str, &str)] = &[
    ("server.listen", "address and port of the web server"),
    (
        "server.public_url",
        "address under which people reach the cabinet, `https://cabinet.example.kg`; printed on papers, and passkeys of staff are bound to it; empty: neither",
    ),
    ("server.trusted_proxies", "addresses of proxies whose `X-Forwarded-For` is believed"),
    ("server.development", "shows `/_components` and the strip of personas; never in production"),
    ("server.request_seconds", "a request may take so long; then 503"),
    ("database.url", "PostgreSQL; also `DATABASE_URL`; empty: `cabinet demo` starts a cluster of its own"),
    ("database.max_connections", "connections of one server at the most"),
    ("database.acquire_milliseconds", "a request waits so long for a connection; then 503"),
    ("secrets.keys", "`id:base64 of 32 bytes`, id 1 to 255; the first seals, all open"),
    ("secrets.lookup_key", "base64 of 32 bytes for digests of codes and tokens; can't be changed later"),
    ("session.idle_minutes", "a session unused so long ends"),
    ("session.longest_hours", "a session ends after so long, used or not"),
    ("session.remember_days", "with «Запомнить меня»; never for staff"),
    ("session.staff_idle_minutes", "a session of staff unused so long ends"),
    ("session.staff_longest_hours", "a session of staff ends after so long, used or not"),
    ("session.staff_entry_minutes", "from the password of staff to the second factor at the most"),
    ("session.staff_fresh_minutes", "a second factor proved so long ago still changes rights"),
    ("session.staff_invitation_hours", "a one-time password of staff lapses after so long"),
    ("access.decision_minutes", "from acceptance to decision (regulation, paragraph 14)"),
    ("access.annulment_days", "calendar days from acceptance until an annulment is entered (regulation, paragraph 20)"),
    ("access.application_days", "an application nobody comes with lapses after so many days"),
    ("access.open_applications_per_inn", "open applications of one INN at the most"),
    ("access.applications_per_client_per_hour", "applications from one address an hour at the most"),
    ("access.claim_minutes", "who works on an application is shown to colleagues for so long; then it is anybody's"),
    ("lookup.names", "`masked`: names of individuals only with the passport number; `full`: to everybody"),
    ("lookup.per_client_per_minute", "look-ups from one address a minute at the most"),
    ("lookup.checked_per_client_per_hour", "«Проверка ИНН»: numbers from one address an hour at the most"),
    ("lookup.added_per_client_per_hour", "«Добавить ИНН»: people added from one address an hour at the most"),
    ("status.per_client_per_minute", "look-ups of applications from one address a minute at the most"),
    ("assistant.per_client_per_minute", "questions to «Помощник» from one address a minute at the most"),
    (
        "registry.kind",
        "`built_in`: the tables that `registry import` fills; `x_road`: services on the X-Road (x-road.md)",
    ),
    ("x_road.security_server", "address of our security server, `https://10.0.0.5:8443`"),
    ("x_road.client", "our subsystem: `INSTANCE/CLASS/MEMBER/SUBSYSTEM`"),
    ("x_road.taxpayer_service", "service that knows taxpayers: `INSTANCE/CLASS/MEMBER/SUBSYSTEM/SERVICE/VERSION`"),
    ("x_road.passport_service", "service that knows passports"),
    ("x_road.user_id", "`X-Road-UserId` of every question; empty: not sent"),
    ("x_road.issue", "`X-Road-Issue` of every question: on what ground it is asked; empty: not sent"),
    ("x_road.ca_file", "certificates in PEM by which the security server is known; needed for `https`"),
    ("x_road.certificate_file", "our certificate for the security server, PEM; empty: none is shown"),
    ("x_road.key_file", "key of that certificate, PEM"),
    ("x_road.connect_milliseconds", "a connection may take so long"),
    ("x_road.attempt_milliseconds", "one attempt, its answer included, may take so long"),
    ("x_road.total_milliseconds", "all attempts together may take so long; then «Реестр временно недоступен»"),
    ("x_road.attempts", "attempts at the most"),
    ("x_road.pause_milliseconds", "the first pause between attempts is at most so long, each further one twice that"),
    ("x_road.breaker_failures", "after so many failed questions on end a service is left alone"),
    ("x_road.breaker_seconds", "for so long; then one question tries"),
    ("x_road.cache_seconds", "an answer is remembered so long; 0: not at all"),
    ("x_road.cache_entries", "answers remembered at the most"),
    ("x_road.void_statuses", "values of `voidStatus` with which a passport counts no more"),
    ("sign_in.per_address_per_minute", "sign-ins from one address a minute at the most"),
    ("hashing.memory_kib", "Argon2id memory, KiB; stored hashes are upgraded at sign-in"),
    ("hashing.iterations", "Argon2id passes"),
    ("hashing.lanes", "Argon2id lanes"),
    ("hashing.workers", "hashes at the same time; 0: one a core"),
    ("hashing.queue", "hashes waiting at the most; beyond that 503 at once"),
    ("assets.site", "the folder that the build of the browser's part made"),
    ("log.format", "`json` or `text`"),
    ("log.level", "what is logged, as `tracing`'s filter: `info`, `server=debug`"),
    ("metrics.token", "bearer token that `/metrics` asks for; empty: loopback only"),
    ("mail.host", "mail server that takes the letters; empty: no letters, reminders included, are written"),
    ("mail.port", "its port: 587 with `starttls`, 465 with `tls` as a rule"),
    (
        "mail.security",
        "`starttls`: TLS before anything is said, or nothing is; `tls`: from the start; `none`: in the clear, for this machine",
    ),
    ("mail.user", "user name at the mail server; empty: without signing in"),
    ("mail.password", "password at the mail server; not with `mail.security` `none`"),
    ("mail.from", "sender: `cabinet@example.kg`, or `Name <cabinet@example.kg>`"),
    ("mail.ca_file", "certificates in PEM that are trusted beside the public ones; empty: none"),
    ("mail.timeout_seconds", "the mail server has so long for a letter; then it is tried again later"),
    ("mail.tries", "a letter that the mail server puts off is tried so often at the most"),
    ("papers.authority_ru", "the tax service's name at the head of a paper, Russian"),
    ("papers.authority_ky", "the tax service's name at the head of a paper, Kyrgyz"),
];

/// The table of all settings with their defaults.
pub fn markdown() -> String {
    let defaults = serde_json::to_value(Settings::default()).unwrap_or_default();
    let mut table = String::from("| setting | environment | default | meaning |\n| --- | --- | --- | --- |\n");
    for (name, meaning) in SETTINGS {
        let pointer = format!("/{}", name.replace('.', "/"));
        let default = defaults.pointer(&pointer).map(ToString::to_string).unwrap_or_default();
        let environment = format!("CABINET_{}", name.to_uppercase().replace('.', "__"));
        table.push_str(&format!("| `{name}` | `{environment}` | `{default}` | {meaning} |\n"));
    }
    table
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_table_names_every_setting_and_no_other() {
        let defaults = serde_json::to_value(Settings::default()).unwrap();
        let mut in_code = Vec::new();
        for (section, fields) in defaults.as_object().unwrap() {
            in_code.extend(fields.as_object().unwrap().keys().map(|field| format!("{section}.{field}")));
        }
        let mut in_table: Vec<String> = SETTINGS.iter().map(|(name, _)| (*name).to_owned()).collect();
        in_code.sort();
        in_table.sort();
        assert_eq!(in_code, in_table);
    }

    #[test]
    fn the_documentation_holds_the_table() {
        let page = include_str!("../../../docs/operations/configuration.md");
        assert!(
            page.contains(&markdown()),
            "docs/operations/configuration.md is stale; it should hold:\n{}",
            markdown()
        );
    }
}
