//! Hears from the server that the queue has changed (`/office/events`), as long as the page is looked at: a browser has
//! few connections to one server, and a page in the background needs none.

use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, closure::Closure},
    web_sys::EventSource,
};

use crate::routes;

/// An open stream, with what hears it.
struct Stream {
    source: EventSource,
    _heard: Closure<dyn FnMut()>,
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.source.close();
    }
}

/// Calls `news` when something has changed, may have changed, or can't be heard any more.
pub(super) fn watch(news: Callback<()>) {
    Effect::new(move |_| {
        // made here, since what belongs to one thread can't be made on the server
        let stream = StoredValue::new_local(None::<Stream>);
        let follow = move || {
            if document().hidden() {
                stream.set_value(None);
            } else if stream.with_value(Option::is_none) {
                stream.set_value(open(news));
            }
        };
        follow();
        let listener = window_event_listener_untyped("visibilitychange", move |_| follow());
        on_cleanup(move || {
            listener.remove();
            stream.try_set_value(None);
        });
    });
}

fn open(news: Callback<()>) -> Option<Stream> {
    let source = EventSource::new(routes::OFFICE_EVENTS).ok()?;
    let heard = Closure::<dyn FnMut()>::new(move || {
        news.try_run(());
    });
    let handler = heard.as_ref().unchecked_ref();
    source.set_onmessage(Some(handler));
    // opened again: something may have been missed; cut: the session may have ended
    source.set_onopen(Some(handler));
    source.set_onerror(Some(handler));
    Some(Stream { source, _heard: heard })
}
