//! The front door: inquiry, referral packet, admission.

mod fact;
pub use fact::Fact;
pub const KINDS: &[store::Kind] = &[];
