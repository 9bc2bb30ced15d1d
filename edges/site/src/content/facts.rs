//! `site.toml`: facts that are the same in every language.

use jiff::civil::{Date, Time, Weekday};
use serde::Deserialize;
use serde::de::Error as _;

/// Facts of the site.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// Where "Leave now" goes.
    pub leave_to: String,
    /// Who picks up.
    pub answered_by: String,
    /// The license, as it stands on the wall.
    pub licence: String,
    /// Languages that are spoken here, each in its own name.
    pub languages: Vec<String>,
    /// Insurers by name.
    pub insurers: Vec<String>,
    /// When somebody answers.
    pub calls: Calls,
    /// The numbers on every page.
    pub help_line: Vec<HelpLine>,
}

/// When somebody answers, and how soon a request is called back.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calls {
    /// The days, from the first to the last of the week.
    #[serde(deserialize_with = "weekdays")]
    pub days: Vec<Weekday>,
    /// From.
    #[serde(deserialize_with = "time")]
    pub opens: Time,
    /// To.
    #[serde(deserialize_with = "time")]
    pub closes: Time,
    /// Within how many minutes of these hours a request is called back.
    pub within_minutes: i64,
    /// From when on "late in the day" is.
    #[serde(deserialize_with = "time")]
    pub late_from: Time,
}

/// A number that is shown to somebody in need.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HelpLine {
    /// Which: `emergency`, `crisis`, `state`, `substance`; the texts are named after it.
    pub key: String,
    /// Whose it is.
    pub name: String,
    /// The number, as it is shown.
    pub number: String,
    /// Whether it can be texted.
    pub may_text: bool,
    /// When somebody last made sure that it is right.
    #[serde(deserialize_with = "date")]
    pub checked: Date,
}

/// Those that are always in sight, in order of urgency; the others are one tap away.
const IN_SIGHT: [&str; 3] = ["emergency", "crisis", "state"];

impl HelpLine {
    /// Whether it is for somebody in danger or in crisis.
    #[must_use]
    pub fn is_in_sight(&self) -> bool {
        IN_SIGHT.contains(&self.key.as_str())
    }

    /// The digits alone, for a link that dials.
    #[must_use]
    pub fn digits(&self) -> String {
        let digits: String = self.number.chars().filter(char::is_ascii_digit).collect();
        if digits.len() == 10 { format!("+1{digits}") } else { digits }
    }
}

fn time<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Time, D::Error> {
    let text = String::deserialize(from)?;
    text.parse().map_err(|_| D::Error::custom(format!("`{text}` is not a time like 08:30")))
}

fn date<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    let text = String::deserialize(from)?;
    text.parse().map_err(|_| D::Error::custom(format!("`{text}` is not a day like 2026-03-12")))
}

fn weekdays<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<Weekday>, D::Error> {
    let texts = Vec::<String>::deserialize(from)?;
    if texts.is_empty() {
        return Err(D::Error::custom("name at least one day on which somebody answers"));
    }
    let one = |text: &String| {
        vocabulary::day::parse_weekday(text)
            .ok_or_else(|| D::Error::custom(format!("`{text}` is not a day of the week in English, like monday")))
    };
    texts.iter().map(one).collect()
}
