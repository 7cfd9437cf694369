//! Takes over, in the browser, the page that the server wrote.

use leptos::{mount::hydrate_from_async, prelude::document};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

/// Called by `boot.js` once the WASM is there.
///
/// Waits for the lazy piece of the present page, where it has one, so that the page comes alive in
/// one go; `data-hydrated` on `<html>` tells that it has.
#[wasm_bindgen]
pub fn hydrate() {
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|panic| leptos::logging::error!("{panic}")));

    spawn_local(async {
        let (Some(root), Some(body)) = (document().document_element(), document().body()) else {
            return;
        };
        // the page lives as long as the document
        hydrate_from_async(body, app::App).await.forget();
        _ = root.set_attribute("data-hydrated", "");
    });
}
