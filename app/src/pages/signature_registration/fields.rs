//! Who registers: a person, or an organisation by its head or accountant. As in the registration, the style sheet says
//! which fields belong to what is chosen.

use domain::inn::{Inn, InnError};
use leptos::{html, prelude::*};

use crate::{
    api::{Field, FieldErrors, Message, signature_registration::SignatureRegistrationForm},
    components::{Check, FieldHandle, InnField},
    i18n::{Lang, t},
    pages::{checked_fields::CheckedFields, today::today},
};

const INDIVIDUAL: &str = "individual";
const LEGAL_ENTITY: &str = "legal_entity";

/// The fields of the form and their rules.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    kind: NodeRef<html::Select>,
    organisation_at_first: bool,
    organisation_inn: (FieldHandle, Check),
    inn: (FieldHandle, Check),
}

impl Fields {
    /// Starts from what a plain post left.
    pub(super) fn new(form: &SignatureRegistrationForm, errors: &FieldErrors, checked: CheckedFields) -> Self {
        let kind = NodeRef::new();
        let organisation_at_first = form.is_organisation();
        let organisation_inn = FieldHandle::new(Field::OrganisationInn, form.organisation_inn.clone(), errors);
        let inn = FieldHandle::new(Field::Inn, form.inn.clone(), errors);
        let organisation_rule = checked.add(organisation_inn, move |text| {
            let wanted = is_organisation(kind, organisation_at_first);
            Inn::parse_organisation(&text, today()).err().filter(|_| wanted).map(inn_message)
        });
        let rule = checked.add(inn, |text| Inn::parse_individual(&text, today()).err().map(inn_message));
        Self { kind, organisation_at_first, organisation_inn: (organisation_inn, organisation_rule), inn: (inn, rule) }
    }

    /// What the form sends.
    pub(super) fn form(self) -> SignatureRegistrationForm {
        let organisation = is_organisation(self.kind, self.organisation_at_first);
        SignatureRegistrationForm {
            subject_kind: if organisation { LEGAL_ENTITY } else { INDIVIDUAL }.to_owned(),
            organisation_inn: self.organisation_inn.0.text(),
            inn: self.inn.0.text(),
            registered: String::new(),
        }
    }

    pub(super) fn view(self, lang: Lang) -> AnyView {
        let name = Field::SubjectKind.name();
        let organisation = self.organisation_at_first;
        view! {
            <div class="field">
                <label class="field__label" for=name>{t::registration::subject_kind(lang)}</label>
                <div class="field__row">
                    <div class="field__control field__control--medium">
                        <select
                            class="field__input field__input--select"
                            id=name
                            name=name
                            autocomplete="off"
                            node_ref=self.kind
                        >
                            <option value=INDIVIDUAL selected=!organisation>{t::registration::individual(lang)}</option>
                            <option value=LEGAL_ENTITY selected=organisation>{t::registration::legal_entity(lang)}</option>
                        </select>
                    </div>
                </div>
            </div>
            <div class="registration__organisation">
                <InnField
                    handle=self.organisation_inn.0
                    label=t::registration::organisation_inn(lang)
                    hint=t::signature_registration::officer_hint(lang)
                    check=self.organisation_inn.1
                />
            </div>
            <InnField
                handle=self.inn.0
                label=t::registration::inn(lang)
                hint=t::registration::inn_hint(lang)
                check=self.inn.1
            />
        }
        .into_any()
    }
}

fn is_organisation(kind: NodeRef<html::Select>, at_first: bool) -> bool {
    kind.try_get_untracked().flatten().map_or(at_first, |select| select.value() == LEGAL_ENTITY)
}

/// An empty field is told in the same words whatever it is a field of.
fn inn_message(error: InnError) -> Message {
    if error == InnError::Empty { Message::Required } else { Message::Inn(error) }
}
