//! Words broken into lines of a width, at the places where Unicode lets a line end (UAX 14).

use std::ops::Range;

use unicode_linebreak::{BreakOpportunity, linebreaks};

use crate::font::{self, Weight};

/// Words in one or two weights.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Words {
    pub(crate) text: String,
    pub(crate) runs: Vec<(Weight, Range<usize>)>,
}

impl Words {
    /// All in one weight.
    pub(crate) fn plain(weight: Weight, text: &str) -> Self {
        Self::of(&[(weight, text)])
    }

    /// Several parts, one after the other.
    pub(crate) fn of(parts: &[(Weight, &str)]) -> Self {
        let mut all = Self { text: String::new(), runs: Vec::new() };
        for (weight, part) in parts {
            let start = all.text.len();
            all.text.push_str(&font::writable(part));
            all.runs.push((*weight, start..all.text.len()));
        }
        all
    }

    /// The parts of a line, each in its weight.
    pub(crate) fn parts(&self, line: &Range<usize>) -> impl Iterator<Item = (Weight, &str)> {
        self.runs.iter().filter_map(move |(weight, run)| {
            let (start, end) = (run.start.max(line.start), run.end.min(line.end));
            let part = (start < end).then(|| self.text.get(start..end))??;
            Some((*weight, part))
        })
    }

    /// How wide they are in one line.
    pub(crate) fn width(&self, size: f32) -> f32 {
        font::widths(&self.runs, &self.text).iter().sum::<f32>() * size
    }

    /// The lines, each with the space that ends it, none wider than `width` points at `size` points where it can be broken at all.
    pub(crate) fn lines(&self, size: f32, width: f32) -> Vec<Range<usize>> {
        let widths = font::widths(&self.runs, &self.text);
        let wide = |range: Range<usize>| {
            let seen = self.text.get(range.clone()).map_or("", str::trim_end);
            widths.get(range.start..range.start + seen.len()).map_or(0.0, |some| some.iter().sum::<f32>()) * size
        };
        let mut lines = Vec::new();
        let (mut start, mut fits) = (0, 0);
        for (end, kind) in linebreaks(&self.text) {
            if wide(start..end) > width && fits > start {
                lines.push(start..fits);
                start = fits;
            }
            // A word that is wider than a line ends where the line does.
            while wide(start..end) > width {
                let cut = self.fitting(start..end, |range| wide(range) <= width);
                if cut >= end {
                    break;
                }
                lines.push(start..cut);
                start = cut;
            }
            fits = end;
            if kind == BreakOpportunity::Mandatory {
                lines.push(start..end);
                start = end;
            }
        }
        lines.retain(|line| !line.is_empty());
        lines
    }

    /// Where a piece of a word ends that fits; at least one letter of it.
    fn fitting(&self, range: Range<usize>, fits: impl Fn(Range<usize>) -> bool) -> usize {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let ends = text.char_indices().skip(1).map(|(at, _)| range.start + at).chain([range.end]);
        let mut best = None;
        for end in ends {
            if best.is_some() && !fits(range.start..end) {
                break;
            }
            best = Some(end);
        }
        best.unwrap_or(range.end)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "tests")]
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_word_is_lost_and_no_line_is_too_wide(text in "([a-zA-Z0-9À-ž]{1,30}[ .,-]{1,2}){0,60}", width in 40.0_f32..460.0) {
            let words = Words::plain(Weight::Regular, &text);
            let lines = words.lines(11.5, width);
            let again: String = lines.iter().map(|line| &words.text[line.clone()]).collect();
            prop_assert_eq!(&again, &words.text);
            let widths = font::widths(&words.runs, &words.text);
            for line in lines {
                let seen = words.text[line.clone()].trim_end();
                let wide: f32 = widths[line.start..line.start + seen.len()].iter().sum::<f32>() * 11.5;
                prop_assert!(wide <= width + 0.01 || seen.chars().count() == 1, "{seen}: {wide} of {width}");
            }
        }
    }

    #[test]
    fn a_name_in_other_letters_is_written_in_latin_ones() {
        assert_eq!(Words::plain(Weight::Bold, "李 Łucja\u{7}Ng").text, "Li  Łucja Ng");
    }
}
