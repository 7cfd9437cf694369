//! What is true after the registration. It reads the same for whoever had an account before and for whoever had none.

use domain::inn::normalise_digits;
use leptos::prelude::*;

use crate::{
    api::signature_registration::SignatureRegistrationForm,
    components::{Panel, summary_list},
    i18n::{Lang, t},
    pages::facts,
    routes,
};

/// The confirmation, about what the form sent.
pub(super) fn done(lang: Lang, form: SignatureRegistrationForm) -> AnyView {
    let organisation = form.is_organisation();
    let (inn, organisation_inn) = (normalise_digits(&form.inn), normalise_digits(&form.organisation_inn));
    let of_organisation = (t::registration::organisation_inn(lang), facts::inn(&organisation_inn));
    let of_person = (t::registration::inn(lang), facts::inn(&inn));
    let known = summary_list(if organisation { vec![of_organisation, of_person] } else { vec![of_person] });
    let opens = if organisation {
        t::signature_registration::done_opens_organisation(lang)
    } else {
        t::signature_registration::done_opens(lang)
    };
    view! {
        <Panel title=t::signature_registration::done_title(lang)>
            {known}
            <p>{opens}</p>
            <p>
                <strong>{t::signature_registration::not_yet(lang)}</strong>
            </p>
            <p>{t::signature_registration::done_nothing_kept(lang)}</p>
        </Panel>
        // for the language buttons
        <form method="post" id="page-form" action=routes::SIGNATURE_REGISTRATION>
            <input type="hidden" name="subject_kind" value=form.subject_kind />
            <input type="hidden" name="organisation_inn" value=organisation_inn />
            <input type="hidden" name="inn" value=inn />
            <input type="hidden" name="registered" value="on" />
        </form>
        <p class="page__actions">
            <a class="button button--secondary" href=routes::HOME>{t::errors::to_home(lang)}</a>
        </p>
    }
    .into_any()
}
