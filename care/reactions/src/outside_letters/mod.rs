//! Letters to an employer, a school or a court (S-16): the facts that a consent to that recipient allows, in words that are data. A letter
//! passes the gate like everything that leaves: without a consent it cannot be made, and what left stays readable with its line in the
//! account (P2-40). What reveals nothing stands under the neutral name, and is not made when a word of it would tell more.

mod facts;
mod kind;
mod make;
mod offer;
mod sheet;

pub use kind::{LetterKind, letter_kinds};
pub use make::{PreviewLetter, PreviewOfLetter, SendLetter};
pub use offer::{LetterDesk, LetterRecipient, OpenLetterDesk};
