//! A meter: solid for what happened, hatched for what is booked. The words beside it carry the value;
//! the drawing is silent for screen readers.

use maud::{Markup, Render, html};

use crate::words;

/// What hue the solid part has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Harbor teal: an amount.
    #[default]
    Brand,
    /// Leaf: how much is done.
    Ready,
    /// Lantern: what is nearly used up.
    Due,
}

/// A bar from nothing to the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meter {
    solid: u32,
    booked: u32,
    whole: u32,
    tone: Tone,
    tall: bool,
}

impl Meter {
    /// So much of the whole, in any unit.
    #[must_use]
    pub const fn new(solid: u32, whole: u32) -> Self {
        Self { solid, booked: 0, whole, tone: Tone::Brand, tall: false }
    }

    /// Adds what is booked, drawn hatched after the solid part.
    #[must_use]
    pub const fn booked(mut self, booked: u32) -> Self {
        self.booked = booked;
        self
    }

    /// The hue of the solid part.
    #[must_use]
    pub const fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// One pixel higher, for card heads.
    #[must_use]
    pub const fn tall(mut self) -> Self {
        self.tall = true;
        self
    }

    fn percent(self, part: u32) -> u32 {
        part.saturating_mul(100).checked_div(self.whole).unwrap_or(0).min(100)
    }

    fn class(self) -> &'static str {
        match (self.tone, self.tall) {
            (Tone::Brand, false) => "meter",
            (Tone::Brand, true) => "meter tall",
            (Tone::Ready, _) => "meter tall ready",
            (Tone::Due, _) => "meter tall due",
        }
    }
}

impl Render for Meter {
    fn render(&self) -> Markup {
        let solid = self.percent(self.solid);
        let booked = self.percent(self.booked).min(100 - solid);
        html! {
            svg class=(self.class()) aria-hidden="true" focusable="false" {
                rect.solid width=(format!("{solid}%")) height="100%" {}
                @if booked > 0 {
                    rect x=(format!("{solid}%")) width=(format!("{booked}%")) height="100%" fill="url(#hatch)" {}
                }
            }
        }
    }
}

/// A person's week: "6 of 9 h" and its bar; "3 h short" in bold when even the booked hours cannot
/// reach the floor. All amounts in minutes.
#[must_use]
pub fn hours_meter(attended: u32, booked: u32, floor: u32) -> Markup {
    let short = floor.saturating_sub(attended + booked);
    let spoken = format!(
        "{} hours attended this week, {} more booked, {} needed",
        words::hours(attended),
        words::hours(booked),
        words::hours(floor)
    );
    html! {
        span.hours title=(spoken) {
            @if short > 0 { b { (words::hours(short)) " h short" } }
            @else { span { (words::hours(attended)) " of " (words::hours(floor)) " h" } }
            (Meter::new(attended, floor).booked(booked))
            span.vh { (spoken) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attended_is_solid_and_booked_is_hatched() {
        let drawn = Meter::new(360, 540).booked(180).render().into_string();
        assert!(drawn.contains("<rect class=\"solid\" width=\"66%\""));
        assert!(drawn.contains("x=\"66%\" width=\"33%\"") && drawn.contains("url(#hatch)"));
    }

    #[test]
    fn a_meter_never_runs_over_its_end() {
        let drawn = Meter::new(900, 540).booked(180).render().into_string();
        assert!(drawn.contains("width=\"100%\"") && !drawn.contains("hatch"));
        assert!(Meter::new(1, 0).render().into_string().contains("width=\"0%\""));
    }

    #[test]
    fn the_words_say_when_booked_hours_cannot_reach_the_floor() {
        assert!(hours_meter(360, 180, 540).into_string().contains("6 of 9 h"));
        assert!(hours_meter(180, 180, 540).into_string().contains("<b>3 h short</b>"));
    }
}
