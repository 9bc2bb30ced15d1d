//! A mark drawn by hand, as a small picture of lines. Only numbers of ours stand in it, so that nothing can be smuggled in.

use std::fmt::Write as _;

use crate::sheet::Stroke;

/// The picture as SVG, 600 by 200. A stroke of one point is a dot.
pub(crate) fn svg(strokes: &[Stroke]) -> String {
    let mut path = String::new();
    for stroke in strokes {
        for (at, (x, y)) in stroke.iter().enumerate() {
            let verb = if at == 0 { 'M' } else { 'L' };
            let _ = write!(path, "{verb}{} {}", x.min(&600), y.min(&200));
        }
        if let [(x, y)] = stroke.as_slice() {
            let _ = write!(path, "L{} {}", x.min(&600), y.min(&200));
        }
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 600 200\" width=\"600\" height=\"200\">\
         <path d=\"{path}\" fill=\"none\" stroke=\"#000\" stroke-width=\"3\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/></svg>"
    )
}
