//! What the papers take from the settings.

use std::process::Command;

use server::config::PublicUrl;

use crate::support::{PASSWORD, TestApp};

/// Text of both papers of a granted application as `pdftotext` of poppler-utils finds it.
async fn papers(address: &str) -> [String; 2] {
    let address = PublicUrl::try_from(address.to_owned()).unwrap();
    let app = TestApp::with(|settings| settings.server.public_url = address).await;
    let person = app.person(1, "001").await;
    let filed = app.file(&person, PASSWORD).await;
    let inspector = app.inspector("gulnara", "001").await;
    let id = filed.id.to_string();
    app.open(&inspector, &filed).await.unwrap();
    let application = app.services.office.application_paper(&inspector, &id).await.unwrap();
    app.grant(&inspector, &filed).await;
    let decision = app.services.office.decision_paper(&inspector, &id).await.unwrap();
    [text(&id, &application), text(&id, &decision)]
}

/// Text of a paper as `pdftotext` of poppler-utils finds it; the name tells its file from others.
pub(crate) fn text(name: &str, pdf: &[u8]) -> String {
    let file = std::env::temp_dir().join(name).with_extension("pdf");
    std::fs::write(&file, pdf).unwrap();
    let output = Command::new("pdftotext").arg(&file).arg("-").output().expect("pdftotext of poppler-utils");
    std::fs::remove_file(&file).unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test]
async fn the_papers_name_the_cabinets_address_once_it_is_set() {
    let [application, decision] = papers("https://cabinet.example.kg/").await;
    assert!(application.contains("https://cabinet.example.kg/application"), "{application}");
    assert!(decision.lines().any(|line| line.trim() == "https://cabinet.example.kg"), "{decision}");
    for paper in papers("").await {
        assert!(!paper.contains("http") && paper.contains("Кабинет налогоплательщика"), "{paper}");
    }
}
