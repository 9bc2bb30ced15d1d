//! The people of a group note: one line each, and the card of the one being written. On a phone the
//! card comes first; `J` and `K` move between people on a desk.

use maud::{Markup, Render, html};

use crate::component::{Card, Icon, Meter, Tone};

/// How far one person's part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteState {
    /// Can be signed.
    Ready,
    /// Nothing is written yet.
    NotStarted,
    /// Something is missing.
    NotReady,
    /// Did not come: an absence entry, no note.
    Absent,
    /// Signed.
    Signed,
}

/// One person's line.
#[derive(Debug, Clone)]
pub struct NoteRow<'a> {
    /// "Aisha B.".
    pub name: &'a str,
    /// Words after the name: "they/them".
    pub beside: Option<&'a str>,
    /// Opens this person.
    pub href: String,
    /// How far it is.
    pub state: NoteState,
    /// "Here · 75 min".
    pub attended: String,
    /// "Active".
    pub took_part: String,
    /// The own line, or what is missing.
    pub line: String,
    /// "2.2 forward".
    pub objective: String,
}

impl Render for NoteRow<'_> {
    fn render(&self) -> Markup {
        let (class, icon, spoken) = match self.state {
            NoteState::Ready => ("ok", Some(Icon::Check), "Ready: "),
            NoteState::NotStarted => ("todo", None, "Not started: "),
            NoteState::NotReady => ("todo", None, "Not ready: "),
            NoteState::Absent => ("abs", Some(Icon::Dash), "Absent: "),
            NoteState::Signed => ("ok", Some(Icon::Pen), "Signed: "),
        };
        let missing = self.state == NoteState::NotReady;
        html! {
            li.pr data-row {
                span.mk.(class) { @if let Some(icon) = icon { (icon) } }
                a.pn href=(self.href) data-open {
                    span.vh { (spoken) } (self.name) @if let Some(beside) = self.beside { small { (beside) } }
                }
                span.att { (self.attended) }
                span.how { (self.took_part) }
                span.say.need[missing] { @if missing { (Icon::Thread) } (self.line) }
                span.obj { (self.objective) }
            }
        }
    }
}

/// The list of people with the open card among them.
#[derive(Debug, Clone)]
pub struct Composer<'a> {
    /// How many are ready.
    pub ready: u32,
    /// How many there are to write.
    pub whole: u32,
    /// Words at the right: "1 not here".
    pub aside: String,
    /// People before the open one.
    pub before: Vec<NoteRow<'a>>,
    /// The open card: a form with `data-autosave`, or nothing when all are closed.
    pub open: Option<Markup>,
    /// People after the open one.
    pub after: Vec<NoteRow<'a>>,
}

impl Render for Composer<'_> {
    fn render(&self) -> Markup {
        let aside = html! {
            div.bar { (Meter::new(self.ready, self.whole).tone(Tone::Ready)) }
            span.muted { (self.aside) }
        };
        let body = html! {
            ul data-composer data-rows {
                @for row in &self.before { (row) }
                @if let Some(open) = &self.open { li.now aria-current="step" data-row data-at { (open) } }
                @for row in &self.after { (row) }
            }
        };
        html! { (Card::new(format!("{} of {} ready", self.ready, self.whole)).class("list").acts(aside).body(body)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(state: NoteState) -> NoteRow<'static> {
        NoteRow {
            name: "Sam W.",
            beside: None,
            href: "/note/9".into(),
            state,
            attended: "Here · 75 min".into(),
            took_part: "Attentive".into(),
            line: "Add one line that is only about Sam".into(),
            objective: "2.1 same".into(),
        }
    }

    #[test]
    fn what_is_missing_is_said_with_a_sign_and_words() {
        let drawn = row(NoteState::NotReady).render().into_string();
        assert!(drawn.contains("Not ready: ") && drawn.contains("say need"));
    }

    #[test]
    fn the_open_card_stands_between_its_neighbours() {
        let composer = Composer {
            ready: 8,
            whole: 11,
            aside: "1 not here".into(),
            before: vec![row(NoteState::Ready)],
            open: Some(html! { form {} }),
            after: vec![row(NoteState::Absent)],
        };
        let drawn = composer.render().into_string();
        let places = ["Ready: ", "aria-current=\"step\"", "Absent: "].map(|part| drawn.find(part));
        assert!(places.is_sorted() && places.iter().all(Option::is_some));
        assert!(drawn.contains("8 of 11 ready"));
    }
}
