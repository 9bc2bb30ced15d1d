//! A code as little squares, for a scanner.

use qrcode::{Color, EcLevel, QrCode};

/// The dark squares of a code, row by row, and how many there are on a side; nothing when the words are too long for one.
pub(crate) fn squares(words: &str) -> Option<(usize, Vec<(usize, usize)>)> {
    let code = QrCode::with_error_correction_level(words.as_bytes(), EcLevel::M).ok()?;
    let side = code.width();
    let dark = code.to_colors().into_iter().enumerate().filter(|(_, color)| *color == Color::Dark);
    Some((side, dark.map(|(at, _)| (at % side, at / side)).collect()))
}
