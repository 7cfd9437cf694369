//! «Тип лица» and the two boxes of an organisation. Which fields belong to which kind is said by the style sheet, which
//! sees what is chosen: so it works without scripts, and nothing typed is lost on the way back.

use leptos::{html, prelude::*};

use crate::{
    api::{Field, registration::RegistrationForm},
    components::Checkbox,
    i18n::{Lang, t},
};

const INDIVIDUAL: &str = "individual";
const LEGAL_ENTITY: &str = "legal_entity";

/// What is chosen.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    select: NodeRef<html::Select>,
    international: NodeRef<html::Input>,
    branch: NodeRef<html::Input>,
    /// As at first: whether an organisation registers, an international one, a branch.
    at_first: (bool, bool, bool),
    /// Changes with the kind and the box of the branch: another question for the registry.
    pub(super) chosen: RwSignal<(bool, bool)>,
}

impl Kind {
    /// As the form was posted, or an individual.
    pub(super) fn new(form: &RegistrationForm) -> Self {
        let at_first = (form.is_organisation(), form.international == "on", form.branch == "on");
        Self {
            select: NodeRef::new(),
            international: NodeRef::new(),
            branch: NodeRef::new(),
            at_first,
            chosen: RwSignal::new((at_first.0, at_first.0 && at_first.2)),
        }
    }

    /// Whether an organisation registers.
    pub(super) fn is_organisation(self) -> bool {
        let select = self.select.get_untracked();
        select.map_or(self.at_first.0, |select| select.value() == LEGAL_ENTITY)
    }

    /// Whether a branch of an organisation does.
    pub(super) fn is_branch(self) -> bool {
        self.is_organisation() && ticked(self.branch, self.at_first.2)
    }

    /// What the form sends.
    pub(super) fn word(self) -> &'static str {
        if self.is_organisation() { LEGAL_ENTITY } else { INDIVIDUAL }
    }

    /// `on` or empty.
    pub(super) fn international(self) -> String {
        on(self.is_organisation() && ticked(self.international, self.at_first.1))
    }

    /// `on` or empty.
    pub(super) fn branch(self) -> String {
        on(self.is_branch())
    }

    /// Looks again what is chosen.
    pub(super) fn changed(self) {
        let now = (self.is_organisation(), self.is_branch());
        if self.chosen.get_untracked() != now {
            self.chosen.set(now);
        }
    }

    /// What was chosen before the page came to life counts as well.
    pub(super) fn follow_the_nodes(self) {
        Effect::new(move |_| {
            self.select.track();
            self.branch.track();
            self.changed();
        });
    }

    /// «Тип лица».
    pub(super) fn view(self, lang: Lang) -> AnyView {
        let name = Field::SubjectKind.name();
        let organisation = self.at_first.0;
        view! {
            <div class="field">
                <label class="field__label" for=name>{t::registration::subject_kind(lang)}</label>
                <p class="field__hint" id="subject_kind-hint">{t::registration::subject_kind_hint(lang)}</p>
                <div class="field__row">
                    <div class="field__control field__control--medium">
                        <select
                            class="field__input field__input--select"
                            id=name
                            name=name
                            aria-describedby="subject_kind-hint"
                            autocomplete="off"
                            node_ref=self.select
                            on:change=move |_| self.changed()
                        >
                            <option value=INDIVIDUAL selected=!organisation>{t::registration::individual(lang)}</option>
                            <option value=LEGAL_ENTITY selected=organisation>{t::registration::legal_entity(lang)}</option>
                        </select>
                    </div>
                </div>
            </div>
        }
        .into_any()
    }

    /// «Присоединиться как международная организация», «… как филиал».
    pub(super) fn boxes(self, lang: Lang) -> AnyView {
        let (_, international, branch) = self.at_first;
        view! {
            <div class="registration__boxes" on:change=move |_| self.changed()>
                <Checkbox
                    name="international"
                    label=t::registration::international(lang)
                    checked=international
                    node=self.international
                />
                <Checkbox name="branch" label=t::registration::branch(lang) checked=branch node=self.branch />
            </div>
        }
        .into_any()
    }
}

fn ticked(node: NodeRef<html::Input>, at_first: bool) -> bool {
    node.get_untracked().map_or(at_first, |node| node.checked())
}

fn on(ticked: bool) -> String {
    if ticked { "on".to_owned() } else { String::new() }
}
