//! Pages for staff: server-rendered, keyboard first, live.

// what every page is made of
pub mod asset;
pub mod component;
pub mod frame;
pub mod words;

// who asks, what is answered
mod answer;
pub mod app;
mod drawn;
mod form;
mod handed_out;
mod kept;
mod live;
mod pace;
mod phone_link;
mod sign_in;
mod signed;
mod site;
mod time_words;
mod upload;
mod wiring;

pub use ::sign_in::open_id::is_issuer;
pub use app::{App, Site, router};
pub use frame::Transport;
pub use sign_in::{SingleSignOn, SingleSignOnWish};
pub use video::VideoServer;
pub use wiring::{
    Delivery, DrawFaxPage, EligibilityWiring, HelpLine, Language, NUMBERS_DUE_DAYS, OwnPage, Public, PublicSite, ReadAnswers,
    ReadReferral, Sandbox, SandboxText, ScanUpload, SendInquiry, SetDayPack, Wiring, Words, WriteClaims, WriteInquiry,
};

// the pages, in the order of the rail
mod authorizations;
mod daypacks;
mod demo;
mod measures;
mod missing;
mod outside;
mod patients;
mod today;
mod week;
mod week_board;

mod door;
mod remote;
mod video;

mod assessment;
mod groups;
mod inquiries;

mod claims;
mod cover;

mod privacy;
mod recipients;

mod link;

mod waitlist;

mod health;
mod settings;
