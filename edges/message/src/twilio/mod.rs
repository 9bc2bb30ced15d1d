//! A Twilio-compatible network of texts: its REST interface, and the signature of what it tells us.

pub mod call;
mod client;
pub mod signature;
pub mod wire;

pub use client::{Sender, TextNetwork};
