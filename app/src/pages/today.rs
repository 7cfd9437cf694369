use time::Date;

/// The day it is in Bishkek by the browser's clock, for the form's own checks; the server repeats them by its clock.
#[cfg(not(feature = "ssr"))]
pub(super) fn today() -> Date {
    // milliseconds of the year 10000 are far below the limits of both types
    #[allow(clippy::cast_possible_truncation)]
    let now = crate::api::Moment(js_sys::Date::now() as i64);
    domain::bishkek::local_date(now.to_time())
}

/// The server checks with its clock in its services, never in a page; here no day counts as future.
#[cfg(feature = "ssr")]
pub(super) fn today() -> Date {
    Date::MAX
}
