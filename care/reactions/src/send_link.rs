//! Makes a link to somebody's phone from their chart: what was sent to them and waits, and papers that wait for their answer (S-26,
//! IN-21); and, where staff say so, their own pages about confidentiality, which stand there as long as the link does. As on the admission
//! page it may be written to them in the same act, in neutral words (P2-14).

use access::{Action, Circumstances, Command, Context, Done, Kind, Refusal};
use confidential::{Guarded, Query};
use conversation::message::model::Channel as Network;
use conversation::message::{Letter, WriteMessage};
use conversation::permission::{self, ContactPermission, Standing};
use episode::patient_link::{LinkSent, SendLink, ToDo};
use intake::paper::{self, PaperState};
use vocabulary::id::PatientId;

use crate::Fact;
use crate::admission::{LinkLetter, TEMPLATE};

/// Makes the link.
#[derive(Clone, Debug)]
pub struct SendOwnLink {
    /// To whom.
    pub patient: PatientId,
    /// Whether their own pages about confidentiality stand on it.
    pub with_privacy: bool,
    /// For how many days it lives.
    pub lives_days: i64,
    /// How it is written to them; nothing when it is only shown.
    pub letter: Option<LinkLetter>,
}

impl Command for SendOwnLink {
    type Output = LinkSent;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<LinkSent, Fact>, Refusal> {
        cx.require(Action::Record, Kind::PatientLink)?;
        let patient = cx.tx.load::<episode::Patient>(self.patient)?.map(|stored| stored.record);
        // Whoever has no chart yet is called and known by what they said when they asked.
        let asked = if patient.is_none() { intake::inquiry::of_person(cx.tx, self.patient)?.into_iter().next() } else { None };
        let name = patient.as_ref().map(|patient| patient.name().given).or(asked.as_ref().map(|asked| asked.name.given.clone()));
        let waits = measure::open_of(cx.tx, self.patient)?;
        let mut to_do: Vec<ToDo> = waits.iter().filter(|one| one.is_sent).map(|one| ToDo::Measure(one.id)).collect();
        let papers = paper::of_patient(cx.tx, self.patient)?;
        to_do.extend(papers.iter().filter(|paper| paper.state() == PaperState::Open).map(|paper| ToDo::Paper(paper.id)));
        if self.with_privacy {
            to_do.extend([ToDo::Privacy, ToDo::Sessions]);
        }
        let send = SendLink {
            patient: self.patient,
            name: name.ok_or(Refusal::NotFound)?,
            birth_date: patient.as_ref().map(|patient| patient.birth_date).or(asked.and_then(|asked| asked.birth_date)),
            language: patient.map_or_else(|| "en".to_owned(), |patient| patient.language),
            to_do,
            lives_days: self.lives_days,
        };
        let sent = send.perform(cx)?;
        let mut happened: Vec<Fact> = sent.facts.into_iter().map(Fact::from).collect();
        if let Some(letter) = &self.letter {
            let is_email = letter.address.contains('@');
            let write = WriteMessage {
                letter: Letter {
                    patient: self.patient,
                    channel: if is_email { Network::Email } else { Network::Text },
                    address: letter.address.clone(),
                    subject: is_email.then(|| intake::inquiry::subject(cx)).transpose()?,
                    words: letter.words.clone(),
                    enclosed: Some(format!("{}{}", letter.before_secret, sent.output.token.to_address())),
                    language: letter.language,
                    template: Some(TEMPLATE.to_owned()),
                    answers_them: false,
                },
            };
            happened.extend(write.perform(cx)?.facts.into_iter().map(Fact::from));
        }
        Ok(Done { output: sent.output, facts: happened })
    }
}

/// Asks where a link to somebody's phone may be written to.
#[derive(Clone, Copy, Debug)]
pub struct LinkAddresses {
    /// Whose.
    pub patient: PatientId,
}

/// What a link is written in and to.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkAddressesView {
    /// The numbers and addresses that may be written to now.
    pub allowed: Vec<ContactPermission>,
    /// The language the person reads, as a tag.
    pub language: String,
}

impl Query for LinkAddresses {
    type View = LinkAddressesView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<LinkAddressesView>, Refusal> {
        cx.require(Action::Record, Kind::PatientLink)?;
        let mut allowed = Vec::new();
        if cx.may(Action::Record, Kind::Message, Circumstances::default()) {
            let all = permission::of_patient(cx.tx, self.patient)?;
            allowed.extend(all.into_iter().map(|one| one.record).filter(|one| one.standing == Standing::Allowed));
        }
        let known = cx.tx.load::<episode::Patient>(self.patient)?;
        let language = known.map_or_else(|| "en".to_owned(), |known| known.language.clone());
        Ok(Guarded::chart(self.patient, Kind::PatientLink, LinkAddressesView { allowed, language }))
    }
}
