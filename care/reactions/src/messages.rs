//! Messages through the one door: a worker takes one that is due and writes down what the network said. The network itself is an edge;
//! nothing here knows how words travel.

use access::{Actor, Context, Refusal};
use conversation::Message;
use conversation::message::{Closed, Outcome, Taken, ended, take};
use forms::Severity;
use privacy::agreement::{self, Service};
use treatment::concern::{ConcernKind, RaiseConcern, raise_by_rule};
use treatment::missed_session::{self, Ending};
use vocabulary::id::{MessageId, PatientId};

use crate::follow::{TODAY, follow};
use crate::measures;
use crate::reminders::{Understood, understood};
use crate::{Fact, House};

impl House {
    /// Takes a message that is due, released by the gate to the person it is for; nothing when none is. Without an agreement that covers
    /// its network today it is kept back, and its history says so (P2-58, P2-A19).
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when the actor may not write to people; the database's own.
    pub fn take_message(&self, actor: &Actor) -> Result<Option<Taken>, Refusal> {
        let name = self.ids().next::<MessageId>(self.clock().now()).to_string();
        self.database().write(|tx| {
            self.within(tx, actor, |cx| {
                let (taken, facts) = take(cx, &name, &closed(cx)?)?;
                follow(cx, facts.into_iter().map(Fact::from))?;
                Ok(taken)
            })
        })
    }

    /// Writes down what the network said about a message that was taken.
    ///
    /// # Errors
    /// [`Refusal::Conflict`] when another worker has it meanwhile; nothing is written then.
    pub fn message_ended(&self, actor: &Actor, taken: &Taken, outcome: &Outcome) -> Result<(), Refusal> {
        self.database().write(|tx| {
            self.within(tx, actor, |cx| {
                let ended = ended(cx, taken, outcome)?;
                follow(cx, [Fact::from(ended.fact)])
            })
        })
    }

    /// The neutral name the program registered and its telephone number as people write it: what a text that is ready begins with.
    #[must_use]
    pub fn neutral_program(&self) -> (String, String) {
        let programs = self.database().read::<_, Refusal>(|tx| Ok(schedule::program::all_programs(tx)?));
        let program = programs.ok().and_then(|all| all.into_iter().next());
        program.map_or_else(Default::default, |one| {
            let phone = vocabulary::Phone::parse(&one.phone).map_or_else(|_| one.phone.clone(), |phone| phone.display());
            (one.neutral_name.clone(), phone)
        })
    }
}

/// The networks that no agreement covers today.
fn closed(cx: &Context<'_>) -> Result<Closed, Refusal> {
    let why = |service| {
        let words = || format!("{} Ask the compliance officer.", agreement::missing(service));
        Ok::<_, Refusal>(agreement::covering(cx, service)?.is_none().then(words))
    };
    Ok(Closed { text: why(Service::TextNetwork)?, email: why(Service::Mail)? })
}

/// A word from somebody in care reaches the person who looks after them, today: the queue of inquiries shows only who is not in care
/// yet (S-01). What was written stands in the chart.
pub(crate) fn received(cx: &Context<'_>, patient: PatientId, message: MessageId) -> Result<(), Refusal> {
    let today = cx.today();
    let words = cx.tx.load::<Message>(message)?.ok_or(Refusal::NotFound)?;
    let understood = understood(cx, &words)?;
    // STOP is the word of a telephone: it ends texts, and says nothing of how somebody is.
    if understood != Understood::Keyword {
        missed_session::end_by_itself(cx, patient, None, Ending::Replied)?;
    }
    if matches!(understood, Understood::Comes | Understood::NeedsSomebody | Understood::AllWell) {
        return Ok(cx.tx.announce(TODAY)?);
    }
    let is_in_care = episode::episode::current_of(cx.tx, patient)?.is_some_and(|episode| episode.is_open_on(today));
    if !is_in_care {
        return Ok(());
    }
    let wish = RaiseConcern {
        patient,
        kind: ConcernKind::Deadline,
        sentence: "They wrote to us. Read it in the chart and answer today.".to_owned(),
        owner: measures::owner(cx, patient)?,
        due_at: measures::due(cx, Severity::Urgent),
    };
    raise_by_rule(cx, &wish)?;
    Ok(cx.tx.announce(TODAY)?)
}
