//! Coverage, authorization, the billable day, charges and claims.

// what a payer asks for, as dated data
pub mod rule;

// which approved units a charge uses
pub mod authorization;

// one person's day: billable, held or not, and why
pub mod day;
