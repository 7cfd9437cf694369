//! Who is who in the demonstration. All invented: INNs with right check digits, passports that no office issued.

use app::{
    api::StaffRole,
    i18n::{Lang, t},
};

/// The registry's files, as `cabinet registry import` takes them.
pub(super) const REGISTRY: [(&str, &str); 4] = [
    ("taxpayers.csv", include_str!("../../demo/taxpayers.csv")),
    ("citizens.csv", include_str!("../../demo/citizens.csv")),
    ("officers.csv", include_str!("../../demo/officers.csv")),
    ("risk.csv", include_str!("../../demo/risk.csv")),
];

/// Addresses of the demonstration's offices: code, Russian, Kyrgyz. Invented too.
pub(super) const OFFICES: [(&str, &str, &str); 2] = [
    ("001", "г. Бишкек, ул. Образцовая, д. 1 (пример)", "Бишкек ш., Үлгү көчөсү, 1-үй (мисал)"),
    ("002", "г. Бишкек, ул. Образцовая, д. 2 (пример)", "Бишкек ш., Үлгү көчөсү, 2-үй (мисал)"),
];

/// The password of all demonstration staff.
pub(super) const STAFF_PASSWORD: &str = "ala-archa-demo-2026";

/// A member of staff.
pub(super) struct DemoStaff {
    pub(super) user_name: &'static str,
    pub(super) name: &'static str,
    pub(super) role: StaffRole,
    /// Empty for administrators.
    pub(super) office: &'static str,
}

impl DemoStaff {
    /// Who they are and where they sign in.
    pub(super) fn note(&self, lang: Lang) -> String {
        match self.role {
            StaffRole::HeadOfOffice => t::demo::head_of_office(lang, self.office),
            StaffRole::Inspector => t::demo::inspector(lang, self.office),
            StaffRole::Administrator => t::demo::administrator(lang).to_owned(),
        }
    }
}

/// The staff; the first one decides on what the demonstration has decided.
pub(super) const STAFF: [DemoStaff; 5] = [
    DemoStaff {
        user_name: "bakirova.001",
        name: "Бакирова Чынара Маратовна",
        role: StaffRole::Inspector,
        office: "001",
    },
    DemoStaff {
        user_name: "osmonov.001",
        name: "Осмонов Тилек Женишбекович",
        role: StaffRole::Inspector,
        office: "001",
    },
    DemoStaff {
        user_name: "kim.002", name: "Ким Елена Викторовна", role: StaffRole::Inspector, office: "002"
    },
    DemoStaff {
        user_name: "saparov.001",
        name: "Сапаров Урмат Акматович",
        role: StaffRole::HeadOfOffice,
        office: "001",
    },
    DemoStaff {
        user_name: "isakova.admin",
        name: "Исакова Назгүл Эркиновна",
        role: StaffRole::Administrator,
        office: "",
    },
];

/// How far a persona has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Has not applied.
    NotYet,
    /// Has applied and not come to the office.
    Applied,
    /// Has access.
    Granted,
    /// Has access, has forgotten the password, and has applied to have it restored with this one.
    Forgot(&'static str),
    /// Had access, which the office annulled on documentary evidence.
    Annulled,
}

/// Somebody who may apply.
pub(super) struct Applicant {
    pub(super) name: &'static str,
    pub(super) inn: &'static str,
    pub(super) passport: &'static str,
    pub(super) phone: &'static str,
    pub(super) password: &'static str,
    pub(super) standing: Standing,
    /// What can be tried with them, in the reader's language.
    pub(super) note: fn(Lang) -> &'static str,
}

/// The applicants.
pub(super) const APPLICANTS: [Applicant; 17] = [
    Applicant {
        name: "Асанова Айгүл Бакытовна",
        inn: "11503199000123",
        passport: "ID1234567",
        phone: "",
        password: "",
        standing: Standing::NotYet,
        note: t::demo::not_yet,
    },
    Applicant {
        name: "Токтогулов Азамат Бакытович",
        inn: "22207198500345",
        passport: "AN2345678",
        phone: "+996555123456",
        password: "jailoo-kymyz-7",
        standing: Standing::Granted,
        note: t::demo::has_access,
    },
    Applicant {
        name: "Садыкова Жылдыз Эмилбековна",
        inn: "11806199002149",
        passport: "ID2149014",
        phone: "+996770214901",
        password: "jangak-terek-3",
        standing: Standing::Forgot("arslanbap-kuz-8"),
        note: t::demo::forgot,
    },
    Applicant {
        name: "Калыков Бакыт Эсенович",
        inn: "21804197601210",
        passport: "ID5678123",
        phone: "+996704567812",
        password: "kara-balta-kyrka-5",
        standing: Standing::Annulled,
        note: t::demo::annulled,
    },
    Applicant {
        name: "Жээнбекова Үмүтөй Нурлановна",
        inn: "13009196700782",
        passport: "AN4567890",
        phone: "+996700234567",
        password: "temir-komuz-12",
        standing: Standing::Applied,
        note: t::demo::waiting,
    },
    Applicant {
        name: "Иванов Сергей Петрович",
        inn: "20311197800563",
        passport: "ID3456789",
        phone: "+996312345678",
        password: "issyk-kol-1608",
        standing: Standing::Applied,
        note: t::demo::waiting_elsewhere,
    },
    Applicant {
        name: "Абдыкадырова-Сулайманбекова Зейнепгүл Абдыкааровна",
        inn: "11908199401155",
        passport: "ID7890123",
        phone: "",
        password: "",
        standing: Standing::NotYet,
        note: t::demo::long_name,
    },
    Applicant {
        name: "Сыдыков Бектур Асанович",
        inn: "20805198101031",
        passport: "ID6789012",
        phone: "",
        password: "",
        standing: Standing::NotYet,
        note: t::demo::at_risk,
    },
    Applicant {
        name: "Маматов Эркин Турдубекович",
        inn: "21212197200912",
        passport: "AN5678901",
        phone: "",
        password: "",
        standing: Standing::NotYet,
        note: t::demo::vat_payer,
    },
    Applicant {
        name: "Орозбаева Нурзат Кубанычовна",
        inn: "12702199901270",
        passport: "ID8901234",
        phone: "",
        password: "",
        standing: Standing::NotYet,
        note: t::demo::not_taxpayer,
    },
    Applicant {
        name: "Касымова Назгүл Эркинбековна",
        inn: "10803197901470",
        passport: "ID4567801",
        phone: "+996707345678",
        password: "ak-kalpak-2-tush",
        standing: Standing::Granted,
        note: t::demo::one_organisation,
    },
    Applicant {
        name: "Бекбоев Данияр Маратович",
        inn: "21909198300988",
        passport: "AN6789032",
        phone: "+996551456789",
        password: "toguz-korgool-9",
        standing: Standing::Granted,
        note: t::demo::nine_organisations,
    },
    Applicant {
        name: "Бейшеналиева Гүлзат Сапаровна",
        inn: "11005198800912",
        passport: "AN3456780",
        phone: "",
        password: "",
        standing: Standing::NotYet,
        note: t::demo::sole_trader,
    },
    Applicant {
        name: "Дооранов Мелис Осмонович",
        inn: "22506197401141",
        passport: "ID9012345",
        phone: "",
        password: "",
        standing: Standing::NotYet,
        note: t::demo::farm_of_person,
    },
    Applicant {
        name: "ОсОО «Тоо-Булак»",
        inn: "01204201110157",
        passport: "",
        phone: "",
        password: "",
        standing: Standing::NotYet,
        note: t::demo::organisation,
    },
    Applicant {
        name: "Филиал ОсОО «Тоо-Булак»",
        inn: "01803201610338",
        passport: "",
        phone: "",
        password: "",
        standing: Standing::NotYet,
        note: t::demo::branch,
    },
    Applicant {
        name: "Крестьянское хозяйство «Көк-Жайык»",
        inn: "00309201910217",
        passport: "",
        phone: "",
        password: "",
        standing: Standing::NotYet,
        note: t::demo::farm,
    },
];
