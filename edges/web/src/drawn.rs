//! A mark drawn with a finger: an enhancement of typing one's name, never the only way. The script fills a hidden field with the lines
//! of the pen in 600 by 200; without it nothing is shown.

use maud::{Markup, html};

/// No mark has more characters on its way to us.
const LONGEST: usize = 120_000;

/// The place to draw; the script shows it, with what was drawn already when the form comes back.
pub(crate) fn field(sent: &str, words: &str, again: &str) -> Markup {
    html! {
        div.draw data-draw hidden {
            p { (words) }
            canvas width="600" height="200" aria-hidden="true" {}
            input type="hidden" name="drawn" value=(written(&read(sent)));
            button.b.q.quiet type="button" data-again { (again) }
        }
    }
}

/// The lines as the script writes them.
fn written(lines: &[Vec<(u16, u16)>]) -> String {
    let line = |line: &Vec<(u16, u16)>| line.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ");
    lines.iter().map(line).collect::<Vec<_>>().join(";")
}

/// The lines as sent: `x,y x,y;x,y`. Anything else is no drawing.
pub(crate) fn read(sent: &str) -> Vec<Vec<(u16, u16)>> {
    if sent.len() > LONGEST {
        return Vec::new();
    }
    let point = |pair: &str| {
        let (x, y) = pair.split_once(',')?;
        Some((x.parse::<u16>().ok()?.min(600), y.parse::<u16>().ok()?.min(200)))
    };
    let lines: Option<Vec<Vec<(u16, u16)>>> =
        sent.split(';').filter(|line| !line.is_empty()).map(|line| line.split(' ').map(point).collect()).collect();
    lines.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_and_anything_else_is_no_drawing() {
        assert_eq!(read("1,2 3,4;700,900"), [vec![(1, 2), (3, 4)], vec![(600, 200)]]);
        assert_eq!(written(&read("1,2 3,4;700,900")), "1,2 3,4;600,200", "what comes back is what was drawn");
        for other in ["", "1", "1,2 x", "<svg>", "1,-2", "1,2,3"] {
            assert!(read(other).is_empty(), "{other}");
        }
    }
}
