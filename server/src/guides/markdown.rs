//! A guide's Markdown, taken apart.

use domain::lang::Lang;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::{Guide, Section, picture};

/// How a comment begins that holds words by which people ask for a section.
const ASKED: &str = "<!-- asked:";

/// Reads a guide. What has no place in one (HTML, a picture that was never taken) is left out; tests say so.
pub(super) fn read(lang: Lang, slug: &str, text: &'static str) -> Guide {
    let guide = Guide { address: app::routes::guide(slug), ..Guide::default() };
    let mut reader =
        Reader { lang, guide, section: None, events: Vec::new(), plain: String::new(), alt: None, bold: None };
    for event in Parser::new_ext(text, Options::ENABLE_HEADING_ATTRIBUTES) {
        reader.take(event);
    }
    reader.end_section();
    reader.guide
}

struct Reader {
    lang: Lang,
    guide: Guide,
    /// The section being read; none before the first.
    section: Option<Section>,
    /// Its text, to be written as HTML at its end.
    events: Vec<Event<'static>>,
    /// The heading, paragraph or step being read.
    plain: String,
    /// What is seen on the picture being read, and its name.
    alt: Option<(String, String)>,
    /// The bold words being read.
    bold: Option<String>,
}

impl Reader {
    fn take(&mut self, event: Event<'static>) {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H2, id, .. }) => {
                self.end_section();
                self.section =
                    Some(Section { id: id.map_or_else(String::new, |id| id.to_string()), ..Section::default() });
            }
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {}
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => self.guide.title = self.plain_text(),
            Event::End(TagEnd::Heading(HeadingLevel::H2)) => {
                let title = self.plain_text();
                if let Some(section) = &mut self.section {
                    section.title = title;
                }
            }
            Event::Start(Tag::Image { dest_url, .. }) => self.alt = Some((String::new(), dest_url.to_string())),
            Event::End(TagEnd::Image) => self.place_picture(),
            Event::Text(text) | Event::Code(text) => self.read_text(&text),
            Event::SoftBreak | Event::HardBreak => self.read_text(" "),
            Event::Html(text) | Event::InlineHtml(text) => self.read_comment(&text),
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {}
            other => self.keep(other),
        }
    }

    fn read_text(&mut self, text: &str) {
        if let Some((alt, _)) = &mut self.alt {
            alt.push_str(text);
            return;
        }
        self.plain.push_str(text);
        if let Some(bold) = &mut self.bold {
            bold.push_str(text);
        }
        // what stands in a heading is written as such, and by the page
        if self.in_body() {
            self.events.push(Event::Text(text.to_owned().into()));
        }
    }

    /// Whether this is the text of a section, or still its heading.
    fn in_body(&self) -> bool {
        self.section.as_ref().is_some_and(|section| !section.title.is_empty())
    }

    fn keep(&mut self, event: Event<'static>) {
        match &event {
            Event::Start(Tag::Strong) => self.bold = Some(String::new()),
            Event::End(TagEnd::Strong) => self.guide.labels.extend(self.bold.take()),
            Event::End(TagEnd::Paragraph | TagEnd::Item) => self.end_paragraph(),
            // a list in a step: the step's own words end here
            Event::Start(Tag::List(_) | Tag::Item) => self.end_paragraph(),
            _ => {}
        }
        if self.in_body() {
            self.events.push(elsewhere(event));
        }
    }

    fn end_paragraph(&mut self) {
        let text = self.plain_text();
        match &mut self.section {
            _ if text.is_empty() => {}
            Some(section) => section.paragraphs.push(text),
            None => self.guide.lead = text,
        }
    }

    fn plain_text(&mut self) -> String {
        std::mem::take(&mut self.plain).trim().to_owned()
    }

    fn read_comment(&mut self, text: &str) {
        let asked = text.trim().strip_prefix(ASKED).and_then(|rest| rest.strip_suffix("-->"));
        if let (Some(asked), Some(section)) = (asked, &mut self.section) {
            section.asked = asked.trim().to_owned();
        }
    }

    fn place_picture(&mut self) {
        let Some((alt, name)) = self.alt.take() else { return };
        if let Some(picture) = picture::named(self.lang, &name) {
            let mut escaped = String::new();
            html::push_html(&mut escaped, std::iter::once(Event::Text(alt.into())));
            let tag = format!(
                "<img class=\"guide__picture\" src=\"{}\" alt=\"{}\" width=\"{}\" height=\"{}\" loading=\"lazy\" \
                 decoding=\"async\">",
                picture.address(),
                escaped.replace('"', "&quot;"),
                picture.width,
                picture.height,
            );
            self.events.push(Event::InlineHtml(tag.into()));
        }
        self.guide.pictures.push(name);
    }

    fn end_section(&mut self) {
        let Some(mut section) = self.section.take() else { return };
        html::push_html(&mut section.html, self.events.drain(..));
        self.guide.sections.push(section);
    }
}

/// A link to a place on a page is followed by the browser itself, which knows where to stop; the others by the router.
fn elsewhere(event: Event<'static>) -> Event<'static> {
    let plain = |to: &str| to.chars().all(|c| c.is_ascii_alphanumeric() || "/#-_".contains(c));
    match &event {
        Event::Start(Tag::Link { dest_url, .. }) if dest_url.contains('#') && plain(dest_url) => {
            Event::InlineHtml(format!("<a href=\"{dest_url}\" rel=\"external\">").into())
        }
        _ => event,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# Title\n\nFor whom\nit is.\n\n## First {#first}\n\n<!-- asked: other words -->\n\nA text with \
                        **Search** & <b>HTML</b>.\n\n1. Press **Register**.\n   - a point\n2. See [there](/help#bring) \
                        and [here](/help).\n\n![no such \"picture\"](nowhere)\n\n## Second {#second}\n\nEnd.\n";

    #[test]
    fn a_guide_is_taken_apart() {
        let guide = read(Lang::En, "access", TEXT);
        assert_eq!((guide.title.as_str(), guide.lead.as_str()), ("Title", "For whom it is."));
        let ids: Vec<_> = guide.sections.iter().map(|section| (section.id.as_str(), section.title.as_str())).collect();
        assert_eq!(ids, [("first", "First"), ("second", "Second")]);
        let first = &guide.sections[0];
        assert_eq!(first.asked, "other words");
        assert_eq!(
            first.paragraphs,
            ["A text with Search & HTML.", "Press Register.", "a point", "See there and here."]
        );
        assert_eq!(guide.labels, ["Search", "Register"]);
        assert_eq!(guide.pictures, ["nowhere"]);
        assert!(first.html.contains("<strong>Search</strong> &amp; HTML."), "{}", first.html);
        assert!(first.html.contains("<a href=\"/help#bring\" rel=\"external\">there</a>"), "{}", first.html);
        assert!(first.html.contains("<a href=\"/help\">here</a>"), "{}", first.html);
        assert!(!first.html.contains("First") && !first.html.contains("<img"), "{}", first.html);
    }
}
