//! A document beside the chart: every item with what the chart already has of its kind, and what was decided (S-06).

use access::{Action, Circumstances, Context, Kind, Refusal, author_name};
use confidential::{Guarded, Query};
use episode::reported::{self, ReportedItem, ReportedKind, Standing};
use jiff::Timestamp;
use store::Stored;
use vocabulary::id::{InquiryId, PatientId, ReferralId};
use vocabulary::name;

use super::{ReferralItem, reconcile, store as documents};

/// Asks for a document beside the chart.
#[derive(Clone, Copy, Debug)]
pub struct Reconciliation {
    /// Which document.
    pub referral: ReferralId,
}

/// A document beside the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct ReconciliationView {
    /// The document.
    pub referral: ReferralId,
    /// Its inquiry.
    pub inquiry: InquiryId,
    /// Whose chart it is.
    pub patient: PatientId,
    /// The person's name as sent.
    pub name: String,
    /// Who sent it.
    pub sender: Option<String>,
    /// What it is called.
    pub title: Option<String>,
    /// Every item, in the order of work.
    pub items: Vec<ItemToDecide>,
    /// What the chart already has, by kind.
    pub chart: Vec<ChartLine>,
    /// Whether the person who looks may decide.
    pub may_decide: bool,
}

/// One item of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemToDecide {
    /// Which: `problems.0`.
    pub key: String,
    /// What it is.
    pub kind: ReportedKind,
    /// As sent.
    pub item: ReferralItem,
    /// What was decided, by whom and when.
    pub decided: Option<(Standing, String, Timestamp)>,
    /// Lines of the chart that seem to say the same, by their places in [`ReconciliationView::chart`].
    pub like: Vec<usize>,
}

/// Something that the chart has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartLine {
    /// Of which kind.
    pub kind: ReportedKind,
    /// In words.
    pub words: String,
    /// Its codes, without their systems.
    pub codes: Vec<String>,
    /// Where it comes from: "diagnosis of the episode", "Harbor View Hospital, Discharge summary".
    pub source: String,
}

impl Query for Reconciliation {
    type View = ReconciliationView;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<ReconciliationView>, Refusal> {
        cx.require(Action::View, Kind::ReferralDocument)?;
        cx.require(Action::View, Kind::ReportedItem)?;
        let document = documents::load(cx.tx, self.referral)?;
        let patient = reconcile::person_of(cx, &document)?;
        let decided = reported::of_patient(cx.tx, patient)?;
        let chart = chart(cx, patient, self.referral, &decided)?;
        let mut items = Vec::new();
        for (key, kind, item) in document.content.items() {
            let of_this = |one: &&Stored<ReportedItem>| one.source.referral == self.referral && one.source.item == key;
            let known = decided.iter().find(of_this).filter(|one| one.standing != Standing::Undecided);
            let known = known.map(|one| decision(cx, one)).transpose()?;
            let like = like(kind, item, &chart);
            items.push(ItemToDecide { key, kind, item: item.clone(), decided: known, like });
        }
        let may_decide = cx.may(Action::Record, Kind::ReportedItem, Circumstances::default());
        let content = &document.content;
        let name = [content.patient.given.as_str(), content.patient.family.as_str()].join(" ").trim().to_owned();
        let (sender, title) = (content.sender().map(str::to_owned), content.title.clone());
        let inquiry = document.inquiry;
        let view =
            ReconciliationView { referral: self.referral, inquiry, patient, name, sender, title, items, chart, may_decide };
        Ok(Guarded::chart(patient, Kind::ReferralDocument, view))
    }
}

fn decision(cx: &Context<'_>, known: &Stored<ReportedItem>) -> Result<(Standing, String, Timestamp), Refusal> {
    Ok((known.standing, author_name(cx.tx, known.recorded_by)?, known.recorded_at))
}

/// What the chart has beside this document: diagnoses of the episode, what was taken from other documents.
fn chart(
    cx: &Context<'_>,
    patient: PatientId,
    referral: ReferralId,
    decided: &[Stored<ReportedItem>],
) -> Result<Vec<ChartLine>, Refusal> {
    let mut lines = Vec::new();
    if cx.may(Action::View, Kind::Episode, Circumstances::default())
        && let Some(episode) = episode::episode::current_of(cx.tx, patient)?
    {
        lines.extend(episode.diagnoses.iter().map(|one| ChartLine {
            kind: ReportedKind::Problem,
            words: if one.words.is_empty() { one.code.clone() } else { one.words.clone() },
            codes: vec![one.code.clone()],
            source: format!("diagnosis of the episode, {}", one.code),
        }));
    }
    let taken = decided.iter().filter(|one| one.standing == Standing::Taken && one.source.referral != referral);
    lines.extend(taken.map(|one| ChartLine {
        kind: one.kind,
        words: one.words.clone(),
        codes: one.codes.iter().map(|(_, code)| code.clone()).collect(),
        source: source(one),
    }));
    Ok(lines)
}

/// Where a reported item comes from, in words.
pub(super) fn source(item: &ReportedItem) -> String {
    let parts = [item.source.sender.as_deref(), item.source.title.as_deref()];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "another document".to_owned() } else { parts.join(", ") }
}

/// Lines of the same kind with the same code or the same words.
fn like(kind: ReportedKind, item: &ReferralItem, chart: &[ChartLine]) -> Vec<usize> {
    let plain = |text: &str| name::tidy(text).to_lowercase();
    let bare = |code: &str| code.replace('.', "").to_lowercase();
    let codes: Vec<String> = item.code.iter().chain(item.also.iter().map(|(_, code)| code)).map(|code| bare(code)).collect();
    let words = item.display.as_deref().map(plain);
    let is_like = |line: &ChartLine| {
        line.kind == kind
            && (line.codes.iter().any(|code| codes.contains(&bare(code)))
                || words.as_deref() == Some(plain(&line.words).as_str()))
    };
    chart.iter().enumerate().filter(|(_, line)| is_like(line)).map(|(at, _)| at).collect()
}
