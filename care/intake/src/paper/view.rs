//! Papers to look at: the list for staff, one paper to read, its exact file.

use access::{Context, Kind, Refusal};
use confidential::{Guarded, Query};
use jiff::Timestamp;
use vocabulary::id::{PaperId, PatientId};

use super::{Outcome, Paper, PaperState, SignedHow, store, template};

/// Asks for the papers of a person.
#[derive(Clone, Copy, Debug)]
pub struct PapersOf {
    /// Whose.
    pub patient: PatientId,
}

/// A paper as a line.
#[derive(Clone, Debug, PartialEq)]
pub struct PaperLine {
    /// The paper.
    pub paper: Paper,
    /// Its title in English, for staff.
    pub title: String,
    /// Where it stands.
    pub state: PaperState,
    /// Since when.
    pub since: Timestamp,
    /// Whether a lawyer of the program has read its words.
    pub counsel_has_read: bool,
}

impl PapersOf {
    /// The lines, for a page that shows more beside them.
    ///
    /// # Errors
    /// The database's own.
    pub fn lines(&self, cx: &Context<'_>) -> Result<Vec<PaperLine>, Refusal> {
        Ok(store::of_patient(cx.tx, self.patient)?.into_iter().map(|stored| line(cx, stored.record)).collect())
    }
}

impl Query for PapersOf {
    type View = Vec<PaperLine>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<PaperLine>>, Refusal> {
        Ok(Guarded::chart(self.patient, Kind::Paper, self.lines(cx)?).in_circumstances(cx.about(self.patient)))
    }
}

fn line(cx: &Context<'_>, paper: Paper) -> PaperLine {
    let known = template(&paper.template, cx.today()).ok();
    let since = match &paper.outcome {
        None => paper.given_at,
        Some(Outcome::Signed { at, .. } | Outcome::Declined { at, .. } | Outcome::Withdrawn { at, .. }) => *at,
    };
    PaperLine {
        title: known.map_or_else(|| paper.words.title.clone(), super::Template::title),
        counsel_has_read: known.is_some_and(|template| template.counsel != "not read"),
        state: paper.state(),
        since,
        paper,
    }
}

/// Asks for one paper to read.
#[derive(Clone, Copy, Debug)]
pub struct ReadPaper {
    /// Which.
    pub paper: PaperId,
}

impl Query for ReadPaper {
    type View = PaperLine;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<PaperLine>, Refusal> {
        let paper = store::load(cx.tx, self.paper)?.record;
        let patient = paper.patient;
        Ok(Guarded::chart(patient, Kind::Paper, line(cx, paper)).in_circumstances(cx.about(patient)))
    }
}

/// Asks for a file of a paper.
#[derive(Clone, Copy, Debug)]
pub struct PaperFile {
    /// Which paper.
    pub paper: PaperId,
    /// Which of its files.
    pub which: PaperFileView,
}

/// Which file of a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperFileView {
    /// The exact file that was given, and signed.
    AsGiven,
    /// The copy with the signatures under it.
    Signed,
    /// The scan of what was signed on paper.
    Scan,
}

impl Query for PaperFile {
    type View = (String, Vec<u8>);
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Self::View>, Refusal> {
        let paper = store::load(cx.tx, self.paper)?.record;
        let sha256 = match (self.which, &paper.outcome) {
            (PaperFileView::AsGiven, _) => Some(paper.sha256.clone()),
            (PaperFileView::Signed, Some(Outcome::Signed { copy_sha256, .. })) => Some(copy_sha256.clone()),
            (PaperFileView::Scan, _) => paper.signatures.iter().find_map(|signature| match &signature.how {
                SignedHow::Scan { sha256, .. } => Some(sha256.clone()),
                _ => None,
            }),
            (PaperFileView::Signed, _) => None,
        };
        let file = cx.tx.original(&sha256.ok_or(Refusal::NotFound)?)?.ok_or(Refusal::NotFound)?;
        let about = cx.about(paper.patient);
        Ok(Guarded::chart(paper.patient, Kind::Paper, file).in_circumstances(about))
    }
}
