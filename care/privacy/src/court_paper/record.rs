//! Writes down a paper that a court or a lawyer served, with exactly what an order names. A subpoena alone is kept too: it says who asked,
//! and it unlocks nothing.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use confidential::CourtPaper;
use confidential::category::Category;
use confidential::court_paper::{Section, Served};
use jiff::civil::Date;
use vocabulary::id::{CourtPaperId, PatientId};

use crate::Fact;

/// Writes it down.
#[derive(Clone, Debug)]
pub struct RecordCourtPaper {
    /// About whom.
    pub patient: PatientId,
    /// What was served.
    pub served: Option<Served>,
    /// Which court or lawyer.
    pub court: String,
    /// The docket number; may be empty for a lawyer's letter.
    pub docket: String,
    /// Under which section, where there is an order.
    pub section: Option<Section>,
    /// What the order names.
    pub categories: Vec<Category>,
    /// Whom the order names.
    pub persons: Vec<String>,
    /// The day it was served.
    pub served_on: Option<Date>,
    /// The last day on which it holds.
    pub expires: Option<Date>,
    /// Whether the court sealed it.
    pub is_sealed: bool,
}

impl Command for RecordCourtPaper {
    type Output = CourtPaperId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<CourtPaperId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::CourtPaper)?;
        episode::patient::require_known(cx.tx, self.patient)?;
        let (served, served_on) = self.judge(cx)?;
        let is_order = served != Served::SubpoenaOnly;
        let persons = self.persons.iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        let paper = CourtPaper {
            id: cx.new_id(),
            patient: self.patient,
            served,
            court: self.court.trim().to_owned(),
            docket: self.docket.trim().to_owned(),
            section: self.section.filter(|_| is_order),
            categories: if is_order { self.categories.clone() } else { Vec::new() },
            persons: persons.filter(|_| is_order).collect(),
            served_on,
            expires: self.expires,
            is_sealed: self.is_sealed,
            counsel: None,
        };
        cx.tx.append(&paper, &cx.entry("court paper received"))?;
        Ok(Done::already(paper.id))
    }
}

impl RecordCourtPaper {
    fn judge(&self, cx: &Context<'_>) -> Result<(Served, Date), Refusal> {
        let mut problems = Problems::none();
        problems.require("served", self.served.is_some(), "Choose what was served.");
        problems.require("court", !self.court.trim().is_empty(), "Write which court or lawyer it is from.");
        match self.served_on {
            None => problems.add("served_on", "Write the day it was served as year-month-day."),
            Some(day) if day > cx.today() => problems.add("served_on", "This day is still to come."),
            Some(_) => {}
        }
        if self.served.is_some_and(|served| served != Served::SubpoenaOnly) {
            problems.require("docket", !self.docket.trim().is_empty(), "Write the docket number of the order.");
            problems.require("section", self.section.is_some(), "Choose under which section the order was made.");
            problems.require("categories", !self.categories.is_empty(), "Choose what the order names; nothing else is unlocked.");
            let names_somebody = self.persons.iter().any(|name| !name.trim().is_empty());
            problems.require("persons", names_somebody, "Write whom the order lets know.");
        }
        problems.finish(self.served.zip(self.served_on))
    }
}
