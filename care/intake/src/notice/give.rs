//! Gives the notice to everybody in care who has not had it, in their language: after a material revision once, without anybody asking;
//! and to everybody without it, when somebody says so (P2-48). A few at a time, so that nobody waits for a file.

use ::store::Stored;
use access::{Action, Command, Context, Done, Kind, Refusal};
use confidential::signer;
use episode::Patient;
use jiff::civil::Date;

use super::edition::NOTICE;
use super::standing::{HasIt, Seen};
use crate::Fact;
use crate::paper::{IssuePapers, Known, Language, Paper, Press, SignerBasis};

/// Gives it. Doing it again gives nobody a second one.
#[derive(Clone)]
pub struct GiveNotice {
    /// To whom.
    pub whom: Whom,
    /// To how many at most in this transaction.
    pub at_most: usize,
    /// What makes the files.
    pub press: Press,
}

/// To whom it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Everybody who has not been given the edition of the last material revision; nobody when there was none.
    AfterRevision,
    /// Everybody to whom it was not given, or from whom it was taken back.
    EverybodyWithout,
}

impl std::fmt::Debug for GiveNotice {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "GiveNotice({:?}, {})", self.whom, self.at_most)
    }
}

impl Command for GiveNotice {
    type Output = i64;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<i64, Fact>, Refusal> {
        cx.require(Action::Record, Kind::NoticeEdition)?;
        let seen = Seen::of(cx)?;
        // The first edition is given at admission; nobody revised anything for it.
        if self.whom == Whom::AfterRevision && seen.needed.number <= 1 {
            return Ok(Done::already(0));
        }
        let lacks = |person: &&Stored<Patient>| match seen.has_it(person.id).0 {
            HasIt::NotGiven => true,
            HasIt::TakenBack => self.whom == Whom::EverybodyWithout,
            HasIt::Waits | HasIt::Declined | HasIt::Acknowledged => false,
        };
        let (mut given, mut facts) = (0, Vec::new());
        for person in seen.people.iter().filter(lacks).take(self.at_most) {
            let done = self.issue(person, seen.papers_of(person.id).last().map(|paper| &paper.record), cx.today()).give(cx)?;
            facts.extend(done.facts);
            given += 1;
        }
        Ok(Done { output: given, facts })
    }
}

impl GiveNotice {
    fn issue(&self, person: &Patient, before: Option<&Paper>, today: Date) -> IssuePapers {
        IssuePapers {
            patient: person.id,
            patient_name: person.legal_name.full(),
            birth_date: Some(person.birth_date),
            papers: vec![NOTICE.to_owned()],
            language: Language::of_tag(&person.language),
            basis: basis(before, person.birth_date, today),
            known: Known::default(),
            press: self.press.clone(),
        }
    }
}

/// Whoever had to act on the notice before acts on this one, as long as that fits their age.
fn basis(before: Option<&Paper>, born: Date, today: Date) -> SignerBasis {
    let all = before.map(|paper| paper.basis).into_iter().chain(SignerBasis::ALL);
    all.into_iter().find(|basis| signer::fits(*basis, born, today)).unwrap_or_default()
}
