//! Signs a paper: on the person's own phone, or in the program with staff beside them, by typing, drawing, or on paper that is
//! scanned. The signature names the SHA-256 of the file that was shown; another file is a conflict, not a signature. A consent in the
//! paper is in force with the last signature that is needed (P2-20, P2-26, P2-30).

use access::{Action, Command, Context, Done, Kind, Problems, Refusal, Staff};
use confidential::Consent;
use confidential::consent::ConsentSignature;
use schedule::program::all_programs;
use store::Stored;
use vocabulary::id::{ConsentId, PaperId};

use super::issue::moment_words;
use super::{Capacity, Language, Outcome, Paper, PaperState, Press, Signature, SignedHow, Where, press, store as papers};
use crate::Fact;

/// A mark has at most so many lines of the pen.
const MOST_STROKES: usize = 200;
/// And so many points in all.
const MOST_POINTS: usize = 6_000;
/// A scan is at most so large, in bytes.
const MOST_BYTES: usize = 12 << 20;

/// Signs a paper.
#[derive(Clone)]
pub struct SignPaper {
    /// Which.
    pub paper: PaperId,
    /// SHA-256 of the file that was shown to whoever signs.
    pub sha256: String,
    /// The name as signed.
    pub name: String,
    /// How.
    pub mark: Mark,
    /// As what.
    pub capacity: Capacity,
    /// The paper that proves it, when it is not the person; may be empty.
    pub authority: String,
    /// The language that was read.
    pub language: Language,
    /// What makes the copy with the signatures under it.
    pub press: Press,
}

/// How somebody signs.
#[derive(Clone, Debug)]
pub enum Mark {
    /// By typing their name.
    Typed,
    /// And drawing their mark, in 600 by 200.
    Drawn(Vec<Vec<(u16, u16)>>),
    /// On paper; staff only.
    Scan {
        /// The scan as sent.
        bytes: Vec<u8>,
    },
}

impl std::fmt::Debug for SignPaper {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "SignPaper({})", self.paper)
    }
}

impl Command for SignPaper {
    type Output = PaperId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<PaperId, Fact>, Refusal> {
        let current = papers::load(cx.tx, self.paper)?;
        let patient = current.patient;
        cx.require_when(Action::Sign, Kind::Paper, cx.about(patient))?;
        if current.signatures.iter().any(|known| known.capacity == self.capacity && known.sha256 == self.sha256) {
            return Ok(Done::already(self.paper));
        }
        if current.state() != PaperState::Open {
            return Err(super::decline::closed(current.state()));
        }
        if current.sha256 != self.sha256 {
            return Err(Refusal::Conflict);
        }
        let signature = self.signature(cx, &current)?;
        let mut next = current.record.clone();
        next.signatures.push(signature);
        let mut facts = vec![Fact::PaperChanged { patient }];
        if next.still_to_sign().is_empty() {
            let consent = give_consent(cx, &next, &mut facts)?;
            let copy_sha256 = self.copy(cx, &next)?;
            next.outcome = Some(Outcome::Signed { at: cx.now, copy_sha256, consent });
        }
        cx.tx.amend(&next, current.version, &cx.entry("paper signed"))?;
        Ok(Done { output: self.paper, facts })
    }
}

impl SignPaper {
    fn signature(&self, cx: &Context<'_>, paper: &Stored<Paper>) -> Result<Signature, Refusal> {
        let mut problems = Problems::none();
        let name = vocabulary::name::tidy(&self.name);
        problems.require("name", name.chars().count() >= 2, "Write the name as a signature.");
        let is_asked = paper.still_to_sign().contains(&self.capacity);
        problems.require("capacity", is_asked, "This paper is signed by somebody else: see who must sign.");
        let authority = Some(vocabulary::name::tidy(&self.authority)).filter(|words| !words.is_empty());
        let proves = self.capacity == Capacity::Patient || authority.is_some();
        problems.require("authority", proves, "Name the paper that lets you sign for the person (P2-20, element 8).");
        let how = problems.check("mark", self.how(cx));
        let how = problems.finish(how)?;
        let place = if cx.actor.person.is_some() { Where::OwnPhone } else { Where::Beside(cx.actor.staff) };
        Ok(Signature {
            sha256: self.sha256.clone(),
            name,
            capacity: self.capacity,
            authority,
            how,
            place,
            at: cx.now,
            language: self.language,
        })
    }

    fn how(&self, cx: &Context<'_>) -> Result<SignedHow, String> {
        match &self.mark {
            Mark::Typed => Ok(SignedHow::Typed),
            Mark::Drawn(strokes) => {
                let points: usize = strokes.iter().map(Vec::len).sum();
                if strokes.is_empty() || strokes.len() > MOST_STROKES || points > MOST_POINTS {
                    return Err("Draw your mark again, a little shorter, or leave it out.".to_owned());
                }
                Ok(SignedHow::Drawn(strokes.clone()))
            }
            Mark::Scan { .. } if cx.actor.person.is_some() => Err("A scan is added by staff.".to_owned()),
            Mark::Scan { bytes } if bytes.len() > MOST_BYTES => Err("The scan is larger than 12 megabytes.".to_owned()),
            Mark::Scan { bytes } => {
                let media_type = scan_type(bytes).ok_or_else(|| "A scan is a PDF, JPEG or PNG file.".to_owned())?;
                let sha256 = cx.tx.keep_original(bytes, media_type, cx.now).map_err(|error| error.to_string())?;
                Ok(SignedHow::Scan { sha256, media_type: media_type.to_owned() })
            }
        }
    }

    fn copy(&self, cx: &Context<'_>, paper: &Paper) -> Result<String, Refusal> {
        let programs = all_programs(cx.tx)?;
        let program = programs.first().map(|program| program.public_name.clone()).unwrap_or_default();
        let mut names = std::collections::HashMap::new();
        for signature in &paper.signatures {
            if let Where::Beside(staff) = signature.place {
                let found = cx.tx.load::<Staff>(staff)?;
                names.insert(staff, found.map_or_else(|| cx.actor.signature_name.clone(), |staff| staff.signature_name()));
            }
        }
        let beside = |place: &Where| match place {
            Where::OwnPhone => "on their own phone".to_owned(),
            Where::Beside(staff) => {
                format!("in the program, beside {}", names.get(staff).map_or("a member of staff", String::as_str))
            }
        };
        let sheet = press::signed(paper, &program, &|at| moment_words(cx, at), &beside);
        let bytes = (self.press)(&sheet).map_err(Refusal::Fault)?;
        Ok(cx.tx.keep_original(&bytes, "application/pdf", cx.now)?)
    }
}

fn scan_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => Some("application/pdf"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        _ => None,
    }
}

/// Records the consent that the gate reads from now on.
fn give_consent(cx: &Context<'_>, paper: &Paper, facts: &mut Vec<Fact>) -> Result<Option<ConsentId>, Refusal> {
    let Some(terms) = &paper.consent else { return Ok(None) };
    cx.require_when(Action::Record, Kind::Consent, cx.about(paper.patient))?;
    let signature = |one: &Signature| ConsentSignature {
        name: one.name.clone(),
        capacity: one.capacity,
        authority: one.authority.clone().unwrap_or_default(),
    };
    let consent = Consent {
        id: cx.new_id(),
        patient: paper.patient,
        kind: terms.kind,
        patient_name_as_signed: paper.signatures.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join("; "),
        discloser: terms.discloser.clone(),
        recipients: terms.recipients.clone(),
        purposes: terms.purposes.clone(),
        categories: terms.categories.clone(),
        words: terms.words.clone(),
        expires: terms.expires,
        states: terms.states.clone(),
        signer_basis: paper.basis,
        signatures: paper.signatures.iter().map(signature).collect(),
        signed_on: cx.today(),
        irrevocable_until: terms.irrevocable_until,
        revoked_at: None,
        treatment_ended_on: None,
        known_false_at: None,
    };
    let given = privacy::consent::put_in_force(cx, consent)?;
    facts.push(Fact::ConsentGiven { patient: paper.patient, from: cx.today() });
    Ok(Some(given))
}
