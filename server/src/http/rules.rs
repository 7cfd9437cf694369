//! Who may use which endpoint: a rule for every route and server function. The services enforce the rules
//! (`Client::taxpayer`, `Client::staff_who_may`); this table says what they are, and a test tries every endpoint with
//! everybody and compares. An endpoint that is not listed fails that test.

use app::api::{Acting, Caller, Permission};
use http::Method;

use super::RouteEntry;

/// Who may use an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Everybody, signed in or not: the page is public, or what the request brings proves itself (an INN with a code, a
    /// password, a pass), or it only leads on to a page with a rule of its own.
    Anybody,
    /// Whoever runs the cabinet, from this machine or by a token; who is signed in counts for nothing.
    Operator,
    /// A taxpayer, also one who has entered by a primary password and has nothing else open yet.
    Newcomer,
    /// A taxpayer, in one of their cabinets or in none yet.
    Person,
    /// A taxpayer in one of their cabinets.
    Taxpayer,
    /// Staff with this permission; the endpoint shows or touches nothing but what is within its reach.
    Staff(Permission),
    /// Staff with this permission, and the request names a case: it must be within the permission's reach.
    Case(Permission),
}

impl Rule {
    /// Whether the caller is let in; `office` is the code of the office whose case the request names.
    pub fn admits(self, caller: &Caller, office: &str) -> bool {
        match (self, caller) {
            (Self::Anybody | Self::Operator, _) => true,
            (Self::Newcomer, Caller::Taxpayer(_)) => true,
            (Self::Person, Caller::Taxpayer(taxpayer)) => !taxpayer.primary_password,
            (Self::Taxpayer, Caller::Taxpayer(taxpayer)) => {
                !taxpayer.primary_password && !matches!(taxpayer.acting, Acting::Nobody { .. })
            }
            (Self::Staff(permission), Caller::Staff(staff)) => permission.of(staff.role).is_some(),
            (Self::Case(permission), Caller::Staff(staff)) => staff.covers(permission, office),
            _ => false,
        }
    }
}

/// The rule of an endpoint; `None`: nobody has thought about it yet.
pub fn rule(entry: &RouteEntry) -> Option<Rule> {
    let table = if entry.method == Method::GET { PAGES } else { POSTS };
    let path = entry.path.replace(":id", "{id}").replace(":slug", "{slug}");
    table.iter().find(|(listed, _)| *listed == path).map(|(_, rule)| *rule)
}

use Permission as P;
use Rule::{Anybody, Case, Newcomer, Operator, Person, Staff, Taxpayer};

/// What is fetched: pages, papers, files.
const PAGES: &[(&str, Rule)] = &[
    ("/", Anybody),
    ("/help", Anybody),
    ("/registration", Anybody),
    ("/registration/by-signature", Anybody),
    ("/restore", Anybody),
    ("/application", Anybody),
    ("/application/paper.pdf", Anybody),
    ("/add-inn", Anybody),
    ("/check-inn", Anybody),
    ("/guides", Anybody),
    ("/guides/{slug}", Anybody),
    ("/guides/pictures/{file}", Anybody),
    ("/assistant", Anybody),
    ("/sign-in", Anybody),
    ("/office/sign-in", Anybody),
    ("/_components", Anybody),
    ("/TinCheck/GetTaxPayer", Anybody),
    ("/api/v1/openapi.json", Anybody),
    ("/healthz", Anybody),
    ("/readyz", Anybody),
    ("/metrics", Operator),
    ("/cabinet", Taxpayer),
    ("/cabinet/choose", Person),
    ("/cabinet/organisations", Taxpayer),
    ("/cabinet/organisations/add", Taxpayer),
    ("/office/keys", Staff(P::KeepKeys)),
    ("/office", Staff(P::SeeQueue)),
    ("/office/events", Staff(P::SeeQueue)),
    ("/office/applications/{id}", Case(P::SeeCase)),
    ("/office/applications/{id}/application.pdf", Case(P::SeeCase)),
    ("/office/applications/{id}/decision.pdf", Case(P::SeeCase)),
    ("/administration", Staff(P::Administer)),
    ("/administration/eligibility", Staff(P::ChangePolicy)),
    ("/administration/grounds", Staff(P::ChangeGrounds)),
    ("/administration/limits", Staff(P::ChangeLimits)),
    ("/administration/staff", Staff(P::ManageStaff)),
    ("/papers", Anybody),
    ("/papers/{mark}", Anybody),
    ("/annulment", Anybody),
    ("/cabinet/annulment", Taxpayer),
    ("/office/annulment", Staff(P::Annul)),
    ("/office/annulment/{id}", Staff(P::Annul)),
    ("/office/annulment/{id}/note.pdf", Staff(P::Annul)),
    ("/cabinet/first-password", Newcomer),
    ("/office/card", Staff(P::IssueCards)),
    ("/office/figures", Staff(P::SeeFigures)),
    ("/office/figures.csv", Staff(P::SeeFigures)),
    ("/office/audit", Staff(P::SearchAudit)),
    ("/administration/health", Staff(P::Administer)),
    // these only lead to the page that is posted from
    ("/check-inn/list.csv", Anybody),
    ("/application/withdraw", Anybody),
    ("/application/close", Anybody),
    ("/sign-out", Anybody),
    ("/language", Anybody),
    ("/cabinet/password", Anybody),
    ("/cabinet/sessions/end", Anybody),
    ("/cabinet/sessions/end-others", Anybody),
    ("/cabinet/organisations/unlink", Anybody),
    ("/office/sign-in/passkey", Anybody),
    ("/office/keys/challenge", Anybody),
    ("/office/keys/confirm", Anybody),
    ("/office/search", Anybody),
    ("/office/views", Anybody),
    ("/office/views/delete", Anybody),
    ("/office/open", Anybody),
    ("/office/card/issue", Anybody),
    ("/office/audit/entries.csv", Anybody),
    ("/office/audit/verify", Anybody),
    ("/administration/papers", Anybody),
    ("/office/applications/{id}/annul", Anybody),
    ("/office/applications/{id}/return", Anybody),
    ("/office/applications/{id}/claim", Anybody),
    ("/office/applications/{id}/release", Anybody),
    ("/office/applications/{id}/reassign", Anybody),
    ("/office/applications/{id}/accept", Anybody),
    ("/office/applications/{id}/grant", Anybody),
    ("/office/applications/{id}/refuse", Anybody),
    ("/office/applications/{id}/deliver", Anybody),
];

/// What is posted: forms without JavaScript, server functions, programs.
const POSTS: &[(&str, Rule)] = &[
    ("/registration", Anybody),
    ("/registration/by-signature", Anybody),
    ("/restore", Anybody),
    ("/application", Anybody),
    ("/application/withdraw", Anybody),
    ("/application/close", Anybody),
    ("/add-inn", Anybody),
    ("/check-inn", Anybody),
    ("/check-inn/list.csv", Anybody),
    ("/assistant", Anybody),
    ("/sign-in", Anybody),
    ("/office/sign-in", Anybody),
    // of whoever has the token that a proved password left behind
    ("/office/sign-in/passkey", Anybody),
    ("/office/keys", Staff(P::KeepKeys)),
    ("/office/keys/challenge", Staff(P::KeepKeys)),
    ("/office/keys/confirm", Staff(P::KeepKeys)),
    ("/sign-out", Anybody),
    ("/language", Anybody),
    // without a wish for another language these lead to the page
    ("/cabinet", Anybody),
    ("/office", Anybody),
    ("/office/applications/{id}", Anybody),
    ("/cabinet/password", Newcomer),
    ("/cabinet/sessions/end", Taxpayer),
    ("/cabinet/sessions/end-others", Taxpayer),
    ("/cabinet/choose", Person),
    ("/cabinet/organisations/add", Taxpayer),
    ("/cabinet/organisations/unlink", Taxpayer),
    ("/office/search", Staff(P::SeeQueue)),
    ("/office/views", Staff(P::SeeQueue)),
    ("/office/views/delete", Staff(P::SeeQueue)),
    ("/office/open", Case(P::SeeCase)),
    ("/office/applications/{id}/claim", Case(P::Accept)),
    ("/office/applications/{id}/release", Case(P::Accept)),
    ("/office/applications/{id}/reassign", Case(P::Reassign)),
    ("/office/applications/{id}/return", Case(P::Accept)),
    ("/office/applications/{id}/accept", Case(P::Accept)),
    ("/office/applications/{id}/grant", Case(P::Decide)),
    ("/office/applications/{id}/refuse", Case(P::Decide)),
    ("/office/applications/{id}/deliver", Case(P::Decide)),
    ("/administration/eligibility", Staff(P::ChangePolicy)),
    ("/administration/grounds", Staff(P::ChangeGrounds)),
    ("/administration/limits", Staff(P::ChangeLimits)),
    ("/administration/papers", Staff(P::ChangeRequiredPapers)),
    ("/administration/staff", Staff(P::ManageStaff)),
    ("/papers", Anybody),
    ("/annulment", Anybody),
    ("/cabinet/annulment", Taxpayer),
    ("/office/annulment", Staff(P::Annul)),
    ("/office/applications/{id}/annul", Case(P::Annul)),
    ("/cabinet/first-password", Newcomer),
    ("/office/card", Staff(P::IssueCards)),
    ("/office/card/issue", Staff(P::IssueCards)),
    ("/office/audit", Staff(P::SearchAudit)),
    ("/office/audit/entries.csv", Staff(P::SearchAudit)),
    ("/office/audit/verify", Staff(P::Administer)),
    ("/api/v1/look-ups", Anybody),
    ("/api/v1/applications", Anybody),
    ("/api/v1/applications/state", Anybody),
    ("/api/v1/applications/paper", Anybody),
    ("/api/registration/look_up", Anybody),
    ("/api/registration/new_submission", Anybody),
    ("/api/registration/register", Anybody),
    ("/api/signature_registration/register", Anybody),
    ("/api/status/find", Anybody),
    ("/api/status/current", Anybody),
    ("/api/status/withdraw", Anybody),
    ("/api/status/close", Anybody),
    ("/api/add_inn/find", Anybody),
    ("/api/add_inn/add", Anybody),
    ("/api/check_inn/check", Anybody),
    ("/api/guides/list", Anybody),
    ("/api/guides/guide", Anybody),
    ("/api/assistant/ask", Anybody),
    ("/api/sign_in/taxpayer", Anybody),
    ("/api/sign_in/staff", Anybody),
    ("/api/sign_in/sign_out", Anybody),
    // of whoever has the token that a proved password left behind
    ("/api/staff_entry/step", Anybody),
    ("/api/cabinet/home", Taxpayer),
    ("/api/cabinet/change_password", Newcomer),
    ("/api/cabinet/end_session", Taxpayer),
    ("/api/cabinet/end_other_sessions", Taxpayer),
    ("/api/representation/chooser", Person),
    ("/api/representation/organisations", Taxpayer),
    ("/api/representation/link_page", Taxpayer),
    ("/api/representation/look_up", Taxpayer),
    ("/api/representation/link", Taxpayer),
    ("/api/office/queue", Staff(P::SeeQueue)),
    ("/api/office/save_view", Staff(P::SeeQueue)),
    ("/api/office/delete_view", Staff(P::SeeQueue)),
    ("/api/office/keep_shortcuts", Staff(P::SeeQueue)),
    ("/api/office/open", Case(P::SeeCase)),
    ("/api/office/claim", Case(P::Accept)),
    ("/api/office/release", Case(P::Accept)),
    ("/api/office/reassign", Case(P::Reassign)),
    ("/api/office/give_back", Case(P::Accept)),
    ("/api/office/case", Case(P::SeeCase)),
    ("/api/office/accept", Case(P::Accept)),
    ("/api/office/grant", Case(P::Decide)),
    ("/api/office/refuse", Case(P::Decide)),
    ("/api/office/deliver", Case(P::Decide)),
    ("/api/administration/papers", Staff(P::ChangeRequiredPapers)),
    ("/api/administration/home", Staff(P::Administer)),
    ("/api/eligibility/page", Staff(P::ChangePolicy)),
    ("/api/eligibility/preview", Staff(P::ChangePolicy)),
    ("/api/eligibility/change", Staff(P::ChangePolicy)),
    ("/api/staff/page", Staff(P::ManageStaff)),
];
