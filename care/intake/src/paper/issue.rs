//! Gives papers to a person: fills them in from what is known, makes the file and keeps its exact bytes (P2-20, P2-48, MA-16).
//! A paper that is open already with the same words stands; with other words it is taken back and given anew.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use confidential::consent::Recipient;
use confidential::signer;
use jiff::Timestamp;
use jiff::civil::Date;
use schedule::program::{Program, all_programs};
use vocabulary::id::{PaperId, PatientId, PayerId};

use super::terms::TermRecipient;
use super::words::NotWords;
use super::{
    Block, ConsentTerms, ConsentToRecord, Language, Outcome, Paper, PaperState, Press, Review, SignerBasis, Template, Words,
    press, store, template,
};
use crate::Fact;
use crate::notice::{self, NOTICE, NoticeEdition, NoticeText};

/// Gives papers.
#[derive(Clone)]
pub struct IssuePapers {
    /// To whom.
    pub patient: PatientId,
    /// The name on the papers.
    pub patient_name: String,
    /// The date of birth, for whoever must sign.
    pub birth_date: Option<Date>,
    /// Which, by the keys of their templates.
    pub papers: Vec<String>,
    /// In which language.
    pub language: Language,
    /// On which basis somebody signs.
    pub basis: SignerBasis,
    /// What is known beside.
    pub known: Known,
    /// What makes the files.
    pub press: Press,
}

/// What is known of a person that papers speak of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Who pays, by id and name.
    pub payer: Option<(PayerId, String)>,
    /// Whom to call: name and number.
    pub emergency_contact: Option<(String, String)>,
    /// What somebody who pays alone is expected to pay, in words.
    pub self_pay_terms: Option<String>,
}

impl std::fmt::Debug for IssuePapers {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "IssuePapers({:?}, {:?})", self.papers, self.language)
    }
}

impl Command for IssuePapers {
    type Output = Vec<PaperId>;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<Vec<PaperId>, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Paper)?;
        self.give(cx)
    }
}

impl IssuePapers {
    /// Gives them, for whoever has asked whether the actor may.
    pub(crate) fn give(&self, cx: &Context<'_>) -> Result<Done<Vec<PaperId>, Fact>, Refusal> {
        let programs = all_programs(cx.tx)?;
        let program = programs.first().ok_or_else(no_program)?;
        self.judge(cx.today())?;
        let known = store::of_patient(cx.tx, self.patient)?;
        let mut given = Vec::with_capacity(self.papers.len());
        let mut is_new = false;
        for key in &self.papers {
            let template = template(key, cx.today())?;
            let source = Source::of(cx, template)?;
            let words = fill(self, &source, program)?;
            let open = known.iter().find(|paper| paper.template == *key && paper.state() == PaperState::Open);
            match open {
                Some(paper) if paper.words == words && paper.basis == self.basis => given.push(paper.id),
                open => {
                    if let Some(old) = open {
                        let outcome = Some(Outcome::Withdrawn { at: cx.now, reason: "given anew".to_owned() });
                        cx.tx.amend(&Paper { outcome, ..old.record.clone() }, old.version, &cx.entry("paper given anew"))?;
                    }
                    let paper = self.paper(cx, (template, source.version()), program, words)?;
                    cx.tx.append(&paper, &cx.entry("paper given"))?;
                    given.push(paper.id);
                    is_new = true;
                }
            }
        }
        let facts = if is_new { vec![Fact::PaperChanged { patient: self.patient }] } else { Vec::new() };
        Ok(Done { output: given, facts })
    }

    fn judge(&self, today: Date) -> Result<(), Refusal> {
        let mut problems = Problems::none();
        problems.require("papers", !self.papers.is_empty(), "Choose at least one paper.");
        problems.require("patient_name", !self.patient_name.trim().is_empty(), "Write the name of the person first.");
        match self.birth_date {
            None => problems.add("birth_date", "Ask for the date of birth first: it says who must sign."),
            Some(born) => problems.require(
                "basis",
                signer::fits(self.basis, born, today),
                "This does not fit the person’s age. Choose who signs (P2-30).",
            ),
        }
        problems.finish(Some(()))
    }

    fn paper(
        &self,
        cx: &Context<'_>,
        (template, template_version): (&Template, u32),
        program: &Program,
        words: Words,
    ) -> Result<Paper, Refusal> {
        let id: PaperId = cx.new_id();
        let made = moment_words(cx, cx.now);
        let sheet = press::given(id.to_string(), self.language, &program.public_name, words.clone(), cx.now, made);
        let bytes = (self.press)(&sheet).map_err(Refusal::Fault)?;
        Ok(Paper {
            id,
            patient: self.patient,
            template: template.key.clone(),
            template_version,
            language: self.language,
            act: template.act,
            may_decline: template.may_decline,
            basis: self.basis,
            words,
            sha256: cx.tx.keep_original(&bytes, "application/pdf", cx.now)?,
            given_at: cx.now,
            consent: template.consent.as_ref().map(|terms| self.consent(terms, program)).transpose()?,
            signatures: Vec::new(),
            outcome: None,
        })
    }

    fn consent(&self, terms: &ConsentTerms, program: &Program) -> Result<ConsentToRecord, Refusal> {
        let recipient = |to: &TermRecipient| match to {
            TermRecipient::Payer => self.known.payer.as_ref().map(|(payer, _)| Recipient::Payer(*payer)),
            TermRecipient::HealthPlans => Some(Recipient::HealthPlans),
            TermRecipient::TreatingProviders => Some(Recipient::TreatingProviders),
            TermRecipient::EmergencyContact => {
                self.known.emergency_contact.as_ref().map(|(name, phone)| Recipient::Named(format!("{name}, {phone}")))
            }
        };
        let recipients: Option<Vec<Recipient>> = terms.recipients.iter().map(recipient).collect();
        Ok(ConsentToRecord {
            discloser: program.public_name.clone(),
            recipients: recipients.ok_or_else(|| missing("payer"))?,
            kind: terms.kind,
            purposes: terms.purposes.clone(),
            categories: terms.categories.clone(),
            expires: terms.expires.of_gate(),
            states: Some(terms.states.clone()),
            words: String::new(),
            irrevocable_until: None,
        })
    }
}

/// Where the words of a paper come from: its template or, for the notice, the edition that is in force (P2-48).
enum Source<'a> {
    Template(&'a Template),
    Notice(NoticeEdition),
}

impl<'a> Source<'a> {
    fn of(cx: &Context<'_>, template: &'a Template) -> Result<Self, Refusal> {
        if template.key == NOTICE { Ok(Self::Notice(notice::today(cx)?)) } else { Ok(Self::Template(template)) }
    }

    fn version(&self) -> u32 {
        match self {
            Self::Template(template) => template.version,
            Self::Notice(edition) => edition.number,
        }
    }

    fn review(&self, language: Language) -> Option<Review> {
        match self {
            Self::Template(template) => template.review(language),
            Self::Notice(edition) => edition.text(language).map(NoticeText::review),
        }
    }

    fn read(&self, wish: &IssuePapers, program: &Program, language: Language) -> Result<Words, Refusal> {
        let template = match self {
            Self::Template(template) => template,
            Self::Notice(edition) => return notice::words(edition, program, language),
        };
        let text = template.text(language).ok_or(Refusal::NotFound)?;
        Words::read(text, &|name| value(wish, program, name)).map_err(|error| match error {
            NotWords::Unknown(name) => missing(&name),
            other => Refusal::Fault(format!("{}.{}: {other}", template.key, language.tag())),
        })
    }
}

/// The words in the person's language. A translation that nobody checked is followed by the source, which counts; where there is none
/// at all, the source stands alone under a line that says so.
fn fill(wish: &IssuePapers, source: &Source<'_>, program: &Program) -> Result<Words, Refusal> {
    let Some(review) = source.review(wish.language) else {
        let english = source.read(wish, program, Language::En)?;
        let mut blocks = vec![Block::Paragraph(only_english(wish.language).to_owned()), Block::Language(Language::En)];
        blocks.extend(english.blocks);
        return Ok(Words { title: english.title, blocks });
    };
    let mut words = source.read(wish, program, wish.language)?;
    if review == Review::Draft {
        let english = source.read(wish, program, Language::En)?;
        words.blocks.push(Block::Paragraph(not_checked(wish.language).to_owned()));
        words.blocks.push(Block::Language(Language::En));
        words.blocks.push(Block::Heading(english.title));
        words.blocks.extend(english.blocks);
    }
    Ok(words)
}

/// That there is no translation yet, in the words of each language.
fn only_english(language: Language) -> &'static str {
    match language {
        Language::En => "This text is in English only.",
        Language::Es => "Este papel está solo en inglés todavía. Pida un intérprete: es gratis. No firme lo que no entiende.",
        Language::Pt => "Este papel ainda está só em inglês. Peça um intérprete: é de graça. Não assine o que não entende.",
        Language::Ht => "Papye sa a an angle sèlman pou kounye a. Mande yon entèprèt: li gratis. Pa siyen sa ou pa konprann.",
    }
}

/// That the English text counts, in the words of each language.
#[must_use]
pub fn not_checked(language: Language) -> &'static str {
    match language {
        Language::En => "This text has not been checked yet.",
        Language::Es => {
            "Nadie ha revisado todavía esta traducción. El texto en inglés que sigue es el que vale. Puede pedir un intérprete gratis."
        }
        Language::Pt => {
            "Ninguém revisou esta tradução ainda. O texto em inglês abaixo é o que vale. Você pode pedir um intérprete de graça."
        }
        Language::Ht => {
            "Pèsonn poko verifye tradiksyon sa a. Tèks angle ki vin apre a se li ki konte. Ou ka mande yon entèprèt gratis."
        }
    }
}

fn value(wish: &IssuePapers, program: &Program, name: &str) -> Option<String> {
    let known = &wish.known;
    match name {
        "patient_name" => Some(wish.patient_name.trim().to_owned()),
        "program" => Some(program.public_name.clone()),
        "program_phone" => {
            Some(vocabulary::Phone::parse(&program.phone).map_or_else(|_| program.phone.clone(), |phone| phone.display()))
        }
        "payer" => known.payer.as_ref().map(|(_, name)| name.clone()),
        "payer_or_none" => Some(known.payer.as_ref().map_or_else(|| "—".to_owned(), |(_, name)| name.clone())),
        "contact_name" => known.emergency_contact.as_ref().map(|(name, _)| name.clone()),
        "contact_phone" => known.emergency_contact.as_ref().map(|(_, phone)| phone.clone()),
        "self_pay_terms" => known.self_pay_terms.clone(),
        _ => None,
    }
}

/// `"March 12, 2026, 10:00"` where the program is.
#[must_use]
pub fn moment_words(cx: &Context<'_>, at: Timestamp) -> String {
    let local = cx.zone.local(at);
    local.strftime("%B %-d, %Y, %H:%M").to_string()
}

fn missing(field: &str) -> Refusal {
    let sentence = match field {
        "payer" => "Add the coverage first: this paper names the health plan.",
        "self_pay_terms" => "Write what the person is expected to pay.",
        "contact_name" | "contact_phone" => "Write whom to call: name and number.",
        _ => "Something this paper speaks of is not known yet.",
    };
    Refusal::invalid(field, sentence)
}

pub(super) fn no_program() -> Refusal {
    Refusal::refused("no_program", "P2-20", "No program is set up yet.", "Ask the clinical director to set it up.")
}
