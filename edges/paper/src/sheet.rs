//! What stands on a paper, before it is set. Plain words only: nothing in them is taken for markup.

/// A paper as it is to be set.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// A stable name of this paper, from which the file's own id is made; it is not shown.
    pub ident: String,
    /// The title, which is also the file's title.
    pub title: String,
    /// The language of the words, a BCP 47 primary tag: `en`, `es`, `pt`, `ht`.
    pub language: String,
    /// The program, at the head of every page.
    pub program: String,
    /// The line at the foot of every page: that these records are protected.
    pub notice: String,
    /// When it was made, as words, at the foot of every page.
    pub made: String,
    /// The same moment for the file itself.
    pub made_at: Moment,
    /// What stands between, in order.
    pub blocks: Vec<Block>,
    /// What shows through the window of an envelope; nothing for a paper that is handed over.
    pub window: Option<Window>,
    /// On which paper it is printed.
    pub size: PaperSize,
}

/// A size of paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PaperSize {
    /// 8.5 by 11 inches.
    #[default]
    Letter,
    /// 210 by 297 millimeters.
    A4,
}

impl PaperSize {
    /// Width and height, in points.
    pub(crate) const fn points(self) -> (f32, f32) {
        match self {
            Self::Letter => (612.0, 792.0),
            Self::A4 => (595.276, 841.89),
        }
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub words: String,
    /// Its share of the width, beside the shares of the others.
    pub share: u16,
}

/// What shows through the window of an envelope when the paper is folded in three. Nothing else stands in the upper third of the first
/// page: neither the program's name nor a word of the letter.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// The sender, line by line, in words that say nothing.
    pub from: Vec<String>,
    /// Name and address, line by line.
    pub to: Vec<String>,
}

/// A moment in UTC, for the file's own date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Year.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month.
    pub day: u8,
    /// Hour.
    pub hour: u8,
    /// Minute.
    pub minute: u8,
    /// Second.
    pub second: u8,
}

/// A piece of a paper.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading under the title.
    Heading {
        /// Its words.
        words: String,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        words: String,
    },
    /// Points, one beneath the other.
    Points {
        /// The words of each.
        points: Vec<String>,
    },
    /// A line of a label and what is known.
    Line {
        /// What it is.
        label: String,
        /// What is known.
        value: String,
    },
    /// The same words in another language: what follows is in it, until the next such block.
    Language {
        /// A BCP 47 primary tag.
        tag: String,
    },
    /// A mark drawn by hand.
    Drawing {
        /// What it is, for whoever does not see it.
        words: String,
        /// The lines of the pen.
        strokes: Vec<Stroke>,
    },
    /// A table. Its head stands again on every page it goes on to; no row is cut in two.
    Table {
        /// The columns.
        columns: Vec<Column>,
        /// The rows, each with a cell for every column; the first cell says what the row is about.
        rows: Vec<Vec<String>>,
        /// Whether somebody writes in it by hand: the rows are higher then.
        is_to_write_in: bool,
    },
    /// A label with empty lines to write on.
    Lines {
        /// What is to be written there.
        label: String,
        /// How many lines.
        count: u8,
    },
    /// A label with boxes to tick by hand.
    Boxes {
        /// What is ticked.
        label: String,
        /// The words beside each box.
        choices: Vec<String>,
    },
    /// A code in large letters, and the same for a scanner.
    Code {
        /// The code as it is read aloud.
        shown: String,
    },
    /// What follows begins on a new page.
    NewPage,
}

/// One line of the pen, from touching the glass to leaving it. The whole drawing lies in 600 by 200.
pub type Stroke = Vec<(u16, u16)>;
