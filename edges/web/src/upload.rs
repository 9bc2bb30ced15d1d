//! Files that a browser sends, read one after the other and never more of one than is allowed: what is over is let pass unread, so
//! that a large file costs its line and nothing else.

use axum::extract::Multipart;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::app::App;
use crate::frame::Notice;
use crate::signed::{Signed, token_of};

/// A file as sent.
pub(crate) struct SentFile {
    /// Its name as the browser says, without folders.
    pub(crate) name: String,
    /// Its bytes; nothing when it is larger than allowed.
    pub(crate) bytes: Option<Vec<u8>>,
}

/// The line broke before everything had arrived.
pub(crate) struct Broken;

/// Requires the anti-forgery token, which comes before any file.
pub(crate) async fn require_ours(app: &App, signed: &Signed, headers: &HeaderMap, sent: &mut Multipart) -> Result<(), Response> {
    let stale = || Notice::Stale.answer(Some(&signed.frame));
    let field = sent.next_field().await.ok().flatten().filter(|field| field.name() == Some("csrf")).ok_or_else(stale)?;
    let given = field.text().await.map_err(|_| stale())?;
    let token = token_of(app, headers).ok_or_else(stale)?;
    if token.accepts_csrf(&given) { Ok(()) } else { Err(stale()) }
}

/// The next file, read up to `most` bytes; an empty file field is passed over.
pub(crate) async fn next_file(sent: &mut Multipart, most: usize) -> Result<Option<SentFile>, Broken> {
    loop {
        let Some(mut field) = sent.next_field().await.map_err(|_| Broken)? else { return Ok(None) };
        let name = field.file_name().map(base_name);
        let mut bytes = Some(Vec::new());
        while let Some(chunk) = field.chunk().await.map_err(|_| Broken)? {
            bytes = bytes.filter(|read: &Vec<u8>| read.len() + chunk.len() <= most).map(|mut read| {
                read.extend_from_slice(&chunk);
                read
            });
        }
        match name {
            Some(name) if !name.is_empty() => return Ok(Some(SentFile { name, bytes })),
            _ => {}
        }
    }
}

fn base_name(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or_default().trim().to_owned()
}
