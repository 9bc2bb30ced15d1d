//! Gives the papers of an admission, filled in from the chart: the name, who must sign, the payer that the consent names.

use access::{Command, Context, Done, Problems, Refusal};
use intake::admission::PaperFact;
use intake::inquiry::{self, Inquiry};
use intake::paper::{IssuePapers, Known, Language, Press, SignerBasis, When, templates};
use vocabulary::id::{InquiryId, PaperId, PatientId};

use super::facts;

/// Gives papers.
#[derive(Clone)]
pub struct IssueAdmissionPapers {
    /// Of which inquiry.
    pub inquiry: InquiryId,
    /// Which, by key; empty for all that are for this person.
    pub papers: Vec<String>,
    /// In which language; nothing for the person's own.
    pub language: Option<Language>,
    /// On which basis somebody signs.
    pub basis: SignerBasis,
    /// Whom to call: name and number; both may be empty.
    pub emergency_contact: (String, String),
    /// What somebody who pays alone is expected to pay; may be empty.
    pub self_pay_terms: String,
    /// What makes the files.
    pub press: Press,
}

impl std::fmt::Debug for IssueAdmissionPapers {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "IssueAdmissionPapers({:?})", self.papers)
    }
}

impl Command for IssueAdmissionPapers {
    type Output = Vec<PaperId>;
    type Fact = intake::Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<Vec<PaperId>, intake::Fact>, Refusal> {
        let inquiry = inquiry::load(cx.tx, self.inquiry)?;
        let people = facts::people(&inquiry, None);
        let mut problems = Problems::none();
        let patient = facts::registered(cx, &people)?;
        problems.require("papers", patient.is_some(), "Confirm who this is first: the papers carry the name.");
        let patient = problems.finish(patient)?;
        let known = Known {
            payer: facts::covered(cx, &people, cx.today())?.map(|covered| (covered.payer, covered.payer_name)),
            emergency_contact: pair(&self.emergency_contact),
            self_pay_terms: Some(self.self_pay_terms.trim().to_owned()).filter(|words| !words.is_empty()),
        };
        let papers = if self.papers.is_empty() { missing(cx, &inquiry, &people, &known)? } else { self.papers.clone() };
        if papers.is_empty() {
            return Ok(Done::already(Vec::new()));
        }
        let issue = IssuePapers {
            patient: patient.id,
            patient_name: patient.legal_name.full(),
            birth_date: Some(patient.birth_date),
            papers,
            language: self.language.unwrap_or_else(|| Language::of_tag(&patient.language)),
            basis: self.basis,
            known,
            press: self.press.clone(),
        };
        issue.perform(cx)
    }
}

fn pair((name, phone): &(String, String)) -> Option<(String, String)> {
    let (name, phone) = (name.trim(), phone.trim());
    (!name.is_empty() && !phone.is_empty()).then(|| (name.to_owned(), phone.to_owned()))
}

/// The papers for this person that were not given yet. One that was signed or declined is given again only when somebody names it: a
/// second signature under the same words would take the first one back.
fn missing(cx: &Context<'_>, inquiry: &Inquiry, people: &[PatientId], known: &Known) -> Result<Vec<String>, Refusal> {
    let given = facts::papers(cx, inquiry, people)?;
    let mut wanted = for_person(known)?;
    wanted.retain(|key| match facts::paper_fact(&given, key) {
        PaperFact::NotGiven | PaperFact::Waiting => true,
        PaperFact::Signed | PaperFact::Declined => false,
    });
    Ok(wanted)
}

/// The papers that are for this person, in the order of the file.
fn for_person(known: &Known) -> Result<Vec<String>, Refusal> {
    let is_for = |when: When| match when {
        When::Always => true,
        When::Coverage => known.payer.is_some(),
        When::SelfPay => known.payer.is_none() && known.self_pay_terms.is_some(),
        When::EmergencyContact => known.emergency_contact.is_some(),
    };
    Ok(templates()?.iter().filter(|template| is_for(template.when)).map(|template| template.key.clone()).collect())
}
