//! Every rule of the crate, by example and by property.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod any;

mod access_application;
mod application_code;
mod bishkek;
mod contact;
mod eligibility;
mod inn;
mod issued_paper;
mod limits;
mod login;
mod masking;
mod office;
mod passport;
mod password;
mod primary_password;
mod queue;
mod reminder;
mod required_papers;
mod soft_lock;
mod strength;
mod window_paper;
