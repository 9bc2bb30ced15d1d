//! What is due today beside the people: notes, co-signatures, authorizations, days that can still be rescued.

use access::{Action, Circumstances, Context, Kind, Refusal};
use billing::service_day::{BillingState, ServiceDay};
use treatment::progress_note;

use super::view::{Due, DueKind, Lane};

/// The due list for whoever looks; only what has a count is on it.
pub(super) fn due<'d>(
    cx: &Context<'_>,
    lanes: &[Lane],
    alerts: &[String],
    days: impl Iterator<Item = &'d ServiceDay>,
) -> Result<Vec<Due>, Refusal> {
    let open: Vec<&Lane> =
        lanes.iter().filter(|lane| lane.has_notes && lane.cancelled.is_none() && lane.ends_at <= cx.now).collect();
    let unsigned: i64 = open.iter().map(|lane| present(lane) - lane.signed).filter(|count| *count > 0).sum();
    let mut groups: Vec<String> = open.iter().filter(|lane| present(lane) > lane.signed).map(|lane| lane.name.clone()).collect();
    groups.dedup();
    let cosign = progress_note::signed_without_cosignature(cx.tx, cx.actor.staff)?;
    let held = days.filter(|counted| counted.state == BillingState::Held).count();
    let sees_cover = cx.may(Action::View, Kind::Coverage, Circumstances::default());
    let cover = if sees_cover { billing::eligibility::attention_count(cx.tx)? } else { 0 };
    let asks_consents = cx.may(Action::Record, Kind::Consent, Circumstances::default());
    let ending = if asks_consents { privacy::consent::ending(cx)?.len() } else { 0 };
    let (missing, answers) = crate::missed::not_accounted_for(cx)?;
    let told = [
        (missing, format!("{missing} did not come and nobody knows where they are")),
        (answers, format!("{answers} cannot come or ask for another time")),
    ];
    let told: Vec<String> = told.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
    let all = [
        (DueKind::NotAccountedFor, count(missing + answers), told.join("; ")),
        (DueKind::NotesToSign, unsigned, groups.join(", ")),
        (DueKind::NotesToCosign, count(cosign.len()), "Waiting for your signature".to_owned()),
        (DueKind::DaysHeld, count(held), "Can still be rescued today".to_owned()),
        (DueKind::CoverChanged, cover, "A payer refused, ended or changed it".to_owned()),
        (DueKind::ConsentsEnding, count(ending), "Within 30 days; nothing leaves by them afterwards".to_owned()),
        (DueKind::AuthorizationsEnding, count(alerts.len()), alerts.first().cloned().unwrap_or_default()),
    ];
    Ok(all.into_iter().filter(|(_, count, _)| *count > 0).map(|(kind, count, words)| Due { kind, count, words }).collect())
}

fn present(lane: &Lane) -> i64 {
    count(lane.people.iter().filter(|person| person.arrival.is_present()).count())
}

fn count(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(i64::MAX)
}
