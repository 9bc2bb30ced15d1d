//! A list walked with `J` and `K`, ticked with `X`: one fact line, one meaning line, chips, one act.

use maud::{Markup, PreEscaped, Render, html};

use crate::component::Chip;

/// One row.
#[derive(Debug, Clone)]
pub struct Row {
    title: String,
    href: Option<String>,
    line: Option<Markup>,
    when: Option<String>,
    chips: Vec<Chip>,
    act: Markup,
    pick: Option<(String, String)>,
    id: Option<String>,
}

impl Row {
    /// A row about this.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            href: None,
            line: None,
            when: None,
            chips: Vec::new(),
            act: PreEscaped(String::new()),
            pick: None,
            id: None,
        }
    }

    /// Opens this address with a press or `Enter`.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// A line of meaning under the title.
    #[must_use]
    pub fn line(mut self, line: impl Render) -> Self {
        self.line = Some(line.render());
        self
    }

    /// A time or a day at the right.
    #[must_use]
    pub fn when(mut self, when: impl Into<String>) -> Self {
        self.when = Some(when.into());
        self
    }

    /// Adds a chip.
    #[must_use]
    pub fn chip(mut self, chip: Chip) -> Self {
        self.chips.push(chip);
        self
    }

    /// The one act of this row.
    #[must_use]
    pub fn act(mut self, act: impl Render) -> Self {
        self.act = act.render();
        self
    }

    /// Can be ticked: the field and value that the bulk form sends.
    #[must_use]
    pub fn pick(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.pick = Some((name.into(), value.into()));
        self
    }

    /// The id of the row.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
}

impl Render for Row {
    fn render(&self) -> Markup {
        html! {
            li id=[&self.id] data-row {
                @if let Some((name, value)) = &self.pick {
                    input.pick type="checkbox" name=(name) value=(value) aria-label={ "Select " (self.title) };
                }
                div.txt {
                    @match &self.href { Some(href) => { a href=(href) data-open { (self.title) } } None => { b { (self.title) } } }
                    @if let Some(line) = &self.line { p { (line) } }
                }
                @if !self.chips.is_empty() { span.chips { @for chip in &self.chips { (chip) } } }
                @if let Some(when) = &self.when { span.when { (when) } }
                (self.act)
            }
        }
    }
}

/// Rows, with an optional bar that slides in when some are ticked. Put a form around the list when rows
/// can be ticked; then a row's own act is a link or a button with `formaction`, never a second form.
#[derive(Debug, Clone)]
pub struct RowList {
    label: String,
    rows: Vec<Row>,
    bulk: Option<Markup>,
}

impl RowList {
    /// A list with a name for screen readers.
    #[must_use]
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), rows: Vec::new(), bulk: None }
    }

    /// Adds a row.
    #[must_use]
    pub fn row(mut self, row: Row) -> Self {
        self.rows.push(row);
        self
    }

    /// Adds rows.
    #[must_use]
    pub fn rows(mut self, rows: impl IntoIterator<Item = Row>) -> Self {
        self.rows.extend(rows);
        self
    }

    /// What can be done with all ticked rows.
    #[must_use]
    pub fn bulk(mut self, acts: Markup) -> Self {
        self.bulk = Some(acts);
        self
    }
}

impl Render for RowList {
    fn render(&self) -> Markup {
        html! {
            div.list {
                ul.rows aria-label=(self.label) data-rows { @for row in &self.rows { (row) } }
                @if let Some(bulk) = &self.bulk { div.bulk { span data-picked { "Selected" } div.acts.push { (bulk) } } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::component::{Button, Hue, chip};

    #[test]
    fn a_row_has_one_fact_one_meaning_and_one_act() {
        let row = Row::new("Marcus D.")
            .href("/people/1")
            .line("Missed Tuesday and today")
            .chip(chip(Hue::Gone, "Not here"))
            .act(Button::plain("Log outreach").small());
        let drawn = row.render().into_string();
        assert!(drawn.contains("data-row") && drawn.contains("<p>Missed Tuesday and today</p>"));
        assert_eq!(drawn.matches("<button").count(), 1);
    }

    #[test]
    fn ticking_is_a_real_checkbox_with_a_name() {
        let drawn = Row::new("Thu Mar 12").pick("day", "d1").render().into_string();
        assert!(drawn.contains("type=\"checkbox\" name=\"day\" value=\"d1\" aria-label=\"Select Thu Mar 12\""));
    }
}
