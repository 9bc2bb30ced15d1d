//! The networks that carry words: texts by a Twilio-compatible interface and its signed words back, e-mail by SMTP. What goes out is a
//! `Released<Outgoing, ToPerson>`: a message that did not pass the gate cannot be handed to a network here, because it does not
//! compile. In the demonstration a sandbox on this computer speaks the same two protocols.

// out
pub mod twilio;
pub use twilio::{Sender, TextNetwork};
pub mod mail;
pub use mail::MailNetwork;
pub mod worker;
pub use worker::Networks;

// in
mod limit;
pub mod webhook;
pub use webhook::{Hooks, router};

// instead of both
pub mod sandbox;
pub use sandbox::Sandbox;
