//! Letters to the people a breach concerns: made in the language each reads, with what the federal rule and the state's own want in them,
//! kept as they were made, printed in one job or one by one (45 CFR 164.404; M.G.L. c.93H section 3; P2-55, P2-66). That they went is
//! written down in `privacy::breach_letter`.

mod words;

mod sheet;

mod make;
pub use make::MakeBreachLetters;

mod list;
pub use list::{BreachLetterFile, BreachLetters, BreachLettersView, LetterLine, LettersToPrint};
