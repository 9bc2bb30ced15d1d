//! The person's own link through the one door: opening it, the visit, and what they see there. Everything runs as the person, under
//! the policy for the person, and comes out through the gate for the person.

use access::account::attempt::{self, Begun};
use access::{Action, Actor, Context, Refusal};
use confidential::{Guarded, Query};
use episode::patient::{Address, ContactPoint};
use episode::patient_link::{self, LinkHappening, Liveness, PatientLink, ToDo, session};
use intake::paper::{self, Paper, PaperState};
use jiff::Timestamp;
use measure::{Means, Measure, State};
use policy::Kind;
use sign_in::{LinkToken, SessionToken};
use store::Stored;
use vocabulary::id::{PaperId, PatientId, PatientLinkId};

use crate::House;

/// Somebody on their own link.
#[derive(Clone, Debug)]
pub struct OnLink {
    /// The link.
    pub link: PatientLink,
    /// The person, as who they act.
    pub person: Actor,
}

/// What became of a try at the door of a link.
#[derive(Debug)]
pub enum AtTheDoor {
    /// Too many tries from this address, at whichever links: not before this moment.
    WaitUntil(Timestamp),
    /// It opened; the browser keeps this.
    Opened(SessionToken),
    /// It did not, whatever the reason.
    NotOpened,
}

impl House {
    /// Opens a link for whoever names the month and day of birth. Tries that do not open count for the link and for the network
    /// address they come from.
    ///
    /// # Errors
    /// [`Refusal::Fault`]; the database's own.
    pub fn open_link(&self, token: Option<&LinkToken>, month: i8, day: i8, address: &str) -> Result<AtTheDoor, Refusal> {
        let now = self.clock().now();
        let begun = match self.database().write(|tx| attempt::begin_link(tx, address, now))? {
            Begun::WaitUntil(until) => {
                tracing::info!("links wait");
                return Ok(AtTheDoor::WaitUntil(until));
            }
            Begun::Begun(begun) => begun,
        };
        let nobody = Actor::person(vocabulary::id::PatientId(uuid::Uuid::nil()), "");
        let opened = self.database().write::<_, Refusal>(|tx| {
            let opened = self.within(tx, &nobody, |cx| patient_link::open(cx, token, month, day))?;
            if opened.is_some() {
                attempt::forgive(tx, &begun)?;
            }
            Ok(opened)
        })?;
        Ok(match opened {
            Some(opening) => {
                tracing::info!(link = %opening.link.id, "link opened");
                AtTheDoor::Opened(opening.session)
            }
            None => {
                tracing::info!("link not opened");
                AtTheDoor::NotOpened
            }
        })
    }

    /// Who a browser on a link is; nothing when its visit is over.
    ///
    /// # Errors
    /// The database's own.
    pub fn on_link(&self, visit: &SessionToken) -> Result<Option<OnLink>, Refusal> {
        let now = self.clock().now();
        let link = self.database().write(|tx| session::visit(tx, visit, now))?;
        Ok(link.map(|link| OnLink { person: Actor::person(link.patient, link.name.clone()), link }))
    }

    /// Ends a visit.
    ///
    /// # Errors
    /// The database's own.
    pub fn leave_link(&self, visit: &SessionToken) -> Result<(), Refusal> {
        self.database().write(|tx| session::leave(tx, visit))
    }
}

/// Asks what is to be done on a link.
#[derive(Clone, Copy, Debug)]
pub struct OwnLink {
    /// Which.
    pub link: PatientLinkId,
}

/// What is to be done on a link.
#[derive(Debug)]
pub struct OwnLinkView {
    /// What to call the person.
    pub name: String,
    /// Each thing in order.
    pub items: Vec<OwnItem>,
    /// How they are reached, as it is known.
    pub contact_points: Vec<ContactPoint>,
    /// Where they live, as it is known.
    pub address: Option<Address>,
    /// How to call the program.
    pub phone: String,
    /// Whether their own pages about confidentiality stand behind this link.
    pub is_for_privacy: bool,
    /// Whether their sessions and the door stand behind it.
    pub is_for_sessions: bool,
}

/// A thing to do, with whether it is done.
#[derive(Debug)]
pub struct OwnItem {
    /// What.
    pub what: ToDo,
    /// The paper, when it is one.
    pub paper: Option<Paper>,
    /// The questions, when it is a measure.
    pub questions: Option<OwnQuestions>,
    /// Whether it is done.
    pub is_done: bool,
}

/// The questions of a measure as a line of the list.
#[derive(Clone, Copy, Debug)]
pub struct OwnQuestions {
    /// How many are still to be answered, as far as is known.
    pub to_answer: usize,
    /// Whether they may not be shown on a phone any more and are asked by staff (IN-07).
    pub is_asked_here: bool,
    /// Whether an answer was about their safety: help then stands on the page (IN-13).
    pub needs_help: bool,
}

impl Query for OwnLink {
    type View = OwnLinkView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<OwnLinkView>, Refusal> {
        let link = patient_link::link(cx.tx, self.link)?;
        let events = patient_link::events_of_link(cx.tx, self.link)?;
        let has = |is: fn(&LinkHappening) -> bool| events.iter().any(|event| is(&event.what));
        let mut items = Vec::with_capacity(link.to_do.len());
        let measures = measure::of_patient(cx.tx, link.patient)?;
        for what in &link.to_do {
            if let ToDo::Measure(id) = what {
                if let Some(measure) = measures.iter().find(|measure| measure.id == *id) {
                    items.extend(questions(cx, measure)?);
                }
                continue;
            }
            let paper = match what {
                ToDo::Paper(paper) => Some(paper::load(cx.tx, *paper)?.record),
                _ => None,
            };
            let is_done = match what {
                ToDo::Paper(_) => paper.as_ref().is_none_or(|paper| !waits_for_person(paper)),
                ToDo::Details => has(|what| matches!(what, LinkHappening::DetailsConfirmed | LinkHappening::DetailsToCorrect(_))),
                ToDo::InsuranceCard => has(|what| matches!(what, LinkHappening::CardPhoto { .. })),
                ToDo::Measure(_) | ToDo::Privacy | ToDo::Sessions => continue,
            };
            items.push(OwnItem { what: what.clone(), paper, questions: None, is_done });
        }
        for paper in papers_beside(cx, &link)? {
            let is_done = !waits_for_person(&paper);
            items.push(OwnItem { what: ToDo::Paper(paper.id), paper: Some(paper), questions: None, is_done });
        }
        let opened = events.iter().find(|event| event.what == LinkHappening::Opened).map(|event| event.recorded_at);
        for measure in sent_since(&link, &measures, opened) {
            items.extend(questions(cx, measure)?);
        }
        items.retain(|item| item.paper.as_ref().is_none_or(|paper| paper.state() != PaperState::Withdrawn));
        let patient = cx.tx.load::<episode::Patient>(link.patient)?.map(|stored| stored.record);
        let programs = schedule::program::all_programs(cx.tx)?;
        let phone = programs.first().map(|program| program.phone.clone()).unwrap_or_default();
        let view = OwnLinkView {
            name: link.name.clone(),
            items,
            contact_points: patient.as_ref().map(|patient| patient.contact_points.clone()).unwrap_or_default(),
            address: patient.and_then(|patient| patient.address),
            phone: vocabulary::Phone::parse(&phone).map_or(phone, |phone| phone.display()),
            is_for_privacy: link.is_for_privacy(),
            is_for_sessions: link.is_for_sessions(),
        };
        Ok(Guarded::chart(link.patient, Kind::PatientLink, view).in_circumstances(cx.about(link.patient)))
    }
}

/// A measure as a thing to do; nothing when it was not sent or was taken back.
fn questions(cx: &Context<'_>, measure: &Measure) -> Result<Option<OwnItem>, Refusal> {
    if !measure.is_sent || measure.state() == State::Withdrawn {
        return Ok(None);
    }
    let is_asked_here = match forms::Library::standard().form(&measure.instrument) {
        None => true,
        Some(form) => match measure::refuse_to_send(cx, form, &measure.language) {
            Ok(()) => false,
            Err(Refusal::Refused { .. }) => true,
            Err(other) => return Err(other),
        },
    };
    let to_answer = measure::to_answer(measure);
    let questions = OwnQuestions { to_answer, is_asked_here, needs_help: measure::needs_help(measure) };
    let is_done = measure.completed_at.is_some();
    Ok(Some(OwnItem { what: ToDo::Measure(measure.id), paper: None, questions: Some(questions), is_done }))
}

/// What was sent to the person beside what the link was made for: what waits, and what they handed in since they opened it; the oldest
/// first.
fn sent_since<'m>(link: &PatientLink, measures: &'m [Stored<Measure>], opened: Option<Timestamp>) -> Vec<&'m Measure> {
    let is_theirs = |measure: &Measure| {
        let since = opened.zip(measure.completed_at).is_some_and(|(opened, completed)| opened <= completed);
        measure.is_open() || since && measure.means == Some(Means::Link)
    };
    let is_new = |measure: &Measure| measure.is_sent && !link.to_do.contains(&ToDo::Measure(measure.id)) && is_theirs(measure);
    let mut found: Vec<&Measure> = measures.iter().map(|stored| &stored.record).filter(|measure| is_new(measure)).collect();
    found.sort_by_key(|measure| (measure.requested_at, measure.id.0));
    found
}

/// Papers that stand on a link for privacy beside those it was made with: what waits for the person, and what they answered since the
/// link was made.
fn papers_beside(cx: &Context<'_>, link: &Stored<PatientLink>) -> Result<Vec<Paper>, Refusal> {
    if !link.is_for_privacy() {
        return Ok(Vec::new());
    }
    let is_new = |paper: &Paper| {
        let answered = match &paper.outcome {
            Some(paper::Outcome::Signed { at, .. } | paper::Outcome::Declined { at, .. }) => *at >= link.recorded_at,
            _ => waits_for_person(paper),
        };
        answered && !link.to_do.contains(&ToDo::Paper(paper.id))
    };
    let all = paper::of_patient(cx.tx, link.patient)?;
    Ok(all.into_iter().map(|stored| stored.record).filter(is_new).collect())
}

/// Whether the person themself is still to answer.
fn waits_for_person(paper: &Paper) -> bool {
    paper.state() == PaperState::Open && paper.still_to_sign().contains(&paper::Capacity::Patient)
}

/// Asks whether what is meant for somebody's phone is there: only a link of theirs that is open carries it.
#[derive(Clone, Copy, Debug)]
pub struct LinkStanding {
    /// Whose.
    pub patient: PatientId,
}

/// Whether a link of somebody's is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkStandingView {
    /// Whether one opens now.
    pub is_open: bool,
}

impl Query for LinkStanding {
    type View = LinkStandingView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<LinkStandingView>, Refusal> {
        cx.require(Action::View, Kind::Measure)?;
        let events = patient_link::events_of(cx.tx, self.patient)?;
        let opened =
            |link: PatientLinkId| events.iter().filter(|event| event.link == link && event.what == LinkHappening::Opened).count();
        let links = patient_link::links_of(cx.tx, self.patient)?;
        let is_open = links.iter().any(|link| link.liveness(opened(link.id), cx.now) == Liveness::Open);
        Ok(Guarded::chart(self.patient, Kind::Measure, LinkStandingView { is_open }))
    }
}

/// Asks for the exact file of a paper that stands on a link.
#[derive(Clone, Copy, Debug)]
pub struct OwnPaperFile {
    /// On which link.
    pub link: PatientLinkId,
    /// Which paper.
    pub paper: PaperId,
}

impl Query for OwnPaperFile {
    type View = Vec<u8>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<u8>>, Refusal> {
        let link = patient_link::link(cx.tx, self.link)?;
        let paper = paper::load(cx.tx, self.paper)?;
        let is_theirs = link.is_for_privacy() && paper.patient == link.patient;
        if !is_theirs && !link.to_do.contains(&ToDo::Paper(self.paper)) {
            return Err(Refusal::NotFound);
        }
        let (_, bytes) = cx.tx.original(&paper.sha256)?.ok_or(Refusal::NotFound)?;
        Ok(Guarded::chart(link.patient, Kind::Paper, bytes).in_circumstances(cx.about(link.patient)))
    }
}
