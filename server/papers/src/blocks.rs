//! The blocks a copy is composed of: paragraphs, headings in two languages, lists, rules, lines to
//! sign on. A [`Draft`] moves down the page and begins another when one is full.

use krilla::geom::{Path, PathBuilder, Rect};

use crate::PaperError;
use crate::sheet::{BODY, BOTTOM, Content, Ink, LEFT, Mark, NodeId, Owner, RIGHT, Role, Sheet, TOP, rounded};
use crate::typeface::{Cut, Run, Typeface};
use crate::wording::{Tongue, Words};
use crate::wrap;

/// How a text looks.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    pub(crate) bold: bool,
    /// Points at scale 1.
    pub(crate) size: f32,
    pub(crate) ink: Ink,
}

/// What is said.
pub(crate) const VALUE: Style = Style { bold: false, size: 10.5, ink: Ink::Text };
/// Names of cells, running text.
pub(crate) const LABEL: Style = Style { bold: false, size: 9.0, ink: Ink::Text };
/// The second language, captions.
pub(crate) const SMALL: Style = Style { bold: false, size: 7.5, ink: Ink::Quiet };
/// The paper's name.
pub(crate) const TITLE: Style = Style { bold: true, size: 15.0, ink: Ink::Text };
/// A heading below the title.
pub(crate) const HEADING: Style = Style { bold: true, size: 9.5, ink: Ink::Accent };

/// Where the lines of a block stand in its width.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Middle,
    Right,
}

/// Text broken into lines, not yet placed.
pub(crate) struct Block {
    pub(crate) lines: Vec<Run>,
    leading: f32,
    ink: Ink,
    lang: Option<&'static str>,
}

impl Block {
    pub(crate) fn height(&self) -> f32 {
        self.lines.len() as f32 * self.leading
    }

    /// The first `count` lines, and the rest if there is one.
    pub(crate) fn split(mut self, count: usize) -> (Self, Option<Self>) {
        if self.lines.len() <= count {
            return (self, None);
        }
        let rest = self.lines.split_off(count);
        let rest = Self { lines: rest, ..self.like() };
        (self, Some(rest))
    }

    /// No lines, but the same look.
    fn like(&self) -> Self {
        Self { lines: Vec::new(), leading: self.leading, ink: self.ink, lang: self.lang }
    }
}

/// One copy being composed.
pub(crate) struct Draft {
    pub(crate) sheet: Sheet,
    pub(crate) tongue: Tongue,
    /// Where the next block begins, in points from the top of the page.
    pub(crate) y: f32,
    typeface: &'static Typeface,
    scale: f32,
    /// Head of the pages after the first.
    running_head: String,
}

impl Draft {
    /// An empty copy. All sizes are multiplied by `scale`.
    pub(crate) fn new(tongue: Tongue, scale: f32, running_head: String) -> Result<Self, PaperError> {
        let typeface = Typeface::get()?;
        Ok(Self { sheet: Sheet::new(), tongue, y: TOP, typeface, scale, running_head })
    }

    /// A length at the copy's scale.
    pub(crate) fn scaled(&self, length: f32) -> f32 {
        length * self.scale
    }

    fn cut(&self, style: Style) -> &'static Cut {
        if style.bold { &self.typeface.bold } else { &self.typeface.regular }
    }

    /// Breaks text into lines of at most `width` points.
    pub(crate) fn set(&self, style: Style, text: &str, width: f32) -> Block {
        let size = self.scaled(style.size);
        let lines = wrap::lines(self.cut(style), size, text, width);
        Block { lines, leading: size * 1.27, ink: style.ink, lang: None }
    }

    /// The same for words in the paper's other language, if there are any.
    pub(crate) fn set_other(&self, text: Option<&str>, width: f32) -> Block {
        let lang = Some(self.tongue.other().code());
        Block { lang, ..self.set(SMALL, text.unwrap_or_default(), width) }
    }

    /// Text that is known to be printable and stays on one line.
    pub(crate) fn run(&self, style: Style, text: &str) -> Run {
        self.cut(style).run(text, self.scaled(style.size))
    }

    /// Whether anything of `text` can be printed.
    pub(crate) fn is_blank(&self, text: &str) -> bool {
        self.typeface.regular.printable(text).is_empty()
    }

    /// Puts a block at (`x`, `top`); its lines belong to `node`.
    pub(crate) fn place(&mut self, node: NodeId, block: Block, (x, top): (f32, f32), (width, align): (f32, Align)) {
        let Block { lines, leading, ink, lang } = block;
        let mut top = top;
        for run in lines {
            let free = width - run.width;
            let x = match align {
                Align::Left => x,
                Align::Middle => x + free / 2.0,
                Align::Right => x + free,
            };
            // the typeface stands 1.018 em above and 0.276 em below its line
            let baseline = top + (leading - 1.294 * run.size) / 2.0 + 1.018 * run.size;
            let marks = vec![Mark::Text { run, x, baseline, ink }];
            self.sheet.put(Content { owner: Owner::Node(node), lang, actual_text: None, marks });
            top += leading;
        }
    }

    /// Makes sure that `height` points are left on the page; begins another if not.
    pub(crate) fn room(&mut self, height: f32) {
        if self.y + height <= BOTTOM || self.y <= TOP {
            return;
        }
        self.sheet.pages.push(Vec::new());
        self.y = TOP;
        let head = self.set(SMALL, &self.running_head, BODY).split(1).0;
        let height = head.height();
        self.page_text(head, (LEFT, TOP), Align::Left);
        self.y += height + self.scaled(6.0);
    }

    /// Text that belongs to the page and not to what the paper says.
    pub(crate) fn page_text(&mut self, block: Block, (x, top): (f32, f32), align: Align) {
        let from = self.sheet.pages.last().map_or(0, Vec::len);
        self.place(Sheet::ROOT, block, (x, top), (BODY, align));
        for content in self.sheet.pages.last_mut().into_iter().flatten().skip(from) {
            content.owner = Owner::Pagination;
        }
    }

    /// A paragraph over the whole width.
    pub(crate) fn paragraph(&mut self, parent: NodeId, style: Style, text: &str, align: Align) {
        let block = self.set(style, text, BODY);
        self.room(block.height());
        let node = self.sheet.node(parent, Role::Paragraph);
        let height = block.height();
        self.place(node, block, (LEFT, self.y), (BODY, align));
        self.y += height;
    }

    /// A heading in the paper's language and, smaller behind it, in the other one.
    pub(crate) fn heading(&mut self, words: Words) {
        let (first, second) = (words.first(self.tongue), words.second(self.tongue));
        let main = self.set(HEADING, first, BODY);
        self.room(main.height() + self.scaled(28.0));
        let node = self.sheet.node(Sheet::ROOT, Role::Heading(2, first.to_owned()));
        let used = main.lines.first().map_or(0.0, |run| run.width);
        let height = main.height();
        self.place(node, main, (LEFT, self.y), (BODY, Align::Left));
        if let Some(second) = second {
            self.aside(node, second, (LEFT + used + self.scaled(7.0), self.y + height));
        }
        self.y += height + self.scaled(2.5);
    }

    /// The other language on the line that ends at `bottom`.
    pub(crate) fn aside(&mut self, node: NodeId, text: &str, (x, bottom): (f32, f32)) {
        let block = self.set_other(Some(text), RIGHT - x);
        let top = bottom - block.height() - self.scaled(0.5);
        self.place(node, block, (x, top), (RIGHT - x, Align::Left));
    }

    /// A numbered list over the whole width.
    pub(crate) fn list<'a>(&mut self, items: impl IntoIterator<Item = &'a str>) {
        let list = self.sheet.node(Sheet::ROOT, Role::List);
        let indent = self.scaled(14.0);
        for (index, text) in items.into_iter().enumerate() {
            let number = self.set(LABEL, &format!("{}. ", index + 1), indent);
            let block = self.set(LABEL, text, BODY - indent);
            self.room(block.height());
            let item = self.sheet.node(list, Role::Item);
            let label = self.sheet.node(item, Role::Number);
            self.place(label, number, (LEFT, self.y), (indent, Align::Left));
            let body = self.sheet.node(item, Role::ItemBody);
            let height = block.height();
            self.place(body, block, (LEFT + indent, self.y), (BODY - indent, Align::Left));
            self.y += height + self.scaled(1.5);
        }
    }

    /// Fills a box with a colour or strokes it.
    pub(crate) fn frame(&mut self, left: f32, top: f32, width: f32, height: f32, pen: Pen) {
        if let Some(path) = rectangle(left, top, width, height) {
            self.layout(match pen {
                Pen::Fill(ink) => Mark::Fill { path, ink },
                Pen::Stroke(ink, width) => Mark::Stroke { path, ink, width },
            });
        }
    }

    /// A straight line.
    pub(crate) fn line(&mut self, from: (f32, f32), to: (f32, f32), ink: Ink, width: f32) {
        let mut path = PathBuilder::new();
        path.move_to(rounded(from.0), rounded(from.1));
        path.line_to(rounded(to.0), rounded(to.1));
        if let Some(path) = path.finish() {
            self.layout(Mark::Stroke { path, ink, width });
        }
    }

    /// Drawn, but not part of what the paper says.
    pub(crate) fn layout(&mut self, mark: Mark) {
        self.sheet.put(Content { owner: Owner::Layout, lang: None, actual_text: None, marks: vec![mark] });
    }
}

/// How a box is drawn.
#[derive(Clone, Copy)]
pub(crate) enum Pen {
    Fill(Ink),
    /// With a line of this width in points.
    Stroke(Ink, f32),
}

fn rectangle(left: f32, top: f32, width: f32, height: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_ltrb(rounded(left), rounded(top), rounded(left + width), rounded(top + height))?);
    path.finish()
}
