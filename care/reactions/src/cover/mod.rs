//! Who pays for a person, from the first word on: somebody who only asked (an inquiry) has cover, cards and answers of payers like
//! somebody in care.

mod check;
mod list;
mod photo;
mod view;
mod who;

pub use check::CheckCover;
pub use list::{CoverLine, ListCover};
pub use photo::{OpenSentPhoto, OpenedPhoto, SentPhoto};
pub use view::{
    CardPicture, CheckLine, CoverBeside, CoverView, CoverageLine, OpenCardPicture, OpenCover, OriginalAnswer, OriginalOf, Sheet,
};
pub use who::{Standing, Who};
