//! Pictures are judged by their content and lose what nobody needs.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use proptest::prelude::*;

use super::picture::{MOST_BYTES, Picture, PictureProblem};

fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker][..], &length[..], body].concat()
}

/// A picture as a telephone takes it: turned, with a place in it and a film behind it.
fn photograph() -> Vec<u8> {
    [
        vec![0xff, 0xd8],
        segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        segment(0xe1, &exif_with_way_up(6, b" SECRET-GPS-41.55N")),
        segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0SECRET-XMP"),
        segment(0xfe, b"SECRET-COMMENT"),
        segment(0xdb, &[0; 65]),
        segment(0xda, &[0; 10]),
        vec![1, 2, 3, 0xff, 0, 4],
        vec![0xff, 0xd9],
        b"SECRET-FILM".to_vec(),
    ]
    .concat()
}

fn exif_with_way_up(way_up: u8, tail: &[u8]) -> Vec<u8> {
    let mut exif = b"Exif\0\0II\x2a\0\x08\0\0\0\x02\0".to_vec();
    exif.extend(b"\x0f\x01\x02\0\x04\0\0\0ABCD");
    exif.extend(b"\x12\x01\x03\0\x01\0\0\0");
    exif.extend([way_up, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend_from_slice(tail);
    exif
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

#[test]
fn a_photograph_loses_place_time_and_film_and_keeps_its_way_up() {
    let kept = Picture::of(&photograph()).unwrap();
    assert_eq!(kept.media_type, "image/jpeg");
    assert!(!holds(&kept.bytes, b"SECRET") && !holds(&kept.bytes, b"GPS") && !holds(&kept.bytes, b"ABCD"));
    assert!(holds(&kept.bytes, b"JFIF") && kept.bytes.ends_with(&[0xff, 0xd9]));
    assert!(holds(&kept.bytes, b"\x01\x12\0\x03\0\0\0\x01\0\x06"), "it still lies the way it was held");
    assert_eq!(Picture::of(&kept.bytes).unwrap(), kept, "a second time changes nothing");
}

#[test]
fn a_png_keeps_what_draws_and_loses_what_tells() {
    let chunk = |kind: &[u8], body: &[u8]| [&u32::try_from(body.len()).unwrap().to_be_bytes()[..], kind, body, &[0; 4]].concat();
    let png = [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &[0; 13]),
        chunk(b"tEXt", b"SECRET"),
        chunk(b"eXIf", b"SECRET"),
        chunk(b"IDAT", b"lines"),
        chunk(b"IEND", b""),
        b"SECRET".to_vec(),
    ]
    .concat();
    let kept = Picture::of(&png).unwrap();
    assert!(!holds(&kept.bytes, b"SECRET") && holds(&kept.bytes, b"lines"));
}

#[test]
fn what_is_no_picture_is_refused_whatever_its_name() {
    assert_eq!(Picture::of(b""), Err(PictureProblem::Empty));
    for other in [b"%PDF-1.7".as_slice(), b"<svg onload=alert(1)>", b"GIF89a", b"MZ", b"PK\x03\x04"] {
        assert_eq!(Picture::of(other), Err(PictureProblem::NotAPicture));
    }
    let photograph = photograph();
    assert_eq!(Picture::of(&photograph[..60]), Err(PictureProblem::Broken));
    assert_eq!(Picture::of(&[photograph.as_slice(), &vec![0; MOST_BYTES]].concat()), Err(PictureProblem::TooLarge));
    let heic = Picture::of(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic").unwrap();
    assert_eq!(heic.media_type, "image/heic");
}

proptest! {
    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..600), at in 0..400_usize) {
        let _ = Picture::of(&bytes);
        let mut damaged = photograph();
        for (offset, byte) in bytes.iter().take(4).enumerate() {
            if let Some(slot) = damaged.get_mut(at + offset * 7) {
                *slot = *byte;
            }
        }
        if let Ok(kept) = Picture::of(&damaged) {
            prop_assert!(kept.bytes.len() <= damaged.len() + 40);
        }
        let _ = Picture::of(&[b"\x89PNG\r\n\x1a\n".as_slice(), &bytes].concat());
    }
}
