//! «Руководства»: the guides in the reader's language.

use app::api::{
    ApiError, Client,
    guides::{GuidePage, GuideSection, GuideSummary, Guides},
};

use crate::guides::{Guide, ORDER, guides};

/// The use cases of reading. The guides are part of the binary: nothing is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct GuidesService;

impl Guides for GuidesService {
    fn list(&self, client: &Client) -> Vec<GuideSummary> {
        let known = guides(client.lang).iter();
        known
            .filter_map(|guide| {
                let slug = ORDER.iter().find(|slug| app::routes::guide(slug) == guide.address)?;
                Some(GuideSummary { slug: (*slug).to_owned(), title: guide.title.clone(), lead: guide.lead.clone() })
            })
            .collect()
    }

    fn guide(&self, client: &Client, slug: &str) -> Result<GuidePage, ApiError> {
        let address = app::routes::guide(slug);
        let guide = guides(client.lang).iter().find(|guide| guide.address == address).ok_or(ApiError::NotFound)?;
        Ok(page(guide))
    }
}

fn page(guide: &Guide) -> GuidePage {
    let sections = guide.sections.iter();
    GuidePage {
        title: guide.title.clone(),
        lead: guide.lead.clone(),
        sections: sections
            .map(|section| GuideSection {
                id: section.id.clone(),
                title: section.title.clone(),
                html: section.html.clone(),
            })
            .collect(),
    }
}
