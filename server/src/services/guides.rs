//! «Руководства»: the guides in the reader's language.

use app::api::{
    ApiError, Caller, Client,
    guides::{GuidePage, GuideSection, GuideSummary, Guides},
};

use crate::guides::{Guide, Readers, guides};

/// The use cases of reading. The guides are part of the binary: nothing is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct GuidesService;

impl Guides for GuidesService {
    fn list(&self, client: &Client) -> Vec<GuideSummary> {
        let all = guides(client.lang).iter();
        let mut offered: Vec<&Guide> = all.filter(|guide| guide.readers <= reader(client)).collect();
        // staff look for their own first
        offered.sort_by_key(|guide| std::cmp::Reverse(guide.readers));
        offered.into_iter().filter_map(summary).collect()
    }

    fn guide(&self, client: &Client, slug: &str) -> Result<GuidePage, ApiError> {
        let address = app::routes::guide(slug);
        let guide = guides(client.lang).iter().find(|guide| guide.address == address).ok_or(ApiError::NotFound)?;
        Ok(page(guide))
    }
}

/// To whom guides are offered.
pub(super) fn reader(client: &Client) -> Readers {
    if matches!(client.caller, Caller::Staff(_)) { Readers::Staff } else { Readers::Everybody }
}

fn summary(guide: &Guide) -> Option<GuideSummary> {
    let (_, slug) = guide.address.rsplit_once('/')?;
    Some(GuideSummary { slug: slug.to_owned(), title: guide.title.clone(), lead: guide.lead.clone() })
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
