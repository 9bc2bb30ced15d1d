//! A fax as TIFF (group 4, two pages, invented) becomes pictures that a browser shows; a broken or hostile one a sentence.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use migrate_in::{FileKind, draw_fax_page, open};

fn fax() -> Vec<u8> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/fax");
    std::fs::read(folder.join("two-pages.tiff")).expect("a sample")
}

/// Width, height, and the share of white points.
fn looked_at(png: &[u8]) -> (u32, u32, f64) {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let mut points = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut points).unwrap();
    let white = points[..info.buffer_size()].iter().filter(|point| **point > 127).count();
    (info.width, info.height, white as f64 / info.buffer_size() as f64)
}

#[test]
fn s_06_each_page_of_a_fax_is_drawn_black_on_white() {
    let bytes = fax();
    assert_eq!(open(&bytes).unwrap().0, FileKind::Tiff);
    for number in 0..2 {
        let page = draw_fax_page(&bytes, number).unwrap();
        assert_eq!(page.pages, 2);
        let (width, height, white) = looked_at(&page.png);
        assert_eq!((width, height), (864, 1100));
        assert!((0.6..1.0).contains(&white), "words on paper, not paper on ink: {white}");
    }
    assert!(draw_fax_page(&bytes, 2).unwrap_err().contains("no such page"));
}

#[test]
fn a_broken_fax_is_a_sentence_and_never_a_panic() {
    let whole = fax();
    for length in (0..whole.len()).step_by(211) {
        let _said = draw_fax_page(&whole[..length], 0);
    }
    for at in (0..whole.len()).step_by(61) {
        let mut changed = whole.clone();
        changed[at] ^= 0xff;
        let _said = draw_fax_page(&changed, 1);
    }
    // A page of four thousand million points, of which not one is there.
    let mut huge = b"II*\0\x08\0\0\0\x02\0".to_vec();
    for tag in [256_u16, 257] {
        huge.extend(tag.to_le_bytes());
        huge.extend([4, 0, 1, 0, 0, 0, 0, 0, 1, 0]);
    }
    huge.extend([0; 4]);
    assert!(draw_fax_page(&huge, 0).is_err());
}
