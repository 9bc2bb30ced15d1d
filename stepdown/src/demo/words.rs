//! The language of the demonstration's notes: a summary for every curriculum session and, for each person, a text of
//! their own. Two people of a session never share a sentence, and no person meets the same sentence twice within a
//! stay: the places in the banks are walked with steps prime to their lengths. No other patient is ever named.

use serde::Deserialize;

use super::people::Person;

/// The banks of `words.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub format: String,
    pub opener: Vec<String>,
    pub closer: Vec<String>,
    pub individual: Vec<String>,
    pub case_management: Vec<String>,
    pub medication_visit: Vec<String>,
    pub family_hour: Vec<String>,
    pub slot: Slots,
    pub reason: Reasons,
    pub session: Vec<SessionWords>,
}

/// What fills the places in sentences.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slots {
    pub trigger: Vec<String>,
    pub strategy: Vec<String>,
    pub support: Vec<String>,
    pub place: Vec<String>,
    pub quote: Vec<String>,
    pub plan: Vec<String>,
    pub body: Vec<String>,
    pub moment: Vec<String>,
    pub job: Vec<String>,
    pub home: Vec<String>,
}

/// Why somebody did not come, and what happened when they were called.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reasons {
    pub excused: Vec<String>,
    pub absent: Vec<String>,
    pub cancelled: Vec<String>,
    pub reached: Vec<String>,
    pub unreached: Vec<String>,
    pub amend: Vec<String>,
}

/// What is the same for everyone in one session of a curriculum.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionWords {
    /// The service type.
    pub service: String,
    /// The title, as in the curriculum.
    pub title: String,
    /// What happened, for everybody's note.
    pub summary: String,
    /// Two things that were done, as nouns, for a person's own text.
    pub did: Vec<String>,
}

/// Whose text about which session. `place` differs between the people of a session; `step` counts the sessions of their
/// groups, so that it differs between a person's own notes.
#[derive(Clone, Copy, Debug)]
pub struct Occasion<'a> {
    /// Who.
    pub person: &'a Person,
    /// The person's place in the group.
    pub place: usize,
    /// Which session of their groups, or which appointment of theirs, counted from the first.
    pub step: usize,
}

impl Words {
    /// The embedded file, read.
    ///
    /// # Errors
    /// A sentence with line and column of what cannot be understood.
    pub fn load() -> Result<Self, String> {
        toml::from_str(include_str!("../../data/words.toml")).map_err(|error| error.to_string())
    }

    /// The shared words of a curriculum session.
    #[must_use]
    pub fn session(&self, service: &str, title: &str) -> Option<&SessionWords> {
        self.session.iter().find(|s| s.service == service && s.title == title)
    }

    /// The part of a group note that is only about one person.
    #[must_use]
    pub fn own_part(&self, of: Occasion<'_>, session: Option<&SessionWords>) -> String {
        let opener = at(&self.opener, of.place * 2 + of.step * 5);
        let closer = at(&self.closer, of.place * 3 + of.step * 7 + 11);
        let did = session.map(|s| at(&s.did, of.place + of.step)).unwrap_or("the exercise");
        let interpreter = if of.person.input.needs_interpreter { "With the interpreter. " } else { "" };
        let opener = self.fill(opener, of, did, of.step + of.place);
        let closer = self.fill(closer, of, did, of.step + of.place + 1);
        with_pronouns(&format!("{interpreter}{opener} {closer}"), &of.person.input.pronouns)
    }

    /// The text of a note about one person alone, from the bank of the service.
    #[must_use]
    pub fn alone(&self, of: Occasion<'_>, service: &str) -> String {
        let bank = match service {
            "case_management" => &self.case_management,
            "medication_visit" => &self.medication_visit,
            "family" => &self.family_hour,
            _ => &self.individual,
        };
        let filled = self.fill(at(bank, of.place * 5 + of.step), of, "the sheet", of.step + of.place);
        with_pronouns(&filled, &of.person.input.pronouns)
    }

    /// Fills the slots with the person's own things, each list taken at its turn.
    fn fill(&self, sentence: &str, of: Occasion<'_>, did: &str, turn: usize) -> String {
        let own = &of.person.own;
        let fills = [
            ("{did}", did),
            ("{trigger}", at(&own.trigger, turn)),
            ("{strategy}", at(&own.strategy, turn * 3 + 1)),
            ("{support}", at(&own.support, turn)),
            ("{place}", at(&own.place, turn + turn / 3)),
            ("{quote}", at(&self.slot.quote, of.place * 3 + of.step * 11 + of.person.number)),
            ("{plan}", at(&self.slot.plan, of.place * 5 + of.step * 9 + of.person.number)),
            ("{body}", at(&own.body, turn)),
            ("{moment}", at(&own.moment, turn + turn / 4)),
            ("{job}", own.job.as_str()),
            ("{home}", own.home.as_str()),
        ];
        fills.iter().fold(sentence.to_owned(), |text, (slot, word)| text.replace(slot, word))
    }
}

fn at(bank: &[String], place: usize) -> &str {
    place.checked_rem(bank.len()).and_then(|place| bank.get(place)).map_or("", String::as_str)
}

fn with_pronouns(text: &str, pronouns: &str) -> String {
    let [subject, possessive, object] = match pronouns {
        "she/her" => ["she", "her", "her"],
        "he/him" => ["he", "his", "him"],
        _ => ["they", "their", "them"],
    };
    let text = text.replace("{they}", subject).replace("{They}", subject);
    capitals(&text.replace("{their}", possessive).replace("{them}", object))
}

/// A capital at the start of every sentence, also after an opening quotation mark.
fn capitals(text: &str) -> String {
    let mut starts = true;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if starts && c.is_alphabetic() {
            out.extend(c.to_uppercase());
            starts = false;
        } else {
            starts = matches!(c, '.' | '?' | '!') || (starts && matches!(c, ' ' | '“' | '”'));
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
