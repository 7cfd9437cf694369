//! The policy as boxes to tick: a row a category, a column a permission. On a narrow screen each box bears its words.

use domain::{
    eligibility::{EligibilityPolicy, EligibilityRule, Permission},
    subject::SubjectKind,
};
use leptos::prelude::*;

use super::words;
use crate::{
    i18n::{Lang, t},
    pages::office::controls,
};

/// `name` and `id` of a box: those of the form's fields.
fn name(kind: SubjectKind, permission: Permission) -> String {
    [kind.as_str(), "_", permission.as_str()].concat()
}

/// The table, ticked as `policy` says.
pub(super) fn boxes(lang: Lang, policy: &EligibilityPolicy) -> AnyView {
    let heads = Permission::ALL.iter().map(|permission| {
        view! { <th scope="col">{words::permission(lang, *permission)}</th> }
    });
    let rows = SubjectKind::ALL.iter().map(|kind| row(lang, *kind, policy.rule(*kind)));
    view! {
        <h2 class="office__heading" id="boxes">{t::eligibility::change_title(lang)}</h2>
        <p class="eligibility__hint">{t::eligibility::boxes_hint(lang)}</p>
        <table class="eligibility__table" aria-labelledby="boxes">
            <thead>
                <tr>
                    <th scope="col">{t::eligibility::category(lang)}</th>
                    {heads.collect_view()}
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn row(lang: Lang, kind: SubjectKind, rule: EligibilityRule) -> AnyView {
    let cells = Permission::ALL.iter().map(|permission| {
        let name = name(kind, *permission);
        view! {
            <td>
                <label class="eligibility__box">
                    <input
                        class="checkbox__input"
                        type="checkbox"
                        id=name.clone()
                        name=name
                        value="on"
                        checked=rule.allows(*permission)
                    />
                    <span class="unseen">{words::category(lang, kind)} ": "</span>
                    <span class="eligibility__word">{words::permission(lang, *permission)}</span>
                </label>
            </td>
        }
    });
    view! {
        <tr>
            <th scope="row">{words::category(lang, kind)}</th>
            {cells.collect_view()}
        </tr>
    }
    .into_any()
}

/// The policy as the boxes on the page say now.
pub(super) fn ticked() -> EligibilityPolicy {
    SubjectKind::ALL.iter().fold(EligibilityPolicy::SPECIFIED, |policy, kind| {
        let rule = Permission::ALL.iter().fold(policy.rule(*kind), |rule, permission| {
            rule.with(*permission, controls::ticked(&name(*kind, *permission)) == "on")
        });
        policy.with(*kind, rule)
    })
}

/// The same policy in a form that has no boxes.
pub(super) fn hidden(policy: &EligibilityPolicy) -> AnyView {
    let all = SubjectKind::ALL.iter().flat_map(|kind| Permission::ALL.iter().map(move |asked| (*kind, *asked)));
    let on = all.filter(|(kind, permission)| policy.rule(*kind).allows(*permission));
    on.map(|(kind, permission)| view! { <input type="hidden" name=name(kind, permission) value="on" /> })
        .collect_view()
        .into_any()
}
