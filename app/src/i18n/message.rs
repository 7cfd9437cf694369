//! Every error of the contract in the reader's language. A new variant without a text does not compile.

use domain::{
    application_code::ApplicationCodeError, email::EmailError, inn::InnError, login::LoginError,
    passport::PassportError, password::PasswordError, phone::PhoneError, refusal::GroundDocumentError,
    subject::Ineligible,
};

use super::{Lang, t};
use crate::{
    api::{ApiError, Conflict, ForbiddenReason, Message, check_inn::ListError},
    components::{office_name, state_name},
};

/// What is wrong with a field and what to do, one sentence or two (exact: `spec/registration.md`, "Messages").
pub fn message(lang: Lang, message: Message) -> &'static str {
    match message {
        Message::Required => t::message::required(lang),
        Message::Inn(error) => inn(lang, error),
        Message::Passport(PassportError::Empty)
        | Message::Phone(PhoneError::Empty)
        | Message::Email(EmailError::Empty) => t::message::required(lang),
        Message::Passport(PassportError::Format) => t::message::passport_format(lang),
        Message::Phone(PhoneError::Format) => t::message::phone_format(lang),
        Message::Email(EmailError::Format) => t::message::email_format(lang),
        Message::Password(error) => password(lang, error),
        Message::Code(error) => code(lang, error),
        Message::Login(error) => login(lang, error),
        Message::Document(error) => document(lang, error),
        Message::List(error) => list(lang, error),
        Message::NotTaxpayer => t::message::not_taxpayer(lang),
        Message::NotOfficer => t::message::not_officer(lang),
        Message::OwnHead => t::message::own_head(lang),
        Message::Ineligible(Ineligible::Kind) => t::message::ineligible_kind(lang),
        Message::Ineligible(Ineligible::VatPayer) => t::message::ineligible_vat_payer(lang),
        Message::Ineligible(Ineligible::ForeignTrade) => t::message::ineligible_foreign_trade(lang),
        Message::EligibleForPassword => t::message::eligible_for_password(lang),
        Message::WrongCredentials => t::message::wrong_credentials(lang),
        #[cfg(feature = "ssr")]
        Message::PasswordIsPrimary => t::first_password::is_primary(lang),
        Message::WrongCurrentPassword => t::message::wrong_current_password(lang),
        Message::NoSuchApplication => t::message::no_such_application(lang),
        Message::ApplicationPassEnded => t::message::application_pass_ended(lang),
        Message::ChecksMissing => t::message::checks_missing(lang),
        Message::TooManyApplications => t::message::too_many_applications(lang),
        Message::ReasonFormat => t::message::reason_format(lang),
        Message::PolicyUnchanged => t::message::policy_unchanged(lang),
        Message::AlreadyLinked => t::message::already_linked(lang),
        Message::AlreadyAsked => t::message::already_asked(lang),
    }
}

/// What went wrong as a whole, for errors that belong to no field.
pub fn error_text(lang: Lang, error: &ApiError) -> String {
    let text = match error {
        ApiError::Validation(_) => t::errors::validation(lang),
        ApiError::NotFound => t::errors::not_found(lang),
        ApiError::Forbidden(ForbiddenReason::SignInRequired) => t::errors::sign_in_required(lang),
        // the pages that meet a primary password say it in words of their own
        ApiError::Forbidden(
            ForbiddenReason::Role
            | ForbiddenReason::Administrator
            | ForbiddenReason::PrimaryPassword
            | ForbiddenReason::PrimaryPasswordEnded,
        ) => t::errors::role(lang),
        ApiError::Forbidden(ForbiddenReason::OwnCase) => t::errors::own_case(lang),
        ApiError::Forbidden(ForbiddenReason::ChooseCabinet) => t::errors::choose_cabinet(lang),
        ApiError::Forbidden(ForbiddenReason::ForeignOffice(office)) => {
            return t::errors::foreign_office(lang, &office_name(lang, office));
        }
        ApiError::Conflict(Conflict::ApplicationChanged(state)) => {
            return t::errors::application_changed(lang, state_name(lang, *state));
        }
        ApiError::Conflict(Conflict::AnotherAccepted) => t::errors::another_accepted(lang),
        ApiError::Conflict(Conflict::NotOpenedByCode) => t::errors::not_opened_by_code(lang),
        ApiError::Conflict(Conflict::AlreadyHasAccess) => t::errors::already_has_access(lang),
        ApiError::Conflict(Conflict::AccountAnnulled) => t::errors::account_annulled(lang),
        ApiError::Conflict(Conflict::AlreadyRepresents) => t::errors::already_represents(lang),
        ApiError::Conflict(Conflict::NotRepresented) => t::errors::not_represented(lang),
        ApiError::Conflict(Conflict::PolicyChanged) => t::errors::policy_changed(lang),
        ApiError::Conflict(Conflict::AccessAnnulled) => t::errors::access_annulled(lang),
        ApiError::Conflict(Conflict::NothingToRestore(why)) => {
            return t::errors::nothing_to_restore(lang, message(lang, Message::Ineligible(*why)));
        }
        ApiError::Throttled { retry_after } => return throttled(lang, *retry_after),
        ApiError::Unavailable => t::errors::unavailable(lang),
        ApiError::RegistryUnavailable => t::errors::registry_unavailable(lang),
        ApiError::Unreachable => t::errors::unreachable(lang),
        ApiError::Internal { request_id } if request_id.is_empty() => t::errors::internal(lang),
        ApiError::Internal { request_id } => return t::errors::internal_with_id(lang, request_id),
    };
    text.to_owned()
}

/// Seconds up to two minutes, then whole minutes, rounded up: nobody should come too early.
fn throttled(lang: Lang, seconds: u32) -> String {
    match seconds {
        0..120 => t::errors::throttled(lang, u64::from(seconds.max(1))),
        _ => t::errors::throttled_minutes(lang, u64::from(seconds.div_ceil(60))),
    }
}

fn inn(lang: Lang, error: InnError) -> &'static str {
    match error {
        InnError::Empty => t::message::required(lang),
        InnError::Length => t::message::inn_length(lang),
        InnError::NotDigits => t::message::inn_not_digits(lang),
        InnError::FirstDigit => t::message::inn_first_digit(lang),
        InnError::Date => t::message::inn_date(lang),
        InnError::NotIndividual => t::message::inn_not_individual(lang),
        InnError::NotOrganisation => t::message::inn_not_organisation(lang),
    }
}

fn password(lang: Lang, error: PasswordError) -> &'static str {
    match error {
        PasswordError::Empty => t::message::required(lang),
        PasswordError::TooShort => t::message::password_too_short(lang),
        PasswordError::TooShortForStaff => t::message::password_too_short_for_staff(lang),
        PasswordError::TooLong => t::message::password_too_long(lang),
        PasswordError::Common => t::message::password_common(lang),
        PasswordError::ContainsInn => t::message::password_contains_inn(lang),
        PasswordError::ContainsLogin => t::message::password_contains_login(lang),
        PasswordError::ContainsPassport => t::message::password_contains_passport(lang),
        PasswordError::ContainsName => t::message::password_contains_name(lang),
        PasswordError::ContainsBirthDate => t::message::password_contains_birth_date(lang),
        PasswordError::ContainsEmail => t::message::password_contains_email(lang),
        PasswordError::ContainsPhone => t::message::password_contains_phone(lang),
        PasswordError::NotMatching => t::message::password_not_matching(lang),
    }
}

fn code(lang: Lang, error: ApplicationCodeError) -> &'static str {
    match error {
        ApplicationCodeError::Empty => t::message::required(lang),
        ApplicationCodeError::Length => t::message::code_length(lang),
        ApplicationCodeError::Character => t::message::code_character(lang),
        ApplicationCodeError::Check => t::message::code_check(lang),
    }
}

fn login(lang: Lang, error: LoginError) -> &'static str {
    match error {
        LoginError::Empty => t::message::required(lang),
        LoginError::Length => t::message::login_length(lang),
        LoginError::NotDigits => t::message::login_not_digits(lang),
        LoginError::CheckDigit => t::message::login_check_digit(lang),
    }
}

fn list(lang: Lang, error: ListError) -> &'static str {
    match error {
        ListError::Empty => t::check_inn::list_empty(lang),
        ListError::TooMany => t::check_inn::list_too_many(lang),
        ListError::TooLarge => t::check_inn::list_too_large(lang),
        ListError::NotAList => t::check_inn::list_not_a_list(lang),
        ListError::OldWorkbook => t::check_inn::list_old_workbook(lang),
        ListError::BrokenWorkbook => t::check_inn::list_broken_workbook(lang),
    }
}

fn document(lang: Lang, error: GroundDocumentError) -> &'static str {
    match error {
        GroundDocumentError::NumberEmpty => t::message::document_number_empty(lang),
        GroundDocumentError::NumberFormat => t::message::document_number_format(lang),
        GroundDocumentError::DateEmpty => t::message::document_date_empty(lang),
        GroundDocumentError::DateFormat => t::message::document_date_format(lang),
        GroundDocumentError::DateInFuture => t::message::document_date_in_future(lang),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `spec/registration.md`, "Messages": Russian, and the Kyrgyz in brackets where it is given.
    const EXACT: [(Message, &str, Option<&str>); 7] = [
        (
            Message::Required,
            "Поле является обязательным к заполнению",
            Some("Бул талаа милдеттүү түрдө толтурулушу керек"),
        ),
        (Message::Password(PasswordError::NotMatching), "Пароли не совпадают", Some("Сыр сөздөр дал келбейт")),
        (Message::Inn(InnError::Length), "ИНН должен состоять из 14 цифр", Some("ИСН 14 сандан турушу керек")),
        (
            Message::Password(PasswordError::TooShort),
            "Пароль должен содержать не менее 8 символов",
            Some("Сыр сөз 8ден кем эмес белгиден турушу керек"),
        ),
        (Message::NotTaxpayer, "Пользователь с данным ИНН не является налогоплательщиком", None),
        (Message::NotOfficer, "Вы не указаны как руководитель или бухгалтер этой организации", None),
        (Message::WrongCredentials, "Неправильный логин или пароль", Some("Логин же сыр сөз туура эмес")),
    ];

    #[test]
    fn messages_are_those_of_the_specification() {
        for (key, russian, kyrgyz) in EXACT {
            assert_eq!(message(Lang::Ru, key), russian);
            if let Some(kyrgyz) = kyrgyz {
                assert_eq!(message(Lang::Ky, key), kyrgyz);
            }
        }
    }

    #[test]
    fn an_empty_field_of_any_kind_is_a_required_one() {
        let empty = [
            Message::Inn(InnError::Empty),
            Message::Passport(PassportError::Empty),
            Message::Phone(PhoneError::Empty),
            Message::Email(EmailError::Empty),
            Message::Password(PasswordError::Empty),
            Message::Code(ApplicationCodeError::Empty),
            Message::Login(LoginError::Empty),
        ];
        for key in empty {
            assert_eq!(message(Lang::Ru, key), message(Lang::Ru, Message::Required));
        }
    }

    #[test]
    fn waiting_is_told_in_seconds_then_in_minutes() {
        let wait = |retry_after| error_text(Lang::Ru, &ApiError::Throttled { retry_after });
        assert_eq!(wait(0), "Слишком много попыток. Повторите через 1\u{a0}секунду");
        assert_eq!(wait(3), "Слишком много попыток. Повторите через 3\u{a0}секунды");
        assert_eq!(wait(121), "Слишком много попыток. Повторите через 3\u{a0}минуты");
        assert_eq!(wait(3600), "Слишком много попыток. Повторите через 60\u{a0}минут");
    }

    #[test]
    fn a_fault_names_its_number_only_when_there_is_one() {
        let text = |id: &str| error_text(Lang::Ru, &ApiError::Internal { request_id: id.to_owned() });
        assert!(text("a1b2").contains("a1b2"));
        assert!(!text("").contains("номер"));
    }
}
