//! What the machine checked before signing, as sentences with a link to the spot.

use maud::{Markup, html};
use treatment::group_note::{Composer, ComposerPerson};
use treatment::note_check::{Certainty, Check, Finding, SameWith};
use vocabulary::day::short_day;
use vocabulary::id::PatientId;

use crate::component::{Finding as Line, Verdict, findings};

/// More missing own lines than this are told in one sentence.
const TOLD_APART: usize = 2;

/// Where a finding is read, which decides how far its link leads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// On the note itself, with this person's card open.
    Note(Option<PatientId>),
    /// On another page.
    Elsewhere,
}

/// Everything found, and what is in order.
pub(super) fn list(composer: &Composer, at: At) -> Markup {
    let mut lines = Vec::new();
    if !composer.findings.iter().any(|finding| finding.check == Check::SessionIncomplete && finding.person.is_none()) {
        lines.push(Line { verdict: Verdict::Fine, words: "Times, credentials and place are filled in".to_owned(), href: None });
    }
    let is_missing_line = |finding: &&Finding<PatientId>| finding.check == Check::OwnLineMissing;
    let without_line: Vec<&Finding<PatientId>> = composer.findings.iter().filter(is_missing_line).collect();
    let is_summed = without_line.len() > TOLD_APART;
    for finding in &composer.findings {
        let is_in_the_sum = is_summed && finding.check == Check::OwnLineMissing;
        if !is_in_the_sum && !is_told_already(composer, finding) {
            lines.push(line(composer, finding, at));
        }
    }
    if let Some(first) = without_line.first().filter(|_| is_summed) {
        let words = format!("{} people still need a line of their own", without_line.len());
        lines.push(Line { verdict: Verdict::Stops, words, href: href(composer, first, at) });
    }
    html! { (findings(&lines)) }
}

/// Two texts that are alike are told once.
fn is_told_already(composer: &Composer, finding: &Finding<PatientId>) -> bool {
    let Check::NearlySame { with: SameWith::Participant(other), .. } = &finding.check else { return false };
    composer.findings.iter().take_while(|before| *before != finding).any(|before| {
        let is_back =
            matches!(&before.check, Check::NearlySame { with: SameWith::Participant(back), .. } if finding.person == Some(*back));
        is_back && before.person == Some(*other)
    })
}

/// One finding as a line.
pub(super) fn line(composer: &Composer, finding: &Finding<PatientId>, at: At) -> Line {
    let verdict = if finding.stops_signing { Verdict::Stops } else { Verdict::Look };
    Line { verdict, words: sentence(composer, finding), href: href(composer, finding, at) }
}

/// The finding with the names that this screen may show.
pub(super) fn sentence(composer: &Composer, finding: &Finding<PatientId>) -> String {
    let Some(whose) = finding.person.and_then(|person| name(composer, person)) else {
        return match &finding.check {
            Check::NamesAnother { found, certainty, .. } => named(&format!("“{found}” in the summary"), *certainty),
            _ => finding.sentence.clone(),
        };
    };
    match &finding.check {
        Check::OwnLineMissing => format!("{whose} needs one line that is only theirs"),
        Check::NearlySame { with: SameWith::Participant(other), .. } => {
            let other = name(composer, *other).unwrap_or_default();
            format!("{whose}’s line reads like {other}’s. Each note needs its own")
        }
        Check::NearlySame { with: SameWith::EarlierNote { written_on }, .. } => {
            format!("{whose}’s line reads like the one of {}", short_day(*written_on))
        }
        Check::NoObjective => format!("{whose} has no objective linked"),
        Check::MinutesDisagree { note_minutes, door_minutes } => {
            format!("{whose}: the note says {note_minutes} minutes, the door {door_minutes}. Choose one")
        }
        Check::SessionIncomplete => format!("{whose}: {}", finding.sentence),
        Check::NamesAnother { found, certainty, .. } => named(&format!("“{found}” in {whose}’s line"), *certainty),
    }
}

fn named(what: &str, certainty: Certainty) -> String {
    match certainty {
        Certainty::Certain => format!("{what} names another person of this group. Take it out"),
        Certainty::Possible => format!("{what} may name another person. Take it out, or say that it does not"),
    }
}

fn name(composer: &Composer, patient: PatientId) -> Option<String> {
    let person = composer.people.iter().find(|person| person.patient == patient)?;
    Some(given(person))
}

/// The given name, or the only one there is.
pub(super) fn given(person: &ComposerPerson) -> String {
    if person.name.given.is_empty() { person.name.family.clone() } else { person.name.given.clone() }
}

/// The spot: a field of the composer.
fn href(composer: &Composer, finding: &Finding<PatientId>, at: At) -> Option<String> {
    let field = match finding.place.field {
        "own_words" => "words",
        "leaders" => return None,
        field => field,
    };
    let page = format!("/sessions/{}/note", composer.session);
    Some(match (finding.person, at) {
        (Some(person), At::Note(Some(open))) if open == person => format!("#{field}"),
        (Some(person), _) => format!("{page}?person={person}#{field}"),
        (None, At::Note(_)) => format!("#{field}"),
        (None, At::Elsewhere) => format!("{page}?shared=1#{field}"),
    })
}
