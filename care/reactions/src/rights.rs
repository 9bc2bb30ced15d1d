//! What a request about a record needs from several chapters: who asks, which payers there are, what the payer is called that is to
//! learn nothing.

use access::{Action, Circumstances, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use episode::patient::FoundPatient;
use privacy::request::{OpenRequest, RequestLine};
use vocabulary::id::{PatientId, PayerId, PrivacyRequestId};
use vocabulary::{PersonName, search};

/// The most people that a search answers with.
const MOST_FOUND: i64 = 20;

/// Asks for what a form for a new request shows of the person: the name, and which payers there are.
#[derive(Clone, Copy, Debug)]
pub struct WhoAsks {
    /// Who.
    pub patient: PatientId,
}

/// The person a request is about.
#[derive(Clone, Debug)]
pub struct Asker {
    /// Who.
    pub patient: PatientId,
    /// The name on screens.
    pub name: PersonName,
    /// The record number.
    pub record_number: i64,
    /// Every payer that could learn something, theirs first.
    pub payers: Vec<(PayerId, String)>,
}

impl Query for WhoAsks {
    type View = Asker;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Asker>, Refusal> {
        // Whoever answers requests knows the person by the request itself; others by their own right to see who somebody is.
        let reads = cx.may(Action::View, Kind::PrivacyRequest, Circumstances::default());
        if !reads {
            cx.require(Action::Record, Kind::PrivacyRequest)?;
        }
        let patient = episode::patient::load(cx.tx, self.patient)?;
        let theirs: Vec<PayerId> = billing::coverage::of_patient(cx.tx, self.patient)?.iter().map(|one| one.payer).collect();
        let payers = billing::payer::all_payers(cx.tx)?.into_iter().filter(|payer| !payer.is_self_pay);
        let mut payers: Vec<(PayerId, String)> = payers.map(|payer| (payer.id, payer.name.clone())).collect();
        payers.sort_by_key(|(id, _)| !theirs.contains(id));
        let asker = Asker { patient: self.patient, name: patient.name(), record_number: patient.record_number, payers };
        let kind = if reads { Kind::PrivacyRequest } else { Kind::Patient };
        Ok(Guarded::chart(self.patient, kind, asker))
    }
}

/// Looks for the person a request is about. The request is the purpose, and is what is written down.
#[derive(Clone, Debug)]
pub struct FindWhoAsks {
    /// What was typed: a name, the end of a telephone number, a record number.
    pub words: String,
}

impl Query for FindWhoAsks {
    type View = Vec<FoundPatient>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<FoundPatient>>, Refusal> {
        cx.require(Action::Record, Kind::PrivacyRequest)?;
        cx.require_when(Action::Search, Kind::Patient, Circumstances::for_purpose())?;
        let words = search::tokens(&self.words);
        let found = if words.is_empty() { Vec::new() } else { episode::patient::by_words(cx.tx, &words, MOST_FOUND)? };
        let people = found.iter().map(|one| FoundPatient::of(one)).collect();
        Ok(Guarded::several(Kind::Patient, people).in_circumstances(Circumstances::for_purpose()))
    }
}

/// Asks for one request with the name of the payer that is to learn nothing.
#[derive(Clone, Copy, Debug)]
pub struct OpenRequestWithPayer {
    /// Which.
    pub request: PrivacyRequestId,
}

/// A request, and what the payer is called.
#[derive(Clone, Debug)]
pub struct RequestWithPayer {
    /// The request.
    pub line: RequestLine,
    /// The payer's name, where the request is about one.
    pub payer: Option<String>,
}

impl Query for OpenRequestWithPayer {
    type View = RequestWithPayer;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<RequestWithPayer>, Refusal> {
        let line = OpenRequest { request: self.request }.line(cx)?;
        let payer = line.request.payer.map(|payer| billing::payer::payer(cx.tx, payer)).transpose()?;
        let payer = payer.map(|payer| payer.name.clone());
        Ok(Guarded::chart(line.request.patient, Kind::PrivacyRequest, RequestWithPayer { line, payer }))
    }
}
