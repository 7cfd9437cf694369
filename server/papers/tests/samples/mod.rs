//! Papers for the tests and the specimens, from the plainest to the longest. Nobody in them exists.

// the specimens use less of this than the tests
#![allow(dead_code)]

use domain::access_application::ApplicationKind;
use domain::lang::Lang;
use domain::officer::OfficerRole;
use domain::primary_password::PrimaryPassword;
use domain::subject::SubjectKind;
use papers::{
    Acceptance, AnnulmentGround, AnnulmentPaper, ApplicationPaper, CardPaper, Confirmation, DecisionPaper, Document,
    HeadOrganisation, Letterhead, Office, OrganisationCells, Outcome, PaperError, Person,
};
use time::macros::datetime;

/// One of the papers.
pub(crate) enum Paper {
    Application(Box<ApplicationPaper>),
    Decision(Box<DecisionPaper>),
    Annulment(Box<AnnulmentPaper>),
    Card(Box<CardPaper>),
}

impl Paper {
    pub(crate) fn make(&self) -> Result<Vec<u8>, PaperError> {
        match self {
            Self::Application(paper) => papers::application(paper),
            Self::Decision(paper) => papers::decision(paper),
            Self::Annulment(paper) => papers::annulment(paper),
            Self::Card(paper) => papers::card(paper),
        }
    }
}

/// Every specimen under its name.
pub(crate) fn all() -> Vec<(&'static str, Paper)> {
    let application = |paper| Paper::Application(Box::new(paper));
    let decision = |paper| Paper::Decision(Box::new(paper));
    let card = |lang, long| Paper::Card(Box::new(card(lang, long)));
    let annulment = |paper| Paper::Annulment(Box::new(paper));
    vec![
        ("application-ru", application(application_ru())),
        ("application-ru-accepted", application(accepted(application_ru()))),
        ("application-ky", application(application_ky())),
        ("application-ru-no-address", application(ApplicationPaper { status_address: None, ..application_ru() })),
        ("application-ky-accepted", application(accepted(application_ky()))),
        ("application-long", application(accepted(long()))),
        ("application-organisation-ru", application(organisation_ru())),
        ("application-organisation-ky", application(accepted(organisation_ky()))),
        ("application-branch-ru", application(branch_ru())),
        ("application-branch-ky-accepted", application(accepted(branch_ky()))),
        ("decision-organisation-ru", decision(organisation_grant_ru())),
        ("decision-organisation-ky", decision(organisation_grant_ky())),
        ("application-extreme", application(extreme())),
        ("application-restore-ru", application(restore(application_ru()))),
        ("application-restore-ky", application(restore(application_ky()))),
        ("decision-restore-ru", decision(restored(grant_ru()))),
        ("decision-restore-ky", decision(restored(grant_ky()))),
        ("decision-no-restore-ru", decision(restored(refusal_ru()))),
        ("decision-no-restore-ky", decision(restored(refusal_ky()))),
        ("decision-grant-ru", decision(grant_ru())),
        ("decision-grant-ky", decision(grant_ky())),
        ("decision-grant-ru-no-address", decision(without_address(grant_ru()))),
        ("decision-grant-ky-no-address", decision(without_address(grant_ky()))),
        ("decision-grant-ky-long-address", decision(long_address())),
        ("decision-refusal-ru", decision(refusal_ru())),
        ("decision-refusal-ky", decision(refusal_ky())),
        ("decision-refusal-ky-long", decision(long_refusal())),
        ("application-annul-ru", application(annul(application_ru()))),
        ("application-annul-ky-accepted", application(accepted(annul(application_ky())))),
        ("application-annul-organisation-ru-accepted", application(accepted(annul(organisation_ru())))),
        ("decision-no-annul-ru", decision(DecisionPaper { kind: ApplicationKind::Annul, ..refusal_ru() })),
        ("decision-no-annul-ky", decision(DecisionPaper { kind: ApplicationKind::Annul, ..refusal_ky() })),
        ("annulment-application-ru", annulment(annulled_ru())),
        ("annulment-application-ky", annulment(annulled_ky())),
        ("annulment-representation-ru", annulment(annulled_representation_ru())),
        ("annulment-evidence-ru", annulment(annulled_on_evidence(annulled_ru()))),
        ("annulment-evidence-ky", annulment(annulled_on_evidence(annulled_ky()))),
        ("card-ru", card(Lang::Ru, false)),
        ("card-ky", card(Lang::Ky, false)),
        ("card-long", card(Lang::Ru, true)),
        ("annulment-no-address-ru", annulment(AnnulmentPaper { confirmation: without_page(), ..annulled_ru() })),
    ]
}

pub(crate) fn application_ru() -> ApplicationPaper {
    ApplicationPaper {
        lang: Lang::Ru,
        letterhead: Letterhead::default(),
        kind: ApplicationKind::Grant,
        inn: "22907200410161".to_owned(),
        name: "Асанова Бегимай Үсөновна".to_owned(),
        office: Office {
            code: "001".to_owned(),
            name: "Октябрьский р-н".to_owned(),
            address: Some("г. Бишкек, ул. Ахунбаева, 1".to_owned()),
        },
        subject_kind: SubjectKind::Individual,
        organisation: None,
        passport: "ID 1234567".to_owned(),
        passport_country: "Кыргызская Республика".to_owned(),
        postcode: Some("720075".to_owned()),
        registered_address: Some("г. Бишкек, мкр. Асанбай, д. 12, кв. 34".to_owned()),
        actual_address: None,
        phone: Some("+996 555 123 456".to_owned()),
        email: None,
        code_grouped: "K7QM-39XT-2VHP-4T".to_owned(),
        qr: "SALYK:1:22907200410161:K7QM39XT2VHP4T".to_owned(),
        submitted_at: datetime!(2026-11-22 9:40 UTC),
        decision_minutes: 20,
        annulment_days: 2,
        status_address: Some("https://cabinet.example.kg/application".to_owned()),
        acceptance: None,
    }
}

pub(crate) fn application_ky() -> ApplicationPaper {
    ApplicationPaper {
        lang: Lang::Ky,
        office: Office {
            code: "001".to_owned(),
            name: "Октябрь району".to_owned(),
            address: Some("Бишкек ш., Ахунбаев көчөсү, 1".to_owned()),
        },
        name: "Өмүрбек уулу Теңизбек".to_owned(),
        passport_country: "Кыргыз Республикасы".to_owned(),
        registered_address: Some("Бишкек ш., Асанбай кичи району, 12-үй, 34-батир".to_owned()),
        email: Some("tengizbek@example.kg".to_owned()),
        ..application_ru()
    }
}

pub(crate) fn accepted(paper: ApplicationPaper) -> ApplicationPaper {
    let acceptance = Acceptance {
        number: "001-2026-000417".to_owned(),
        at: datetime!(2026-11-22 10:05 UTC),
        inspector: "Жээнбекова Айгүл Маратовна".to_owned(),
        confirmation: confirmation(),
    };
    ApplicationPaper { acceptance: Some(acceptance), ..paper }
}

pub(crate) fn confirmation() -> Confirmation {
    Confirmation {
        mark_grouped: "K7QM-39XT-2VHP-4TAB".to_owned(),
        address: Some("https://cabinet.example.kg/papers/K7QM39XT2VHP4TAB".to_owned()),
        page: Some("https://cabinet.example.kg/papers".to_owned()),
    }
}

/// As where nobody has set the cabinet's address.
pub(crate) fn without_page() -> Confirmation {
    Confirmation { address: None, page: None, ..confirmation() }
}

pub(crate) fn annul(paper: ApplicationPaper) -> ApplicationPaper {
    ApplicationPaper { kind: ApplicationKind::Annul, ..paper }
}

/// The card of somebody with an ordinary name, or with the longest.
pub(crate) fn card(lang: Lang, long_name: bool) -> CardPaper {
    let grant = if lang == Lang::Ky { grant_ky() } else { grant_ru() };
    CardPaper {
        lang,
        letterhead: Letterhead::default(),
        number: "001-2026-000012/К".to_owned(),
        issued_at: datetime!(2027-01-31 03:30:15 UTC),
        valid_until: datetime!(2027-02-28 03:30:15 UTC),
        office: grant.office,
        inspector: grant.inspector,
        inn: grant.inn,
        name: if long_name { long().name } else { grant.name },
        login: "22907200410161042".to_owned(),
        primary_password: PrimaryPassword::of([7, 3, 11, 0, 21, 5, 9, 14, 2, 23, 18, 6, 12, 1, 16]),
        cabinet_address: Some("https://cabinet.example.kg".to_owned()),
        confirmation: confirmation(),
    }
}

pub(crate) fn annulled_ru() -> AnnulmentPaper {
    AnnulmentPaper {
        lang: Lang::Ru,
        letterhead: Letterhead::default(),
        number: "001-2026-000007/А".to_owned(),
        annulled_at: datetime!(2026-11-23 10:17 UTC),
        office: application_ru().office,
        inspector: "Жээнбекова Айгүл Маратовна".to_owned(),
        inn: "22907200410161".to_owned(),
        name: "Асанова Бегимай Үсөновна".to_owned(),
        person: None,
        ground: AnnulmentGround::Application {
            number: "001-2026-000417".to_owned(),
            accepted_at: datetime!(2026-11-22 10:05 UTC),
        },
        confirmation: confirmation(),
    }
}

pub(crate) fn annulled_ky() -> AnnulmentPaper {
    AnnulmentPaper {
        lang: Lang::Ky,
        office: application_ky().office,
        name: "Өмүрбек уулу Теңизбек".to_owned(),
        ..annulled_ru()
    }
}

/// An organisation's access that its accountant gives up.
pub(crate) fn annulled_representation_ru() -> AnnulmentPaper {
    let inn = "02907200410161".to_owned();
    AnnulmentPaper { inn, name: long().name, person: Some(accountant()), ..annulled_ru() }
}

pub(crate) fn annulled_on_evidence(paper: AnnulmentPaper) -> AnnulmentPaper {
    let ground = AnnulmentGround::Evidence {
        document: Document { number: "17-4/2210".to_owned(), date: "14.10.2026".to_owned() },
        note: "Постановление о признании поставок фиктивными, материалы проверки на 40 листах".to_owned(),
    };
    AnnulmentPaper { ground, ..paper }
}

pub(crate) fn restore(paper: ApplicationPaper) -> ApplicationPaper {
    ApplicationPaper { kind: ApplicationKind::Restore, ..paper }
}

pub(crate) fn restored(paper: DecisionPaper) -> DecisionPaper {
    DecisionPaper { kind: ApplicationKind::Restore, ..paper }
}

/// What the registry really holds: a name of 240 characters, addresses over lines.
pub(crate) fn long() -> ApplicationPaper {
    let name = "Общество с ограниченной ответственностью «Кыргызско-Российское совместное предприятие по \
                производству, переработке и сбыту сельскохозяйственной продукции, строительных материалов \
                и оказанию транспортно-экспедиционных услуг «Ысык-Көл — Ала-Тоо — Интернешнл»";
    let address = "Иссык-Кульская область, Джети-Огузский район, айылный аймак Кызыл-Суу, село Кызыл-Суу, улица \
                   Жолочубекова Токтогула Сатылгановича, дом 128/2, корпус 3, помещение 14, литера «Б»";
    ApplicationPaper {
        kind: ApplicationKind::Link,
        subject_kind: SubjectKind::LegalEntity,
        name: name.to_owned(),
        registered_address: Some(address.to_owned()),
        actual_address: Some(address.to_owned()),
        email: Some("very.long.address.of.the.chief.accountant.department@subdomain.example.kg".to_owned()),
        ..application_ru()
    }
}

/// An organisation that its accountant registers.
pub(crate) fn organisation_ru() -> ApplicationPaper {
    ApplicationPaper {
        subject_kind: SubjectKind::LegalEntity,
        inn: "02907200410161".to_owned(),
        name: "Общество с ограниченной ответственностью «Ала-Тоо Сүт»".to_owned(),
        qr: "SALYK:1:02907200410161:K7QM39XT2VHP4T".to_owned(),
        organisation: Some(OrganisationCells { person: accountant(), international: false, head: None }),
        ..application_ru()
    }
}

/// The same in Kyrgyz, of a farm.
pub(crate) fn organisation_ky() -> ApplicationPaper {
    ApplicationPaper {
        subject_kind: SubjectKind::Farm,
        inn: "02907200410161".to_owned(),
        name: "«Көк-Жайык» дыйкан чарбасы".to_owned(),
        organisation: Some(OrganisationCells { person: accountant(), international: true, head: None }),
        ..application_ky()
    }
}

/// An international branch whose own name and whose head's take lines.
pub(crate) fn branch_ru() -> ApplicationPaper {
    let head = HeadOrganisation {
        inn: "01503200510128".to_owned(),
        name: "Общество с ограниченной ответственностью «Ысык-Көл — Интернешнл»".to_owned(),
    };
    let person = Person {
        name: "Абдыкадырова-Сулайманбекова Зейнепгүл Эркинбековна-Токтосуновна".to_owned(),
        ..accountant()
    };
    let name = "Филиал общества с ограниченной ответственностью «Ысык-Көл — Интернешнл» в г. Каракол";
    ApplicationPaper {
        name: name.to_owned(),
        organisation: Some(OrganisationCells { person, international: true, head: Some(head) }),
        registered_address: Some("Иссык-Кульская область, г. Каракол, ул. Токтогула, д. 128/2".to_owned()),
        actual_address: Some("Иссык-Кульская область, г. Каракол, ул. Токтогула, д. 128/2".to_owned()),
        ..organisation_ru()
    }
}

/// The same in Kyrgyz.
pub(crate) fn branch_ky() -> ApplicationPaper {
    ApplicationPaper { lang: Lang::Ky, office: application_ky().office, ..branch_ru() }
}

fn accountant() -> Person {
    Person {
        inn: "11503199000123".to_owned(),
        name: "Асанова Айгүл Бакытовна".to_owned(),
        role: OfficerRole::Accountant,
    }
}

/// What nobody has, but a stranger may type: words without end, foreign scripts, invisible marks.
pub(crate) fn extreme() -> ApplicationPaper {
    ApplicationPaper {
        name: "Кыргызпатентжашылдандыруукомитетининбашкармалыгынынтөрагасынынорунбасары".repeat(12),
        registered_address: Some("田中 \u{1f600}\u{202e}abc\u{0} \u{e001} مرحبا — ".repeat(40)),
        actual_address: Some("  \u{200b}\t ".to_owned()),
        phone: Some("9".repeat(400)),
        email: Some(format!("{}@example.kg", "x".repeat(300))),
        passport: String::new(),
        ..application_ky()
    }
}

pub(crate) fn grant_ru() -> DecisionPaper {
    DecisionPaper {
        lang: Lang::Ru,
        kind: ApplicationKind::Grant,
        letterhead: Letterhead::default(),
        number: "001-2026-000398".to_owned(),
        decided_at: datetime!(2026-11-22 10:17 UTC),
        office: application_ru().office,
        inspector: "Жээнбекова Айгүл Маратовна".to_owned(),
        inn: "22907200410161".to_owned(),
        name: "Асанова Бегимай Үсөновна".to_owned(),
        person: None,
        account_was_there: false,
        application_number: "001-2026-000417".to_owned(),
        application_accepted_at: datetime!(2026-11-22 10:05 UTC),
        code_grouped: "K7QM-39XT-2VHP-4T".to_owned(),
        qr: "SALYK:1:22907200410161:K7QM39XT2VHP4T".to_owned(),
        outcome: Outcome::Grant {
            login: "22907200410161427".to_owned(),
            cabinet_address: Some("https://cabinet.example.kg".to_owned()),
        },
        confirmation: confirmation(),
    }
}

/// The login of the person who acts for the organisation.
pub(crate) fn organisation_grant_ru() -> DecisionPaper {
    DecisionPaper {
        inn: "02907200410161".to_owned(),
        name: long().name,
        person: Some(accountant()),
        account_was_there: true,
        outcome: Outcome::Grant {
            login: "11503199000123427".to_owned(),
            cabinet_address: Some("https://cabinet.example.kg".to_owned()),
        },
        ..grant_ru()
    }
}

/// The same in Kyrgyz.
pub(crate) fn organisation_grant_ky() -> DecisionPaper {
    DecisionPaper { lang: Lang::Ky, office: application_ky().office, ..organisation_grant_ru() }
}

pub(crate) fn grant_ky() -> DecisionPaper {
    DecisionPaper {
        lang: Lang::Ky,
        office: application_ky().office,
        name: "Өмүрбек уулу Теңизбек".to_owned(),
        ..grant_ru()
    }
}

/// As where nobody has set the cabinet's address.
pub(crate) fn without_address(paper: DecisionPaper) -> DecisionPaper {
    let outcome = match paper.outcome {
        Outcome::Grant { login, .. } => Outcome::Grant { login, cabinet_address: None },
        refusal @ Outcome::Refusal { .. } => refusal,
    };
    DecisionPaper { outcome, ..paper }
}

/// An address of two lines and a name of two.
pub(crate) fn long_address() -> DecisionPaper {
    let address = "https://kabinet-nalogoplatelshchika.gosudarstvennaya-nalogovaya-sluzhba.example.kg:8443";
    DecisionPaper {
        name: "Абдыкадырова-Сулайманбекова Зейнепгүл Эркинбековна-Токтосуновна".to_owned(),
        outcome: Outcome::Grant { login: "22907200410161427".to_owned(), cabinet_address: Some(address.to_owned()) },
        ..grant_ky()
    }
}

pub(crate) fn refusal_ru() -> DecisionPaper {
    DecisionPaper {
        outcome: Outcome::Refusal {
            ground: "Документальные сведения об участии субъекта в лжепредпринимательской \
                     деятельности и фиктивных поставках"
                .to_owned(),
            document: Some(Document { number: "17-4/2210".to_owned(), date: "14.10.2026".to_owned() }),
        },
        ..grant_ru()
    }
}

pub(crate) fn refusal_ky() -> DecisionPaper {
    DecisionPaper {
        outcome: Outcome::Refusal { ground: "Өздүгү тастыкталган жок".to_owned(), document: None },
        ..grant_ky()
    }
}

/// On a ground in words of an office's own, as long as they may be.
pub(crate) fn long_refusal() -> DecisionPaper {
    let words = "арыз берүүчүнүн инсандыгы ырасталган жок: көрсөтүлгөн документтин мөөнөтү өткөн, анда сүрөттүн ордуна \
                 башка адамдын сүрөтү чапталган, ал эми калктын бирдиктүү мамлекеттик реестринде мындай сериядагы жана \
                 номердеги документ эч качан берилген эмес; арыз берүүчү өзүнүн жашаган жери жана туулган күнү жөнүндө \
                 суроолорго реестрдеги маалыматтарга туура келбеген жоопторду берди, кошумча документ көрсөтүүдөн \
                 баш тартты жана МСКБнын кызматкеринин сунушу боюнча кайрадан келүүгө макул болгон жок";
    let outcome = Outcome::Refusal { ground: words.to_owned(), document: None };
    DecisionPaper { outcome, ..refusal_ky() }
}
