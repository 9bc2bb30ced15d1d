//! Is it a picture, judged by its content and not by its name; and out with what it says about place, time and telephone. Of EXIF only
//! the way up is kept, because without it half of all photographs lie on their side.

/// The most bytes of one picture.
pub const MOST_BYTES: usize = 12 * 1024 * 1024;

/// A picture that may be kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// What it is.
    pub media_type: &'static str,
    /// Its bytes, without what was taken out.
    pub bytes: Vec<u8>,
}

/// Why a file is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureProblem {
    /// Nothing.
    #[error("Choose a picture.")]
    Empty,
    /// Too large.
    #[error("The picture is larger than 12 MB. Take it again with a lower resolution.")]
    TooLarge,
    /// Another kind of file, whatever its name says.
    #[error("This is not a photograph we can keep: use JPEG, PNG or HEIC, as telephones take them.")]
    NotAPicture,
    /// A picture that ends before its end.
    #[error("The picture is not whole. Take it again.")]
    Broken,
}

impl Picture {
    /// Judges a file and takes out what nobody needs.
    ///
    /// # Errors
    /// [`PictureProblem`].
    pub fn of(bytes: &[u8]) -> Result<Self, PictureProblem> {
        if bytes.is_empty() {
            return Err(PictureProblem::Empty);
        }
        if bytes.len() > MOST_BYTES {
            return Err(PictureProblem::TooLarge);
        }
        if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
            let bytes = jpeg(bytes).ok_or(PictureProblem::Broken)?;
            Ok(Self { media_type: "image/jpeg", bytes })
        } else if bytes.starts_with(PNG) {
            let bytes = png(bytes).ok_or(PictureProblem::Broken)?;
            Ok(Self { media_type: "image/png", bytes })
        } else if is_heic(bytes) {
            // Its boxes hang together by position, so nothing is taken out; it is never shown, only handed out as a file.
            Ok(Self { media_type: "image/heic", bytes: bytes.to_vec() })
        } else {
            Err(PictureProblem::NotAPicture)
        }
    }
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Picture({}, {} bytes)", self.media_type, self.bytes.len())
    }
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Chunks that draw the picture; the others tell about it.
const PNG_DRAWS: [&[u8]; 12] =
    [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"];

fn is_heic(bytes: &[u8]) -> bool {
    let brand = bytes.get(8..12).unwrap_or_default();
    bytes.get(4..8).is_some_and(|four| four == b"ftyp")
        && [b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis"].iter().any(|known| *known == brand)
}

/// The segments that draw the picture, and the way up.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = vec![0xff, 0xd8];
    let mut way_up = None;
    let mut kept: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut at = 2;
    loop {
        let marker = match bytes.get(at..at + 2)? {
            [0xff, 0xff] => {
                at += 1;
                continue;
            }
            [0xff, marker] => *marker,
            _ => return None,
        };
        if marker == 0xd9 {
            // nothing after the end of the picture: telephones put films, depth maps and second pictures there
            break;
        }
        let length = usize::from(u16::from_be_bytes(bytes.get(at + 2..at + 4)?.try_into().ok()?));
        let segment = bytes.get(at..at + 2 + length).filter(|_| length >= 2)?;
        at += 2 + length;
        match marker {
            0xe1 => way_up = way_up.or_else(|| orientation(segment.get(4..)?)),
            // what the picture cannot be drawn without: JFIF, Adobe's color transform, color profile
            0xe0 | 0xee => kept.extend_from_slice(segment),
            0xe2 if segment.get(4..).is_some_and(|words| words.starts_with(b"ICC_PROFILE\0")) => kept.extend_from_slice(segment),
            0xe2..=0xef | 0xfe => {}
            0xda => {
                kept.extend_from_slice(segment);
                let drawn = bytes.get(at..)?;
                // inside a scan 0xff is followed by a nought or a mark to begin anew; anything else is the next segment
                let is_mark = |pair: &[u8]| matches!(pair, [0xff, mark] if !matches!(*mark, 0x00 | 0xd0..=0xd7 | 0xff));
                let end = drawn.windows(2).position(is_mark)?;
                kept.extend_from_slice(drawn.get(..end)?);
                at += end;
            }
            _ => kept.extend_from_slice(segment),
        }
    }
    if let Some(way_up) = way_up.filter(|way_up| (2..=8).contains(way_up)) {
        out.extend(only_way_up(way_up));
    }
    out.extend(kept);
    out.extend_from_slice(&[0xff, 0xd9]);
    Some(out)
}

/// The way up that an EXIF segment names (tag 0x0112 of its first directory).
fn orientation(exif: &[u8]) -> Option<u8> {
    let tiff = exif.strip_prefix(b"Exif\0\0")?;
    let is_little = match tiff.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let two: [u8; 2] = tiff.get(at..at + 2)?.try_into().ok()?;
        Some(if is_little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    };
    let long = |at: usize| {
        let four: [u8; 4] = tiff.get(at..at + 4)?.try_into().ok()?;
        Some(if is_little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) })
    };
    let directory = usize::try_from(long(4)?).ok()?;
    let entries = usize::from(short(directory)?).min(200);
    (0..entries)
        .map(|entry| directory + 2 + entry * 12)
        .find(|at| short(*at) == Some(0x0112))
        .and_then(|at| short(at + 8))
        .and_then(|value| u8::try_from(value).ok())
}

/// An EXIF segment that says nothing else.
fn only_way_up(way_up: u8) -> Vec<u8> {
    let mut segment = vec![0xff, 0xe1, 0x00, 0x22];
    segment.extend_from_slice(b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
    segment.push(way_up);
    segment.extend_from_slice(&[0, 0, 0, 0, 0, 0]);
    segment
}

/// The chunks that draw the picture.
fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = PNG.to_vec();
    let mut at = PNG.len();
    loop {
        let length = usize::try_from(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?)).ok()?;
        let kind = bytes.get(at + 4..at + 8)?;
        let chunk = bytes.get(at..at.checked_add(12)?.checked_add(length)?)?;
        if PNG_DRAWS.contains(&kind) {
            out.extend_from_slice(chunk);
        }
        if kind == b"IEND" {
            return Some(out);
        }
        at += chunk.len();
    }
}
