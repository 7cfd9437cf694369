//! What a page tells the HTTP answer that carries it.

/// Gives the HTTP answer that carries the page this status; in the browser there is none to give.
#[cfg(feature = "ssr")]
pub fn answer_status(status: u16) {
    if let (Some(response), Ok(status)) =
        (leptos::prelude::use_context::<leptos_axum::ResponseOptions>(), http::StatusCode::from_u16(status))
    {
        response.set_status(status);
    }
}

/// Gives the HTTP answer that carries the page this status; in the browser there is none to give.
#[cfg(not(feature = "ssr"))]
pub fn answer_status(_status: u16) {}
