//! The entries that were found, the older ones by the next page, all of them as a file.

use leptos::prelude::*;

use crate::{
    api::audit::{AuditForm, AuditPage, AuditRow},
    components::EmptyState,
    i18n::{Lang, t},
    pages::annulment::fields::hidden,
    routes,
};

/// The table; nothing was found is said, too.
pub(super) fn entries(lang: Lang, found: &AuditPage, asked: &AuditForm) -> AnyView {
    if found.entries.is_empty() {
        return view! { <EmptyState title=t::audit::none(lang) text="" /> }.into_any();
    }
    let rows: Vec<AnyView> = found.entries.iter().map(row).collect();
    let shown = AuditForm { from: found.from.clone(), to: found.to.clone(), ..asked.clone() };
    let older = found.next.clone().map(|next| {
        view! {
            <form method="post" action=routes::AUDIT>
                {again(&AuditForm { before: next, ..shown.clone() })}
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
            <div class="form__actions desk__buttons">
                {older}
                <form method="post" action=routes::AUDIT_CSV>
                    {again(&shown)}
                    <button type="submit" class="button button--secondary">{t::audit::export(lang)}</button>
                </form>
            </div>
            <p class="desk__hint">{t::audit::export_hint(lang)}</p>
        </section>
    }
    .into_any()
}

/// What was searched for, to be sent again.
fn again(form: &AuditForm) -> AnyView {
    let AuditForm { staff, audited, inn, from, to, before } = form;
    let fields = [("staff", staff), ("audited", audited), ("inn", inn), ("from", from), ("to", to), ("before", before)];
    fields.into_iter().map(|(name, value)| hidden(name, value)).collect::<Vec<_>>().into_any()
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
