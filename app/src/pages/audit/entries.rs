//! The entries that were found, the older ones by the next page, all of them as a file.

use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    api::audit::{AuditForm, AuditPage, AuditRow},
    components::EmptyState,
    i18n::{Lang, t},
    routes,
};

/// The table; nothing was found is said, too.
pub(super) fn entries(lang: Lang, found: &AuditPage, before: &AuditForm, asked: RwSignal<AuditForm>) -> AnyView {
    if found.entries.is_empty() {
        return view! { <EmptyState title=t::audit::none(lang) text="" /> }.into_any();
    }
    let rows: Vec<AnyView> = found.entries.iter().map(row).collect();
    let shown = AuditForm { from: found.from.clone(), to: found.to.clone(), ..before.clone() };
    let older = found.next.clone().map(|next| {
        let form = AuditForm { before: next, ..shown.clone() };
        let hidden = hidden(&form);
        let send = move |event: SubmitEvent| {
            event.prevent_default();
            asked.set(form.clone());
        };
        view! {
            <form method="post" action=routes::AUDIT on:submit=send>
                {hidden}
                <button type="submit" class="button button--secondary">{t::audit::more(lang)}</button>
            </form>
        }
    });
    view! {
        <section>
            <h2 class="office__heading" id="found">{t::audit::found(lang)}</h2>
            <div class="desk__scroll" tabindex="0" role="region" aria-labelledby="found">
                <table class="desk__table">
                    <thead>
                        <tr>
                            <th scope="col">{t::audit::entry(lang)}</th>
                            <th scope="col">{t::audit::at(lang)}</th>
                            <th scope="col">{t::audit::who(lang)}</th>
                            <th scope="col">{t::audit::what(lang)}</th>
                            <th scope="col">{t::audit::inn(lang)}</th>
                            <th scope="col">{t::audit::office(lang)}</th>
                            <th scope="col">{t::audit::address(lang)}</th>
                            <th scope="col">{t::audit::details(lang)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <div class="form__actions">
                {older}
                <form method="post" action=routes::AUDIT_CSV>
                    {hidden(&shown)}
                    <button type="submit" class="button button--secondary">{t::audit::export(lang)}</button>
                </form>
            </div>
            <p class="desk__hint">{t::audit::export_hint(lang)}</p>
        </section>
    }
    .into_any()
}

/// What was searched for, to be sent again.
fn hidden(form: &AuditForm) -> AnyView {
    let AuditForm { staff, audited, inn, from, to, before } = form.clone();
    [("staff", staff), ("audited", audited), ("inn", inn), ("from", from), ("to", to), ("before", before)]
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .to_vec()
        .into_any()
}

fn row(entry: &AuditRow) -> AnyView {
    view! {
        <tr>
            <th scope="row">{entry.seq}</th>
            <td>{entry.at.date_time()}</td>
            <td>{entry.who.clone()}</td>
            <td>{entry.action.clone()}</td>
            <td>{entry.inn.clone()}</td>
            <td>{entry.office.clone()}</td>
            <td>{entry.address.clone()}</td>
            <td class="desk__details">{entry.details.clone()}</td>
        </tr>
    }
    .into_any()
}
