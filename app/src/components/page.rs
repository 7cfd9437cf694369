//! The frame of every page.

use std::sync::atomic::{AtomicBool, Ordering};

use leptos::{html, prelude::*};
use leptos_meta::Title;

use super::{
    demo_strip::DemoStrip,
    footer::footer,
    header::{cabinet_header, office_header, public_header},
};
use crate::i18n::{t, use_lang};

/// Whose page it is: which header it has, and how wide and dense it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Layout {
    /// Everybody's: one column of text.
    #[default]
    Public,
    /// The taxpayer's cabinet.
    Cabinet,
    /// The inspector's: wide and dense.
    Office,
}

/// Every page: skip link, header, `<main id="main">`, footer, and the title of the document. The page writes its own
/// `<h1 class="page__title">`.
#[component]
pub fn Page(
    /// What the page is about; the document's title is this and the name of the service.
    title: &'static str,
    /// Id of the page's form: a switch of the language then posts that form, so that what was typed comes back.
    #[prop(optional)]
    form_id: Option<&'static str>,
    /// Whose page it is.
    #[prop(optional)]
    layout: Layout,
    /// Who is signed in, shown in the header of cabinet and office; may load its data itself.
    #[prop(optional)]
    identity: Option<AnyView>,
    /// What it says.
    children: Children,
) -> AnyView {
    let lang = use_lang();
    let main = NodeRef::<html::Main>::new();
    follow_navigation(main);
    let (class, header) = match layout {
        Layout::Public => ("page", public_header(form_id)),
        Layout::Cabinet => ("page page--cabinet", cabinet_header(form_id, identity)),
        Layout::Office => ("page page--office", office_header(form_id, identity)),
    };
    view! {
        <Title text=[title, " — ", t::common::service(lang)].concat() />
        <div class=class>
            <a class="skip" href="#main" rel="external">
                {t::common::skip(lang)}
            </a>
            {header}
            {(layout == Layout::Public).then(|| view! { <DemoStrip /> })}
            <main class="page__main" id="main" tabindex="-1" node_ref=main>
                {children()}
            </main>
            {footer(layout)}
        </div>
    }
    .into_any()
}

/// After moving within the site the focus goes to the new page's content, as a browser does for a new document; the
/// page that the browser loaded itself is left alone.
fn follow_navigation(main: NodeRef<html::Main>) {
    static LOADED: AtomicBool = AtomicBool::new(false);
    Effect::new(move |_| {
        if let Some(main) = main.get()
            && LOADED.swap(true, Ordering::Relaxed)
        {
            let _ = main.focus();
        }
    });
}
