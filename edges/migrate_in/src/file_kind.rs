//! What a file is, by its content and never by its name: a clinical document that can be read into fields, or pages that only a
//! person can read.

use sha2::{Digest, Sha256};

use crate::document::{ReferralDocument, Unread};
use crate::{MAX_BYTES, Reason, Refusal, fhir, read};

/// How far from the end of a file its closing mark may stand, in bytes: scanners and mailers append.
const TAIL_BYTES: usize = 4_096;
/// How far into a file a PDF's mark may stand, as readers of PDF allow.
const PDF_HEAD_BYTES: usize = 1_024;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A clinical document as XML, or something that will be refused as none.
    Ccda,
    /// A FHIR bundle as JSON, or something that will be refused as none.
    Fhir,
    /// Pages as PDF.
    Pdf,
    /// Pages as TIFF, as fax machines send them.
    Tiff,
    /// A photograph.
    Jpeg,
    /// A picture.
    Png,
}

impl FileKind {
    /// The kind of a file by its first bytes.
    #[must_use]
    pub fn recognize(bytes: &[u8]) -> Self {
        let head = bytes.get(..bytes.len().min(PDF_HEAD_BYTES)).unwrap_or_default();
        let tiff: [&[u8]; 3] = [b"II*\0", b"MM\0*", b"II+\0"];
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Self::Png
        } else if bytes.starts_with(b"\xff\xd8\xff") {
            Self::Jpeg
        } else if tiff.iter().any(|mark| bytes.starts_with(mark)) {
            Self::Tiff
        } else if !head.trim_ascii_start().starts_with(b"<") && head.windows(5).any(|five| five == b"%PDF-") {
            Self::Pdf
        } else if fhir::is_json(bytes) {
            Self::Fhir
        } else {
            Self::Ccda
        }
    }

    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Ccda => "application/xml",
            Self::Fhir => "application/fhir+json",
            Self::Pdf => "application/pdf",
            Self::Tiff => "image/tiff",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// Whether only a person can read it.
    #[must_use]
    pub const fn is_pages(self) -> bool {
        !matches!(self, Self::Ccda | Self::Fhir)
    }
}

/// Opens a file of any kind that is taken in. Pages are looked at only as far as it takes to see that they are whole; what they say is
/// for a person to read.
///
/// # Errors
/// A [`Refusal`]; see [`read()`]. Pages are refused when they are too large or break off before their end.
pub fn open(bytes: &[u8]) -> Result<(FileKind, ReferralDocument), Refusal> {
    let kind = FileKind::recognize(bytes);
    if !kind.is_pages() {
        return Ok((kind, read(bytes)?));
    }
    if bytes.len() > MAX_BYTES {
        return Err(Reason::TooLarge.into());
    }
    if !is_whole(kind, bytes) {
        return Err(Reason::Truncated.into());
    }
    let why = "pages that only a person can read; they are kept whole and wait to be indexed by hand".to_owned();
    let unread = vec![Unread { path: "file".to_owned(), why }];
    Ok((kind, ReferralDocument { sha256: hex::encode(Sha256::digest(bytes)), unread, ..ReferralDocument::default() }))
}

/// Whether the mark that ends a file of this kind is there. A TIFF has none; its directory is read when it is shown.
fn is_whole(kind: FileKind, bytes: &[u8]) -> bool {
    let tail = bytes.get(bytes.len().saturating_sub(TAIL_BYTES)..).unwrap_or_default();
    let ends_with = |mark: &[u8]| tail.windows(mark.len()).any(|part| part == mark);
    match kind {
        FileKind::Pdf => ends_with(b"%%EOF"),
        FileKind::Jpeg => ends_with(b"\xff\xd9"),
        FileKind::Png => ends_with(b"IEND"),
        FileKind::Tiff => bytes.len() > 8,
        FileKind::Ccda | FileKind::Fhir => true,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn s_06_files_are_known_by_content_and_pages_must_be_whole() {
        for (bytes, kind) in [
            (b"%PDF-1.7\n%%EOF\n".as_slice(), FileKind::Pdf),
            (b"\r\n%PDF-1.4 ... %%EOF", FileKind::Pdf),
            (b"II*\0\x08\0\0\0\0\0", FileKind::Tiff),
            (b"MM\0*\0\0\0\x08\0\0", FileKind::Tiff),
            (b"\xff\xd8\xff\xe0....\xff\xd9", FileKind::Jpeg),
            (b"\x89PNG\r\n\x1a\n....IEND\xae\x42\x60\x82", FileKind::Png),
            (b"<ClinicalDocument>%PDF-</ClinicalDocument>", FileKind::Ccda),
            (b" {\"resourceType\":\"Bundle\"}", FileKind::Fhir),
            (b"", FileKind::Ccda),
        ] {
            assert_eq!(FileKind::recognize(bytes), kind);
            if kind.is_pages() {
                let (opened, document) = open(bytes).unwrap();
                assert_eq!((opened, document.unread.len(), document.sha256.len()), (kind, 1, 64));
            }
        }
        for cut in [b"%PDF-1.7\n1 0 obj".as_slice(), b"\xff\xd8\xff\xe0....", b"\x89PNG\r\n\x1a\n....", b"II*\0"] {
            assert_eq!(open(cut).unwrap_err().reason, Reason::Truncated);
        }
        assert_eq!(open(b"").unwrap_err().reason, Reason::Empty);
        let large = [b"%PDF-1.7".as_slice(), &vec![b' '; MAX_BYTES], b"%%EOF"].concat();
        assert_eq!(open(&large).unwrap_err().reason, Reason::TooLarge);
    }
}
