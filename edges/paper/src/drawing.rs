//! A mark drawn by hand, as lines. Only numbers of ours stand in it, so that nothing can be smuggled in.

use krilla::geom::{Path, PathBuilder};
use krilla::paint::{LineCap, LineJoin, Stroke as Pen};

use crate::layout::DRAWING;
use crate::sheet::Stroke;

/// The strokes with their upper left corner at a point; nothing when there is none. A stroke of one point is a dot.
pub(crate) fn path(strokes: &[Stroke], (left, top): (f32, f32)) -> Option<Path> {
    let place = |(x, y): (u16, u16)| {
        let scale = DRAWING.0 / 600.0;
        (left + f32::from(x.min(600)) * scale, top + f32::from(y.min(200)) * scale)
    };
    let mut path = PathBuilder::new();
    for stroke in strokes {
        for (at, point) in stroke.iter().enumerate() {
            let (x, y) = place(*point);
            if at == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
        }
        if let [only] = stroke.as_slice() {
            let (x, y) = place(*only);
            path.line_to(x + 0.1, y);
        }
    }
    path.finish()
}

/// The pen it is drawn with.
pub(crate) fn pen() -> Pen {
    Pen { width: 1.0, line_cap: LineCap::Round, line_join: LineJoin::Round, ..Pen::default() }
}
