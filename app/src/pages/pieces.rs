//! Which pages the browser loads together.
//!
//! A visit loads the main module (the frame of every page) and the piece of its page. What two pieces share becomes a
//! module of its own, so few pieces mean few modules; the pages of one piece are those that one person goes through.
//! A page's data are asked for from within its piece: asked for before, their types would weigh on the main module.

use domain::access_application::ApplicationKind;
use leptos::prelude::*;
use leptos_router::LazyRoute;

use super::{
    add_inn, administration, assistant, cabinet, case, check_inn, components_showcase, eligibility, guides, help, home,
    office, office_sign_in, registration, representation, sign_in, signature_registration, staff, status,
};

/// The piece of those who apply, for access or to have it restored.
#[lazy]
fn registration_piece(kind: ApplicationKind) -> AnyView {
    registration::page(kind)
}

/// The pages that are only read.
enum Reading {
    Home,
    Help,
}

/// The piece of those who come to read.
#[lazy]
fn reading_piece(page: Reading) -> AnyView {
    match page {
        Reading::Home => home::page(),
        Reading::Help => help::page(),
    }
}

/// The pages about a number and the registry.
enum Number {
    Add,
    Check,
    BySignature,
}

/// The piece of those who are not in the registry, or want to know whether somebody is, or come with a number alone.
#[lazy]
fn number_piece(page: Number) -> AnyView {
    match page {
        Number::Add => add_inn::page(),
        Number::Check => check_inn::page(),
        Number::BySignature => signature_registration::page(),
    }
}

/// The way in, and the pages that explain it.
enum WayIn {
    SignIn,
    Guides,
    Guide,
    Assistant,
}

/// The piece of those who come with a login, or want to know how to get one.
#[lazy]
fn way_in_piece(page: WayIn) -> AnyView {
    match page {
        WayIn::SignIn => sign_in::page(),
        WayIn::Guides => guides::page(),
        WayIn::Guide => guides::guide_page(),
        WayIn::Assistant => assistant::page(),
    }
}

/// The piece of those who come back with a code.
#[lazy]
fn status_piece() -> AnyView {
    status::page()
}

/// The pages of a cabinet.
enum Cabinet {
    Home,
    Chooser,
    Organisations,
    Link,
}

/// The piece of those who have signed in.
#[lazy]
fn cabinet_piece(page: Cabinet) -> AnyView {
    match page {
        Cabinet::Home => cabinet::page(),
        Cabinet::Chooser => representation::chooser::page(),
        Cabinet::Organisations => representation::organisations::page(),
        Cabinet::Link => representation::adding::page(),
    }
}

/// The pages of staff, and of those who build the site.
enum Office {
    SignIn,
    Queue,
    Case,
    Administration,
    Eligibility,
    Staff,
    Components,
}

/// The piece of staff.
#[lazy]
fn office_piece(page: Office) -> AnyView {
    match page {
        Office::SignIn => office_sign_in::page(),
        Office::Queue => office::page(),
        Office::Case => case::page(),
        Office::Administration => administration::page(),
        Office::Eligibility => eligibility::page(),
        Office::Staff => staff::page(),
        Office::Components => components_showcase::page(),
    }
}

/// A route whose page comes with a piece.
macro_rules! route {
    ($about:literal, $page:ident: $view:expr, $preload:ident) => {
        #[doc = $about]
        #[derive(Debug, Clone, Copy)]
        pub struct $page;

        impl LazyRoute for $page {
            fn data() -> Self {
                Self
            }

            async fn view(_this: Self) -> AnyView {
                $view.await
            }

            async fn preload() {
                // made by `lazy` where there is something to load
                #[cfg(target_family = "wasm")]
                $preload().await;
            }
        }
    };
}

route!("`/`.", HomePage: reading_piece(Reading::Home), __preload_reading_piece);
route!("`/help`.", HelpPage: reading_piece(Reading::Help), __preload_reading_piece);
route!("`/registration`.", RegistrationPage: registration_piece(ApplicationKind::Grant), __preload_registration_piece);
route!("`/restore`.", RestorePage: registration_piece(ApplicationKind::Restore), __preload_registration_piece);
route!("`/application`.", StatusPage: status_piece(), __preload_status_piece);
route!("`/add-inn`.", AddInnPage: number_piece(Number::Add), __preload_number_piece);
route!("`/check-inn`.", CheckInnPage: number_piece(Number::Check), __preload_number_piece);
route!(
    "`/registration/by-signature`.",
    SignatureRegistrationPage: number_piece(Number::BySignature),
    __preload_number_piece
);
route!("`/guides`.", GuidesPage: way_in_piece(WayIn::Guides), __preload_way_in_piece);
route!("`/guides/{slug}`.", GuidePage: way_in_piece(WayIn::Guide), __preload_way_in_piece);
route!("`/assistant`.", AssistantPage: way_in_piece(WayIn::Assistant), __preload_way_in_piece);
route!("`/sign-in`.", SignInPage: way_in_piece(WayIn::SignIn), __preload_way_in_piece);
route!("`/cabinet`.", CabinetPage: cabinet_piece(Cabinet::Home), __preload_cabinet_piece);
route!("`/cabinet/choose`.", ChooserPage: cabinet_piece(Cabinet::Chooser), __preload_cabinet_piece);
route!("`/cabinet/organisations`.", OrganisationsPage: cabinet_piece(Cabinet::Organisations), __preload_cabinet_piece);
route!("`/cabinet/organisations/add`.", LinkPage: cabinet_piece(Cabinet::Link), __preload_cabinet_piece);
route!("`/office/sign-in`.", OfficeSignIn: office_piece(Office::SignIn), __preload_office_piece);
route!("`/office`.", OfficeQueue: office_piece(Office::Queue), __preload_office_piece);
route!("`/office/applications/{id}`.", OfficeCase: office_piece(Office::Case), __preload_office_piece);
route!("`/administration`.", AdministrationPage: office_piece(Office::Administration), __preload_office_piece);
route!("`/administration/eligibility`.", EligibilityPage: office_piece(Office::Eligibility), __preload_office_piece);
route!("`/administration/staff`.", StaffPage: office_piece(Office::Staff), __preload_office_piece);
route!("`/_components`.", ComponentsPage: office_piece(Office::Components), __preload_office_piece);
