//! The languages of the cabinet and their plural rules (Unicode CLDR, cardinal rules for whole
//! numbers).

use crate::keys::keyed_enum;

keyed_enum! {
    /// A language of the pages, the papers and the letters.
    #[derive(Default)]
    Lang {
        /// Русский.
        #[default]
        Ru = "ru",
        /// Кыргызча.
        Ky = "ky",
        /// English.
        En = "en",
    }
}

impl Lang {
    /// The ISO 639-1 code, for `lang` attributes, cookies and columns.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.as_str()
    }

    /// The language with this ISO 639-1 code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        code.parse().ok()
    }
}

keyed_enum! {
    /// The form a noun takes beside a number.
    PluralForm {
        /// ru 1, 21, 31 …; ky and en 1.
        One = "one",
        /// ru 2–4, 22–24 …
        Few = "few",
        /// ru 0, 5–20, 25–30 …
        Many = "many",
        /// ky and en: every number but 1.
        Other = "other",
    }
}

/// The form for a whole number.
#[must_use]
pub const fn plural(lang: Lang, n: u64) -> PluralForm {
    match lang {
        Lang::Ky | Lang::En => {
            if n == 1 {
                PluralForm::One
            } else {
                PluralForm::Other
            }
        }
        Lang::Ru => match (n % 10, n % 100) {
            (_, 11..=14) => PluralForm::Many,
            (1, _) => PluralForm::One,
            (2..=4, _) => PluralForm::Few,
            _ => PluralForm::Many,
        },
    }
}
