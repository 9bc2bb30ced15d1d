//! The few files of the site: one style sheet, two small scripts. Their addresses carry a digest of their bytes, so a browser may keep them.

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::site::{Look, PublicSite};

/// What is shipped.
pub(crate) struct Shelf {
    files: Vec<File>,
    /// The icon's address, elsewhere in the program.
    pub(crate) icon: String,
}

struct File {
    name: &'static str,
    href: String,
    kind: &'static str,
    bytes: String,
}

impl Shelf {
    /// The files in the look of the program. A font that is late is left out for this visit: nobody on a weak line waits for a letter.
    pub(crate) fn of(look: &Look) -> Self {
        let tokens = look.tokens.replace("font-display:swap", "font-display:optional");
        let sheet = without_comments(&format!("{tokens}\n{}", include_str!("../assets/site.css")));
        let files = vec![
            File::new("site.css", "text/css; charset=utf-8", sheet),
            File::new("leave.js", "text/javascript; charset=utf-8", include_str!("../assets/leave.js").to_owned()),
            File::new("check.js", "text/javascript; charset=utf-8", include_str!("../assets/check.js").to_owned()),
        ];
        Self { files, icon: look.icon.clone() }
    }

    /// The address of a file.
    pub(crate) fn href(&self, name: &str) -> &str {
        self.files.iter().find(|file| file.name == name).map_or("/site/not-shipped", |file| file.href.as_str())
    }
}

impl File {
    fn new(name: &'static str, kind: &'static str, bytes: String) -> Self {
        let digest = hex::encode(Sha256::digest(&bytes));
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        Self { name, href: format!("/site/{stem}.{}.{ending}", digest.get(..12).unwrap_or_default()), kind, bytes }
    }
}

pub(crate) async fn one(State(site): State<PublicSite>, Path(file): Path<String>) -> Response {
    let wanted = format!("/site/{file}");
    match site.0.shelf.files.iter().find(|file| file.href == wanted) {
        None => (StatusCode::NOT_FOUND, "Not found").into_response(),
        Some(file) => {
            let kept = [(header::CONTENT_TYPE, file.kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
            (kept, file.bytes.clone()).into_response()
        }
    }
}

/// A sheet as it is sent: comments are for those who write it.
fn without_comments(sheet: &str) -> String {
    let mut parts = sheet.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once("*/").map_or("", |(_, rest)| rest))
}
