//! Writes sheets as one PDF, PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) at once.

use std::num::NonZeroU16;

use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{Point, Transform};
use krilla::graphic::Graphic;
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, LineCap, LineJoin, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node as TagNode, SpanTag, TableHeaderScope, Tag,
    TagGroup, TagKind, TagTree,
};
use krilla::{Document, SerializeSettings};
use time::OffsetDateTime;

use crate::PaperError;
use crate::sheet::{Content, HEIGHT, Ink, Mark, NodeId, Owner, Role, Sheet, WIDTH, rounded};

/// What the file says about itself.
pub(crate) struct About {
    pub(crate) title: String,
    pub(crate) subject: String,
    pub(crate) author: String,
    /// ISO 639-1.
    pub(crate) lang: &'static str,
    /// The same for every version of the same paper.
    pub(crate) id: String,
    /// When what the paper says became true; stands for the time of writing, which would make every
    /// download differ.
    pub(crate) at: OffsetDateTime,
}

/// One copy and its name in the list of contents.
pub(crate) struct NamedSheet {
    pub(crate) name: &'static str,
    pub(crate) sheet: Sheet,
}

/// Writes the copies one after another.
pub(crate) fn write(about: About, sheets: &[NamedSheet]) -> Result<Vec<u8>, PaperError> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|_| PaperError::Layout("PDF/A-2a beside PDF/UA-1"))?;
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let mut outline = Outline::new();
    let mut tree = TagTree::new().with_lang(Some(about.lang.to_owned()));
    let mut first_page = 0;
    for NamedSheet { name, sheet } in sheets {
        let destination = XyzDestination::new(first_page, Point::from_xy(0.0, 0.0));
        outline.push_child(OutlineNode::new((*name).to_owned(), destination));
        let owned = paint(&mut document, sheet)?;
        tree.push(group(sheet, &owned, Sheet::ROOT));
        first_page += sheet.pages.len();
    }
    document.set_outline(outline);
    document.set_tag_tree(tree);
    document.set_metadata(metadata(about));
    document.finish().map_err(explain)
}

fn metadata(about: About) -> Metadata {
    Metadata::new()
        .title(about.title)
        .description(about.subject)
        .authors(vec![about.author])
        .language(about.lang.to_owned())
        .creator("Salyk Cabinet".to_owned())
        .producer("krilla".to_owned())
        .document_id(about.id)
        .creation_date(moment(about.at))
}

fn moment(at: OffsetDateTime) -> DateTime {
    let at = at.to_utc();
    DateTime::new(u16::try_from(at.year()).unwrap_or(0))
        .month(u8::from(at.month()))
        .day(at.day())
        .hour(at.hour())
        .minute(at.minute())
        .second(at.second())
        .utc_offset_hour(0)
}

/// Paints the pages; gives for each node of the structure what it owns on them.
fn paint(document: &mut Document, sheet: &Sheet) -> Result<Vec<Vec<Identifier>>, PaperError> {
    let mut owned = vec![Vec::new(); sheet.nodes.len()];
    for contents in &sheet.pages {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or(PaperError::Layout("the size of a page"))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for content in contents {
            let identifier = surface.start_tagged(tag(content));
            for mark in &content.marks {
                draw(&mut surface, mark);
            }
            surface.end_tagged();
            if let Owner::Node(NodeId(node)) = content.owner {
                owned[node].push(identifier);
            }
        }
        surface.finish();
        page.finish();
    }
    Ok(owned)
}

fn tag(content: &Content) -> ContentTag<'_> {
    match content.owner {
        Owner::Node(_) => {
            let span = SpanTag::empty().with_lang(content.lang);
            ContentTag::Span(span.with_actual_text(content.actual_text.as_deref()))
        }
        Owner::Layout => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
        Owner::Pagination => ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)),
    }
}

fn draw(surface: &mut Surface<'_>, mark: &Mark) {
    match mark {
        Mark::Text { run, x, baseline, ink } => {
            surface.set_fill(Some(fill(*ink)));
            surface.set_stroke(None);
            let start = Point::from_xy(rounded(*x), rounded(*baseline));
            surface.draw_glyphs(start, &run.glyphs, run.font.clone(), &run.text, rounded(run.size), false);
        }
        Mark::Fill { path, ink } => {
            surface.set_fill(Some(fill(*ink)));
            surface.set_stroke(None);
            surface.draw_path(path);
        }
        Mark::Stroke { path, ink, width } => {
            surface.set_fill(None);
            surface.set_stroke(Some(Stroke {
                paint: color(*ink).into(),
                width: *width,
                line_cap: LineCap::Round,
                line_join: LineJoin::Round,
                ..Stroke::default()
            }));
            surface.draw_path(path);
        }
        Mark::Bars { path, ink } => {
            surface.set_fill(None);
            surface.set_stroke(Some(Stroke { paint: color(*ink).into(), width: 1.0, ..Stroke::default() }));
            surface.draw_path(path);
        }
        Mark::Placed { mark, at: (x, y), scale } => {
            surface.push_transform(&Transform::from_row(*scale, 0.0, 0.0, *scale, *x, *y));
            draw(surface, mark);
            surface.pop();
        }
        Mark::Repeated { mark, every, times } => {
            for place in 0..*times {
                surface.push_transform(&Transform::from_translate(rounded(f32::from(place) * every), 0.0));
                draw(surface, mark);
                surface.pop();
            }
        }
        Mark::Shared(mark) => {
            let mut stream = surface.stream_builder();
            let mut inner = stream.surface();
            draw(&mut inner, mark);
            inner.finish();
            let stream = stream.finish();
            // krilla writes equal graphics once
            surface.draw_graphic(Graphic::new(stream, false));
        }
    }
}

fn fill(ink: Ink) -> Fill {
    Fill { paint: color(ink).into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

fn color(ink: Ink) -> rgb::Color {
    match ink {
        Ink::Text => rgb::Color::new(0x16, 0x1c, 0x22),
        Ink::Quiet => rgb::Color::new(0x4d, 0x56, 0x60),
        Ink::Grid => rgb::Color::new(0x8d, 0x99, 0xa6),
        Ink::Accent => rgb::Color::new(0x14, 0x46, 0x6b),
        Ink::Tint => rgb::Color::new(0xec, 0xf1, 0xf5),
    }
}

/// The structure below a node: first what it owns, then its children, in the order of reading.
fn group(sheet: &Sheet, owned: &[Vec<Identifier>], id: NodeId) -> TagGroup {
    let node = &sheet.nodes[id.0];
    let mut group = TagGroup::new(kind(&node.role));
    for identifier in &owned[id.0] {
        group.push(TagNode::from(*identifier));
    }
    for (child, _) in sheet.nodes.iter().enumerate().filter(|(_, other)| other.parent == Some(id)) {
        group.push(self::group(sheet, owned, NodeId(child)));
    }
    group
}

fn kind(role: &Role) -> TagKind {
    match role {
        Role::Part => Tag::Part.into(),
        Role::Heading(level, title) => {
            Tag::Hn(NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN), Some(title.clone())).into()
        }
        Role::Paragraph => Tag::P.into(),
        Role::Table => Tag::Table.into(),
        Role::Row => Tag::TR.into(),
        Role::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Role::Cell => Tag::TD.into(),
        Role::List => Tag::L(ListNumbering::Decimal).into(),
        Role::Item => Tag::LI.into(),
        Role::Number => Tag::Lbl.into(),
        Role::ItemBody => Tag::LBody.into(),
        Role::Figure(alt) => Tag::Figure(Some(alt.clone())).into(),
    }
}

fn explain(error: KrillaError) -> PaperError {
    match error {
        KrillaError::Validation(errors) => {
            // the name of the clause only: what follows may quote the paper
            let clause = |error| format!("{error:?}").split('(').next().map(str::to_owned);
            let clauses: Vec<String> = errors.iter().filter_map(|(error, _)| clause(error)).collect();
            PaperError::NotConforming(clauses.join("; "))
        }
        other => PaperError::NotConforming(other.to_string()),
    }
}
