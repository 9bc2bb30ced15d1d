//! What leaves for somebody outside: the content without what may not leave, the notice, the scope of the consent, and the labels by
//! which a structured file says the same (P2-33, P2-34; HL7 security labels).

use crate::category::Categories;
use crate::decide::Redisclosure;

/// Content that knows which part of it belongs to which category, so that the gate can take a part out.
pub trait Trim {
    /// Keeps these categories only.
    fn keep_only(&mut self, categories: Categories);
}

/// Content on its way out. Only the gate makes one.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Packet<T> {
    /// What may leave of it.
    pub content: T,
    /// The prescribed notice.
    pub notice: String,
    /// What the consent covers, in words; empty when it rests on none.
    pub scope: String,
    /// What the recipient may do with it.
    pub redisclosure: Redisclosure,
}

impl<T> Packet<T> {
    /// The security labels of a structured file: confidentiality, the law it falls under, what the recipient must not do
    /// (HL7 v3 Confidentiality and ActCode).
    #[must_use]
    pub const fn labels(&self) -> [&'static str; 3] {
        ["R", "42CFRPart2", "NORDSCLCD"]
    }
}

impl Redisclosure {
    /// For the recipient, on the first page.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::AsHipaaAllows => {
                "You may use and redisclose it as HIPAA allows, but not in civil, criminal, administrative or legislative \
                 proceedings against the person."
            }
            Self::AsTheConsentSays => "You may use and redisclose it as the consent says.",
            Self::ToItsContractors => {
                "You may pass it on only to contractors and legal representatives who need it for this purpose and are bound to \
                 42 CFR Part 2 by a written contract."
            }
            Self::ToNobody => "You may not pass it on without a new consent of the person or an exception of 42 CFR Part 2.",
        }
    }
}
