//! The pieces that pages are built from. Each is a value that is spliced into a page:
//! `(chip(Hue::Due, "UDS").icon(Icon::Cup))`. None carries inline style or script: the content policy of
//! the pages forbids both, and a test walks every piece to see it.

mod act;
mod form;
mod glyph;
mod layout;
mod list;

mod chart;
mod day;
mod note;

pub use act::{Arrival, Banner, Button, Dialog, StateButton, Toast, Weight, arrival_words};
pub use chart::ChartHead;
pub use day::{DueLine, Lane, LaterLine, PersonRow, ReasonCard, due_list, later_list, reason_cards};
pub use form::{ChoiceRow, Field, Problem, Select, Tick, error_summary, wrong_words};
pub use glyph::{Chip, Hue, Icon, Meter, Tone, chip, hours_meter, icon, key_hint, mark};
pub use layout::{Card, Crumb, PageHead, Segment, Tab, breadcrumbs, csrf_field, fragment, money_tabs, segments, tabs};
pub use list::{
    Cell, Column, Fact, Hit, Pagination, Row, RowList, Sort, Table, TableRow, empty, facts, find_hits, find_page, waiting_bars,
};
pub use note::{Composer, Finding, NoteRow, NoteState, Signature, Verdict, findings, saved};
