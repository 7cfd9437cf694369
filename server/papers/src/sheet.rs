//! A sheet: what stands where on the pages of one copy, and what each thing means. It knows nothing
//! of PDF syntax; `pdf` writes it.

use krilla::geom::Path;

use crate::typeface::Run;

/// A4 in points.
pub(crate) const WIDTH: f32 = 595.276;
pub(crate) const HEIGHT: f32 = 841.89;
/// The binding margin is wider, as the rules of office work ask.
pub(crate) const LEFT: f32 = 62.0;
pub(crate) const RIGHT: f32 = 553.0;
pub(crate) const TOP: f32 = 32.0;
/// Where the body ends; the foot of the page is below.
pub(crate) const BOTTOM: f32 = 802.0;
/// Width of the body.
pub(crate) const BODY: f32 = RIGHT - LEFT;

/// The few colours of a paper, all of which stay apart on a black-and-white printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    /// What is said.
    Text,
    /// The second language, captions. 7:1 on white.
    Quiet,
    /// Lines of the grid.
    Grid,
    /// Ornament, frame of the acceptance mark and of the outcome.
    Accent,
    /// Ground of a heading in the grid.
    Tint,
}

/// What a part of the paper means to a reader who can't see it (ISO 32000-1, 14.8.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Role {
    /// One copy of the paper.
    Part,
    /// Heading of a level, from 1, with its text.
    Heading(u16, String),
    Paragraph,
    Table,
    Row,
    /// Heads the row it begins.
    RowHead,
    Cell,
    List,
    Item,
    Number,
    ItemBody,
    /// A picture with its description.
    Figure(String),
}

/// A node of the structure.
pub(crate) struct Node {
    pub(crate) role: Role,
    pub(crate) parent: Option<NodeId>,
}

/// Names a node of its sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NodeId(pub(crate) usize);

/// To whom a piece of content belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    /// To a node of the structure.
    Node(NodeId),
    /// To nobody: lines, grounds, ornament.
    Layout,
    /// To the page: its number, its running head.
    Pagination,
}

/// Something drawn at one place.
pub(crate) enum Mark {
    Text {
        run: Run,
        x: f32,
        baseline: f32,
        ink: Ink,
    },
    Fill {
        path: Path,
        ink: Ink,
    },
    Stroke {
        path: Path,
        ink: Ink,
        width: f32,
    },
    /// Lines one unit wide that end where they end.
    Bars {
        path: Path,
        ink: Ink,
    },
    /// A mark that both copies bear at the same place: kept in the file once.
    Shared(Box<Mark>),
    /// A mark drawn in other units than points, from an origin of its own.
    Placed {
        mark: Box<Mark>,
        at: (f32, f32),
        scale: f32,
    },
    /// A mark over and over, each `every` points to the right of the one before.
    Repeated {
        mark: Box<Mark>,
        every: f32,
        times: u16,
    },
}

/// Marks that belong together.
pub(crate) struct Content {
    pub(crate) owner: Owner,
    /// ISO 639-1, where it differs from the paper's.
    pub(crate) lang: Option<&'static str>,
    /// What to read and to copy instead of the marks' own text.
    pub(crate) actual_text: Option<String>,
    pub(crate) marks: Vec<Mark>,
}

/// One copy of a paper.
pub(crate) struct Sheet {
    pub(crate) pages: Vec<Vec<Content>>,
    pub(crate) nodes: Vec<Node>,
}

impl Sheet {
    /// A sheet with one empty page and the root of its structure.
    pub(crate) fn new() -> Self {
        let root = Node { role: Role::Part, parent: None };
        Self { pages: vec![Vec::new()], nodes: vec![root] }
    }

    /// The copy as a whole.
    pub(crate) const ROOT: NodeId = NodeId(0);

    /// Adds a node behind its parent's other children.
    pub(crate) fn node(&mut self, parent: NodeId, role: Role) -> NodeId {
        self.nodes.push(Node { role, parent: Some(parent) });
        NodeId(self.nodes.len() - 1)
    }

    /// Puts content on the last page.
    pub(crate) fn put(&mut self, content: Content) {
        if let Some(page) = self.pages.last_mut() {
            page.push(content);
        }
    }
}

/// To a hundredth of a point: nobody sees more, and the digits would be a tenth of the file.
pub(crate) fn rounded(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}
