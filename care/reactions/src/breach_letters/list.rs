//! The letters of a case: how each stands, the exact file of one, and what one printing of all that wait is made from.

use access::{Action, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use intake::paper::PressSheet;
use privacy::breach::{self, Breach, Duty, duties};
use privacy::breach_letter::{self, BreachLetter};
use store::Stored;
use vocabulary::PersonName;
use vocabulary::id::{BreachId, BreachLetterId};

use super::sheet;

/// Asks for the letters of a case.
#[derive(Clone, Copy, Debug)]
pub struct BreachLetters {
    /// Which case.
    pub breach: BreachId,
}

/// A letter in the list.
#[derive(Clone, Debug)]
pub struct LetterLine {
    /// The letter.
    pub letter: BreachLetter,
    /// Whose.
    pub name: PersonName,
    /// The record number.
    pub record_number: i64,
}

/// The letters of a case.
#[derive(Clone, Debug)]
pub struct BreachLettersView {
    /// The case.
    pub breach: Breach,
    /// Whom the program has to tell.
    pub duties: Vec<Duty>,
    /// The letters that count: those that wait first, then those that went.
    pub lines: Vec<LetterLine>,
    /// The languages that people concerned read, as tags.
    pub languages: Vec<String>,
    /// How many people are counted whose charts are not known: no letter can be made for them here.
    pub without_chart: u32,
}

impl Query for BreachLetters {
    type View = BreachLettersView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<BreachLettersView>, Refusal> {
        let breach = breach::load(cx.tx, self.breach)?.record;
        let people = episode::patient::load_many(cx.tx, &breach.affected.patients)?;
        let letters = breach_letter::of_breach(cx.tx, self.breach)?;
        let line = |letter: Stored<BreachLetter>| {
            let person = people.iter().find(|person| person.id == letter.patient)?;
            Some(LetterLine { name: person.name(), record_number: person.record_number, letter: letter.record })
        };
        let standing = letters.into_iter().filter(|letter| letter.replaced_at.is_none());
        let mut lines: Vec<LetterLine> = standing.filter_map(line).collect();
        lines.sort_by_key(|line| (line.letter.gone.is_some(), line.record_number, line.letter.id));
        let mut languages: Vec<String> =
            people.iter().map(|person| intake::paper::Language::of_tag(&person.language).tag().to_owned()).collect();
        languages.sort();
        languages.dedup();
        let known = u32::try_from(people.len()).unwrap_or(u32::MAX);
        let without_chart = breach.affected.total().saturating_sub(known);
        let view = BreachLettersView { duties: duties(&breach), lines, languages, without_chart, breach };
        Ok(Guarded::several(Kind::Breach, view))
    }
}

/// Asks for the exact file of one letter.
#[derive(Clone, Copy, Debug)]
pub struct BreachLetterFile {
    /// Which.
    pub letter: BreachLetterId,
}

impl Query for BreachLetterFile {
    type View = Vec<u8>;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<u8>>, Refusal> {
        let letter = breach_letter::load(cx.tx, self.letter)?.record;
        let (_, bytes) = cx.tx.original(&letter.sha256)?.ok_or(Refusal::NotFound)?;
        Ok(Guarded::chart(letter.patient, Kind::Breach, bytes))
    }
}

/// Asks for one printing of all letters of a case that wait and have an address.
#[derive(Clone, Copy, Debug)]
pub struct LettersToPrint {
    /// Which case.
    pub breach: BreachId,
}

impl Query for LettersToPrint {
    type View = PressSheet;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<PressSheet>, Refusal> {
        cx.require(Action::View, Kind::Breach)?;
        breach::load(cx.tx, self.breach)?;
        let letters = breach_letter::of_breach(cx.tx, self.breach)?;
        let to_print = letters.iter().filter(|letter| letter.waits() && !letter.content.address.is_empty());
        let sheets = to_print.map(|letter| {
            let made = intake::paper::issue::moment_words(cx, letter.made_at);
            sheet::sheet(letter.id, &letter.content, letter.state.as_deref(), (letter.made_at, made)).map_err(Refusal::Fault)
        });
        let mut sheets = sheets.collect::<Result<Vec<PressSheet>, Refusal>>()?.into_iter();
        let first = sheets.next().ok_or_else(nothing_waits)?;
        Ok(Guarded::several(Kind::Breach, PressSheet { then: sheets.collect(), ..first }))
    }
}

fn nothing_waits() -> Refusal {
    Refusal::refused("no_letters", "P2-55", "No letter with an address waits.", "Make the letters first.")
}
