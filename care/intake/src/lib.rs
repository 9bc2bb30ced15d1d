//! The front door: inquiry, referral packet, admission.
