//! The queue as it stands on the page: kept fresh without a reload, walked by the keyboard.

use std::time::Duration;

use domain::queue::QueuePart;
use leptos::{ev::MouseEvent, prelude::*, task::spawn_local};

use super::{
    controls, filters,
    keys::KeyRow,
    live, paging,
    rows::{Shown, row_id, section},
    views,
};
use crate::{
    api::{
        ApiError, ForbiddenReason, Moment,
        office::claim_case,
        queue::{Queue, QueueQuery, QueueRow, ViewSaved, office_queue},
    },
    i18n::{Lang, t},
    routes,
};

/// How old the queue may become where no news arrive.
const REFRESH: Duration = Duration::from_secs(30);

/// The lists, while somebody points at them or has the focus in them.
const TOUCHED: &str = ".office__lists:hover, .office__lists:focus-within";

/// The keys of this page.
pub(super) const KEYS: &[KeyRow] = &[
    ("/", t::office::key_scan),
    ("f", t::office::key_search),
    ("j k ↓ ↑", t::office::key_rows),
    ("Enter", t::office::key_open),
    ("c", t::office::key_claim),
    ("n", t::office::key_next),
    ("?", t::office::key_help),
];

/// The inspector's desk: the queue as last heard.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    lang: Lang,
    queue: RwSignal<Option<Queue>>,
    /// What was heard while somebody pointed at the lists, whose rows stay where they are until then.
    waiting: RwSignal<Option<Queue>>,
    /// Rows that have left the lists and still stand there.
    gone: RwSignal<Vec<String>>,
    /// The last attempt to refresh has failed.
    stale: RwSignal<bool>,
    /// Said to screen readers.
    said: RwSignal<String>,
    query: StoredValue<QueueQuery>,
    /// The queue is being asked for, and whether it changed again meanwhile.
    asking: StoredValue<(bool, bool)>,
    go: Callback<String>,
}

impl Desk {
    /// An empty desk; `go` opens a path.
    pub(super) fn new(lang: Lang, go: Callback<String>) -> Self {
        let desk = Self {
            lang,
            queue: RwSignal::new(None),
            waiting: RwSignal::new(None),
            gone: RwSignal::new(Vec::new()),
            stale: RwSignal::new(false),
            said: RwSignal::new(String::new()),
            query: StoredValue::new(QueueQuery::default()),
            asking: StoredValue::new((false, false)),
            go,
        };
        Effect::new(move |_| {
            if let Ok(timer) = set_interval_with_handle(move || desk.refresh(), REFRESH) {
                on_cleanup(move || timer.clear());
            }
        });
        live::watch(Callback::new(move |()| desk.refresh()));
        desk
    }

    /// Shows a queue that has just been read.
    pub(super) fn view(self, queue: Queue, query: QueueQuery, refused: Option<(ViewSaved, String)>) -> AnyView {
        let lang = self.lang;
        self.query.set_value(query);
        self.stale.set(false);
        self.waiting.set(None);
        self.gone.set(Vec::new());
        let bar = filters::bar(lang, &queue, self.go);
        let kept = views::views(lang, &queue, refused);
        let places: Vec<(usize, Option<QueuePart>)> =
            queue.lists.iter().enumerate().map(|(place, list)| (place, list.part)).collect();
        self.queue.set(Some(queue));
        let lists = places.into_iter().map(|(place, part)| self.list(place, part)).collect_view();
        let settle = move |_| request_animation_frame(move || self.settle());
        view! {
            {bar}
            {kept}
            {self.freshness()}
            <p class="unseen" role="status">{move || self.said.get()}</p>
            <div class="office__lists" on:pointerleave=settle on:focusout=move |_| request_animation_frame(move || self.settle())>
                {lists}
            </div>
        }
        .into_any()
    }

    /// When it was read, and what has come since.
    fn freshness(self) -> AnyView {
        let lang = self.lang;
        let reload = move |event: MouseEvent| {
            event.prevent_default();
            if let Some(queue) = self.waiting.get_untracked() {
                self.renew(queue);
            }
            self.refresh();
        };
        let as_of = move || {
            let time = self.queue.with(|queue| queue.as_ref().map(|queue| queue.now.time()).unwrap_or_default());
            if self.stale.get() { t::office::stale(lang, &time) } else { t::office::as_of(lang, &time) }
        };
        let fresh = move || {
            let count = self.waiting.with(|waiting| waiting.as_ref().map_or(0, |waiting| self.new_in(waiting)));
            (count > 0).then(|| [". ", &t::office::came_meanwhile(lang, count)].concat())
        };
        view! {
            <p class="office__fresh" class:office__fresh--stale=move || self.stale.get()>
                {as_of} {fresh} " "
                <a href=routes::OFFICE rel="external" on:click=reload>{t::office::reload(lang)}</a>
            </p>
        }
        .into_any()
    }

    fn list(self, place: usize, part: Option<QueuePart>) -> AnyView {
        let lang = self.lang;
        // memos: what is derived from the queue by a bare closure would still be asked for by a list that is on its way
        // out, after what it stood on has gone
        let rows = Memo::new(move |_| {
            self.queue.with(|queue| {
                queue
                    .as_ref()
                    .and_then(|queue| queue.lists.get(place))
                    .map(|list| list.rows.clone())
                    .unwrap_or_default()
            })
        });
        let now = Memo::new(move |_| self.queue.with(|queue| queue.as_ref().map_or(Moment(0), |queue| queue.now)));
        let more = Memo::new(move |_| {
            self.queue.with(|queue| {
                queue.as_ref().and_then(|queue| queue.lists.get(place)).is_some_and(|list| list.next.is_some())
            })
        });
        let (rows, now, more) = (rows.into(), now.into(), more.into());
        let paging = move || {
            self.queue.with(|queue| {
                let queue = queue.as_ref()?;
                Some(paging::paging(lang, queue.lists.get(place)?, queue.filter, &queue.search))
            })
        };
        view! {
            {section(lang, Shown { part, rows, now, gone: self.gone.into(), more })}
            {paging}
        }
        .into_any()
    }

    /// Reads the queue again; news that come while it is being read are read after it, all at once.
    fn refresh(self) {
        let Some((asking, _)) = self.asking.try_get_value() else { return };
        if document().hidden() {
            return;
        }
        self.asking.set_value((true, asking));
        if asking {
            return;
        }
        let query = self.query.get_value();
        spawn_local(async move {
            match office_queue(query.clone()).await {
                // unless the page shows something else by now
                Ok(queue) if self.query.try_get_value() == Some(query) => self.hear(queue),
                Err(ApiError::Forbidden(ForbiddenReason::SignInRequired)) => {
                    self.go.try_run([routes::OFFICE_SIGN_IN, "?ended=1"].concat());
                }
                Ok(_) => {}
                // the page may be gone by now
                Err(_) => drop(self.stale.try_set(true)),
            }
            if let Some((_, again)) = self.asking.try_get_value() {
                self.asking.set_value((false, false));
                if again {
                    self.refresh();
                }
            }
        });
    }

    /// What was heard is shown at once, unless somebody points at a row that it would move.
    fn hear(self, queue: Queue) {
        let touched = document().query_selector(TOUCHED).ok().flatten().is_some();
        if touched { self.renew_in_place(queue) } else { self.renew(queue) }
    }

    /// Nobody points at the lists any more.
    fn settle(self) {
        let Some(Some(queue)) = self.waiting.try_get_untracked() else { return };
        if document().query_selector(TOUCHED).ok().flatten().is_none() {
            self.renew(queue);
        }
    }

    fn renew(self, queue: Queue) {
        let Some(before) = self.queue.try_with_untracked(|old| old.as_ref().map(to_decide)) else { return };
        let now = to_decide(&queue);
        self.stale.set(false);
        self.waiting.set(None);
        self.gone.set(Vec::new());
        self.queue.set(Some(queue));
        if before.is_some_and(|before| before != now) {
            self.said.set(t::office::queue_changed(self.lang, u64::try_from(now).unwrap_or_default()));
        }
    }

    /// The same rows in the same places, saying what they say now.
    fn renew_in_place(self, queue: Queue) {
        let fresh: Vec<QueueRow> = queue.lists.iter().flat_map(|list| list.rows.iter().cloned()).collect();
        let mut gone = Vec::new();
        self.queue.update(|old| {
            let Some(old) = old else { return };
            old.now = queue.now;
            for row in old.lists.iter_mut().flat_map(|list| list.rows.iter_mut()) {
                match fresh.iter().find(|fresh| fresh.id == row.id) {
                    Some(fresh) => *row = fresh.clone(),
                    None => gone.push(row.id.clone()),
                }
            }
        });
        self.stale.set(false);
        self.gone.set(gone);
        self.waiting.set(Some(queue));
    }

    /// Rows of `queue` that are not on the page.
    fn new_in(self, queue: &Queue) -> u64 {
        self.queue.with(|shown| {
            let shown: Vec<&str> = shown.iter().flat_map(rows).map(|row| row.id.as_str()).collect();
            rows(queue).filter(|row| !shown.contains(&row.id.as_str())).count() as u64
        })
    }

    /// Does what a key of this page stands for.
    pub(super) fn press(self, key: &str) -> bool {
        match key {
            "n" => self.open_next(),
            "j" => self.step(true),
            "k" => self.step(false),
            "f" => controls::focus("search"),
            "c" => self.claim_focused(),
            "ArrowDown" if controls::focused().starts_with("row-") => self.step(true),
            "ArrowUp" if controls::focused().starts_with("row-") => self.step(false),
            _ => false,
        }
    }

    fn open_next(self) -> bool {
        let next = self.queue.with_untracked(|queue| {
            let to_do = |row: &&QueueRow| row.holder.as_ref().is_none_or(|holder| holder.me);
            let queue = queue.as_ref()?;
            let part = |part| queue.rows(part).iter().find(to_do);
            part(QueuePart::ToDecide).or_else(|| part(QueuePart::ToDeliver)).map(|row| row.id.clone())
        });
        match next {
            Some(id) => self.go.run(routes::case(&id)),
            None => self.said.set(t::office::nothing_next(self.lang).to_owned()),
        }
        true
    }

    /// Takes the row that has the focus.
    fn claim_focused(self) -> bool {
        let focused = controls::focused();
        let Some(id) = focused.strip_prefix("row-").map(ToOwned::to_owned) else { return false };
        spawn_local(async move {
            if claim_case(id).await.is_err() {
                let _ = self.stale.try_set(true);
            }
            self.refresh();
        });
        true
    }

    /// Moves the focus one row down or up; from outside the rows, to the first one.
    fn step(self, down: bool) -> bool {
        let ids: Vec<String> =
            self.queue.with_untracked(|queue| queue.iter().flat_map(rows).map(|row| row_id(&row.id)).collect());
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

fn rows(queue: &Queue) -> impl Iterator<Item = &QueueRow> {
    queue.lists.iter().flat_map(|list| list.rows.iter())
}

fn to_decide(queue: &Queue) -> usize {
    queue.rows(QueuePart::ToDecide).len()
}
