//! A cheap walk over the letters of a JSON file before anything is built: UTF-8 only, bounded depth and number of values, and a file
//! that ends before its last bracket is said to be cut. One pass, no recursion, no allocation.

use crate::{MAX_BYTES, Reason, Refusal};

/// The byte order mark that some senders write in spite of the standard.
pub(super) const MARK: &[u8] = b"\xef\xbb\xbf";
/// Nesting of objects and lists. Real bundles stay under 25; the parser's own limit is 128.
const MAX_DEPTH: usize = 100;
/// Values of the whole file.
const MAX_VALUES: usize = 2_000_000;

/// The text of a file.
pub(super) fn text(bytes: &[u8]) -> Result<&str, Refusal> {
    if bytes.len() > MAX_BYTES {
        return Err(Reason::TooLarge.into());
    }
    let bytes = bytes.strip_prefix(MARK).unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|problem| match problem.error_len() {
        None => Reason::Truncated.into(),
        Some(_) => Reason::EncodingWrong.into(),
    })
}

/// Walks the letters. `Ok` means that the text may be given to the parser, not that it is JSON.
pub(super) fn check(text: &str) -> Result<(), Refusal> {
    let (mut depth, mut values, mut line) = (0_usize, 0_usize, 1_u32);
    let (mut in_string, mut is_escaped, mut has_ended) = (false, false, false);
    for byte in text.bytes() {
        line = line.saturating_add(u32::from(byte == b'\n'));
        if in_string {
            in_string = is_escaped || byte != b'"';
            is_escaped = !is_escaped && byte == b'\\';
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'{' | b'[' => {
                depth += 1;
                values += 1;
            }
            b',' => values += 1,
            b'}' | b']' => {
                depth = depth.checked_sub(1).ok_or_else(|| Refusal::at(Reason::NotJson, line))?;
                has_ended |= depth == 0;
            }
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Err(Refusal::at(Reason::TooDeep, line));
        }
        if values > MAX_VALUES {
            return Err(Refusal::at(Reason::TooComplex, line));
        }
    }
    if in_string || depth > 0 || !has_ended { Err(Reason::Truncated.into()) } else { Ok(()) }
}
