//! The addresses of the site. Nothing that a person typed is ever part of one.

/// What this is and what to do.
pub const HOME: &str = "/";
/// How it works.
pub const HELP: &str = "/help";
/// The form of registration; also takes its post.
pub const REGISTRATION: &str = "/registration";
/// Registration for entry by electronic signature; also takes its post, with the INN from the registration.
pub const SIGNATURE_REGISTRATION: &str = "/registration/by-signature";
/// «Восстановление доступа»: the same form; also takes its post.
pub const RESTORE: &str = "/restore";
/// «Состояние заявления»: the form, or the application that this browser may see.
pub const APPLICATION: &str = "/application";
/// Post: takes the application back.
pub const APPLICATION_WITHDRAW: &str = "/application/withdraw";
/// Post: forgets the application in this browser.
pub const APPLICATION_CLOSE: &str = "/application/close";
/// The printable application; `?lang=ru` or `?lang=ky`.
pub const APPLICATION_PAPER: &str = "/application/paper.pdf";
/// «Добавить ИНН»; also takes its post, with the INN from the registration.
pub const ADD_INN: &str = "/add-inn";
/// «Проверка ИНН»; also takes its post, with one number or a list.
pub const CHECK_INN: &str = "/check-inn";
/// Post: the answer to a list as a file.
pub const CHECK_INN_CSV: &str = "/check-inn/list.csv";
/// «Аннулирование доступа» for who is not signed in; also takes its post.
pub const ANNULMENT: &str = "/annulment";
/// «Проверка документа»; also takes its post, with the number printed on a paper.
pub const PAPERS: &str = "/papers";
/// «Руководства».
pub const GUIDES: &str = "/guides";
/// «Помощник»; also takes its post: a question may hold an INN, and no address does.
pub const ASSISTANT: &str = "/assistant";
/// Sign-in of taxpayers; also takes its post.
pub const SIGN_IN: &str = "/sign-in";
/// Post: ends the session at hand.
pub const SIGN_OUT: &str = "/sign-out";
/// The taxpayer's cabinet.
pub const CABINET: &str = "/cabinet";
/// Post: changes the password.
pub const CABINET_PASSWORD: &str = "/cabinet/password";
/// «Первый вход»: the owner of a primary password chooses their own; also takes its post.
pub const FIRST_PASSWORD: &str = "/cabinet/first-password";
/// Post: ends one session, field `session`.
pub const CABINET_END_SESSION: &str = "/cabinet/sessions/end";
/// Post: ends all other sessions.
pub const CABINET_END_OTHER_SESSIONS: &str = "/cabinet/sessions/end-others";
/// «Выбор учётной записи»; also takes its post: field `cabinet`, or `search`.
pub const CHOOSER: &str = "/cabinet/choose";
/// «Мои организации».
pub const ORGANISATIONS: &str = "/cabinet/organisations";
/// «Добавить организацию»; also takes its post.
pub const LINK: &str = "/cabinet/organisations/add";
/// Post: removes a link, field `representation`.
pub const UNLINK: &str = "/cabinet/organisations/unlink";
/// «Аннулирование доступа» from inside; also takes its post.
pub const CABINET_ANNULMENT: &str = "/cabinet/annulment";
/// Sign-in of staff; also takes its post.
pub const OFFICE_SIGN_IN: &str = "/office/sign-in";
/// Post: what a browser at the door is asked to do with a passkey, as JSON.
pub const OFFICE_SIGN_IN_PASSKEY: &str = "/office/sign-in/passkey";
/// «Ключи доступа», plain HTML; also takes its posts. `?key=` is one of them.
pub const OFFICE_KEYS: &str = "/office/keys";
/// Post: what a browser is asked to do with a passkey, as JSON; field `purpose`: `add` or `confirm`.
pub const OFFICE_KEYS_CHALLENGE: &str = "/office/keys/challenge";
/// Post: the second factor again, by a passkey.
pub const OFFICE_KEYS_CONFIRM: &str = "/office/keys/confirm";
/// The queue; `?part=`, `kind`, `mine`, `late` narrow it, `after` and `before` go on in it.
pub const OFFICE: &str = "/office";
/// Post: opens a case by the paper at the window.
pub const OFFICE_OPEN: &str = "/office/open";
/// Post: looks for an application.
pub const OFFICE_SEARCH: &str = "/office/search";
/// Post: keeps filters under a name.
pub const OFFICE_VIEWS: &str = "/office/views";
/// Post: forgets filters, field `view`.
pub const OFFICE_VIEW_DELETE: &str = "/office/views/delete";
/// Server-sent events: the queue has changed.
pub const OFFICE_EVENTS: &str = "/office/events";
/// «Регистрационная карта»; also takes its post: the check before the issue.
pub const CARD: &str = "/office/card";
/// Post: issues the card and answers with it as PDF.
pub const CARD_ISSUE: &str = "/office/card/issue";
/// «Показатели» of the own office; `?from=&to=`.
pub const FIGURES: &str = "/office/figures";
/// A table of the figures as a file; `?table=&from=&to=`.
pub const FIGURES_CSV: &str = "/office/figures.csv";
/// «Журнал действий»; also takes its post: a search may hold an INN, and no address does.
pub const AUDIT: &str = "/office/audit";
/// Post: what was found as a file.
pub const AUDIT_CSV: &str = "/office/audit/entries.csv";
/// Post: verifies the chain; administrators only.
pub const AUDIT_VERIFY: &str = "/office/audit/verify";
/// Annulment on documentary evidence; also takes its post.
pub const OFFICE_ANNULMENT: &str = "/office/annulment";
/// Where administrators begin.
pub const ADMINISTRATION: &str = "/administration";
/// Post: changes the papers of a list; the lists are at `/administration?papers=grant.individual`.
pub const ADMINISTRATION_PAPERS: &str = "/administration/papers";
/// «Политика допуска»; also takes its post.
pub const ELIGIBILITY: &str = "/administration/eligibility";
/// «Состояние системы».
pub const HEALTH: &str = "/administration/health";
/// «Тексты оснований», plain HTML.
pub const GROUNDS: &str = "/administration/grounds";
/// «Сроки и лимиты», plain HTML.
pub const LIMITS: &str = "/administration/limits";
/// «Сотрудники»; also takes its posts. `?person=` is one of them.
pub const STAFF: &str = "/administration/staff";
/// Post: another language for a page without a form.
pub const LANGUAGE: &str = "/language";
/// Every component in every state; development only.
pub const COMPONENTS: &str = "/_components";

/// A guide, or a section of one: `access`, `access#password`.
pub fn guide(slug: &str) -> String {
    ["/guides/", slug].concat()
}

/// The page that confirms a paper; `mark` is a `domain::issued_paper::PaperMark`.
pub fn issued_paper(mark: &str) -> String {
    [PAPERS, "/", mark].concat()
}

/// An annulment that was made; `id` is its UUID.
pub fn office_annulment(id: &str) -> String {
    [OFFICE_ANNULMENT, "/", id].concat()
}

/// The note of an annulment, to be printed.
pub fn annulment_note(id: &str) -> String {
    [OFFICE_ANNULMENT, "/", id, "/note.pdf"].concat()
}

/// A case; `id` is the application's UUID.
pub fn case(id: &str) -> String {
    ["/office/applications/", id].concat()
}

/// A ground of refusal, by its word.
#[cfg(feature = "ssr")]
pub fn ground(word: &str) -> String {
    [GROUNDS, "?ground=", word].concat()
}

/// A passkey of one's own; `id` is its UUID.
#[cfg(feature = "ssr")]
pub fn office_key(id: &str) -> String {
    [OFFICE_KEYS, "?key=", id].concat()
}

/// Somebody of staff; `id` is their UUID.
pub fn staff(id: &str) -> String {
    [STAFF, "?person=", id].concat()
}

/// A move of a case, to be posted to: `claim`, `release`, `accept`, `grant`, `refuse`, `annul`, `deliver`; or one of its
/// papers, `application.pdf`,
/// `decision.pdf`.
pub fn case_part(id: &str, part: &str) -> String {
    ["/office/applications/", id, "/", part].concat()
}
