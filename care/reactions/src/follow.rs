//! What follows from what. Every fact is matched; a new one that nobody handles does not compile. All of it happens in the
//! transaction of the command that answered with the fact.

use access::{Command, Context, Refusal};
use billing::service_day::{recount_day, recount_days, recount_from};
use jiff::civil::Date;
use schedule::attendance::expected_in;
use schedule::{group_session, therapy_group, waitlist};
use vocabulary::id::{GroupSessionId, PatientId};

use crate::{Fact, measures};

/// The topic of the board of the day.
pub const TODAY: &str = "today";
/// The topic of the inquiry queue.
pub const INQUIRIES: &str = "inquiries";
/// The topic of the claims worklist.
pub const CLAIMS: &str = "claims";

/// The topic of the list of questions to payers.
pub const COVER: &str = "cover";

/// Does what follows from facts.
pub(crate) fn follow(cx: &Context<'_>, facts: impl IntoIterator<Item = Fact>) -> Result<(), Refusal> {
    for fact in facts {
        match fact {
            Fact::Schedule(fact) => schedule(cx, fact)?,
            Fact::Measure(fact) => measures::follow(cx, fact)?,
            Fact::Treatment(fact) => treatment(cx, fact)?,
            Fact::Billing(fact) => billing(cx, fact)?,
            Fact::Intake(fact) => intake(cx, fact)?,
            Fact::Conversation(fact) => conversation(cx, fact)?,
            Fact::Episode(fact) => spine(cx, &fact)?,
            Fact::Privacy(fact) => privacy(cx, fact)?,
            Fact::Plan(plan::Fact::PlanWritten(patient)) => crate::assessment::before_comprehensive_plan(cx, patient)?,
        }
    }
    Ok(())
}

fn spine(cx: &Context<'_>, fact: &episode::Fact) -> Result<(), Refusal> {
    match fact {
        episode::Fact::EpisodeClosed { patient, on } => {
            confidential::consent::end_with_treatment(cx, *patient, *on)?;
            for place in therapy_group::enrollments_of(cx.tx, *patient, *on, *on)? {
                if place.to.is_none_or(|last| last > *on) {
                    let ended = schedule::therapy_group::Enrollment { to: Some(*on), ..place.record.clone() };
                    cx.tx.amend(&ended, place.version, &cx.entry("treatment ended"))?;
                }
            }
            let mut groups = waitlist::leave_all(cx, *patient)?;
            groups.extend(therapy_group::enrollments_of(cx.tx, *patient, *on, *on)?.iter().map(|place| place.group));
            groups.sort();
            groups.dedup();
            groups.into_iter().try_for_each(|group| crate::waitlist::fill(cx, group))?;
            cx.tx.announce(TODAY)?;
        }
        episode::Fact::LinkChanged(_) => cx.tx.announce(INQUIRIES)?,
        episode::Fact::EpisodeOpened(..) => {}
        episode::Fact::PatientRegistered(patient) => note_numbers(cx, *patient)?,
        episode::Fact::PatientAmended(patient) => {
            note_numbers(cx, *patient)?;
            cx.tx.announce(TODAY)?;
        }
        episode::Fact::StayBegan(..) | episode::Fact::CareTeamChanged(_) => cx.tx.announce(TODAY)?,
    }
    Ok(())
}

/// What a person allows at their numbers is known to the conversation as soon as the chart knows it (P2-14).
fn note_numbers(cx: &Context<'_>, patient: PatientId) -> Result<(), Refusal> {
    let versions = cx.tx.history::<episode::Patient>(patient)?;
    let mut newest = versions.iter().rev().map(|(stored, _)| stored);
    let (Some(now), before) = (newest.next(), newest.next()) else { return Ok(()) };
    let known = conversation::permission::of_patient(cx.tx, patient)?;
    // What a person said later about a number is not undone because somebody corrects the street.
    let is_news = |point: &&episode::patient::ContactPoint| match before {
        Some(before) => !before.contact_points.contains(point),
        None => !known.iter().any(|one| one.address == point.channel.address()),
    };
    let points: Vec<_> = now.contact_points.iter().filter(is_news).cloned().collect();
    intake::inquiry::reach::note_points(cx, now.id, &points, "as the chart says")
}

/// Words in and out change the thread of an inquiry.
fn conversation(cx: &Context<'_>, fact: conversation::Fact) -> Result<(), Refusal> {
    use conversation::Fact as Said;
    match fact {
        Said::MessageReceived { patient, message } => {
            if !crate::waitlist::replied(cx, patient, message)? {
                crate::messages::received(cx, patient, message)?;
            }
            Ok(cx.tx.announce(INQUIRIES)?)
        }
        Said::MessageWritten { .. } | Said::MessageChanged { .. } | Said::PermissionChanged { .. } => {
            Ok(cx.tx.announce(INQUIRIES)?)
        }
    }
}

fn schedule(cx: &Context<'_>, fact: schedule::Fact) -> Result<(), Refusal> {
    match fact {
        schedule::Fact::AttendanceRecorded { patient, day } => {
            recount_day(cx, patient, day)?;
            crate::missed::marked(cx, patient, day)?;
            cx.tx.announce(TODAY)?;
        }
        schedule::Fact::EnrollmentChanged { patient, from, group } => {
            waitlist::settle(cx, patient, group)?;
            crate::waitlist::fill(cx, group)?;
            if from <= cx.today() {
                recount_from(cx, patient, from)?;
                cx.tx.announce(TODAY)?;
            }
        }
        schedule::Fact::SessionChanged { session, day } => recount_session(cx, session, day)?,
        schedule::Fact::KeptApart(_)
        | schedule::Fact::AvailabilityKept(_)
        | schedule::Fact::StaffTimeChanged
        | schedule::Fact::Reminded(_)
        | schedule::Fact::DoorCodeMade(_) => {}
        // Whoever is touched hears of it by the messages that are made from this fact.
        schedule::Fact::WeekChanged { .. } => cx.tx.announce(TODAY)?,
        // Who is told, and how, is decided where a switch is made (`remote`); here the boards hear of it.
        schedule::Fact::ResponseKept { .. }
        | schedule::Fact::ModalityChanged
        | schedule::Fact::ModalityTold(_)
        | schedule::Fact::TelehealthConsentChanged(_)
        | schedule::Fact::VideoCallAsked(_)
        | schedule::Fact::DoorChanged
        | schedule::Fact::DoorAnswered(_) => cx.tx.announce(TODAY)?,
        schedule::Fact::PlaceMayBeFree(group) => crate::waitlist::fill(cx, group)?,
        schedule::Fact::SessionsPlanned { .. } => cx.tx.announce(TODAY)?,
        // A group may have more places than before.
        schedule::Fact::ProgramConfigured => {
            waitlist::groups_waited_for(cx.tx)?.into_iter().try_for_each(|group| crate::waitlist::fill(cx, group))?;
            cx.tx.announce(TODAY)?;
        }
    }
    Ok(())
}

/// A session that was cancelled or moved changes the day of everybody who was expected in it.
fn recount_session(cx: &Context<'_>, session: GroupSessionId, day: Date) -> Result<(), Refusal> {
    if day <= cx.today() {
        let session = group_session::session(cx.tx, session)?;
        for patient in expected_in(cx.tx, &session)? {
            recount_day(cx, patient, day)?;
        }
    }
    Ok(cx.tx.announce(TODAY)?)
}

fn treatment(cx: &Context<'_>, fact: treatment::Fact) -> Result<(), Refusal> {
    match fact {
        treatment::Fact::NotesSigned { day, patients, .. } => {
            joined_loop(cx, &patients, day)?;
        }
        treatment::Fact::NoteChanged { patient, day } => joined_loop(cx, &[patient], day)?,
        treatment::Fact::SlipEntered { patient, day } => {
            recount_day(cx, patient, day)?;
            cx.tx.announce(TODAY)?;
        }
        treatment::Fact::CounselingNoteKept(_) | treatment::Fact::DayPackMade => {}
        treatment::Fact::OutreachLogged(patient) => {
            crate::missed::reached(cx, patient)?;
            cx.tx.announce(TODAY)?;
        }
        treatment::Fact::MissedSessionChanged(_) | treatment::Fact::ConcernChanged(_) => cx.tx.announce(TODAY)?,
    }
    Ok(())
}

/// The joined loop: a signature credits minutes, burns units and makes the day billable or says why not.
fn joined_loop(cx: &Context<'_>, patients: &[PatientId], day: Date) -> Result<(), Refusal> {
    if recount_days(cx, patients, day)? {
        cx.tx.announce(CLAIMS)?;
    }
    Ok(cx.tx.announce(TODAY)?)
}

fn privacy(cx: &Context<'_>, fact: privacy::Fact) -> Result<(), Refusal> {
    match fact {
        privacy::Fact::ConsentChanged { patient, from } => count_anew(cx, patient, from),
        // What was granted holds at once: the gate lets nothing pass to that payer (P2-50, P2-A12).
        privacy::Fact::PayerRestrictionGranted { patient, payer } => {
            let done = billing::coverage::RestrictPayer { patient, payer }.perform(cx)?;
            done.facts.into_iter().try_for_each(|fact| billing(cx, fact))
        }
        privacy::Fact::DutiesChanged | privacy::Fact::DirectoryChanged => Ok(()),
    }
}

/// Who may be told, or who pays, is another from this day on: what was billable is judged anew.
fn count_anew(cx: &Context<'_>, patient: PatientId, from: Date) -> Result<(), Refusal> {
    recount_from(cx, patient, from)?;
    cx.tx.announce(CLAIMS)?;
    Ok(cx.tx.announce(TODAY)?)
}

fn billing(cx: &Context<'_>, fact: billing::Fact) -> Result<(), Refusal> {
    match fact {
        billing::Fact::CoverageChanged { patient, from } => count_anew(cx, patient, from)?,
        billing::Fact::EligibilityAnswered { needs_attention: true, .. } | billing::Fact::EligibilitySeen { .. } => {
            cx.tx.announce(COVER)?;
            cx.tx.announce(TODAY)?;
        }
        billing::Fact::EligibilityAsked { .. }
        | billing::Fact::EligibilityAnswered { .. }
        | billing::Fact::CardKept { .. }
        | billing::Fact::SlidingFeeAgreed { .. } => cx.tx.announce(COVER)?,
        billing::Fact::DayRecounted { .. } => cx.tx.announce(TODAY)?,
        billing::Fact::PayersConfigured | billing::Fact::ClaimsBuilt(_) => cx.tx.announce(CLAIMS)?,
    }
    Ok(())
}

fn intake(cx: &Context<'_>, fact: intake::Fact) -> Result<(), Refusal> {
    match fact {
        intake::Fact::InquiryOpened { .. }
        | intake::Fact::InquiryChanged { .. }
        | intake::Fact::ReferralReceived { .. }
        | intake::Fact::ItemReconciled { .. } => {
            cx.tx.announce(INQUIRIES)?;
        }
        intake::Fact::PaperChanged { .. } | intake::Fact::GateWaived { .. } => cx.tx.announce(INQUIRIES)?,
        // What was held for want of a consent is counted anew (P2-26).
        intake::Fact::ConsentGiven { patient, from } => count_anew(cx, patient, from)?,
        // Whoever looks next sees it; nothing is computed anew: results keep their table (LC-A18).
        intake::Fact::PlacementTableApproved | intake::Fact::PlacesConfigured => {}
        // It is given to everybody in care a few at a time, right after and every night, because each is a file (P2-48).
        intake::Fact::NoticeRevised => {}
        intake::Fact::ReferralSourceKept(_) => cx.tx.announce(INQUIRIES)?,
        intake::Fact::Conversation(fact) => conversation(cx, fact)?,
        intake::Fact::Admitted { .. } => {
            cx.tx.announce(INQUIRIES)?;
            cx.tx.announce(TODAY)?;
        }
        intake::Fact::Episode(fact) => spine(cx, &fact)?,
        intake::Fact::Schedule(fact) => schedule(cx, fact)?,
    }
    Ok(())
}
