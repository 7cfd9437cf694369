//! What is applied for.

use domain::access_application::ApplicationKind;

use crate::i18n::{Lang, t};

/// A kind of application in words.
pub fn kind_name(lang: Lang, kind: ApplicationKind) -> &'static str {
    match kind {
        ApplicationKind::Grant => t::components::kind_grant(lang),
        ApplicationKind::Restore => t::components::kind_restore(lang),
        ApplicationKind::Link => t::components::kind_link(lang),
        ApplicationKind::Annul => t::components::kind_annul(lang),
    }
}
