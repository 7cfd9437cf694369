//! `/guides/pictures/…`: the pictures of the guides, kept for ever under the digest in their names.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};

use crate::guides::pictures;

/// A picture.
pub(super) async fn picture(Path(file): Path<String>) -> Response {
    let Some(picture) = pictures().iter().find(|picture| picture.file == file) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/webp")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    (headers, picture.content).into_response()
}
