//! Accepts changes of a proposal, all or a part. Each goes the way it would go alone: a session is changed or cancelled, somebody gets a
//! place for one day. All of them in one transaction: what cannot be done keeps all of it from being done, and says why.

use access::{Command, Context, Done, Refusal};
use jiff::civil::Date;
use schedule::Fact;
use schedule::group_session::change::{ChangeSession, SessionWish};
use schedule::group_session::{self, CancelSession, GroupSession};
use schedule::therapy_group::EnrollPatient;
use schedule::week_change::{Held, SessionChange, WeekChange};
use store::Stored;
use vocabulary::id::{PatientId, WeekChangeId};

use super::proposal::{Change, What, may, propose};

/// Accepts changes.
#[derive(Clone, Debug)]
pub struct AcceptChanges {
    /// First day of the proposal.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// The mark of the proposal that was seen.
    pub mark: String,
    /// The keys of the changes that are accepted.
    pub keys: Vec<String>,
}

impl Command for AcceptChanges {
    type Output = WeekChangeId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<WeekChangeId, Fact>, Refusal> {
        may(cx)?;
        let proposal = propose(cx, self.from, self.to)?;
        if proposal.mark != self.mark {
            return Err(Refusal::refused(
                "week_changed",
                "S-11",
                "The week changed while this page was open. Nothing was changed.",
                "Look at the proposal as it is now, and accept that.",
            ));
        }
        let is_taken = |change: &&Change| self.keys.contains(&change.key);
        let taken: Vec<&Change> = proposal.changes.iter().filter(is_taken).collect();
        if taken.is_empty() {
            return Err(Refusal::invalid(
                "change",
                "Tick at least one change, or leave the page: then everything stays as it is.",
            ));
        }
        if let Some(alone) = taken.iter().find(|change| change.with.as_ref().is_some_and(|with| !self.keys.contains(with))) {
            let sentence = format!("“{}” makes up for a session that would be held as it stands.", alone.name);
            return Err(Refusal::refused("make_up_alone", "S-05", sentence, "Tick the change it belongs to, or untick both."));
        }
        let mut done = Done::already(cx.new_id::<WeekChangeId>());
        let mut made = WeekChange {
            id: done.output,
            from: proposal.from,
            to: proposal.to,
            sessions: Vec::new(),
            places: Vec::new(),
            put_back_at: None,
        };
        let mut people: Vec<PatientId> = Vec::new();
        for change in taken {
            match &change.what {
                What::Hold { held, people: expected } => {
                    let (one, facts) = hold(cx, change, held)?;
                    made.sessions.push(one);
                    done.facts.extend(facts);
                    people.extend(expected);
                }
                What::Place(make_up) => {
                    let (patient, group, day) = (make_up.patient, make_up.group, make_up.day);
                    let place = EnrollPatient { patient, group, from: day, to: Some(day) }.perform(cx)?;
                    made.places.push(place.output);
                    done.facts.extend(place.facts);
                    people.push(patient);
                }
            }
        }
        people.sort();
        people.dedup();
        cx.tx.append(&made, &cx.entry("changes of the week accepted"))?;
        done.facts.push(Fact::WeekChanged { change: made.id, patients: people });
        Ok(done)
    }
}

/// Changes or cancels one session.
fn hold(cx: &Context<'_>, change: &Change, held: &Held) -> Result<(SessionChange, Vec<Fact>), Refusal> {
    let was: Stored<GroupSession> = group_session::session(cx.tx, change.session)?;
    let facts = match &held.cancelled {
        Some(reason) => CancelSession { session: was.id, reason: reason.clone() }.perform(cx)?.facts,
        None => {
            let local = cx.zone.local(held.starts_at);
            let wish = SessionWish {
                begins: (held.starts_at != was.starts_at).then(|| (local.date(), local.time())),
                minutes: None,
                room: held.room.filter(|_| held.room != was.room),
                leaders: (held.leaders != was.leaders).then(|| held.leaders.clone()),
            };
            let command = ChangeSession { session: was.id, wish, based_on: Some(was.version) };
            command.perform(cx).map_err(|refusal| of_session(change, refusal))?.facts
        }
    };
    let now = group_session::session(cx.tx, change.session)?;
    let one = SessionChange { session: was.id, version: now.version, before: Held::of(&was), after: Held::of(&now) };
    Ok((one, facts))
}

/// A refusal with the session it is about, so that whoever ticked ten changes knows which one.
fn of_session(change: &Change, refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Refused { reason, rule, sentence, remedy } => {
            let sentence = format!("“{}” cannot be changed so: {sentence}", change.name);
            let remedy = format!("Untick it, or tick what stands in its way too. {remedy}");
            Refusal::Refused { reason, rule, sentence, remedy }
        }
        Refusal::Invalid(problems) => {
            let said: Vec<String> = problems.into_iter().map(|problem| problem.sentence).collect();
            Refusal::invalid("change", format!("“{}”: {} Untick it to accept the others.", change.name, said.join(" ")))
        }
        other => other,
    }
}
