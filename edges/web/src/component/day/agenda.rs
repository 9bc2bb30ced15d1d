//! Beside the lanes: what is due today, and what comes later.

use maud::{Markup, html};

use crate::component::{Card, Icon};

/// One kind of work due today.
#[derive(Debug, Clone)]
pub struct DueLine {
    /// Its icon.
    pub icon: Icon,
    /// "Urine tests (UDS)".
    pub words: String,
    /// Where it is done.
    pub href: Option<String>,
    /// How many.
    pub count: usize,
    /// Who or how old, in one line.
    pub line: String,
}

/// What is due today, as a card.
#[must_use]
pub fn due_list(lines: &[DueLine]) -> Markup {
    let body = html! {
        @if lines.is_empty() { p.empty { "Nothing is due." } }
        ul.due-list {
            @for line in lines {
                li {
                    (line.icon)
                    b { @match &line.href { Some(href) => { a href=(href) { (line.words) } } None => { (line.words) } } }
                    span.k { (line.count) }
                    p { (line.line) }
                }
            }
        }
    };
    html! { (Card::new("Due today").id("due-today").body(body)) }
}

/// One group later today.
#[derive(Debug, Clone)]
pub struct LaterLine {
    /// "10:30" or "5:30 pm".
    pub time: String,
    /// "Process group".
    pub words: String,
    /// "Room 2 · Alvarez".
    pub small: String,
    /// How many people.
    pub count: usize,
}

/// What comes later today, as a card.
#[must_use]
pub fn later_list(lines: &[LaterLine]) -> Markup {
    let body = html! {
        @if lines.is_empty() { p.empty { "Nothing more today." } }
        ul.next {
            @for line in lines {
                li {
                    time { (line.time) }
                    span { (line.words) small { (line.small) } }
                    span.muted { (line.count) span.vh { " people" } }
                }
            }
        }
    };
    html! { (Card::new("Later today").id("later-today").body(body)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_due_line_leads_to_its_work() {
        let line = DueLine {
            icon: Icon::Note,
            words: "Notes to sign".into(),
            href: Some("/notes".into()),
            count: 2,
            line: "Oldest is 19 hours old".into(),
        };
        let drawn = due_list(&[line]).into_string();
        assert!(drawn.contains("<a href=\"/notes\">Notes to sign</a>") && drawn.contains(">2<"));
    }

    #[test]
    fn an_empty_day_says_so() {
        assert!(due_list(&[]).into_string().contains("Nothing is due."));
        assert!(later_list(&[]).into_string().contains("Nothing more today."));
    }
}
