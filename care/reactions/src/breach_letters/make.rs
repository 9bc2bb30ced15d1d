//! Makes the letters of a case that are not made yet, a few at a time, and makes those anew that wait and whose words or address have
//! changed. What has gone is never made again (P2-55, P2-66).

use access::{Action, Command, Context, Done, Kind, Refusal};
use episode::Patient;
use intake::paper::{Language, Press};
use privacy::breach::{self, Breach, LetterText, Recipient, duties};
use privacy::breach_letter::{self, BreachLetter, Content};
use privacy::request::{Answer, Outcome, RequestKind};
use schedule::program::{Program, all_programs};
use store::Stored;
use vocabulary::id::{BreachId, BreachLetterId};

use super::{sheet, words};

/// Makes letters.
#[derive(Clone)]
pub struct MakeBreachLetters {
    /// Of which case.
    pub breach: BreachId,
    /// How many at most in this transaction.
    pub at_most: usize,
    /// What makes the files.
    pub press: Press,
}

impl std::fmt::Debug for MakeBreachLetters {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "MakeBreachLetters({})", self.breach)
    }
}

/// One letter that somebody is to have.
struct Owed<'p> {
    person: &'p Patient,
    to: Recipient,
    state: Option<String>,
}

impl Command for MakeBreachLetters {
    type Output = i64;
    type Fact = privacy::Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<i64, privacy::Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Breach)?;
        let case = breach::load(cx.tx, self.breach)?;
        breach::refuse_when_no_breach(&case)?;
        let text = case.letter_text.clone().ok_or_else(not_written)?;
        let programs = all_programs(cx.tx)?;
        let program = programs.first().ok_or(Refusal::NotFound)?;
        let people = episode::patient::load_many(cx.tx, &case.affected.patients)?;
        let known = breach_letter::of_breach(cx.tx, self.breach)?;
        let owed = owed(&case, &people);
        let mut made = 0;
        for one in &owed {
            if made == i64::try_from(self.at_most).unwrap_or(i64::MAX) {
                break;
            }
            made += i64::from(self.make(cx, &case, one, &known, content(cx, &case, &text, one.person, program)?)?);
        }
        for left in known.iter().filter(|letter| letter.waits() && !owed.iter().any(|one| is_for(letter, one))) {
            replace(cx, left, "nobody is owed this letter any more")?;
        }
        let facts = if made > 0 { vec![privacy::Fact::DutiesChanged] } else { Vec::new() };
        Ok(Done { output: made, facts })
    }
}

impl MakeBreachLetters {
    /// Makes one letter, unless the same waits already or one has gone. Answers whether it was made.
    fn make(
        &self,
        cx: &Context<'_>,
        case: &Breach,
        owed: &Owed<'_>,
        known: &[Stored<BreachLetter>],
        content: Content,
    ) -> Result<bool, Refusal> {
        let mut theirs = known.iter().filter(|letter| letter.replaced_at.is_none() && is_for(letter, owed));
        if let Some(letter) = theirs.next() {
            if letter.gone.is_some() || letter.content == content {
                return Ok(false);
            }
            replace(cx, letter, "made anew")?;
        }
        let id: BreachLetterId = cx.new_id();
        let made = intake::paper::issue::moment_words(cx, cx.now);
        let sheet = sheet::sheet(id, &content, owed.state.as_deref(), (cx.now, made)).map_err(Refusal::Fault)?;
        let bytes = (self.press)(&sheet).map_err(Refusal::Fault)?;
        let letter = BreachLetter {
            id,
            breach: case.id,
            patient: owed.person.id,
            to: owed.to,
            state: owed.state.clone(),
            content,
            made_at: cx.now,
            sha256: cx.tx.keep_original(&bytes, "application/pdf", cx.now)?,
            gone: None,
            replaced_at: None,
        };
        cx.tx.append(&letter, &cx.entry("letter about a breach made"))?;
        Ok(true)
    }
}

fn not_written() -> Refusal {
    Refusal::refused("no_letter_text", "P2-55", "Nobody has written yet what the letters say.", "Write it first.")
}

fn is_for(letter: &BreachLetter, owed: &Owed<'_>) -> bool {
    letter.patient == owed.person.id && letter.to == owed.to && letter.state == owed.state
}

fn replace(cx: &Context<'_>, letter: &Stored<BreachLetter>, reason: &str) -> Result<(), Refusal> {
    let next = BreachLetter { replaced_at: Some(cx.now), ..letter.record.clone() };
    cx.tx.amend(&next, letter.version, &cx.entry(reason))?;
    Ok(())
}

/// Who is to have which letter: everybody the one of the federal rule, the residents of a state that wants it a second one.
fn owed<'p>(case: &Breach, people: &'p [Stored<Patient>]) -> Vec<Owed<'p>> {
    let duties = duties(case);
    let mut people: Vec<&Stored<Patient>> = people.iter().collect();
    people.sort_by_key(|person| person.record_number);
    let mut owed = Vec::new();
    for person in people {
        owed.push(Owed { person, to: Recipient::People, state: None });
        let lives_in = person.address.as_ref().map(|address| address.state.to_ascii_uppercase());
        let theirs = duties.iter().filter(|duty| duty.to == Recipient::Residents && duty.state == lives_in);
        let with_words = theirs.filter(|duty| duty.state.as_deref().is_some_and(words::are_for));
        owed.extend(with_words.map(|duty| Owed { person, to: duty.to, state: duty.state.clone() }));
    }
    owed
}

fn content(cx: &Context<'_>, case: &Breach, text: &LetterText, person: &Patient, program: &Program) -> Result<Content, Refusal> {
    let language = Language::of_tag(&person.language);
    // Only what this letter says: words in a language nobody reads there do not make it another letter.
    let words = text.words.iter().filter(|words| words.language == language.tag() || words.language == "en").cloned().collect();
    let zip = program.zip.get(..5).unwrap_or(&program.zip);
    let asked_for_another_way = asked_for_another_way(cx, person)?;
    Ok(Content {
        language: language.tag().to_owned(),
        name: person.legal_name.full(),
        address: if asked_for_another_way { Vec::new() } else { address(person) },
        asked_for_another_way,
        program: program.public_name.clone(),
        sender: vec![program.neutral_name.clone(), program.street.clone(), format!("{}, {} {zip}", program.city, program.state)],
        happened_on: case.happened_on,
        discovered_on: case.discovered_on,
        text: LetterText { words, ..text.clone() },
    })
}

/// Whether somebody asked to be reached in another way, and nobody has refused it.
fn asked_for_another_way(cx: &Context<'_>, person: &Patient) -> Result<bool, Refusal> {
    let requests = privacy::request::of_patient(cx.tx, person.id)?;
    let stands = |answer: &Option<Answer>| answer.as_ref().is_none_or(|answer| answer.outcome == Outcome::Granted);
    Ok(requests.iter().any(|request| request.kind == RequestKind::ConfidentialCommunication && stands(&request.answer)))
}

/// Where the letter goes; nothing where no whole address is known.
fn address(person: &Patient) -> Vec<String> {
    let Some(address) = person.address.as_ref().filter(|address| !address.lines.is_empty() && !address.city.is_empty()) else {
        return Vec::new();
    };
    let last = format!("{}, {} {}", address.city, address.state, address.zip).trim_end().to_owned();
    address.lines.iter().cloned().chain([last]).collect()
}
