//! The ground of a court's order (P2-46): it permits, a subpoena compels, and it takes both; without a subpoena somebody has to decide.
//! Both unlock exactly what the order names, to whom it names, until it ends.

use super::{Facts, Grounded, Reason, Request};
use crate::category::{Categories, Category};
use crate::court_paper::{CourtPaper, Section, Served};
use crate::recipient::LegalStatus;

pub(super) fn ground(facts: &Facts<'_>, request: &Request) -> Grounded {
    let mut nearest: Option<Vec<Reason>> = None;
    for (at, paper) in facts.court_papers.iter().enumerate() {
        let reasons = lacks(paper, request);
        if reasons.is_empty() {
            return Grounded {
                covers: names(paper),
                beyond: Some(Reason::NotInTheOrder),
                order: Some(at),
                waits_for_a_person: paper.served == Served::OrderOnly,
                needs: Some(names(paper)),
                goes_before_wishes: true,
                ..Grounded::default()
            };
        }
        // An order that lacks something is nearer than any subpoena.
        let far = |reasons: &[Reason]| (reasons.contains(&Reason::OrderRequired), reasons.len());
        if nearest.as_ref().is_none_or(|known| far(&reasons) < far(known)) {
            nearest = Some(reasons);
        }
    }
    Grounded::refused(nearest.unwrap_or_else(|| vec![Reason::OrderRequired]))
}

/// What the order names; what was said in confidence only when it was made under 2.63.
fn names(paper: &CourtPaper) -> Categories {
    let all = Categories::of(&paper.categories);
    match paper.section {
        Some(Section::ConfidentialCommunications) => all,
        _ => all.without(Categories::of(&[Category::CounselingNotes])),
    }
}

fn lacks(paper: &CourtPaper, request: &Request) -> Vec<Reason> {
    if paper.served == Served::SubpoenaOnly {
        return vec![Reason::OrderRequired];
    }
    let is_named = paper.persons.iter().any(|person| request.party.is_called(person));
    let is_against = request.party.status == LegalStatus::LawEnforcement;
    let rules = [
        (paper.section.is_some(), Reason::OrderIncomplete),
        (!paper.categories.is_empty(), Reason::OrderIncomplete),
        (paper.counsel.is_some(), Reason::NotReadByCounsel),
        (paper.served_on <= request.today, Reason::OrderNotInForce),
        (paper.expires.is_none_or(|last| request.today <= last), Reason::OrderNotInForce),
        (is_named, Reason::NotNamedInTheOrder),
        (!is_against || paper.section != Some(Section::NonCriminal), Reason::OrderOfAnotherSection),
    ];
    rules.into_iter().filter(|(holds, _)| !holds).map(|(_, reason)| reason).collect()
}
