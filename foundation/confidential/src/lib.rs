//! The one gate. Patient data leaves the core only as a [`Released`] value, and only this crate can make one (42 CFR Part 2).
//! A page, a file writer or a job that forgets to ask does not compile.
//!
//! What follows is tested: each example that must not compile stands beside its twin that does, so that it cannot fail for a
//! trivial reason.
//!
//! A page takes what was released to staff:
//! ```
//! use confidential::Released;
//! fn page(name: &Released<String>) -> usize { name.len() }
//! ```
//! An unreleased value is not that:
//! ```compile_fail
//! use confidential::{Guarded, Released};
//! fn page(name: &Released<String>) -> usize { name.len() }
//! fn forgotten(name: &Guarded<String>) -> usize { page(name) }
//! ```
//! It can be carried and named by its kind:
//! ```
//! use confidential::Guarded;
//! fn carry(name: Guarded<String>) -> String { format!("{name:?}") }
//! let envelope = Guarded::several(policy::Kind::Patient, String::from("Ana"));
//! assert_eq!(carry(envelope), "Guarded(patient)");
//! ```
//! It cannot be shown, read, or written down:
//! ```compile_fail
//! fn show(name: confidential::Guarded<String>) -> String { format!("{name}") }
//! ```
//! ```compile_fail
//! fn read(name: confidential::Guarded<String>) -> usize { name.len() }
//! ```
//! ```compile_fail
//! fn open(name: confidential::Guarded<String>) -> String { name.content }
//! ```
//! ```compile_fail
//! fn serializable<T: serde::Serialize>(_: &T) {}
//! fn write_down(name: &confidential::Guarded<String>) { serializable(name) }
//! ```
//! Nobody else makes a released value:
//! ```compile_fail
//! fn forge() -> confidential::Released<String> { confidential::Released::new(String::from("Ana")) }
//! ```
//! A claim file takes what was released to a payer:
//! ```
//! use confidential::{Released, ToPayer};
//! fn claim_file(name: &Released<String, ToPayer>) -> usize { name.len() }
//! ```
//! What was released to a screen is not that:
//! ```compile_fail
//! use confidential::{Released, ToPayer, ToStaff};
//! fn claim_file(name: &Released<String, ToPayer>) -> usize { name.len() }
//! fn send(shown: &Released<String, ToStaff>) -> usize { claim_file(shown) }
//! ```
//! What leaves as a packet for anybody outside takes what was released for that:
//! ```
//! use confidential::{Packet, Released, ToOutside};
//! fn packet(content: &Released<Packet<String>, ToOutside>) -> usize { content.content.len() }
//! ```
//! What was released to a screen is not that, and nobody makes a packet around the gate:
//! ```compile_fail
//! use confidential::{Packet, Released, ToOutside, ToStaff};
//! fn packet(content: &Released<Packet<String>, ToOutside>) -> usize { content.content.len() }
//! fn send(shown: &Released<Packet<String>, ToStaff>) -> usize { packet(shown) }
//! ```
//! A network takes what was released to the person it is about:
//! ```
//! use confidential::to_person::Outgoing;
//! use confidential::{Released, ToPerson};
//! fn network(message: &Released<Outgoing, ToPerson>) -> usize { message.words.len() }
//! ```
//! What nobody asked the gate about, or what was released to a screen, is not that:
//! ```compile_fail
//! use confidential::to_person::Outgoing;
//! use confidential::{Guarded, Released, ToPerson};
//! fn network(message: &Released<Outgoing, ToPerson>) -> usize { message.words.len() }
//! fn forgotten(message: &Guarded<Outgoing>) -> usize { network(message) }
//! ```
//! ```compile_fail
//! use confidential::to_person::Outgoing;
//! use confidential::{Released, ToPerson, ToStaff};
//! fn network(message: &Released<Outgoing, ToPerson>) -> usize { message.words.len() }
//! fn send(shown: &Released<Outgoing, ToStaff>) -> usize { network(shown) }
//! ```

pub mod guarded;
pub use guarded::Guarded;

pub mod released;
pub use released::{Released, ToOutside, ToPatient, ToPayer, ToPerson, ToStaff};

pub mod query;
pub use query::Query;

pub mod category;
pub mod purpose;
pub mod recipient;
pub mod signer;

pub mod consent;
pub use consent::Consent;

pub mod restriction;
pub use restriction::{PayerRestriction, Restriction};

pub mod court_paper;
pub use court_paper::CourtPaper;

pub mod decide;
pub mod notice;
pub use decide::decide;

pub mod disclosure;
pub use disclosure::Disclosure;

pub mod chart_view;
pub use chart_view::ChartView;

pub mod case;
pub mod deidentified;
pub mod gate;

pub mod packet;
pub use packet::{Packet, Trim};

pub mod neutral;
pub mod to_person;

pub mod read;
mod store;
