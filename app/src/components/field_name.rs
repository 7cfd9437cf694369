//! Names of fields without their labels.

use crate::{
    api::Field,
    i18n::{Lang, t},
};

/// What a field is called where it stands without its label, as in the error summary; nothing for the form as a whole.
pub fn field_name(lang: Lang, field: Field) -> Option<&'static str> {
    Some(match field {
        Field::Kind => t::components::field_kind(lang),
        Field::SubjectKind => t::components::field_subject_kind(lang),
        Field::Inn => t::components::field_inn(lang),
        Field::OrganisationInn => t::components::field_organisation_inn(lang),
        Field::HeadInn => t::components::field_head_inn(lang),
        Field::Passport => t::components::field_passport(lang),
        Field::Phone => t::components::field_phone(lang),
        Field::Email => t::components::field_email(lang),
        Field::Password => t::components::field_password(lang),
        Field::PasswordRepeated => t::components::field_password_repeated(lang),
        Field::Code => t::components::field_code(lang),
        Field::Login => t::components::field_login(lang),
        Field::CurrentPassword => t::components::field_current_password(lang),
        Field::Checks => t::components::field_checks(lang),
        Field::Ground => t::components::field_ground(lang),
        Field::DocumentNumber => t::components::field_document_number(lang),
        Field::DocumentDate => t::components::field_document_date(lang),
        Field::Reason => t::eligibility::reason(lang),
        Field::List => t::check_inn::list(lang),
        Field::File => t::check_inn::file(lang),
        Field::Question => t::assistant::question(lang),
        Field::Search | Field::Form => return None,
    })
}
