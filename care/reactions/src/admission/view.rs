//! The admission of an inquiry as a page: each gate with how it stands, the papers, the links, and what came back on them.

use access::{Action, Circumstances, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use episode::patient::PatientInput;
use episode::patient_link::{self, LinkEvent, LinkHappening, Liveness, PatientLink};
use intake::admission::{GateRule, Standing};
use intake::inquiry;
use intake::paper::{PaperLine, PapersOf};
use jiff::Timestamp;
use store::Stored;
use vocabulary::id::{InquiryId, LinkEventId, PatientId, PayerId};

use super::facts;

/// Asks how the admission of an inquiry stands.
#[derive(Clone, Copy, Debug)]
pub struct AdmissionGates {
    /// Of which inquiry.
    pub inquiry: InquiryId,
}

/// How an admission stands.
#[derive(Debug)]
pub struct AdmissionView {
    /// Whose records are meant.
    pub patient: PatientId,
    /// Whether the person is registered.
    pub registered: Option<episode::Patient>,
    /// Every gate.
    pub gates: Vec<GateRow>,
    /// The papers, in the order in which they were given.
    pub papers: Vec<PaperLine>,
    /// The links, newest first.
    pub links: Vec<LinkLine>,
    /// What the person wrote is to be corrected and nobody has, newest first.
    pub to_correct: Vec<(LinkEventId, String, Timestamp)>,
    /// Photos of the card that came: hash, which side, when; newest first.
    pub card_photos: Vec<(String, patient_link::CardSide, Timestamp)>,
    /// The level of care that was decided, when it was.
    pub decided: Option<intake::placement::Level>,
    /// Who pays.
    pub payer: Option<(PayerId, String)>,
}

/// A gate as a line.
#[derive(Clone, Debug)]
pub struct GateRow {
    /// The gate.
    pub rule: &'static GateRule,
    /// How it stands.
    pub standing: Standing,
    /// Whether the person who looks may waive it.
    pub may_waive: bool,
}

/// A link as a line.
#[derive(Clone, Debug)]
pub struct LinkLine {
    /// The link.
    pub link: PatientLink,
    /// When it was made.
    pub made_at: Timestamp,
    /// Whether it opens.
    pub liveness: Liveness,
    /// How often it was opened.
    pub openings: usize,
    /// The last opening.
    pub last_opened: Option<Timestamp>,
    /// How many wrong answers there were.
    pub wrong_answers: usize,
}

impl Query for AdmissionGates {
    type View = AdmissionView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<AdmissionView>, Refusal> {
        cx.require(Action::View, Kind::Inquiry)?;
        let inquiry = inquiry::load(cx.tx, self.inquiry)?;
        let people = facts::people(&inquiry, None);
        let patient = inquiry.person();
        let found = facts::load(cx, &inquiry, None, cx.today(), &[])?;
        let may_record = cx.may(Action::Record, Kind::Episode, Circumstances::default());
        let gates = facts::standings(cx, &inquiry, &found)?.into_iter().map(|(rule, standing)| GateRow {
            may_waive: may_record && rule.may_be_waived.iter().any(|role| cx.actor.is(*role)),
            rule,
            standing,
        });
        let gates = gates.collect();
        let sees = |kind: Kind| cx.may(Action::View, kind, Circumstances::default());
        let papers = if sees(Kind::Paper) { PapersOf { patient }.lines(cx)? } else { Vec::new() };
        let mut view = AdmissionView {
            patient,
            registered: facts::registered(cx, &people)?,
            gates,
            papers,
            links: Vec::new(),
            to_correct: Vec::new(),
            card_photos: Vec::new(),
            decided: intake::placement_decision::newest_of_inquiry(cx.tx, inquiry.id)?.map(|stored| stored.decided),
            payer: facts::covered(cx, &people, cx.today())?.map(|covered| (covered.payer, covered.payer_name)),
        };
        if sees(Kind::PatientLink) {
            fill_links(cx, &mut view)?;
        }
        Ok(Guarded::chart(inquiry.person(), Kind::Inquiry, view))
    }
}

/// The links of a person with how they stand, newest first.
pub(crate) fn links_of(cx: &Context<'_>, patient: PatientId) -> Result<Vec<LinkLine>, Refusal> {
    Ok(lines(patient_link::links_of(cx.tx, patient)?, &patient_link::events_of(cx.tx, patient)?, cx.now))
}

fn lines(links: Vec<Stored<PatientLink>>, events: &[Stored<LinkEvent>], now: Timestamp) -> Vec<LinkLine> {
    let line = |link: Stored<PatientLink>| {
        let of_link = || events.iter().filter(|event| event.link == link.id);
        let opened: Vec<Timestamp> =
            of_link().filter(|event| event.what == LinkHappening::Opened).map(|event| event.recorded_at).collect();
        LinkLine {
            liveness: link.liveness(opened.len(), now),
            openings: opened.len(),
            last_opened: opened.first().copied(),
            wrong_answers: of_link().filter(|event| event.what == LinkHappening::WrongAnswer).count(),
            made_at: link.recorded_at,
            link: link.record,
        }
    };
    links.into_iter().map(line).collect()
}

fn fill_links(cx: &Context<'_>, view: &mut AdmissionView) -> Result<(), Refusal> {
    let events = patient_link::events_of(cx.tx, view.patient)?;
    view.links = lines(patient_link::links_of(cx.tx, view.patient)?, &events, cx.now);
    let is_corrected = |id: LinkEventId| events.iter().any(|event| event.what == LinkHappening::Corrected(id));
    for event in &events {
        match &event.what {
            LinkHappening::DetailsToCorrect(words) if !is_corrected(event.id) => {
                view.to_correct.push((event.id, words.clone(), event.recorded_at));
            }
            LinkHappening::CardPhoto { side, sha256, .. } => {
                view.card_photos.push((sha256.clone(), *side, event.recorded_at));
            }
            _ => {}
        }
    }
    Ok(())
}

/// What a registration form begins with: the record when there is one, else what the inquiry says.
#[must_use]
pub fn begins_with(view: &AdmissionView, suggestion: &PatientInput) -> PatientInput {
    let Some(known) = &view.registered else { return suggestion.clone() };
    PatientInput {
        given: known.legal_name.given.clone(),
        family: known.legal_name.family.clone(),
        chosen_given: known.chosen_given.clone().unwrap_or_default(),
        pronouns: known.pronouns.clone().unwrap_or_default(),
        birth_date: Some(known.birth_date),
        sex: known.sex,
        contact_points: known.contact_points.clone(),
        address: known.address.clone(),
        language: known.language.clone(),
        needs_interpreter: known.needs_interpreter,
    }
}
