//! Whose account acts for organisations: linked through the same services as in real use, asked for from inside and
//! granted at the window.

use app::{
    api::{
        Acting, Caller, CookieChange, Name, Services, TaxpayerCaller, representation::LinkForm, status::ApplicationView,
    },
    components::{InEachLanguage, Persona},
    i18n::t,
};
use sqlx::PgConnection;

use super::{client, grant};
use crate::{foundation::Foundation, storage};

/// Somebody among the applicants who has access.
struct Member {
    inn: &'static str,
    passport: &'static str,
    /// The organisations that their account acts for.
    linked: &'static [&'static str],
    /// One that they have asked for and not come to the office about.
    asked: Option<(&'static str, &'static str)>,
}

const MEMBERS: [Member; 2] = [
    Member {
        inn: "10803197901470",
        passport: "ID4567801",
        linked: &["00301201001401"],
        asked: Some(("00502201101477", "ОсОО «Сары-Өзөн»")),
    },
    Member {
        inn: "21909198300988",
        passport: "AN6789032",
        linked: &[
            "00703201201549",
            "00904201301610",
            "01105201401682",
            "01306201501754",
            "01507201601826",
            "01708201701893",
            "01909201801965",
            "02101201902033",
            "02302202002100",
        ],
        asked: None,
    },
];

/// Links what is not linked yet; the applications that wait, as whom one can come to the window with.
pub(super) async fn link(
    foundation: &Foundation,
    services: &Services,
    owner: &mut PgConnection,
) -> anyhow::Result<Vec<Persona>> {
    let mut waiting = Vec::new();
    for member in &MEMBERS {
        for organisation in member.linked {
            if !storage::demo::has_applied(owner, organisation).await? {
                let view = ask(services, owner, member, organisation).await?;
                grant(owner, services, organisation, &view).await?;
            }
        }
        let Some((organisation, name)) = member.asked else { continue };
        if !storage::demo::has_applied(owner, organisation).await? {
            ask(services, owner, member, organisation).await?;
        }
        if let Some(sealed) = storage::demo::open_code_of(owner, organisation).await? {
            waiting.push(Persona {
                who: name.into(),
                inn: organisation.into(),
                code: foundation.secrets.open_text("application-code", &sealed)?,
                note: InEachLanguage::of(|lang| t::demo::link_waiting(lang).to_owned()),
                ..Persona::default()
            });
        }
    }
    Ok(waiting)
}

/// «Добавить организацию», as the member would.
async fn ask(
    services: &Services,
    owner: &mut PgConnection,
    member: &Member,
    organisation: &str,
) -> anyhow::Result<ApplicationView> {
    let mut client = client(Caller::Taxpayer(TaxpayerCaller {
        account: storage::demo::account_of(owner, member.inn).await?.to_string(),
        session: String::new(),
        name: Name { ru: String::new(), ky: String::new() },
        acting: Acting::Own,
        primary_password: false,
    }));
    // an address of its own (TEST-NET-2): nine applications are nearly all that one may file in an hour
    client.address = std::net::IpAddr::from([198, 51, 100, if member.asked.is_some() { 1 } else { 2 }]);
    let submission = services.representation.link_page(&client).await?.submission;
    let form = LinkForm { organisation_inn: organisation.to_owned(), passport: member.passport.to_owned(), submission };
    let cookies = services.representation.link(&client, &form).await?;
    client.application_pass = cookies.into_iter().find_map(|cookie| match cookie {
        CookieChange::ApplicationPass(pass) => Some(pass),
        _ => None,
    });
    let view = services.status.current(&client).await?;
    view.ok_or_else(|| anyhow::anyhow!("the application just filed can't be seen"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::personas::{APPLICANTS, REGISTRY, Standing};

    #[test]
    fn every_member_has_access_and_a_role_in_their_organisations() {
        let officers: String =
            REGISTRY.iter().filter(|(name, _)| *name == "officers.csv").map(|(_, text)| *text).collect();
        for member in MEMBERS {
            let persona = APPLICANTS.iter().find(|applicant| applicant.inn == member.inn);
            assert!(persona.is_some_and(|persona| persona.standing == Standing::Granted
                && persona.passport == member.passport));
            for organisation in member.linked.iter().copied().chain(member.asked.map(|(inn, _)| inn)) {
                assert!(officers.contains(&format!("{organisation},{},", member.inn)), "{organisation}");
            }
        }
    }
}
