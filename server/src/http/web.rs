use std::{ops::Deref, sync::Arc};

use app::{api::Services, app::Development, components::DemoPersonas};
use leptos::prelude::provide_context;
use metrics_exporter_prometheus::PrometheusHandle;

use crate::{demo, foundation::Foundation, live::Live};

/// What the handlers share. It passes through every layer of every request, so that a clone is one reference.
#[derive(Clone)]
pub struct Web(Arc<Inner>);

struct Inner {
    shared: Shared,
    live: Live,
}

/// What is shared.
pub struct Shared {
    /// What services stand on; here for sessions and settings.
    pub foundation: Foundation,
    /// The use cases.
    pub services: Services,
    /// Addresses of style sheet, script and fonts.
    pub assets: app::Assets,
    /// Who one can be in a demo run; empty otherwise.
    pub personas: Arc<DemoPersonas>,
    /// Prints the metrics.
    pub metrics: Option<PrometheusHandle>,
}

impl Deref for Web {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0.shared
    }
}

impl Web {
    /// Shares it.
    #[must_use]
    pub fn new(shared: Shared) -> Self {
        let live = Live::of(&shared.foundation);
        Self(Arc::new(Inner { shared, live }))
    }

    /// What other servers, and this one, have changed.
    pub fn live(&self) -> &Live {
        &self.0.live
    }

    /// Puts into the Leptos context what pages and server functions look for there.
    pub fn provide(&self) {
        provide_context(self.services.clone());
        provide_context(Development(self.foundation.settings.server.development));
        if !self.personas.0.is_empty() {
            provide_context(demo::with_codes(&self.personas, self.foundation.now()));
        }
    }
}
