//! From bytes to text: the size limit, the kinds of file that are recognizably something else, and the encodings.
//! UTF-8, UTF-16 and declared single-byte encodings are decoded; nothing is guessed and no letter is ever replaced.

use std::borrow::Cow;
use std::io::Read;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::{Reason, Refusal};

/// The largest file that is opened: 20 MB. The largest of the real documents we know has under 1 MB.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;

/// How far into a file its XML declaration may reach, in bytes.
const DECLARATION_BYTES: usize = 256;

/// Reads a stream into memory and stops one byte after the limit, so that a 200 MB upload costs 20 MB.
///
/// # Errors
/// [`Reason::TooLarge`] past [`MAX_BYTES`], [`Reason::Unreadable`] when the stream fails.
pub fn read_limited(source: impl Read) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    source.take(limit).read_to_end(&mut bytes).map_err(|_| Reason::Unreadable)?;
    if bytes.len() > MAX_BYTES { Err(Reason::TooLarge.into()) } else { Ok(bytes) }
}

/// The text of a file, and whether its declared encoding looks mistaken (letters may be garbled).
pub(crate) struct Decoded<'a> {
    pub text: Cow<'a, str>,
    pub is_suspect: bool,
}

/// Decodes a file or says why it cannot be one of ours.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, Refusal> {
    if bytes.len() > MAX_BYTES {
        return Err(Reason::TooLarge.into());
    }
    recognize_other(bytes)?;
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        contradiction(encoding, rest)?;
        return Ok(Decoded { text: strictly(encoding, rest)?, is_suspect: false });
    }
    let encoding = match (unmarked_utf16(bytes), declared(bytes)) {
        (Some(wide), _) => wide,
        (None, Some(Ok(named))) => named,
        (None, Some(Err(()))) => return Err(Reason::EncodingUnknown.into()),
        (None, None) => {
            return Ok(Decoded { text: undeclared(bytes)?, is_suspect: false });
        }
    };
    let text = strictly(encoding, bytes)?;
    let is_suspect = encoding.is_single_byte() && !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok();
    Ok(Decoded { text, is_suspect })
}

/// Kinds of file that people choose by mistake, known by their first bytes.
fn recognize_other(bytes: &[u8]) -> Result<(), Refusal> {
    let start = bytes.trim_ascii_start();
    let reason = if start.is_empty() {
        Reason::Empty
    } else if start.starts_with(b"%PDF") {
        Reason::Pdf
    } else if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        Reason::Zip
    } else if [b"MSH|".as_slice(), b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf"].iter().any(|k| start.starts_with(k)) {
        Reason::NotXml
    } else {
        return Ok(());
    };
    Err(reason.into())
}

/// UTF-16 without a byte order mark shows as `<` beside a zero byte.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes.get(..2) {
        Some([b'<', 0]) => Some(UTF_16LE),
        Some([0, b'<']) => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding named in the XML declaration: none, a known one, or one that cannot be what 8-bit text is stored in.
fn declared(bytes: &[u8]) -> Option<Result<&'static Encoding, ()>> {
    let label = declared_label(bytes)?;
    let Some(encoding) = Encoding::for_label(label) else {
        return Some(Err(()));
    };
    let is_known = encoding == UTF_8 || encoding.is_single_byte();
    // UTF-16 named in readable 8-bit text contradicts itself; strict decoding then refuses it as wrong.
    Some(if is_known || encoding == UTF_16LE || encoding == UTF_16BE { Ok(encoding) } else { Err(()) })
}

fn declared_label(bytes: &[u8]) -> Option<&[u8]> {
    let head = bytes.get(..bytes.len().min(DECLARATION_BYTES))?.trim_ascii_start();
    if !head.starts_with(b"<?xml") {
        return None;
    }
    let end = head.windows(2).position(|two| two == b"?>")?;
    let declaration = head.get(..end)?;
    let name = declaration.windows(8).position(|part| part == b"encoding")?;
    let after = declaration.get(name.checked_add(8)?..)?.trim_ascii_start();
    let after = after.strip_prefix(b"=")?.trim_ascii_start();
    let (quote, value) = after.split_first()?;
    let close = value.iter().position(|byte| byte == quote)?;
    value.get(..close)
}

/// A byte order mark that disagrees with the declaration (UTF-8 mark, another encoding named) is refused.
fn contradiction(encoding: &'static Encoding, rest: &[u8]) -> Result<(), Refusal> {
    match declared(rest) {
        Some(Ok(named)) if encoding == UTF_8 && named != UTF_8 => Err(Reason::EncodingWrong.into()),
        _ => Ok(()),
    }
}

fn undeclared(bytes: &[u8]) -> Result<Cow<'_, str>, Refusal> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(problem) if problem.error_len().is_none() => Err(Reason::Truncated.into()),
        Err(_) => Err(Reason::EncodingUnknown.into()),
    }
}

fn strictly<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Result<Cow<'a, str>, Refusal> {
    if encoding == UTF_8 {
        return undeclared(bytes).map_err(|refusal| match refusal.reason {
            Reason::EncodingUnknown => Reason::EncodingWrong.into(),
            _ => refusal,
        });
    }
    if (encoding == UTF_16LE || encoding == UTF_16BE) && bytes.starts_with(b"<?") {
        return Err(Reason::EncodingWrong.into());
    }
    if !bytes.len().is_multiple_of(2) && (encoding == UTF_16LE || encoding == UTF_16BE) {
        return Err(Reason::Truncated.into());
    }
    encoding.decode_without_bom_handling_and_without_replacement(bytes).ok_or_else(|| Reason::EncodingWrong.into())
}
