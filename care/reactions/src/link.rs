//! The person's own link through the one door: opening it, the visit, and what they see there. Everything runs as the person, under
//! the policy for the person, and comes out through the gate for the person.

use access::{Actor, Context, Refusal};
use confidential::{Guarded, Query};
use episode::patient::{Address, ContactPoint};
use episode::patient_link::{self, LinkHappening, PatientLink, ToDo, session};
use intake::paper::{self, Paper, PaperState};
use policy::Kind;
use sign_in::{LinkToken, SessionToken};
use vocabulary::id::{PaperId, PatientLinkId};

use crate::House;

/// Somebody on their own link.
#[derive(Clone, Debug)]
pub struct OnLink {
    /// The link.
    pub link: PatientLink,
    /// The person, as who they act.
    pub person: Actor,
}

impl House {
    /// Opens a link for whoever names the month and day of birth. Nothing when it does not open, whatever the reason.
    ///
    /// # Errors
    /// [`Refusal::Fault`]; the database's own.
    pub fn open_link(&self, token: Option<&LinkToken>, month: i8, day: i8) -> Result<Option<SessionToken>, Refusal> {
        let opened = self.database().write(|tx| {
            self.within(tx, &Actor::person(vocabulary::id::PatientId(uuid::Uuid::nil()), ""), |cx| {
                patient_link::open(cx, token, month, day)
            })
        })?;
        match opened {
            Some(opening) => {
                tracing::info!(link = %opening.link.id, "link opened");
                Ok(Some(opening.session))
            }
            None => {
                tracing::info!("link not opened");
                Ok(None)
            }
        }
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
}

/// A thing to do, with whether it is done.
#[derive(Debug)]
pub struct OwnItem {
    /// What.
    pub what: ToDo,
    /// The paper, when it is one.
    pub paper: Option<Paper>,
    /// Whether it is done.
    pub is_done: bool,
}

impl Query for OwnLink {
    type View = OwnLinkView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<OwnLinkView>, Refusal> {
        let link = patient_link::link(cx.tx, self.link)?;
        let events = patient_link::events_of_link(cx.tx, self.link)?;
        let has = |is: fn(&LinkHappening) -> bool| events.iter().any(|event| is(&event.what));
        let mut items = Vec::with_capacity(link.to_do.len());
        for what in &link.to_do {
            let paper = match what {
                ToDo::Paper(paper) => Some(paper::load(cx.tx, *paper)?.record),
                _ => None,
            };
            let is_done = match what {
                ToDo::Paper(_) => paper.as_ref().is_none_or(|paper| !waits_for_person(paper)),
                ToDo::Details => has(|what| matches!(what, LinkHappening::DetailsConfirmed | LinkHappening::DetailsToCorrect(_))),
                ToDo::InsuranceCard => has(|what| matches!(what, LinkHappening::CardPhoto { .. })),
                ToDo::Measure(_) => false,
            };
            items.push(OwnItem { what: what.clone(), paper, is_done });
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
        };
        Ok(Guarded::chart(link.patient, Kind::PatientLink, view).in_circumstances(cx.about(link.patient)))
    }
}

/// Whether the person themself is still to answer.
fn waits_for_person(paper: &Paper) -> bool {
    paper.state() == PaperState::Open && paper.still_to_sign().contains(&paper::Capacity::Patient)
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
        if !link.to_do.contains(&ToDo::Paper(self.paper)) {
            return Err(Refusal::NotFound);
        }
        let paper = paper::load(cx.tx, self.paper)?;
        let (_, bytes) = cx.tx.original(&paper.sha256)?.ok_or(Refusal::NotFound)?;
        Ok(Guarded::chart(link.patient, Kind::Paper, bytes).in_circumstances(cx.about(link.patient)))
    }
}
