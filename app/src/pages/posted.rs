//! What a plain post left behind.

use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

/// What a plain post left for the page: on the server what its handler put into the context, in the browser the same
/// value carried over with the HTML, so that both start from equal forms. Without a post, the default.
pub fn posted<T>() -> T
where
    T: Clone + Default + Serialize + DeserializeOwned + Send + Sync + 'static,
{
    SharedValue::new(|| use_context::<T>().unwrap_or_default()).into_inner()
}
