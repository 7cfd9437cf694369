//! The demonstration: invented people, two offices with staff, access granted to some, also for organisations, applications
//! waiting, one of them to restore. Filled through the same services as real use, and only what is missing, so that a
//! second start changes nothing.

mod codes;
mod members;
mod personas;

pub use codes::with_codes;

use app::{
    api::{
        Caller, Client, CookieChange, Services, StaffCaller, StaffRole,
        annulment::EvidenceForm,
        office::{AcceptForm, MoveForm, OpenForm},
        registration::RegistrationForm,
        status::ApplicationView,
    },
    components::{DemoPersonas, InEachLanguage, Persona},
};
use domain::{access_application::ApplicationKind, lang::Lang, password::Password};
use sqlx::PgConnection;

use crate::{
    foundation::Foundation,
    registry::import::{self, ImportOptions, Quiet},
    secrets::purpose,
    services::staff::{NewStaff, add},
    storage,
};
use personas::{APPLICANTS, Applicant, OFFICES, REGISTRY, STAFF, STAFF_PASSWORD, Standing};

/// Fills the database and says who one can be.
pub async fn fill(
    foundation: &Foundation,
    services: &Services,
    owner: &mut PgConnection,
) -> anyhow::Result<DemoPersonas> {
    for (code, address_ru, address_ky) in OFFICES {
        storage::demo::address_of_office(owner, code, address_ru, address_ky).await?;
    }
    load_registry(foundation, owner).await?;
    for staff in STAFF {
        if storage::demo::staff_exists(owner, staff.user_name).await? {
            // of a demonstration from before there was a second factor
            if let Some(secret) = codes::secret(staff.user_name) {
                let sealed = foundation.secrets.seal(purpose::TOTP, secret.bytes())?;
                storage::demo::enrol(owner, staff.user_name, &sealed, foundation.now()).await?;
            }
            continue;
        }
        let newcomer = NewStaff {
            user_name: staff.user_name.into(),
            name: staff.name.into(),
            role: staff.role,
            office: Some(staff.office).filter(|office| !office.is_empty()).map(Into::into),
            inn: None,
            language: Lang::Ru,
            totp: codes::secret(staff.user_name),
            one_time_until: None,
        };
        add(foundation, &newcomer, &Password::typed(STAFF_PASSWORD)).await?;
    }
    let mut personas = Vec::new();
    for applicant in &APPLICANTS {
        personas.push(applicant_persona(foundation, services, owner, applicant).await?);
    }
    personas.extend(members::link(foundation, services, owner).await?);
    personas.extend(STAFF.iter().map(|staff| Persona {
        who: staff.name.into(),
        login: staff.user_name.into(),
        password: STAFF_PASSWORD.into(),
        note: InEachLanguage::of(|lang| staff.note(lang)),
        ..Persona::default()
    }));
    Ok(DemoPersonas(personas))
}

/// A persona as a line of the terminal.
pub fn line(persona: &Persona) -> String {
    let note = persona.note.in_language(Lang::Ru);
    let parts = [
        ("ИНН", persona.inn.as_str()),
        ("паспорт", persona.passport.as_str()),
        ("логин", persona.login.as_str()),
        ("пароль", persona.password.as_str()),
        ("код заявления", persona.code.as_str()),
        ("", note),
    ];
    let mut line = format!("  {}", persona.who);
    for (name, value) in parts.iter().filter(|(_, value)| !value.is_empty()) {
        line.push_str(" · ");
        line.push_str(name);
        line.push_str(if name.is_empty() { "" } else { " " });
        line.push_str(value);
    }
    line
}

async fn load_registry(foundation: &Foundation, owner: &mut PgConnection) -> anyhow::Result<()> {
    let folder = std::env::temp_dir().join(format!("cabinet-demo-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    for (name, text) in REGISTRY {
        std::fs::write(folder.join(name), text)?;
    }
    let options = ImportOptions { check: false, now: foundation.now() };
    let loaded = import::import(owner, &folder, &options, &foundation.secrets, &mut Quiet).await;
    std::fs::remove_dir_all(&folder)?;
    loaded?;
    Ok(())
}

async fn applicant_persona(
    foundation: &Foundation,
    services: &Services,
    owner: &mut PgConnection,
    applicant: &Applicant,
) -> anyhow::Result<Persona> {
    let mut persona = Persona {
        who: applicant.name.into(),
        inn: applicant.inn.into(),
        passport: applicant.passport.into(),
        note: InEachLanguage::of(|lang| (applicant.note)(lang).to_owned()),
        ..Persona::default()
    };
    if applicant.standing == Standing::NotYet {
        return Ok(persona);
    }
    persona.password = applicant.password.into();
    if let Standing::Forgot(new_password) = applicant.standing {
        persona.password = new_password.into();
        persona.note = InEachLanguage::of(|lang| [(applicant.note)(lang), " ", applicant.password].concat());
    }
    if !storage::demo::has_applied(owner, applicant.inn).await? {
        let view = file(services, applicant, ApplicationKind::Grant, applicant.password).await?;
        if applicant.standing != Standing::Applied {
            grant(owner, services, applicant.inn, &view).await?;
        }
        if applicant.standing == Standing::Annulled {
            annul(owner, services, applicant.inn).await?;
        }
        if let Standing::Forgot(new_password) = applicant.standing {
            file(services, applicant, ApplicationKind::Restore, new_password).await?;
        }
    }
    if let Some(login) = storage::demo::login_of(owner, applicant.inn).await? {
        persona.login = login;
    }
    if applicant.standing != Standing::Granted
        && let Some(sealed) = storage::demo::open_code_of(owner, applicant.inn).await?
    {
        persona.code = foundation.secrets.open_text("application-code", &sealed)?;
    }
    Ok(persona)
}

async fn file(
    services: &Services,
    applicant: &Applicant,
    kind: ApplicationKind,
    password: &str,
) -> anyhow::Result<ApplicationView> {
    let mut client = client(Caller::Nobody);
    let form = RegistrationForm {
        kind: kind.as_str().into(),
        subject_kind: "individual".into(),
        inn: applicant.inn.into(),
        passport: applicant.passport.into(),
        phone: applicant.phone.into(),
        email: String::new(),
        password: password.into(),
        password_repeated: password.into(),
        submission: services.registration.new_submission(),
        ..RegistrationForm::default()
    };
    let cookies = services.registration.register(&client, &form).await?;
    client.application_pass = cookies.into_iter().find_map(|cookie| match cookie {
        CookieChange::ApplicationPass(pass) => Some(pass),
        _ => None,
    });
    let view = services.status.current(&client).await?;
    view.ok_or_else(|| anyhow::anyhow!("the application just filed can't be seen"))
}

async fn grant(owner: &mut PgConnection, services: &Services, inn: &str, view: &ApplicationView) -> anyhow::Result<()> {
    let client = at_work(owner).await?;
    let open = OpenForm { inn: inn.into(), code: view.code.clone(), ..OpenForm::default() };
    let id = services.office.open(&client, &open).await?;
    let ticked = || "on".to_owned();
    let accept = AcceptForm {
        id: id.clone(),
        version: services.office.case(&client, &id).await?.version,
        form_complete: ticked(),
        requisites_match: ticked(),
        identity_confirmed: ticked(),
        ..AcceptForm::default()
    }
    .with_papers(std::array::from_fn(|_| ticked()));
    services.office.accept(&client, &accept).await?;
    let step =
        async || anyhow::Ok(MoveForm { id: id.clone(), version: services.office.case(&client, &id).await?.version });
    services.office.grant(&client, &step().await?).await?;
    services.office.deliver(&client, &step().await?).await?;
    Ok(())
}

async fn annul(owner: &mut PgConnection, services: &Services, inn: &str) -> anyhow::Result<()> {
    let form = EvidenceForm {
        inn: inn.into(),
        document_number: "17-4/2210".into(),
        document_date: "14.10.2025".into(),
        reason: "Поставки признаны фиктивными (пример)".into(),
    };
    services.office_annulment.annul(&at_work(owner).await?, &form).await?;
    Ok(())
}

/// The first of the staff, who decides on what the demonstration has decided.
async fn at_work(owner: &mut PgConnection) -> anyhow::Result<Client> {
    let inspector = &STAFF[0];
    let id = storage::demo::staff_id(owner, inspector.user_name).await?;
    Ok(client(Caller::Staff(StaffCaller {
        staff: id.to_string(),
        session: String::new(),
        role: StaffRole::Inspector,
        office: inspector.office.into(),
        inn: None,
        name: inspector.name.into(),
    })))
}

/// The demonstration itself as a client: an address of TEST-NET-1 (RFC 5737), so that it uses up nobody's allowance.
fn client(caller: Caller) -> Client {
    Client {
        address: std::net::IpAddr::from([192, 0, 2, 1]),
        user_agent: String::new(),
        request_id: "demo".into(),
        lang: Lang::Ru,
        caller,
        application_pass: None,
        known_device: None,
        staff_entry: None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use domain::inn::Inn;

    use super::*;

    #[test]
    fn every_persona_has_a_right_inn_that_the_registry_holds() {
        let files: String = REGISTRY.iter().map(|(_, text)| *text).collect();
        for applicant in APPLICANTS {
            let inn = Inn::from_trusted(applicant.inn).unwrap();
            assert!(!inn.looks_mistyped(), "{}", applicant.name);
            assert!(files.contains(applicant.inn), "{}", applicant.name);
        }
    }
}
