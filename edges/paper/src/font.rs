//! The two weights a paper is set in, and how words become glyphs of one of them.

use std::ops::Range;
use std::sync::LazyLock;

use krilla::text::{Font, GlyphId, KrillaGlyph};

/// A weight of Libertinus Serif.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// One weight, read for shaping and for the file.
pub(crate) struct Cut {
    face: rustybuzz::Face<'static>,
    pub(crate) font: Font,
}

const REGULAR: &[u8] = include_bytes!("../font/LibertinusSerif-Regular.otf");
const BOLD: &[u8] = include_bytes!("../font/LibertinusSerif-Bold.otf");

static CUTS: LazyLock<Option<[Cut; 2]>> = LazyLock::new(|| Some([Cut::of(REGULAR)?, Cut::of(BOLD)?]));

impl Cut {
    fn of(bytes: &'static [u8]) -> Option<Self> {
        Some(Self { face: rustybuzz::Face::from_slice(bytes, 0)?, font: Font::new(bytes.into(), 0)? })
    }

    /// The cut of a weight; nothing when the font that is compiled in cannot be read, which a test would show.
    pub(crate) fn of_weight(weight: Weight) -> Option<&'static Self> {
        let [regular, bold] = CUTS.as_ref()?;
        Some(match weight {
            Weight::Regular => regular,
            Weight::Bold => bold,
        })
    }

    /// The glyphs of a text in one direction and without a line break, in shares of the size of the type.
    #[expect(clippy::cast_precision_loss, reason = "units of a font are small")]
    pub(crate) fn shape(&self, text: &str) -> Vec<KrillaGlyph> {
        let mut buffer = rustybuzz::UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(rustybuzz::Direction::LeftToRight);
        let shaped = rustybuzz::shape(&self.face, &[], buffer);
        let infos = shaped.glyph_infos();
        let unit = self.font.units_per_em();
        let share = |value: i32| value as f32 / unit;
        let glyph = |(at, (info, position)): (usize, (&rustybuzz::GlyphInfo, &rustybuzz::GlyphPosition))| {
            let later = infos.iter().skip(at + 1).find(|later| later.cluster != info.cluster);
            let covers = info.cluster as usize..later.map_or(text.len(), |later| later.cluster as usize);
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                share(position.x_advance),
                share(position.x_offset),
                share(position.y_offset),
                share(position.y_advance),
                covers,
                None,
            )
        };
        infos.iter().zip(shaped.glyph_positions()).enumerate().map(glyph).collect()
    }

    fn has(&self, letter: char) -> bool {
        self.face.glyph_index(letter).is_some()
    }
}

/// The text in letters that the font has. Whatever it has no glyph for is written in Latin letters, so that nobody's name keeps a paper
/// from being made; control signs become spaces.
pub(crate) fn writable(text: &str) -> String {
    let has = |letter| Cut::of_weight(Weight::Regular).is_some_and(|cut| cut.has(letter));
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_control() {
            out.push(' ');
        } else if has(letter) {
            out.push(letter);
        } else {
            let latin = deunicode::deunicode_char(letter).unwrap_or("?");
            out.extend(latin.chars().filter(|latin| has(*latin)));
        }
    }
    out
}

/// How wide every byte of a text is, at size 1: a cluster's width stands at its first byte.
pub(crate) fn widths(runs: &[(Weight, Range<usize>)], text: &str) -> Vec<f32> {
    let mut widths = vec![0.0; text.len()];
    for (weight, range) in runs {
        let (Some(cut), Some(part)) = (Cut::of_weight(*weight), text.get(range.clone())) else { continue };
        for glyph in cut.shape(part) {
            if let Some(width) = widths.get_mut(range.start + glyph.text_range.start) {
                *width += glyph.x_advance;
            }
        }
    }
    widths
}
