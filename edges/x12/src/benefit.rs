//! The answer to an eligibility inquiry (271, 005010X279A1) as plain data. Codes stay as the payer sent them: what they mean in plain
//! words is the core's business. Whatever these twins cannot hold is kept beside them, never dropped.

use std::fmt;

use jiff::civil::{Date, DateTime};

use crate::{Address, Envelope, Gender, Named, Problem, Trace, write_271};

/// An answer file: one interchange with one functional group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interchange271 {
    /// Who sends to whom, when, under which numbers.
    pub envelope: Envelope,
    /// At least one.
    pub transactions: Vec<Transaction271>,
}

/// One transaction set (ST to SE).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction271 {
    /// ST02, as it stands.
    pub control_number: String,
    /// BHT03: the inquiry's number.
    pub reference: String,
    /// BHT04, BHT05.
    pub made_at: DateTime,
    /// One for each patient, or for a refusal of everything.
    pub answers: Vec<EligibilityAnswer>,
}

/// What a payer says about one patient; or why it says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EligibilityAnswer {
    /// Who answers (2100A).
    pub source: Answering,
    /// Who asked (2100B); absent when the payer refused before.
    pub receiver: Option<Answering>,
    /// The member (2000C).
    pub subscriber: Option<Insured>,
    /// The patient, when it is not the member (2000D).
    pub dependent: Option<Insured>,
}

/// The payer or the asking provider, with what it refuses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answering {
    /// Who it is.
    pub named: Named,
    /// Why it does not answer (AAA).
    pub rejections: Vec<Rejection>,
    /// How to reach it (PER): a kind, `TE` or `UR` or `EM`, and the number or address.
    pub contacts: Vec<(String, String)>,
    /// Segments that are kept as they stood.
    pub kept: Vec<Kept>,
}

/// A member or a dependent, as the payer has them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Insured {
    /// Numbers by which question and answer find each other.
    pub traces: Vec<Trace>,
    /// Name and member id.
    pub named: Named,
    /// Numbers of the plan, the group, the policy (REF).
    pub references: Vec<Reference>,
    /// Address on file.
    pub address: Option<Address>,
    /// Why the payer does not answer about this person (AAA).
    pub rejections: Vec<Rejection>,
    /// Birth date on file.
    pub birth_date: Option<Date>,
    /// Sex on file.
    pub gender: Option<Gender>,
    /// INS02: what the person is to the member; `18` the member.
    pub relationship: Option<String>,
    /// Dates of the plan (DTP).
    pub dates: Vec<Dated>,
    /// What the plan pays and does not (EB).
    pub benefits: Vec<Benefit>,
    /// Segments that are kept as they stood.
    pub kept: Vec<Kept>,
}

/// One statement about the plan (EB with what follows it).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Benefit {
    /// EB01: `1` active, `6` inactive, `A` coinsurance, `B` copay, `C` deductible, `F` limit, `G` out of pocket, `I` not covered, ...
    pub information: String,
    /// EB02: `IND` for the person, `FAM` for the family, ...
    pub level: Option<String>,
    /// EB03: kinds of service it is about; none means all.
    pub service_types: Vec<String>,
    /// EB04: kind of insurance.
    pub insurance_type: Option<String>,
    /// EB05: the plan in the payer's words.
    pub plan: Option<String>,
    /// EB06: the time it is about: `23` a calendar year, `27` a visit, `29` what remains, ...
    pub period: Option<String>,
    /// EB07, in cents.
    pub amount_cents: Option<i64>,
    /// EB08, in hundredths of a percent: 2000 is 20 %.
    pub basis_points: Option<i64>,
    /// EB09 and EB10: what is counted, `VS` visits, `DY` days, ..., and how many, in hundredths.
    pub quantity: Option<(String, i64)>,
    /// EB11: `Y`, `N`, or `U` for unknown: whether approval is needed beforehand.
    pub needs_authorization: Option<String>,
    /// EB12: `Y`, `N`, `W` for either, `U` unknown: whether it is about the payer's own network.
    pub in_network: Option<String>,
    /// EB13: a procedure: its list, code and modifiers.
    pub procedure: Vec<String>,
    /// How often (HSD), each as its elements.
    pub limits: Vec<Limit>,
    /// Numbers (REF).
    pub references: Vec<Reference>,
    /// Dates (DTP).
    pub dates: Vec<Dated>,
    /// Why this is not answered (AAA).
    pub rejections: Vec<Rejection>,
    /// In the payer's words (MSG).
    pub messages: Vec<String>,
    /// Others who matter: another payer, a primary care provider (LS to LE).
    pub related: Vec<Related>,
    /// Segments that are kept as they stood.
    pub kept: Vec<Kept>,
}

/// How much and how often (HSD).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limit {
    /// HSD01 and HSD02: what is counted and how many, in hundredths.
    pub quantity: Option<(String, i64)>,
    /// HSD03 and HSD04: for each so many of a unit, in hundredths: `VS` visits, `DA` days, `WK` weeks.
    pub every: Option<(String, Option<i64>)>,
    /// HSD05 and HSD06: within which time and how many of it.
    pub within: Option<(String, Option<i64>)>,
}

/// Somebody else (2120).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Related {
    /// NM101: `P3` primary care, `PRP` primary payer, `SEP` secondary payer, `VN` vendor, ...
    pub role: String,
    /// Who.
    pub named: Named,
    /// How to reach them (PER): a kind and the number or address.
    pub contacts: Vec<(String, String)>,
}

/// A number that somebody gave (REF).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Reference {
    /// REF01: `6P` group, `18` plan, `IG` policy, ...
    pub qualifier: String,
    /// REF02.
    pub value: String,
    /// REF03: its name, such as the group's.
    pub description: Option<String>,
}

/// A day or a period with its meaning (DTP).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// DTP01: `291` plan, `346` plan begins, `347` plan ends, `356` eligible from, `357` eligible to, ...
    pub qualifier: String,
    /// The day, or the first.
    pub from: Date,
    /// The last, for a period.
    pub to: Option<Date>,
}

/// A refusal to answer (AAA).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rejection {
    /// AAA01: whether the question itself was in order.
    pub is_request_valid: bool,
    /// AAA03: why: `42` cannot answer now, `72` member id wrong, `75` not found, ...
    pub reason: String,
    /// AAA04: what to do: `C` correct and ask again, `N` do not ask again, `R` ask again, ...
    pub follow_up: String,
}

/// A segment that was kept as it stood because these twins cannot hold it, or not all of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its place in the file.
    pub segment: usize,
    /// Its id.
    pub id: String,
    /// Its elements as they stood.
    pub text: String,
}

impl EligibilityAnswer {
    /// Whoever the answer is about: the dependent, or the member.
    #[must_use]
    pub fn patient(&self) -> Option<&Insured> {
        self.dependent.as_ref().or(self.subscriber.as_ref())
    }

    /// Our number of the question, as the payer repeated it.
    #[must_use]
    pub fn trace(&self) -> Option<&Trace> {
        let all = [self.dependent.as_ref(), self.subscriber.as_ref()].into_iter().flatten().flat_map(|who| &who.traces);
        all.clone().find(|trace| trace.is_repeated).or_else(|| all.clone().next())
    }
}

impl Interchange271 {
    /// The bytes of the file; what was kept as it stood is not written. Payers write such files; here a payer is only played, in the
    /// demonstration and in tests.
    ///
    /// # Errors
    /// What is wrong with the envelope.
    pub fn write(&self) -> Result<Vec<u8>, Vec<Problem>> {
        write_271::bytes(self)
    }
}

macro_rules! withheld {
    ($($name:ident),+) => {
        $(impl fmt::Debug for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(concat!(stringify!($name), "(withheld)"))
            }
        })+
    };
}

withheld!(Insured, Benefit, Reference, Kept);
