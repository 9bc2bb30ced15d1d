//! The arrival state of one person: what it is in words, one press to what is likely next, and all
//! other states one step further. Works as a plain form; with script the row is swapped in place.

use maud::{Markup, Render, html};

use crate::component::{Icon, csrf_field};

/// How an arrival looks. Each state has its own shape and word besides its hue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// Not yet here, not late.
    Expected,
    /// Told us they are coming.
    OnTheWay,
    /// In the room.
    Here,
    /// Came after the start.
    Late,
    /// By video.
    Remote,
    /// Went before the end.
    LeftEarly,
    /// Did not come.
    NotHere,
    /// Did not come, and we knew why.
    Excused,
    /// We called it off.
    CancelledByUs,
}

impl Arrival {
    /// The class and the icon inside the round mark.
    fn look(self) -> (&'static str, Option<Icon>) {
        match self {
            Self::Expected => ("expected", None),
            Self::OnTheWay => ("way", None),
            Self::Here => ("here", Some(Icon::Check)),
            Self::Late => ("late", Some(Icon::Clock)),
            Self::Remote => ("remote", Some(Icon::Screen)),
            Self::LeftEarly => ("left", Some(Icon::Half)),
            Self::NotHere => ("not", Some(Icon::Dash)),
            Self::Excused => ("excused", Some(Icon::Dash)),
            Self::CancelledByUs => ("ours", Some(Icon::Close)),
        }
    }

    /// The word of the state, before any time.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Expected => "Expected",
            Self::OnTheWay => "On the way",
            Self::Here => "Here",
            Self::Late => "Late",
            Self::Remote => "Remote",
            Self::LeftEarly => "Left",
            Self::NotHere => "Not here",
            Self::Excused => "Excused",
            Self::CancelledByUs => "Cancelled",
        }
    }
}

/// The round mark and the words of a state, without a button: for lists that only show.
#[must_use]
pub fn arrival_words(state: Arrival, time: Option<&str>) -> Markup {
    let (class, icon) = state.look();
    html! { span.st.(class) { (inside(icon, state, time)) } }
}

fn inside(icon: Option<Icon>, state: Arrival, time: Option<&str>) -> Markup {
    html! {
        span.m { @if let Some(icon) = icon { (icon) } }
        (state.word()) @if let Some(time) = time { " " (time) }
    }
}

/// The button of one person in one session.
#[derive(Debug, Clone)]
pub struct StateButton<'a> {
    /// Whom it is about, as shown beside it: "Marcus D.".
    pub person: &'a str,
    /// The state now.
    pub state: Arrival,
    /// The time of that state as words: "8:52".
    pub time: Option<&'a str>,
    /// Where the form is sent.
    pub action: &'a str,
    /// The anti-forgery token of this session.
    pub csrf: &'a str,
    /// What one press sets: the value of the field `state`, and its words.
    pub next: (&'a str, &'a str),
    /// All states on offer, as value and words.
    pub all: &'a [(&'a str, &'a str)],
}

impl Render for StateButton<'_> {
    fn render(&self) -> Markup {
        let (class, icon) = self.state.look();
        let time = self.time.map_or_else(String::new, |time| format!(" {time}"));
        let spoken = format!("{}: {}{time}. Press for {}", self.person, self.state.word(), self.next.1.to_lowercase());
        html! {
            form.arrive method="post" action=(self.action) data-arrive
                hx-post=(self.action) hx-target="closest [data-row]" hx-swap="outerHTML" {
                (csrf_field(self.csrf))
                button.st.(class) type="submit" name="state" value=(self.next.0) aria-label=(spoken) {
                    (inside(icon, self.state, self.time))
                }
                @if !self.all.is_empty() {
                    details.all {
                        summary { (Icon::Down) span.vh { "All states for " (self.person) } }
                        div.menu {
                            @for (value, words) in self.all {
                                button type="submit" name="state" value=(value) { (words) }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn button() -> StateButton<'static> {
        StateButton {
            person: "Marcus D.",
            state: Arrival::OnTheWay,
            time: None,
            action: "/sessions/1/attendance/2",
            csrf: "token",
            next: ("here", "Here"),
            all: &[("here", "Here"), ("excused", "Excused")],
        }
    }

    #[test]
    fn one_press_sends_the_likely_next_state() {
        let drawn = button().render().into_string();
        assert!(drawn.contains("name=\"state\" value=\"here\" aria-label=\"Marcus D.: On the way. Press for here\""));
        assert!(drawn.contains("method=\"post\"") && drawn.contains("value=\"token\""));
    }

    #[test]
    fn every_other_state_is_one_step_further_without_script() {
        assert!(button().render().into_string().contains("value=\"excused\">Excused"));
    }

    #[test]
    fn states_differ_in_shape_and_word_not_only_in_hue() {
        assert_ne!(Arrival::NotHere.look().0, Arrival::Excused.look().0);
        assert!(arrival_words(Arrival::Here, Some("8:52")).into_string().contains("Here 8:52"));
    }
}
