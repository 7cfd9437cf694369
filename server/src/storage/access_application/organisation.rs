//! What only an organisation's application holds: the person of section 2, and the head organisation of a branch.

use domain::{inn::Inn, lang::Lang, officer::OfficerRole};

use super::{inn, word};

/// The person who registers an organisation, section 2 of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRecord {
    /// Their own INN; an account of theirs bears it.
    pub inn: Inn,
    /// Full name, as registered when it was filed.
    pub name_ru: String,
    /// The same in Kyrgyz, or empty.
    pub name_ky: String,
    /// What the registry said they were when it was filed.
    pub role: OfficerRole,
}

impl PersonRecord {
    pub(super) fn of(
        person_inn: Option<String>,
        name_ru: Option<String>,
        name_ky: Option<String>,
        role: Option<String>,
    ) -> Result<Option<Self>, sqlx::Error> {
        let (Some(person_inn), Some(name_ru), Some(name_ky), Some(role)) = (person_inn, name_ru, name_ky, role) else {
            return Ok(None);
        };
        let (inn, role) = (inn("person_inn", &person_inn)?, word("person_role", &role)?);
        Ok(Some(Self { inn, name_ru, name_ky, role }))
    }

    /// Name in the reader's language; Russian where the registry has no Kyrgyz one.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &str {
        in_language(&self.name_ru, &self.name_ky, lang)
    }
}

/// The organisation whose branch registers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadOrganisationRecord {
    /// Its INN.
    pub inn: Inn,
    /// Its name, as registered when the application was filed.
    pub name_ru: String,
    /// The same in Kyrgyz, or empty.
    pub name_ky: String,
}

impl HeadOrganisationRecord {
    pub(super) fn of(
        head_inn: Option<String>,
        name_ru: Option<String>,
        name_ky: Option<String>,
    ) -> Result<Option<Self>, sqlx::Error> {
        let (Some(head_inn), Some(name_ru), Some(name_ky)) = (head_inn, name_ru, name_ky) else {
            return Ok(None);
        };
        Ok(Some(Self { inn: inn("head_inn", &head_inn)?, name_ru, name_ky }))
    }

    /// Name in the reader's language; Russian where the registry has no Kyrgyz one.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &str {
        in_language(&self.name_ru, &self.name_ky, lang)
    }
}

fn in_language<'a>(name_ru: &'a str, name_ky: &'a str, lang: Lang) -> &'a str {
    match lang {
        Lang::Ky if !name_ky.is_empty() => name_ky,
        Lang::Ru | Lang::Ky | Lang::En => name_ru,
    }
}
