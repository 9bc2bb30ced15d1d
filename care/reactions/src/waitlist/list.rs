//! The list as staff see it: group by group, in the order of waiting, with who is next and why somebody is passed over.

use std::collections::HashMap;

use access::{Action, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use jiff::Timestamp;
use jiff::civil::Date;
use schedule::therapy_group::{self, Meeting};
use schedule::waitlist;
use vocabulary::id::{PatientId, PlaceOfferId, TherapyGroupId, WaitlistEntryId};

use super::next::{PassedOver, standing};

/// Opens the list.
#[derive(Clone, Copy, Debug)]
pub struct OpenWaitlist;

/// The list.
#[derive(Debug)]
pub struct Waitlist {
    /// Groups for which somebody waits.
    pub groups: Vec<WaitingFor>,
}

/// A group for which somebody waits.
#[derive(Debug)]
pub struct WaitingFor {
    /// Which.
    pub group: TherapyGroupId,
    /// Its name.
    pub name: String,
    /// When it meets.
    pub meetings: Vec<Meeting>,
    /// Places taken today.
    pub taken: usize,
    /// Places held for those they are offered to.
    pub held: usize,
    /// Places there are.
    pub capacity: i64,
    /// Who waits, in the order of waiting.
    pub lines: Vec<WaitingLine>,
}

/// Somebody who waits.
#[derive(Debug)]
pub struct WaitingLine {
    /// Which entry.
    pub entry: WaitlistEntryId,
    /// Who.
    pub patient: PatientId,
    /// Their name on boards.
    pub name: String,
    /// Since when.
    pub asked_at: Timestamp,
    /// Not before this day.
    pub from: Date,
    /// What they wish.
    pub words: String,
    /// The open offer to them.
    pub offer: Option<PlaceOfferId>,
    /// From which day a place could be theirs, or why it is not offered to them.
    pub standing: Result<Date, PassedOver>,
}

impl Query for OpenWaitlist {
    type View = Waitlist;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Waitlist>, Refusal> {
        cx.require(Action::View, Kind::WaitlistEntry)?;
        let today = cx.today();
        let mut taken: HashMap<TherapyGroupId, usize> = HashMap::new();
        for place in therapy_group::enrolled_on(cx.tx, today)? {
            *taken.entry(place.group).or_default() += 1;
        }
        let mut groups = Vec::new();
        for group in therapy_group::all_groups(cx.tx)? {
            let entries = waitlist::of_group(cx.tx, group.id)?;
            if entries.is_empty() {
                continue;
            }
            let open = waitlist::offers_of_group(cx.tx, group.id)?;
            let people: Vec<PatientId> = entries.iter().map(|entry| entry.patient).collect();
            let people: HashMap<PatientId, String> =
                episode::patient::load_many(cx.tx, &people)?.into_iter().map(|one| (one.id, one.name().full())).collect();
            let mut lines = Vec::with_capacity(entries.len());
            for entry in entries {
                lines.push(WaitingLine {
                    entry: entry.id,
                    patient: entry.patient,
                    name: people.get(&entry.patient).cloned().unwrap_or_default(),
                    asked_at: entry.asked_at,
                    from: entry.from,
                    words: entry.words.clone(),
                    offer: open.iter().find(|offer| offer.entry == entry.id).map(|offer| offer.id),
                    standing: standing(cx, &group, &entry, &open)?,
                });
            }
            let on = group.on(today);
            groups.push(WaitingFor {
                group: group.id,
                name: on.name.clone(),
                meetings: on.meetings.clone(),
                taken: taken.get(&group.id).copied().unwrap_or(0),
                held: open.len(),
                capacity: group.capacity,
                lines,
            });
        }
        Ok(Guarded::several(Kind::WaitlistEntry, Waitlist { groups }))
    }
}
