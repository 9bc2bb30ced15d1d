//! A consent that staff put together on a screen, given as a paper to read and sign on the person's own phone (P2-20). Its words are made
//! from its terms in the person's language, with everything the law wants said; what they state is what the consent states, so that
//! nothing is ticked that the paper does not say. It is in force with the signature, and may be declined.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use confidential::consent::{ConsentKind, Expiry, Purpose, Statement, Terms, lacks};
use confidential::signer;
use jiff::civil::Date;
use schedule::program::{Program, all_programs};
use vocabulary::id::{PaperId, PatientId, PayerId};

use super::issue::{moment_words, no_program, not_checked};
use super::{Act, Block, Capacity, ConsentToRecord, Language, Paper, PaperState, Press, SignerBasis, Words, plain, press, store};
use crate::Fact;

/// The template of a paper that is a consent put together on a screen.
pub const BUILT_CONSENT: &str = "built_consent";
/// One more for each change of its words.
const VERSION: u32 = 1;

const TEXTS: [(Language, &str); 4] = [
    (Language::En, include_str!("../../data/papers/built_consent.en.md")),
    (Language::Es, include_str!("../../data/papers/built_consent.es.md")),
    (Language::Pt, include_str!("../../data/papers/built_consent.pt.md")),
    (Language::Ht, include_str!("../../data/papers/built_consent.ht.md")),
];

/// Gives a consent to somebody to read and sign.
#[derive(Clone)]
pub struct OfferConsent {
    /// To whom.
    pub patient: PatientId,
    /// In which language; nothing for the person's own.
    pub language: Option<Language>,
    /// On which basis somebody signs.
    pub basis: SignerBasis,
    /// What it says. Who may disclose and what the words state are filled in here.
    pub consent: ConsentToRecord,
    /// The payers by name.
    pub payers: Vec<(PayerId, String)>,
    /// What makes the file.
    pub press: Press,
}

impl std::fmt::Debug for OfferConsent {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "OfferConsent({:?}, {:?})", self.consent.kind, self.language)
    }
}

impl Command for OfferConsent {
    type Output = PaperId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<PaperId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Consent)?;
        cx.require(Action::Record, Kind::Paper)?;
        let person = episode::patient::load(cx.tx, self.patient)?.record;
        let language = self.language.unwrap_or_else(|| Language::of_tag(&person.language));
        let programs = all_programs(cx.tx)?;
        let program = programs.first().ok_or_else(no_program)?;
        let consent = ConsentToRecord {
            kind: self.kind(),
            discloser: program.public_name.clone(),
            states: Some(states(self.kind(), &self.consent.purposes)),
            words: self.consent.words.trim().to_owned(),
            ..self.consent.clone()
        };
        self.judge(person.birth_date, cx.today(), &consent)?;
        let about = About { name: person.legal_name.full(), consent: &consent, program, payers: &self.payers };
        let words = about.words(language)?;
        let waiting = store::of_patient(cx.tx, self.patient)?;
        let same =
            |paper: &Paper| paper.state() == PaperState::Open && paper.words == words && paper.consent.as_ref() == Some(&consent);
        if let Some(paper) = waiting.iter().find(|paper| same(paper)) {
            return Ok(Done::already(paper.id));
        }
        let paper = self.paper(cx, program, language, (words, consent))?;
        cx.tx.append(&paper, &cx.entry("consent given to sign"))?;
        Ok(Done::with(paper.id, Fact::PaperChanged { patient: self.patient }))
    }
}

impl OfferConsent {
    /// One consent to all three purposes is of a kind of its own (P2-21), whatever was chosen.
    fn kind(&self) -> ConsentKind {
        let is_tpo = Purpose::TPO.iter().all(|purpose| self.consent.purposes.contains(purpose));
        if is_tpo && self.consent.kind == ConsentKind::General { ConsentKind::Tpo } else { self.consent.kind }
    }

    fn judge(&self, birth_date: Date, today: Date, consent: &ConsentToRecord) -> Result<(), Refusal> {
        let mut problems = Problems::none();
        privacy::consent::add_lacks(
            lacks(&Terms {
                kind: consent.kind,
                recipients: &consent.recipients,
                purposes: &consent.purposes,
                categories: &consent.categories,
                expires: consent.expires,
                states: consent.states.as_deref(),
                is_irrevocable_for_a_time: consent.irrevocable_until.is_some(),
            }),
            &mut problems,
        );
        if let Expiry::On(last) = consent.expires {
            problems.require("expires_on", today <= last, "It would end before it is signed. Choose a later day.");
        }
        let fits = signer::fits(self.basis, birth_date, today);
        problems.require("signer_basis", fits, "This does not fit the person’s age. Choose who signs (P2-30).");
        let signs = signer::who_must_sign(self.basis).contains(&Capacity::Patient);
        problems.require("signer_basis", signs, "Somebody else signs for them: record it as it was signed on paper.");
        problems.finish(Some(()))
    }

    fn paper(
        &self,
        cx: &Context<'_>,
        program: &Program,
        language: Language,
        (words, consent): (Words, ConsentToRecord),
    ) -> Result<Paper, Refusal> {
        let id: PaperId = cx.new_id();
        let made = moment_words(cx, cx.now);
        let sheet = press::given(id.to_string(), language, &program.public_name, words.clone(), cx.now, made);
        let bytes = (self.press)(&sheet).map_err(Refusal::Fault)?;
        Ok(Paper {
            id,
            patient: self.patient,
            template: BUILT_CONSENT.to_owned(),
            template_version: VERSION,
            language,
            act: Act::Sign,
            may_decline: true,
            basis: self.basis,
            words,
            sha256: cx.tx.keep_original(&bytes, "application/pdf", cx.now)?,
            given_at: cx.now,
            consent: Some(consent),
            signatures: Vec::new(),
            outcome: None,
        })
    }
}

/// What the words of the paper are made from.
struct About<'a> {
    name: String,
    consent: &'a ConsentToRecord,
    program: &'a Program,
    payers: &'a [(PayerId, String)],
}

impl About<'_> {
    /// The words in a language. No native reader has checked a translation, so the English text, which counts, stands after it.
    fn words(&self, language: Language) -> Result<Words, Refusal> {
        let mut words = self.words_in(language)?;
        if language != Language::En {
            let source = self.words_in(Language::En)?;
            words.blocks.push(Block::Paragraph(not_checked(language).to_owned()));
            words.blocks.push(Block::Language(Language::En));
            words.blocks.push(Block::Heading(source.title));
            words.blocks.extend(source.blocks);
        }
        Ok(words)
    }

    fn words_in(&self, language: Language) -> Result<Words, Refusal> {
        let text = TEXTS.iter().find(|(known, _)| *known == language).map_or("", |(_, text)| *text);
        let (consent, program) = (self.consent, self.program);
        let value = |name: &str| match name {
            "patient_name" => Some(self.name.clone()),
            "program" => Some(program.public_name.clone()),
            "program_phone" => {
                Some(vocabulary::Phone::parse(&program.phone).map_or_else(|_| program.phone.clone(), |phone| phone.display()))
            }
            "recipients" => Some(begun(&plain::recipients(language, &consent.recipients, self.payers))),
            "categories" => Some(begun(&plain::categories(language, consent.categories.iter().copied()))),
            "purposes" => Some(begun(&plain::purposes(language, &consent.purposes))),
            "expires" => Some(begun(&plain::expiry(language, consent.expires))),
            "words" => Some(consent.words.clone()),
            "held_until" => consent.irrevocable_until.map(|last| plain::day(language, last)),
            _ => None,
        };
        let fault = |error| Refusal::Fault(format!("{BUILT_CONSENT}.{}: {error}", language.tag()));
        Words::read(&parts(text, consent), &value).map_err(fault)
    }
}

/// What the words of a consent of this kind for these purposes state.
fn states(kind: ConsentKind, purposes: &[Purpose]) -> Vec<Statement> {
    let mut all = Statement::of_kind(kind).to_vec();
    all.extend(purposes.contains(&Purpose::Fundraising).then_some(Statement::FundraisingOptOut));
    all
}

/// The lines of a text that are for this consent: one that begins with a word in brackets is for those of which that is so.
fn parts(text: &str, consent: &ConsentToRecord) -> String {
    let is_tpo = consent.kind == ConsentKind::Tpo;
    let is_payment = consent.purposes.contains(&Purpose::Payment);
    let is_so = |name: &str| match name {
        "words" => !consent.words.is_empty(),
        "held" => consent.irrevocable_until.is_some(),
        "free" => consent.irrevocable_until.is_none(),
        "tpo" => is_tpo,
        "not_tpo" => !is_tpo,
        "payment" => !is_tpo && is_payment,
        "other" => !is_tpo && !is_payment,
        "fundraising" => consent.purposes.contains(&Purpose::Fundraising),
        _ => false,
    };
    let line = |line: &str| match line.strip_prefix('[').and_then(|rest| rest.split_once("] ")) {
        Some((name, rest)) => is_so(name).then(|| rest.to_owned()),
        None => Some(line.to_owned()),
    };
    text.lines().filter_map(line).collect::<Vec<_>>().join("\n")
}

/// The same with a capital at its beginning.
fn begun(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
