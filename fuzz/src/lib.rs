//! What must hold for any bytes at all, one file for each kind of thing that strangers send. A target hands bytes to a function here;
//! the function reads them with the parser that the program uses and asserts more than that it came back.

/// Referral documents: C-CDA and FHIR bundles.
pub mod referral;

/// Payers' answers to eligibility inquiries.
pub mod answer;

/// What the text network tells us.
pub mod text_call;
