//! Our own small drawings.

use leptos::prelude::*;

/// The drawings that stand beside words, never instead of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// A tick.
    Check,
    /// A cross.
    Cross,
    /// A clock.
    Clock,
    /// An i.
    Info,
    /// An exclamation mark in a triangle.
    Warning,
    /// An exclamation mark in a circle.
    Error,
    /// An open eye.
    Eye,
    /// Two sheets.
    Copy,
    /// A receiver.
    Phone,
    /// Three lines.
    Menu,
    /// A sheet of paper.
    Paper,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Check => "M4 10.5l4 4 8-9",
            Self::Cross => "M5 5l10 10M15 5L5 15",
            Self::Clock => "M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM10 5.5V10l3 2",
            Self::Info => "M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM10 9v5M10 6v.5",
            Self::Warning => "M10 3L1.8 17h16.4zM10 8v4M10 14.3v.4",
            Self::Error => "M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM10 5.8v5M10 13.6v.5",
            Self::Eye => {
                "M1.5 10S4.5 4.5 10 4.5 18.5 10 18.5 10 15.5 15.5 10 15.5 1.5 10 1.5 10zM10 7.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z"
            }
            Self::Copy => "M7 6.5h9.5V18H7zM13 3.5V2H3.5v12H5",
            Self::Phone => {
                "M4 2.5h3l1.5 4-2 1.5a10 10 0 0 0 5 5l1.5-2 4.5 1.5v3c0 1-1 2-2 2C8.5 17.5 2.5 11.5 2.5 4.5c0-1 .5-2 1.5-2z"
            }
            Self::Menu => "M3 5.5h14M3 10h14M3 14.5h14",
            Self::Paper => "M4.5 2h7.5l3.5 3.5V18h-11zM7.5 9.5h5M7.5 13h5",
        }
    }
}

/// The drawing, in the colour of the text around it and unseen by screen readers.
pub fn icon(which: Icon) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
            <path d=which.path() />
        </svg>
    }
    .into_any()
}
