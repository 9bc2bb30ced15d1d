//! Pages of a TIFF, as fax machines send them, drawn as PNG for browsers, which show no TIFF. Bounded in size, pages and memory: the file
//! comes from outside.

use std::io::Cursor;

use tiff::ColorType;
use tiff::decoder::{Decoder, DecodingResult, Limits};

/// Pages of one file that are counted and shown.
const MAX_PAGES: usize = 200;
/// Points of one page; a fax page has under 4 million, an A3 scan at 300 dpi 18 million.
const MAX_POINTS: u64 = 60_000_000;
/// Bytes that one page may need while it is decoded.
const MAX_MEMORY: usize = 256 * 1024 * 1024;

/// One page, drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnPage {
    /// The page as PNG.
    pub png: Vec<u8>,
    /// How many pages the file has; counted up to 200.
    pub pages: usize,
}

/// Draws a page of a TIFF, counted from 0.
///
/// # Errors
/// A sentence, when the file is no TIFF, is broken, too large, or has no such page.
pub fn draw_fax_page(bytes: &[u8], number: usize) -> Result<DrawnPage, String> {
    let broken = |_| "This picture cannot be shown: it is damaged or of an unusual kind. Open the original.".to_owned();
    let mut limits = Limits::default();
    limits.decoding_buffer_size = MAX_MEMORY;
    limits.intermediate_buffer_size = MAX_MEMORY;
    let mut decoder = Decoder::new(Cursor::new(bytes)).map_err(broken)?.with_limits(limits);
    let mut drawn = None;
    let mut pages = 1;
    loop {
        if pages == number + 1 {
            drawn = Some(draw(&mut decoder)?);
        }
        if !decoder.more_images() || pages >= MAX_PAGES || decoder.next_image().is_err() {
            break;
        }
        pages += 1;
    }
    let png = drawn.ok_or_else(|| "There is no such page.".to_owned())?;
    Ok(DrawnPage { png, pages })
}

fn draw(decoder: &mut Decoder<Cursor<&[u8]>>) -> Result<Vec<u8>, String> {
    let unusual = || "This picture is of an unusual kind and cannot be shown. Open the original.".to_owned();
    let (width, height) = decoder.dimensions().map_err(|_| unusual())?;
    if u64::from(width) * u64::from(height) > MAX_POINTS {
        return Err("This picture is larger than any page. Open the original.".to_owned());
    }
    let (color, depth) = match decoder.colortype().map_err(|_| unusual())? {
        ColorType::Gray(1) => (png::ColorType::Grayscale, png::BitDepth::One),
        ColorType::Gray(4) => (png::ColorType::Grayscale, png::BitDepth::Four),
        ColorType::Gray(8) => (png::ColorType::Grayscale, png::BitDepth::Eight),
        ColorType::RGB(8) => (png::ColorType::Rgb, png::BitDepth::Eight),
        ColorType::RGBA(8) => (png::ColorType::Rgba, png::BitDepth::Eight),
        _ => return Err(unusual()),
    };
    let DecodingResult::U8(points) = decoder.read_image().map_err(|_| unusual())? else { return Err(unusual()) };
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(color);
    encoder.set_depth(depth);
    let written = encoder.write_header().and_then(|mut page| page.write_image_data(&points));
    written.map_err(|_| unusual())?;
    Ok(out)
}
