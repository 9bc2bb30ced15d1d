//! Writes down an audit. What is promised in writing may come later; nothing is shown before.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use confidential::category::Category;
use jiff::civil::Date;
use vocabulary::id::AuditId;

use super::model::{Audit, Auditor, Promise, Promised, Way};
use super::people;
use crate::Fact;

/// What was promised, as a form says it.
#[derive(Clone, Debug, Default)]
pub struct PromiseInput {
    /// The document: its title, and where the signed paper lies.
    pub document: String,
    /// The day it was signed.
    pub signed_on: Option<Date>,
    /// What it promises.
    pub promised: Vec<Promised>,
    /// By which day copies are destroyed.
    pub destroy_by: Option<Date>,
}

impl PromiseInput {
    pub(super) fn is_blank(&self) -> bool {
        self.document.trim().is_empty() && self.signed_on.is_none() && self.promised.is_empty() && self.destroy_by.is_none()
    }

    /// Judges it; a promise to destroy copies names its day.
    pub(super) fn judged(&self, today: Date, problems: &mut Problems) -> Option<Promise> {
        problems.require("document", !self.document.trim().is_empty(), "Write what the document is called and where it lies.");
        problems.require("signed_on", self.signed_on.is_some(), "Write the day it was signed.");
        problems.require("signed_on", self.signed_on.is_none_or(|day| day <= today), "This day is still to come.");
        problems.require("promised", !self.promised.is_empty(), "Tick what the document promises.");
        let names_day = !self.promised.contains(&Promised::Destroy) || self.destroy_by.is_some();
        problems.require("destroy_by", names_day, "Write by which day copies are destroyed.");
        let is_after = self.destroy_by.zip(self.signed_on).is_none_or(|(last, signed)| signed <= last);
        problems.require("destroy_by", is_after, "It cannot be before the day it was signed.");
        self.signed_on.map(|signed_on| Promise {
            document: self.document.trim().to_owned(),
            signed_on,
            promised: self.promised.clone(),
            destroy_by: self.destroy_by,
        })
    }
}

/// An audit.
#[derive(Clone, Debug, Default)]
pub struct RecordAudit {
    /// By whom.
    pub auditor: String,
    /// Why they may.
    pub kind: Option<Auditor>,
    /// What it is about.
    pub subject: String,
    /// How records are looked at.
    pub way: Option<Way>,
    /// The first day it is about.
    pub from: Option<Date>,
    /// The last day it is about.
    pub to: Option<Date>,
    /// Which information it needs.
    pub categories: Vec<Category>,
    /// What is promised; blank when nothing is yet.
    pub promise: PromiseInput,
    /// The record numbers of those it is about.
    pub record_numbers: Vec<i64>,
}

impl Command for RecordAudit {
    type Output = AuditId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<AuditId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Audit)?;
        let audit = self.judged(cx)?;
        cx.tx.append(&audit, &cx.entry("audit recorded"))?;
        Ok(Done::with(audit.id, Fact::DutiesChanged))
    }
}

impl RecordAudit {
    fn judged(&self, cx: &Context<'_>) -> Result<Audit, Refusal> {
        let mut problems = Problems::none();
        problems.require("auditor", !self.auditor.trim().is_empty(), "Write who audits.");
        problems.require("kind", self.kind.is_some(), "Choose why they may.");
        problems.require("subject", !self.subject.trim().is_empty(), "Write in a few words what it is about.");
        problems.require("way", self.way.is_some(), "Choose how records are looked at.");
        problems.require("from", self.from.is_some(), "Write the first day the audit is about.");
        problems.require("to", self.to.is_some(), "Write the last day the audit is about.");
        let in_order = self.from.zip(self.to).is_none_or(|(first, last)| first <= last);
        problems.require("to", in_order, "It cannot be before the first day.");
        problems.require("categories", !self.categories.is_empty(), "Choose which information the audit needs.");
        let is_apart = self.categories.contains(&Category::CounselingNotes);
        problems.require("categories", !is_apart, "Counseling notes are no part of an audit.");
        let promise = if self.promise.is_blank() { None } else { self.promise.judged(cx.today(), &mut problems) };
        let people = people::numbered(cx, &self.record_numbers, &mut problems)?;
        let asked = self.kind.zip(self.way).zip(self.from.zip(self.to));
        problems.finish(asked.map(|((kind, way), (from, to))| Audit {
            id: cx.new_id(),
            auditor: self.auditor.trim().to_owned(),
            kind,
            subject: self.subject.trim().to_owned(),
            way,
            from,
            to,
            categories: self.categories.clone(),
            promise,
            people,
            shown: Vec::new(),
            recorded_on: cx.today(),
            ended: None,
            destroyed: None,
        }))
    }
}
