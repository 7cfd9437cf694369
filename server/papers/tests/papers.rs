//! The papers as their readers get them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod samples;

use std::io::Write;
use std::process::{Command, Stdio};

use papers::ApplicationPaper;

/// Bytes that a paper may have (spec/quality.md).
const MOST_BYTES: usize = 60 * 1024;

/// Text of a PDF as `pdftotext` of poppler-utils finds it, page by page.
fn pages(pdf: &[u8]) -> Vec<String> {
    let mut child = Command::new("pdftotext")
        .args(["-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext of poppler-utils is installed");
    let mut stdin = child.stdin.take().unwrap();
    let pdf = pdf.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(&pdf).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect()
}

/// Without the white space that layout makes of the places of things.
fn dense(text: &str) -> String {
    text.split_whitespace().collect()
}

fn has(page: &str, text: &str) -> bool {
    dense(page).contains(&dense(text))
}

fn application(paper: &ApplicationPaper) -> Vec<String> {
    pages(&papers::application(paper).unwrap())
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for ((name, first), (_, second)) in samples::all().iter().zip(samples::all().iter()) {
        assert!(first.make().unwrap() == second.make().unwrap(), "{name} differs");
    }
}

#[test]
fn a_paper_is_two_pages_of_at_most_60_kilobytes() {
    for (name, paper) in samples::all() {
        let pdf = paper.make().unwrap();
        if name != "application-extreme" {
            assert_eq!(pages(&pdf).len(), 2, "{name}");
            assert!(pdf.len() <= MOST_BYTES, "{name}: {} bytes", pdf.len());
        }
    }
}

#[test]
fn every_kyrgyz_letter_survives() {
    let alphabet = "АаБбВвГгДдЕеЁёЖжЗзИиЙйКкЛлМмНнҢңОоӨөПпРрСсТтУуҮүФфХхЦцЧчШшЩщЪъЫыЬьЭэЮюЯя";
    let paper = ApplicationPaper { name: alphabet.to_owned(), ..samples::application_ky() };
    for page in application(&paper) {
        assert!(has(&page, alphabet), "{page}");
    }
}

#[test]
fn the_application_shows_all_its_cells() {
    let paper = samples::application_ru();
    let pages = application(&paper);
    assert!(has(&pages[0], "Экземпляр субъекта"));
    assert!(has(&pages[1], "Экземпляр налогового органа"));
    for page in &pages {
        for number in ["101", "102", "103", "104", "105", "106", "107", "108", "110–111", "112–114", "115", "116"] {
            assert!(has(page, number), "{number}");
        }
        for value in [
            "предоставление доступа",
            "22907200410161",
            &paper.name,
            "001 — Октябрьский р-н",
            "физическое лицо",
            &paper.passport,
            &paper.passport_country,
            "720075",
            "г. Бишкек, мкр. Асанбай, д. 12, кв. 34",
            "+996 555 123 456",
            "K7QM-39XT-2VHP-4T",
            "Заполнено 22.11.2026 15:40",
            "страница 1 из 1",
        ] {
            assert!(has(page, value), "{value} is not in {page}");
        }
        assert_eq!(dense(page).matches("неуказан").count(), 2, "cells 112–114 and 116");
    }
}

#[test]
fn an_organisations_application_names_who_registers_it() {
    let paper = samples::branch_ru();
    let organisation = paper.organisation.clone().unwrap();
    let head = organisation.head.unwrap();
    for page in application(&paper) {
        for value in [
            "Раздел 2",
            "юридическое лицо",
            &organisation.person.inn,
            &organisation.person.name,
            "бухгалтер",
            "международная организация",
            "филиал",
            &head.inn,
            "Если у заявителя ещё нет учётной записи",
        ] {
            assert!(has(&page, value), "{value} is not in {page}");
        }
        assert!(head.name.split_whitespace().all(|word| has(&page, word)), "{page}");
    }
    for page in application(&samples::organisation_ky()) {
        for value in ["2-бөлүм", "дыйкан (фермер) чарбасы", "11503199000123", "эл аралык уюм"]
        {
            assert!(has(&page, value), "{value} is not in {page}");
        }
        assert!(!has(&page, "филиал"), "{page}");
    }
    for page in application(&samples::application_ru()) {
        assert!(!has(&page, "Раздел 2") && !has(&page, "учётной записи"), "{page}");
    }
}

#[test]
fn the_decision_for_an_organisation_names_who_acts_for_it() {
    for page in pages(&papers::decision(&samples::organisation_grant_ru()).unwrap()) {
        assert!(page.contains("11503199000123427"), "{page}");
        for text in ["02907200410161", "11503199000123", "Асанова Айгүл Бакытовна", "бухгалтер", "выберите организацию"]
        {
            assert!(has(&page, text), "{text} is not in {page}");
        }
    }
}

#[test]
fn no_cell_stays_empty() {
    let none = ApplicationPaper {
        name: "\u{200b}".to_owned(),
        passport: "  ".to_owned(),
        passport_country: String::new(),
        postcode: None,
        registered_address: Some(String::new()),
        phone: None,
        ..samples::application_ky()
    };
    let none = ApplicationPaper { email: None, ..none };
    for page in application(&none) {
        assert_eq!(dense(&page).matches("көрсөтүлгөнэмес").count(), 8, "{page}");
    }
}

#[test]
fn the_acceptance_mark_is_there_once_accepted() {
    let paper = samples::application_ru();
    for page in application(&paper) {
        assert!(!has(&page, "Отметка о принятии"));
        assert!(has(&page, "Принесите их вместе с паспортом"));
    }
    for page in application(&samples::accepted(paper)) {
        for text in
            ["Отметка о принятии заявления", "001-2026-000417", "22.11.2026", "16:05", "Жээнбекова Айгүл Маратовна"]
        {
            assert!(has(&page, text), "{text}");
        }
        assert!(!has(&page, "Принесите их"));
    }
}

#[test]
fn long_values_are_printed_whole() {
    let paper = samples::long();
    for page in application(&paper) {
        for word in paper.name.split_whitespace().chain(paper.email.iter().map(String::as_str)) {
            assert!(has(&page, word), "{word}");
        }
    }
    let paper = samples::extreme();
    let text = dense(&application(&paper).concat());
    let printed: String = text.chars().filter(|c| "кыргызпатенжлданруомибшмяө".contains(*c)).collect();
    assert!(printed.len() >= paper.name.len(), "the name flows on to further pages");
    assert!(text.contains("2беттин2-бети"));
}

#[test]
fn the_decision_shows_the_login_or_the_ground() {
    for page in pages(&papers::decision(&samples::grant_ru()).unwrap()) {
        // copied without spaces, though shown in groups
        assert!(page.contains("22907200410161427"), "{page}");
        for text in [
            "Решение о предоставлении доступа",
            "001-2026-000398",
            "22.11.2026 16:17",
            "№ 001-2026-000417 от 22.11.2026",
            "Экземпляр решения получил(а)",
            "Жээнбекова Айгүл Маратовна",
        ] {
            assert!(has(&page, text), "{text}");
        }
    }
    for page in pages(&papers::decision(&samples::refusal_ru()).unwrap()) {
        assert!(has(&page, "Основание отказа"));
        assert!(has(&page, "лжепредпринимательской деятельности и фиктивных поставках"));
        assert!(has(&page, "№ 17-4/2210 от 14.10.2026"));
        assert!(!has(&page, "Логин"));
    }
}

#[test]
fn a_ground_in_words_of_an_offices_own_is_printed_whole_on_both_copies() {
    let paper = samples::long_refusal();
    let papers::Outcome::Refusal { ground, .. } = &paper.outcome else { panic!("a refusal") };
    assert!(ground.chars().count() > 450);
    let copies = pages(&papers::decision(&paper).unwrap());
    assert_eq!(copies.len(), 2, "a copy is a page, however long the ground is");
    for copy in copies {
        for word in ground.split_whitespace() {
            assert!(has(&copy, word), "{word}");
        }
        assert!(has(&copy, "Чечимдин нускасын"), "{copy}");
    }
}

#[test]
fn a_restore_is_called_one_on_both_papers() {
    for (paper, kind, password) in [
        (samples::application_ru(), "восстановление доступа", "заменит прежний"),
        (samples::application_ky(), "кирүү мүмкүнчүлүгүн калыбына келтирүү", "мурункусун алмаштырат"),
    ] {
        for page in application(&samples::restore(paper.clone())) {
            assert!(has(&page, kind) && has(&page, password), "{page}");
        }
        for page in application(&paper) {
            assert!(!has(&page, kind) && !has(&page, password), "{page}");
        }
    }
    for (paper, title, old_password) in [
        (samples::grant_ru(), "Решение о восстановлении доступа", "Прежний пароль больше не действует"),
        (samples::grant_ky(), "калыбына келтирүү жөнүндө чечим", "Мурунку сыр сөз мындан ары иштебейт"),
    ] {
        for page in pages(&papers::decision(&samples::restored(paper.clone())).unwrap()) {
            assert!(has(&page, title) && has(&page, old_password), "{page}");
            assert!(page.contains("22907200410161427"), "{page}");
        }
        for page in pages(&papers::decision(&paper).unwrap()) {
            assert!(!has(&page, title) && !has(&page, old_password), "{page}");
        }
    }
    for (paper, title) in [
        (samples::refusal_ru(), "Решение об отказе в восстановлении доступа"),
        (samples::refusal_ky(), "калыбына келтирүүдөн баш тартуу жөнүндө чечим"),
    ] {
        for page in pages(&papers::decision(&samples::restored(paper)).unwrap()) {
            assert!(has(&page, title), "{page}");
        }
    }
}

#[test]
fn the_cabinets_address_stands_beside_the_login() {
    for (paper, name, step) in [
        (samples::grant_ru(), "Адрес кабинета", "указанный под логином"),
        (samples::grant_ky(), "Кабинеттин дареги", "логиндин астында көрсөтүлгөн"),
    ] {
        for page in pages(&papers::decision(&paper).unwrap()) {
            // whoever copies it gets it in one piece
            assert!(page.lines().any(|line| line.trim() == "https://cabinet.example.kg"), "{page}");
            assert!(has(&page, name) && has(&page, step), "{page}");
        }
        for page in pages(&papers::decision(&samples::without_address(paper)).unwrap()) {
            assert!(!has(&page, name) && !has(&page, step), "{page}");
            assert!(!page.lines().any(|line| line.trim() == "https://cabinet.example.kg"), "{page}");
            assert!(has(&page, "«Вход»") || has(&page, "«Кирүү»"), "{page}");
        }
    }
    for page in pages(&papers::decision(&samples::refusal_ru()).unwrap()) {
        assert!(!page.lines().any(|line| line.trim() == "https://cabinet.example.kg"), "{page}");
    }
}

#[test]
fn the_application_says_where_its_state_is_shown() {
    for paper in [samples::application_ru(), samples::application_ky()] {
        let shown = |paper: &ApplicationPaper| application(paper).iter().filter(|page| page.contains("http")).count();
        assert!(application(&paper).iter().all(|page| has(page, "https://cabinet.example.kg/application")));
        assert_eq!(shown(&ApplicationPaper { status_address: None, ..paper }), 0);
    }
}

#[test]
fn a_paper_says_what_it_conforms_to() {
    for (name, paper) in samples::all() {
        let pdf = paper.make().unwrap();
        let text = String::from_utf8_lossy(&pdf);
        assert!(text.contains("<pdfaid:part>2</pdfaid:part>"), "{name}");
        assert!(text.contains("<pdfaid:conformance>A</pdfaid:conformance>"), "{name}");
        assert!(text.contains("<pdfuaid:part>1</pdfuaid:part>"), "{name}");
        assert!(text.contains("/StructTreeRoot"), "{name}");
        // what follows a code must not be guessed from the file's own names
        assert!(!text.contains("password") && !text.contains("пароль"), "{name}");
    }
}

#[test]
fn a_qr_code_that_cannot_be_is_an_error() {
    let paper = ApplicationPaper { qr: "Ж".repeat(3000), ..samples::application_ru() };
    assert!(matches!(papers::application(&paper), Err(papers::PaperError::Qr(_))));
}

#[test]
fn a_coat_of_arms_from_the_configuration_is_drawn_and_described() {
    use papers::{Emblem, Letterhead, Step};
    let steps =
        vec![Step::Move(0.0, 10.0), Step::Curve(0.0, 4.0, 4.0, 0.0, 10.0, 0.0), Step::Line(20.0, 10.0), Step::Close];
    let emblem = Emblem::new(20.0, 10.0, steps, "Герб".to_owned(), "Герб".to_owned()).unwrap();
    let letterhead = Letterhead { emblem: Some(emblem), ..Letterhead::default() };
    let plain = samples::application_ru();
    let without = papers::application(&plain).unwrap();
    let with = papers::application(&ApplicationPaper { letterhead, ..plain }).unwrap();
    let figures = |pdf: &[u8]| pdf.windows(9).filter(|bytes| bytes == b"/S/Figure").count();
    assert_eq!((figures(&without), figures(&with)), (2, 4));
}

#[test]
fn every_paper_of_an_office_can_be_checked() {
    let with_mark = |name: &str| {
        ["decision", "annulment", "card"].iter().any(|kind| name.starts_with(kind)) || name.ends_with("-accepted")
    };
    for (name, paper) in samples::all() {
        let pages = pages(&paper.make().unwrap());
        for page in pages.iter().take(1).chain(pages.last()).filter(|_| !name.contains("extreme")) {
            assert_eq!(
                has(page, "K7QM-39XT-2VHP-4TAB"),
                with_mark(name) || name == "application-long" || name == "application-organisation-ky",
                "{name}: {page}"
            );
        }
    }
}

#[test]
fn a_note_of_annulment_says_on_what_it_stands() {
    let on_application = pages(&papers::annulment(&samples::annulled_representation_ru()).unwrap());
    for page in &on_application {
        for text in
            ["Справка об аннулировании", "001-2026-000007/А", "заявление субъекта № 001-2026-000417", "бухгалтер"]
        {
            assert!(has(page, text), "{text}: {page}");
        }
    }
    let on_evidence = samples::annulled_on_evidence(samples::annulled_ky());
    for page in &pages(&papers::annulment(&on_evidence).unwrap()) {
        for text in ["Кирүүнү жокко чыгаруу жөнүндө маалымкат", "17-4/2210", "14.10.2026", "Эскертүү: Постановление"]
        {
            assert!(has(page, text), "{text}: {page}");
        }
    }
}
