//! The settings as the commands take them: from a file that the environment names, and from the environment.

use std::process::Command;

/// What `cabinet doctor` says in an environment of these variables only, wherever it says it.
fn doctor(variables: &[(&str, &str)]) -> String {
    let mut doctor = Command::new(env!("CARGO_BIN_EXE_cabinet"));
    let output = doctor.arg("doctor").env_clear().envs(variables.iter().copied()).output().unwrap();
    assert!(!output.status.success(), "without keys and database something is wrong");
    [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat()
}

#[test]
fn the_environment_names_a_file_and_wins_over_it() {
    let file = std::env::temp_dir().join(format!("cabinet-settings-{}.toml", std::process::id()));
    std::fs::write(&file, "[server]\npublic_url = \"https://file.example.kg\"\n").unwrap();
    let named = ("CABINET_SETTINGS", file.to_str().unwrap());
    let said = doctor(&[named]);
    assert!(said.contains("ok     address: https://file.example.kg"), "{said}");
    let said = doctor(&[named, ("CABINET_SERVER__PUBLIC_URL", "https://environment.example.kg")]);
    assert!(said.contains("ok     address: https://environment.example.kg"), "{said}");
    std::fs::remove_file(&file).unwrap();
}

#[test]
fn the_doctor_speaks_of_a_missing_address_only_where_people_come() {
    let said = doctor(&[]);
    assert!(said.contains("note   address: server.public_url is not set"), "{said}");
    let said = doctor(&[("CABINET_SERVER__DEVELOPMENT", "true")]);
    assert!(!said.contains("address:"), "{said}");
}

#[test]
fn what_is_wrong_is_named_and_a_key_is_not_repeated() {
    let said = doctor(&[("CABINET_SERVER__PUBLIC_URL", "cabinet.example.kg")]);
    assert!(said.contains("https://cabinet.example.kg is expected") && said.contains("PUBLIC_URL"), "{said}");
    let said = doctor(&[("CABINET_SECRETS__KEYS", "1:topsecret")]);
    assert!(said.contains("SECRETS.KEYS") && !said.contains("topsecret"), "{said}");
}
