//! The inspector's queue and the door to a case.

mod claimed;
pub(crate) mod controls;
pub(crate) mod failure;
mod filters;
pub(crate) mod keys;
mod live;
pub(crate) mod opening;
mod paging;
mod queue;
mod rows;
mod views;
pub(crate) mod words;

use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::{
    office_ways::{Way, office_identity, ways},
    posted,
};
use crate::{
    api::{
        ApiError,
        office::OfficeState,
        queue::{QueueQuery, office_queue},
    },
    components::{Layout, Page, Skeleton},
    i18n::{Lang, t, use_lang},
    routes,
};
use opening::Opening;
use queue::{Desk, KEYS};

pub(crate) use claimed::held_by;

/// `/office`.
pub(super) fn page() -> AnyView {
    let state = posted::<OfficeState>();
    let lang = use_lang();
    // what was searched for is never in an address, so it is what the post left
    let searched = RwSignal::new(state.query.clone());
    let address = use_query_map();
    let query = Memo::new(move |_| {
        let searched = searched.get();
        if searched.search.trim().is_empty() { address.with(asked_for) } else { searched }
    });
    let queue = Resource::new_blocking(move || query.get(), office_queue);
    let navigate = use_navigate();
    let go = Callback::new(move |path: String| {
        searched.set(QueueQuery::default());
        navigate(&path, Default::default());
    });
    let refused = StoredValue::new(state.view.clone());
    let opening = Opening::new(lang, state, Callback::new(move |id: String| go.run(routes::case(&id))));
    let desk = Desk::new(lang, go);
    let keys = keys::Keys::listen(Callback::new(move |key| desk.press(key)));
    let content = move || {
        Suspend::new(async move {
            match queue.await {
                Err(error @ ApiError::Forbidden(_)) => refuse(lang, &error),
                found => {
                    let ways = found.as_ref().ok().map(|found| ways(lang, Way::Queue, found.head));
                    let found = found.map(|found| {
                        keys.on.set(found.shortcuts);
                        desk.view(found, query.get_untracked(), refused.get_value())
                    });
                    let desk = at_work(lang, opening, keys, found);
                    view! { {ways} {desk} }.into_any()
                }
            }
        })
    };
    let identity = view! {
        <Suspense>
            {move || Suspend::new(async move {
                let queue = queue.await.ok()?;
                Some(office_identity(lang, &queue.office, &queue.inspector, queue.head))
            })}
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

/// What the address asks for.
fn asked_for(address: &leptos_router::params::ParamsMap) -> QueueQuery {
    let get = |name| address.get(name).unwrap_or_default();
    QueueQuery {
        kind: get("kind"),
        part: get("part"),
        mine: get("mine"),
        late: get("late"),
        search: String::new(),
        after: get("after"),
        before: get("before"),
    }
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
                <p>
                    <a href=routes::OFFICE_ANNULMENT rel="external">{t::annulment::evidence_title(lang)}</a>
                </p>
                <p>
                    <a href=routes::GUIDES>{t::guides::title(lang)}</a>
                </p>
            </section>
            <div class="office__queue">
                {queue.unwrap_or_else(|error| failure::failure(lang, &error, false))}
            </div>
        </div>
    }
    .into_any()
}

/// For whoever has no business here: nothing to fill in, only the way back.
fn refuse(lang: Lang, error: &ApiError) -> AnyView {
    view! {
        <div>
            {failure::failure(lang, error, true)}
            // for the language buttons
            <form method="post" id="page-form" action=routes::OFFICE></form>
        </div>
    }
    .into_any()
}
