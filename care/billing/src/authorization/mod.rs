//! Authorizations (OP-50): what a payer approved, what of it is used, and when it will not be enough.

pub mod use_up;

#[cfg(test)]
mod use_up_tests;
