//! Switches where sessions are and tells everybody it touches, once: by the channel they allowed, in their language, in neutral words with
//! a link to a page of theirs; whoever may not be written to stands on the list of calls (S-25, P2-14).

use std::collections::BTreeMap;

use access::{Actor, Command, Context, Done, Refusal, Role};
use conversation::language::Language;
use conversation::message::model::Channel;
use conversation::message::{Letter, enclosure, write};
use conversation::template::{self, Fill};
use episode::patient_link::{SendLink, ToDo};
use jiff::ToSpan;
use jiff::civil::Date;
use schedule::attendance::expected_in;
use schedule::group_session;
use schedule::modality::{self, Modality, ModalityNotice, ModalitySwitch, Scope, SwitchModality, TakeBackSwitch, Told};
use schedule::program::all_rooms;
use vocabulary::Phone;
use vocabulary::day::short_day;
use vocabulary::id::{ModalitySwitchId, PatientId};

use crate::Fact;
use crate::outside::address_of;

/// So far ahead somebody is told of a switch that has no last day.
const TOLD_AHEAD: i32 = 14;
/// For how many days the link in a message lives.
const LIVES_DAYS: i64 = 30;

/// Switches, and tells.
#[derive(Clone, Debug)]
pub struct SwitchSessions {
    /// What is switched.
    pub wish: SwitchModality,
    /// What stands before the secret in the address of a page of theirs.
    pub before_secret: String,
}

impl Command for SwitchSessions {
    type Output = ModalitySwitchId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ModalitySwitchId, Fact>, Refusal> {
        let done = self.wish.perform(cx)?;
        told(cx, done, false, &self.before_secret)
    }
}

/// Takes a switch back, and tells.
#[derive(Clone, Debug)]
pub struct BringBack {
    /// Which.
    pub switch: ModalitySwitchId,
    /// What stands before the secret in the address of a page of theirs.
    pub before_secret: String,
}

impl Command for BringBack {
    type Output = ModalitySwitchId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ModalitySwitchId, Fact>, Refusal> {
        let done = TakeBackSwitch { switch: self.switch }.perform(cx)?;
        told(cx, done, true, &self.before_secret)
    }
}

/// Tells everybody whose sessions are elsewhere now, where something changed at all. The program itself writes: who switches need not be
/// somebody who writes to people.
fn told(
    cx: &Context<'_>,
    done: Done<ModalitySwitchId, schedule::Fact>,
    is_back: bool,
    before_secret: &str,
) -> Result<Done<ModalitySwitchId, Fact>, Refusal> {
    let mut facts: Vec<Fact> = done.facts.into_iter().map(Fact::from).collect();
    if !facts.is_empty() {
        let stepdown = Actor::of_stepdown(Role::Intake);
        let Context { tx, now, zone, ids, policy, keys, .. } = *cx;
        let own = Context { tx, actor: &stepdown, now, zone, ids, policy, keys };
        let switch = modality::switch(tx, done.output)?.record;
        for (patient, (day, modality)) in touched(&own, &switch, is_back)? {
            let told = tell(&own, patient, day, modality, before_secret, &mut facts)?;
            let notice = ModalityNotice { id: own.new_id(), patient, switch: switch.id, is_back, modality, day, told };
            tx.append(&notice, &own.entry("told where sessions are"))?;
        }
    }
    Ok(Done { output: done.output, facts })
}

/// Whose sessions are elsewhere by this switch, each with the first day and where they are then.
fn touched(cx: &Context<'_>, switch: &ModalitySwitch, is_back: bool) -> Result<BTreeMap<PatientId, (Date, Modality)>, Refusal> {
    let now: Vec<ModalitySwitch> = modality::all_switches(cx.tx)?.into_iter().map(|one| one.record).collect();
    let mut before: Vec<ModalitySwitch> = now.iter().filter(|one| one.id != switch.id).cloned().collect();
    if is_back {
        before.push(ModalitySwitch { withdrawn: None, ..switch.clone() });
    }
    let rooms: Vec<_> = all_rooms(cx.tx)?.into_iter().map(|room| room.record).collect();
    let from = switch.from.max(cx.today());
    let far = from.saturating_add(TOLD_AHEAD.days());
    let mut found = BTreeMap::new();
    for session in group_session::between(cx.tx, from, switch.until.map_or(far, |until| until.min(far)))? {
        let concerns = match switch.scope {
            Scope::Session(id) => session.id == id,
            Scope::Track(track) => session.track == Some(track),
            Scope::Program => true,
        };
        if !concerns || session.cancelled.is_some() || session.ends_at <= cx.now {
            continue;
        }
        let after = modality::standing(&now, &session, &rooms).modality;
        if after == modality::standing(&before, &session, &rooms).modality {
            continue;
        }
        for patient in expected_in(cx.tx, &session)? {
            found.entry(patient).or_insert((session.day, after));
        }
    }
    Ok(found)
}

fn tell(
    cx: &Context<'_>,
    patient: PatientId,
    day: Date,
    modality: Modality,
    before_secret: &str,
    facts: &mut Vec<Fact>,
) -> Result<Told, Refusal> {
    let Some(address) = address_of(cx, patient)? else { return Ok(Told::ToCall) };
    let person = episode::patient::load(cx.tx, patient)?.record;
    let language = person.language.get(..2).and_then(Language::parse).unwrap_or_default();
    let mut enclosed = None;
    if modality.has_video() {
        let send = SendLink {
            patient,
            name: person.name().given,
            birth_date: Some(person.birth_date),
            language: language.as_str().to_owned(),
            to_do: vec![ToDo::Sessions],
            lives_days: LIVES_DAYS,
        };
        let sent = send.perform(cx)?;
        facts.extend(sent.facts.into_iter().map(Fact::from));
        enclosed = Some(format!("{before_secret}{}", sent.output.token.to_address()));
    }
    let key = match modality {
        Modality::Remote => "by_video",
        Modality::Hybrid => "here_or_video",
        Modality::InPerson => "in_person",
    };
    let is_email = address.contains('@');
    let letter = Letter {
        patient,
        channel: if is_email { Channel::Email } else { Channel::Text },
        subject: is_email.then(|| intake::inquiry::subject(cx)).transpose()?,
        address,
        words: template::filled(key, language, &fill(cx, day)?)?,
        enclosed,
        language,
        template: Some(key.to_owned()),
        answers_them: false,
    };
    match write(cx, &letter) {
        Ok(done) => {
            facts.extend(done.facts.into_iter().map(Fact::from));
            Ok(Told::Written(done.output))
        }
        Err(Refusal::Refused { .. }) => Ok(Told::ToCall),
        Err(other) => Err(other),
    }
}

fn fill(cx: &Context<'_>, day: Date) -> Result<Fill, Refusal> {
    let programs = schedule::program::all_programs(cx.tx)?;
    let program = programs.first();
    let phone = program.map(|program| program.phone.clone()).unwrap_or_default();
    Ok(Fill {
        sender: program.map(|program| program.neutral_name.clone()).unwrap_or_default(),
        phone: Phone::parse(&phone).map_or(phone, |phone| phone.display()),
        day: short_day(day),
        link: enclosure::PLACE.to_owned(),
        ..Fill::default()
    })
}
