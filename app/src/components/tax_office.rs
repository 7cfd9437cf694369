//! How a tax office is named.

use crate::{api::OfficeSummary, i18n::Lang};

/// An office as forms and papers name it: «001 - Октябрьский р-н». The name is in the reader's language already.
pub fn office_name(_lang: Lang, office: &OfficeSummary) -> String {
    [office.code.as_str(), " - ", office.name.as_str()].concat()
}
