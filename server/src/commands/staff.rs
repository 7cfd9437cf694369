//! `cabinet staff`.

use std::io::{BufRead, IsTerminal};

use anyhow::{Context, ensure};
use clap::{Subcommand, ValueEnum};
use domain::{
    bishkek::local_date,
    inn::Inn,
    lang::Lang,
    password::{PersonalWords, STAFF_MINIMUM},
};

use crate::{
    config::Settings,
    passwords,
    services::staff::{NewStaff, add, one_time_password, one_time_until},
    sign_in::totp::TotpSecret,
};
use app::{
    api::{Message, StaffRole},
    i18n::message,
};

use super::{build_foundation, connect_server, say};

/// `cabinet staff …`.
#[derive(Debug, Subcommand)]
pub(super) enum Staff {
    /// Add somebody. The password is the first line of standard input, or made and printed with --generate.
    Add {
        /// What they sign in with: small letters, digits, `.`, `-`, `_`.
        #[arg(long)]
        user_name: String,
        /// As printed on decisions.
        #[arg(long)]
        name: String,
        /// What they may do.
        #[arg(long, value_enum)]
        role: Role,
        /// Three digits; not for administrators.
        #[arg(long)]
        office: Option<String>,
        /// Their own INN: nobody decides on themselves.
        #[arg(long)]
        inn: Option<String>,
        /// In which language their pages begin; they can change it there.
        #[arg(long, value_enum, default_value_t = Language::Ru)]
        language: Language,
        /// Make a one-time password and print it once: it must be changed at the first sign-in.
        #[arg(long)]
        generate: bool,
        /// Base32 of a secret that their authenticator has already; without it they set one up at the first sign-in.
        #[arg(long)]
        totp_secret: Option<String>,
    },
}

/// The roles, as typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Role {
    Inspector,
    HeadOfOffice,
    Administrator,
}

impl From<Role> for StaffRole {
    fn from(role: Role) -> Self {
        match role {
            Role::Inspector => Self::Inspector,
            Role::HeadOfOffice => Self::HeadOfOffice,
            Role::Administrator => Self::Administrator,
        }
    }
}

/// The languages, as typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Language {
    Ru,
    Ky,
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Ru => Self::Ru,
            Language::Ky => Self::Ky,
            Language::En => Self::En,
        }
    }
}

/// Carries it out.
pub(super) async fn run(settings: &Settings, command: Staff) -> anyhow::Result<()> {
    let Staff::Add { user_name, name, role, office, inn, language, generate, totp_secret } = command;
    let pool = connect_server(settings).await?;
    let foundation = build_foundation(settings.clone(), pool)?;
    let typed = if generate { one_time_password(&*foundation.random) } else { first_line()? };
    let words = PersonalWords {
        names: vec![name.clone()],
        user_name: Some(user_name.clone()),
        inn: inn.as_deref().and_then(|inn| Inn::parse_individual(inn, local_date(foundation.now())).ok()),
        ..PersonalWords::default()
    };
    let password = passwords::choose(&typed, &words, STAFF_MINIMUM)
        .map_err(|error| anyhow::anyhow!("{}", message(Lang::En, Message::Password(error))))?;
    let totp = match totp_secret {
        Some(text) => Some(TotpSecret::from_text(&text).context("a TOTP secret is the Base32 of 160 bits")?),
        None => None,
    };
    let staff = NewStaff {
        user_name: user_name.clone(),
        name,
        role: role.into(),
        office,
        inn,
        language: language.into(),
        totp,
        one_time_until: generate.then(|| one_time_until(&foundation)),
    };
    add(&foundation, &staff, &password).await.context("nobody was added")?;
    say(format_args!("{user_name} can sign in at /office/sign-in"));
    if generate {
        say(format_args!("password, shown this once: {typed}"));
    }
    Ok(())
}

fn first_line() -> anyhow::Result<String> {
    let input = std::io::stdin();
    ensure!(!input.is_terminal(), "the password comes on standard input (a terminal would show it), or use --generate");
    let mut line = String::new();
    input.lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
