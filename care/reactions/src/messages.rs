//! Messages through the one door: a worker takes one that is due and writes down what the network said. The network itself is an edge;
//! nothing here knows how words travel.

use access::{Actor, Refusal};
use conversation::message::{Outcome, Taken, ended, take};
use vocabulary::id::MessageId;

use crate::follow::follow;
use crate::{Fact, House};

impl House {
    /// Takes a message that is due, released by the gate to the person it is for; nothing when none is.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when the actor may not write to people; the database's own.
    pub fn take_message(&self, actor: &Actor) -> Result<Option<Taken>, Refusal> {
        let name = self.ids().next::<MessageId>(self.clock().now()).to_string();
        self.database().write(|tx| {
            self.within(tx, actor, |cx| {
                let (taken, facts) = take(cx, &name)?;
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

    /// How durable work stands: what waits, what is late, what a person must look at.
    ///
    /// # Errors
    /// The database's own.
    pub fn job_counts(&self) -> Result<jobs::Counts, Refusal> {
        let now = self.clock().now();
        self.database().read(|tx| Ok(jobs::counts(tx, now)?))
    }

    /// Every job that a person must look at.
    ///
    /// # Errors
    /// The database's own.
    pub fn dead_jobs(&self) -> Result<Vec<jobs::Dead>, Refusal> {
        self.database().read(|tx| Ok(jobs::dead(tx)?))
    }
}
