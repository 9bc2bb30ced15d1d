//! What was typed from a slip, read; and the form as it begins, with what stands.

use access::Problem as Wrong;
use jiff::Timestamp;
use jiff::civil::Date;
use treatment::day_pack::view::SlipView;
use treatment::day_pack::{OnPaper, WrittenOnPaper};
use treatment::group_note::Participation;
use vocabulary::ProgramZone;
use vocabulary::day::parse_time;
use vocabulary::id::{GroupSessionId, PatientId};

use crate::form::Sent;
use crate::patients::filled::wrong;

/// The form as it begins: what stands, or the leader and the end of the session for who wrote it and when.
pub(super) fn begin(view: &SlipView, zone: &ProgramZone) -> Sent {
    let clock = |at: Option<Timestamp>| at.map(|at| zone.local(at).time().strftime("%H:%M").to_string()).unwrap_or_default();
    let entry = view.entry.as_ref();
    let mut sent = Sent::default()
        .with("version", entry.map(|entry| entry.version.to_string()).unwrap_or_default())
        .with("draft", view.about.as_ref().and_then(|about| about.draft.as_ref()).map_or(0, |draft| draft.version).to_string());
    let ends = view.about.as_ref().map(|about| about.ends_at);
    let leader = view.about.as_ref().and_then(|about| about.leaders.first()).map(ToString::to_string).unwrap_or_default();
    let Some(entry) = entry.map(|entry| &entry.entry) else {
        return sent.with("says", "written").with("written_by", leader).with("written_at", clock(ends));
    };
    sent = sent.with(
        "says",
        match entry.on_paper {
            OnPaper::NothingWritten => "nothing",
            OnPaper::Lost => "lost",
            OnPaper::Written(_) | OnPaper::Withdrawn => "written",
        },
    );
    let Some(written) = entry.written() else {
        return sent.with("written_by", leader).with("written_at", clock(ends));
    };
    if let Some((is_excused, why)) = &written.absence {
        sent = sent.with("absence", if *is_excused { "excused" } else { "absent" }).with("why", why.clone());
    }
    if written.words_to_come {
        sent = sent.with("to_come", "1");
    }
    sent.with("arrived", clock(written.arrived))
        .with("left", clock(written.left))
        .with("participation", written.participation.map(Participation::as_str).unwrap_or_default())
        .with("words", written.words.clone())
        .with("written_by", written.written_by.map_or(leader, |staff| staff.to_string()))
        .with("written_at", clock(written.written_at.or(ends)))
}

/// What the paper says, as typed.
pub(super) fn read(sent: &Sent, day: Date, zone: &ProgramZone, unread: &mut Vec<Wrong>) -> OnPaper {
    match sent.text("says") {
        "nothing" => return OnPaper::NothingWritten,
        "lost" => return OnPaper::Lost,
        "withdrawn" => return OnPaper::Withdrawn,
        "written" => {}
        _ => unread.push(wrong("says", "Choose what the slip says.")),
    }
    let mut time = |field: &str| match sent.text(field) {
        "" => None,
        typed => {
            let read = parse_time(typed).map_err(|problem| format!("{problem}."));
            let read = read.and_then(|time| zone.at(day, time).map_err(|problem| format!("{problem}.")));
            read.map_err(|sentence| unread.push(wrong(field, sentence))).ok()
        }
    };
    let (arrived, left, written_at) = (time("arrived"), time("left"), time("written_at"));
    let words = sent.text("words").replace("\r\n", "\n");
    let why = sent.text("why").to_owned();
    let absence = match sent.text("absence") {
        "excused" => Some((true, why)),
        "absent" => Some((false, why)),
        _ => {
            if !why.is_empty() {
                unread.push(wrong("absence", "Choose whether they were excused or did not come, or clear the reason."));
            }
            None
        }
    };
    let has_words = !words.is_empty();
    OnPaper::Written(Box::new(WrittenOnPaper {
        arrived,
        left,
        absence,
        participation: Participation::parse(sent.text("participation")),
        words_to_come: sent.is_on("to_come") && !has_words,
        written_by: sent.parse("written_by").filter(|_| has_words),
        written_at: written_at.filter(|_| has_words),
        words,
    }))
}

/// Whom a blank slip is about.
pub(super) fn about(sent: &Sent) -> Option<(GroupSessionId, PatientId)> {
    let (session, patient) = sent.text("person").split_once('.')?;
    Some((session.parse().ok()?, patient.parse().ok()?))
}
