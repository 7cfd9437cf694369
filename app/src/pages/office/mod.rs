//! The inspector's queue and the door to a case.

pub(crate) mod controls;
pub(crate) mod failure;
pub(crate) mod keys;
pub(crate) mod opening;
mod queue;
mod rows;
pub(crate) mod words;

use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::posted;
use crate::{
    api::{
        ApiError,
        office::{OfficeState, Queue, office_queue},
    },
    components::{Layout, Page, Skeleton, office_name},
    i18n::{Lang, t, use_lang},
    routes,
};
use opening::Opening;
use queue::{Desk, KEYS};

/// `/office`.
pub(super) fn page() -> AnyView {
    let state = posted::<OfficeState>();
    let query = use_query_map();
    let before = Memo::new(move |_| query.read().get("before").unwrap_or_default());
    let queue = Resource::new_blocking(move || before.get(), office_queue);
    let lang = use_lang();
    let navigate = use_navigate();
    let go = Callback::new(move |path: String| navigate(&path, Default::default()));
    let opening = Opening::new(lang, state, Callback::new(move |id: String| go.run(routes::case(&id))));
    let desk = Desk::new(lang, go);
    let keys = keys::Keys::listen(Callback::new(move |key| desk.press(key)));
    let content = move || {
        Suspend::new(async move {
            match queue.await {
                Err(error @ ApiError::Forbidden(_)) => refused(lang, &error),
                found => at_work(lang, opening, keys, found.map(|found| desk.view(found, before.get_untracked()))),
            }
        })
    };
    let identity = view! {
        <Suspense>
            {move || Suspend::new(async move { queue.await.ok().map(|queue| who(lang, &queue)) })}
        </Suspense>
    }
    .into_any();
    view! {
        <Page title=t::office::title(lang) form_id="page-form" layout=Layout::Office identity=identity>
            <Transition fallback=|| view! { <Skeleton lines=12 /> }>{content}</Transition>
        </Page>
    }
    .into_any()
}

/// The desk: the scanner's form, and the queue or what keeps it away.
fn at_work(lang: Lang, opening: Opening, keys: keys::Keys, queue: Result<AnyView, ApiError>) -> AnyView {
    Effect::new(move |_| controls::offer("paper"));
    view! {
        <div class="office" data-keys=move || keys.state()>
            <h1 class="office__title">{t::office::title(lang)}</h1>
            <section class="office__open" aria-labelledby="open-title">
                <h2 class="office__heading" id="open-title">{t::office::open_title(lang)}</h2>
                {opening.form("page-form")}
                {keys::key_list(lang, keys, KEYS)}
            </section>
            <div class="office__queue">
                {queue.unwrap_or_else(|error| failure::failure(lang, &error, false))}
            </div>
        </div>
    }
    .into_any()
}

/// For whoever has no business here: nothing to fill in, only the way back.
fn refused(lang: Lang, error: &ApiError) -> AnyView {
    view! {
        <div>
            {failure::failure(lang, error, true)}
            // for the language buttons
            <form method="post" id="page-form" action=routes::OFFICE></form>
        </div>
    }
    .into_any()
}

/// Who is at work, and where.
fn who(lang: Lang, queue: &Queue) -> AnyView {
    view! {
        <span class="office-identity">
            <strong>{office_name(lang, &queue.office)}</strong> " "
            <span>{t::office::at_work(lang, &queue.inspector)}</span>
        </span>
    }
    .into_any()
}
