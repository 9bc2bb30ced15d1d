//! A table with a heading for each row. On a phone every row becomes a card; a name is never cut.

use maud::{Markup, Render, html};

use crate::component::Icon;

/// How a column is sorted now, and the address that sorts it the other way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// The address that sorts by this column.
    pub href: String,
    /// Rising, falling, or not sorted by this column.
    pub rising: Option<bool>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    words: String,
    number: bool,
    sort: Option<Sort>,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn new(words: impl Into<String>) -> Self {
        Self { words: words.into(), number: false, sort: None }
    }

    /// A column of amounts, set at the right.
    #[must_use]
    pub fn number(words: impl Into<String>) -> Self {
        Self { number: true, ..Self::new(words) }
    }

    /// Can be sorted.
    #[must_use]
    pub fn sort(mut self, href: impl Into<String>, rising: Option<bool>) -> Self {
        self.sort = Some(Sort { href: href.into(), rising });
        self
    }
}

/// What stands in one place of the table.
pub type Cell = Markup;

/// A row: what it is about, then its cells.
#[derive(Debug, Clone)]
pub struct TableRow {
    head: Markup,
    cells: Vec<Cell>,
    id: Option<String>,
}

impl TableRow {
    /// A row about this. The head is read before every cell of the row.
    #[must_use]
    pub fn new(head: Markup, cells: Vec<Cell>) -> Self {
        Self { head, cells, id: None }
    }

    /// A row about this, which opens with `Enter`.
    #[must_use]
    pub fn link(words: impl Render, href: impl Into<String>, cells: Vec<Cell>) -> Self {
        let href: String = href.into();
        Self::new(html! { a href=(href) data-open { (words) } }, cells)
    }

    /// The id of the row.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
}

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    caption: String,
    small: Option<String>,
    silent_caption: bool,
    columns: Vec<Column>,
    rows: Vec<TableRow>,
    totals: Option<TableRow>,
}

impl Table {
    /// A table with its caption and columns; the first column is the head of each row.
    #[must_use]
    pub fn new(caption: impl Into<String>, columns: Vec<Column>) -> Self {
        Self { caption: caption.into(), small: None, silent_caption: false, columns, rows: Vec::new(), totals: None }
    }

    /// A line under the caption.
    #[must_use]
    pub fn small(mut self, words: impl Into<String>) -> Self {
        self.small = Some(words.into());
        self
    }

    /// Hides the caption from sight, where a card already says it.
    #[must_use]
    pub fn silent_caption(mut self) -> Self {
        self.silent_caption = true;
        self
    }

    /// Adds a row.
    #[must_use]
    pub fn row(mut self, row: TableRow) -> Self {
        self.rows.push(row);
        self
    }

    /// Adds rows.
    #[must_use]
    pub fn rows(mut self, rows: impl IntoIterator<Item = TableRow>) -> Self {
        self.rows.extend(rows);
        self
    }

    /// The row of totals.
    #[must_use]
    pub fn totals(mut self, totals: TableRow) -> Self {
        self.totals = Some(totals);
        self
    }

    fn cells(&self, row: &TableRow) -> Markup {
        html! {
            th scope="row" { (row.head) }
            @for (cell, column) in row.cells.iter().zip(self.columns.iter().skip(1)) {
                td.num[column.number] data-label=(column.words) { (cell) }
            }
        }
    }
}

fn heading(column: &Column) -> Markup {
    let rising = column.sort.as_ref().and_then(|sort| sort.rising);
    let spoken = rising.map(|up| if up { "ascending" } else { "descending" });
    html! {
        th.num[column.number] scope="col" aria-sort=[spoken] {
            @match &column.sort {
                Some(sort) => {
                    a href=(sort.href) {
                        (column.words)
                        @match rising { Some(true) => { (Icon::Up) } Some(false) => { (Icon::Down) } None => {} }
                    }
                }
                None => { (column.words) }
            }
        }
    }
}

impl Render for Table {
    fn render(&self) -> Markup {
        html! {
            table.tb {
                caption.vh[self.silent_caption] {
                    (self.caption) @if let Some(small) = &self.small { small { (small) } }
                }
                thead { tr { @for column in &self.columns { (heading(column)) } } }
                tbody data-rows {
                    @for row in &self.rows { tr id=[&row.id] data-row { (self.cells(row)) } }
                }
                @if let Some(totals) = &self.totals { tfoot { tr { (self.cells(totals)) } } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> String {
        let columns = vec![Column::new("Day").sort("/claims?by=day", Some(false)), Column::number("Charge")];
        Table::new("Held", columns)
            .row(TableRow::link("Thu Mar 12", "/claims/1", vec![html! { "$250.00" }]))
            .totals(TableRow::new(html! { "All" }, vec![html! { "$250.00" }]))
            .render()
            .into_string()
    }

    #[test]
    fn each_row_has_a_head_and_each_cell_knows_its_column_on_a_phone() {
        assert!(table().contains("<th scope=\"row\"><a href=\"/claims/1\" data-open>Thu Mar 12</a></th>"));
        assert!(table().contains("<td class=\"num\" data-label=\"Charge\">$250.00</td>"));
    }

    #[test]
    fn a_sorted_column_says_so() {
        assert!(table().contains("aria-sort=\"descending\""));
    }

    #[test]
    fn totals_stand_in_the_foot() {
        assert!(table().contains("<tfoot><tr><th scope=\"row\">All</th>"));
    }
}
