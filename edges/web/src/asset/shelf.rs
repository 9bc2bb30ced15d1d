//! The list of shipped files and their addresses. A text file may name another one as `{{name}}`;
//! the name is replaced by the address while the shelf is built, so order in `texts` matters.

use std::borrow::Cow;
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// One shipped file.
pub(super) struct Asset {
    /// The name the code uses: `app.css`.
    pub(super) name: &'static str,
    /// The address a browser uses: `/assets/app.0123456789ab.css`.
    pub(super) href: String,
    /// The value of the `content-type` header.
    pub(super) kind: &'static str,
    /// What is sent.
    pub(super) bytes: Cow<'static, [u8]>,
}

/// All shipped files, built once on first use.
pub(super) static SHELF: LazyLock<Vec<Asset>> = LazyLock::new(build);

/// Bytes that are sent as they are.
const PLAIN: &[(&str, &[u8])] = &[
    ("sans.woff2", include_bytes!("../../assets/font/atkinson-hyperlegible-next-latin.woff2")),
    ("sans-ext.woff2", include_bytes!("../../assets/font/atkinson-hyperlegible-next-latin-ext.woff2")),
    ("human.woff2", include_bytes!("../../assets/font/newsreader-latin.woff2")),
    ("human-ext.woff2", include_bytes!("../../assets/font/newsreader-latin-ext.woff2")),
    ("code.woff2", include_bytes!("../../assets/font/atkinson-hyperlegible-mono-latin.woff2")),
    ("code-ext.woff2", include_bytes!("../../assets/font/atkinson-hyperlegible-mono-latin-ext.woff2")),
    ("sans.OFL.txt", include_bytes!("../../assets/font/atkinson-hyperlegible-next.OFL-1.1.txt")),
    ("human.OFL.txt", include_bytes!("../../assets/font/newsreader.OFL-1.1.txt")),
    ("code.OFL.txt", include_bytes!("../../assets/font/atkinson-hyperlegible-mono.OFL-1.1.txt")),
    ("htmx.LICENSE.txt", include_bytes!("../../assets/vendor/htmx.LICENSE.txt")),
    ("htmx.js", include_bytes!("../../assets/vendor/htmx.min.js")),
    ("icons.svg", include_bytes!("../../assets/icons.svg")),
    ("mark.svg", include_bytes!("../../assets/mark.svg")),
];

/// Texts that name other files. A module comes after the modules it imports.
const TEXTS: &[(&str, &[&str])] = &[
    ("base.js", &[include_str!("../../assets/script/base.js")]),
    ("keys.js", &[include_str!("../../assets/script/keys.js")]),
    ("palette.js", &[include_str!("../../assets/script/palette.js")]),
    ("autosave.js", &[include_str!("../../assets/script/autosave.js")]),
    ("composer.js", &[include_str!("../../assets/script/composer.js")]),
    ("call.js", &[include_str!("../../assets/script/call.js")]),
    ("draw.js", &[include_str!("../../assets/script/draw.js")]),
    ("live.js", &[include_str!("../../assets/script/live.js")]),
    ("lock.js", &[include_str!("../../assets/script/lock.js")]),
    ("passkey.js", &[include_str!("../../assets/script/passkey.js")]),
    ("app.js", &[include_str!("../../assets/script/app.js")]),
    ("person.js", &[include_str!("../../assets/script/person.js")]),
    (
        "person.css",
        &[
            include_str!("../../assets/style/layers.css"),
            include_str!("../../assets/style/tokens.css"),
            include_str!("../../assets/style/base.css"),
            include_str!("../../assets/style/person.css"),
        ],
    ),
    ("app.css", &STYLE),
    ("people.css", &[include_str!("../../assets/style/chart.css"), include_str!("../../assets/style/people.css")]),
    ("missing.css", &[include_str!("../../assets/style/missing.css")]),
    ("week.css", &[include_str!("../../assets/style/chart.css"), include_str!("../../assets/style/week.css")]),
    ("schedule.css", &[include_str!("../../assets/style/schedule.css")]),
    ("note.css", &[include_str!("../../assets/style/note.css")]),
    ("desk.css", &[include_str!("../../assets/style/desk.css")]),
];

/// The style sheet of every page, in the order of its layers.
pub(super) const STYLE: [&str; 10] = [
    include_str!("../../assets/style/layers.css"),
    include_str!("../../assets/style/tokens.css"),
    include_str!("../../assets/style/base.css"),
    include_str!("../../assets/style/frame.css"),
    include_str!("../../assets/style/components.css"),
    include_str!("../../assets/style/forms.css"),
    include_str!("../../assets/style/lists.css"),
    include_str!("../../assets/style/day.css"),
    include_str!("../../assets/style/work.css"),
    include_str!("../../assets/style/print.css"),
];

/// The address of a shipped file: `href("app.css")`.
///
/// A name that is not shipped gives an address that answers "not found"; a test keeps every name
/// the frame uses on the shelf.
#[must_use]
pub fn href(name: &str) -> &'static str {
    SHELF.iter().find(|asset| asset.name == name).map_or("/assets/not-shipped", |asset| asset.href.as_str())
}

/// The roles every page reads and the faces of the fonts, with their addresses: for another edge that is to look like this one.
#[must_use]
pub fn tokens() -> String {
    fill(include_str!("../../assets/style/tokens.css"), &SHELF)
}

fn build() -> Vec<Asset> {
    let mut shelf: Vec<Asset> = PLAIN.iter().map(|(name, bytes)| Asset::new(name, Cow::Borrowed(bytes))).collect();
    for (name, parts) in TEXTS {
        let text = fill(&parts.join("\n"), &shelf);
        let text = if name.ends_with(".css") { as_sent(&text) } else { text };
        shelf.push(Asset::new(name, Cow::Owned(text.into_bytes())));
    }
    shelf
}

/// A sheet as it is sent: comments, indents and the blanks around signs are for those who write it.
fn as_sent(sheet: &str) -> String {
    let mut parts = sheet.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    let told = parts.fold(first, |kept, part| kept + part.split_once("*/").map_or("", |(_, rest)| rest));
    let lines = told.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    let shorter =
        [("{\n", "{"), ("}\n", "}"), (";\n", ";"), (",\n", ","), (" {", "{"), ("{ ", "{"), (" }", "}"), (": ", ":"), ("; ", ";")];
    shorter.iter().fold(lines, |sheet, (long, short)| sheet.replace(long, short))
}

/// Replaces each `{{name}}` by the address of that file.
fn fill(text: &str, shelf: &[Asset]) -> String {
    shelf.iter().fold(text.to_owned(), |text, asset| text.replace(&format!("{{{{{}}}}}", asset.name), &asset.href))
}

impl Asset {
    fn new(name: &'static str, bytes: Cow<'static, [u8]>) -> Self {
        let digest = hex::encode(Sha256::digest(&bytes));
        let short = digest.get(..12).unwrap_or_default();
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        Self { name, href: format!("/assets/{stem}.{short}.{ending}"), kind: kind(ending), bytes }
    }
}

fn kind(ending: &str) -> &'static str {
    match ending {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        _ => "text/plain; charset=utf-8",
    }
}
