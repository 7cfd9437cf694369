//! The queue as it stands on the page: kept fresh without a reload, walked by the keyboard.

use std::time::Duration;

use leptos::{ev::MouseEvent, prelude::*, task::spawn_local};

use super::{
    controls,
    keys::KeyRow,
    rows::{Columns, row_id, section},
};
use crate::{
    api::{
        ApiError, ForbiddenReason,
        office::{Queue, QueueRow, office_queue},
    },
    i18n::{Lang, t},
    routes,
};

/// How old the queue may become while nobody touches it. Live events come with a later issue.
const REFRESH: Duration = Duration::from_secs(30);

/// The keys of this page.
pub(super) const KEYS: &[KeyRow] = &[
    ("/", t::office::key_scan),
    ("j k ↓ ↑", t::office::key_rows),
    ("Enter", t::office::key_open),
    ("n", t::office::key_next),
    ("?", t::office::key_help),
];

/// The inspector's desk: the queue as last heard.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    lang: Lang,
    queue: RwSignal<Option<Queue>>,
    /// The last attempt to refresh has failed.
    stale: RwSignal<bool>,
    /// Said to screen readers.
    said: RwSignal<String>,
    before: StoredValue<String>,
    go: Callback<String>,
}

impl Desk {
    /// An empty desk; `go` opens a path.
    pub(super) fn new(lang: Lang, go: Callback<String>) -> Self {
        let desk = Self {
            lang,
            queue: RwSignal::new(None),
            stale: RwSignal::new(false),
            said: RwSignal::new(String::new()),
            before: StoredValue::new(String::new()),
            go,
        };
        Effect::new(move |_| {
            if let Ok(timer) = set_interval_with_handle(move || desk.refresh(), REFRESH) {
                on_cleanup(move || timer.clear());
            }
        });
        desk
    }

    /// Shows a queue that has just been read.
    pub(super) fn view(self, queue: Queue, before: String) -> AnyView {
        let lang = self.lang;
        let first_page = before.is_empty();
        self.before.set_value(before);
        self.stale.set(false);
        self.queue.set(Some(queue));

        let reload = move |event: MouseEvent| {
            event.prevent_default();
            self.refresh();
        };
        let as_of = move || {
            let time = self.queue.with(|queue| queue.as_ref().map(|queue| queue.now.time()).unwrap_or_default());
            if self.stale.get() { t::office::stale(lang, &time) } else { t::office::as_of(lang, &time) }
        };
        let earlier = move || {
            let next = self.queue.with(|queue| queue.as_ref().and_then(|queue| queue.next.clone()));
            next.map(|next| {
                let href = [routes::OFFICE, "?before=", &next].concat();
                view! { <a class="button button--secondary" href=href>{t::office::earlier(lang)}</a> }
            })
        };
        let newest = (!first_page).then(|| {
            view! { <a class="button button--secondary" href=routes::OFFICE>{t::office::newest(lang)}</a> }
        });
        view! {
            <p class="office__fresh" class:office__fresh--stale=move || self.stale.get()>
                {as_of} " "
                <a href=routes::OFFICE rel="external" on:click=reload>{t::office::reload(lang)}</a>
            </p>
            <p class="unseen" role="status">{move || self.said.get()}</p>
            {section(lang, Columns::ToDecide, self.rows(|queue| &queue.to_decide))}
            {section(lang, Columns::ToDeliver, self.rows(|queue| &queue.to_deliver))}
            {section(lang, Columns::Submitted, self.rows(|queue| &queue.submitted))}
            <p class="office__pages">{newest} {earlier}</p>
        }
        .into_any()
    }

    fn rows(self, part: fn(&Queue) -> &Vec<QueueRow>) -> Signal<(Vec<QueueRow>, crate::api::Moment)> {
        Signal::derive(move || {
            self.queue.with(|queue| {
                queue.as_ref().map_or((Vec::new(), crate::api::Moment(0)), |queue| (part(queue).clone(), queue.now))
            })
        })
    }

    /// Reads the queue again. Rows that have not changed stay as they are, with their focus.
    fn refresh(self) {
        if document().hidden() {
            return;
        }
        let before = self.before.get_value();
        spawn_local(async move {
            match office_queue(before).await {
                Ok(queue) => self.renew(queue),
                Err(ApiError::Forbidden(ForbiddenReason::SignInRequired)) => {
                    self.go.run([routes::OFFICE_SIGN_IN, "?ended=1"].concat());
                }
                // the page may be gone by now
                Err(_) => drop(self.stale.try_set(true)),
            }
        });
    }

    fn renew(self, queue: Queue) {
        let Some(waiting) = self.queue.try_with_untracked(|old| old.as_ref().map(|old| old.to_decide.len())) else {
            return;
        };
        let now = queue.to_decide.len();
        self.stale.set(false);
        self.queue.set(Some(queue));
        if waiting.is_some_and(|before| before != now) {
            self.said.set(t::office::queue_changed(self.lang, u64::try_from(now).unwrap_or_default()));
        }
    }

    /// Does what a key of this page stands for.
    pub(super) fn press(self, key: &str) -> bool {
        match key {
            "n" => self.open_next(),
            "j" => self.step(true),
            "k" => self.step(false),
            "ArrowDown" if controls::focused().starts_with("row-") => self.step(true),
            "ArrowUp" if controls::focused().starts_with("row-") => self.step(false),
            _ => false,
        }
    }

    fn open_next(self) -> bool {
        let next = self.queue.with_untracked(|queue| {
            queue
                .as_ref()
                .and_then(|queue| queue.to_decide.first().or(queue.to_deliver.first()).map(|row| row.id.clone()))
        });
        match next {
            Some(id) => self.go.run(routes::case(&id)),
            None => self.said.set(t::office::nothing_next(self.lang).to_owned()),
        }
        true
    }

    /// Moves the focus one row down or up; from outside the rows, to the first one.
    fn step(self, down: bool) -> bool {
        let ids: Vec<String> = self.queue.with_untracked(|queue| {
            let Some(queue) = queue.as_ref() else { return Vec::new() };
            [&queue.to_decide, &queue.to_deliver, &queue.submitted]
                .into_iter()
                .flatten()
                .map(|row| row_id(&row.id))
                .collect()
        });
        let focused = controls::focused();
        let place = ids.iter().position(|id| *id == focused);
        let wanted = match place {
            None => 0,
            Some(place) if down => (place + 1).min(ids.len().saturating_sub(1)),
            Some(place) => place.saturating_sub(1),
        };
        ids.get(wanted).is_some_and(|id| controls::focus(id))
    }
}
