//! Files that a browser sends, read one after the other and never more of one than is allowed: what is over is let pass unread, so
//! that a large file costs its line and nothing else.

use axum::extract::{FromRequest, FromRequestParts, Multipart, Request};
use axum::http::{HeaderMap, header};
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

/// The most of a form of another make that is read before it is refused.
const MOST_REFUSED_BYTES: usize = 1 << 20;

/// Files that somebody signed in sent from a form of ours: the anti-forgery token comes before any file and is right.
pub(crate) struct SignedFiles(pub(crate) Signed, pub(crate) Multipart);

impl FromRequest<App> for SignedFiles {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let signed = Signed::from_request_parts(&mut parts, app).await?;
        let headers = parts.headers.clone();
        let stale = || Notice::Stale.answer(Some(&signed.frame));
        let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        // What is sent is read to its end before it is refused: a line that is closed in the middle of it loses the answer.
        if !kind.starts_with("multipart/form-data") {
            let _unread = axum::body::to_bytes(body, MOST_REFUSED_BYTES).await;
            return Err(stale());
        }
        let mut sent = Multipart::from_request(Request::from_parts(parts, body), app).await.map_err(|_| stale())?;
        if is_ours(app, &headers, &mut sent).await {
            return Ok(Self(signed, sent));
        }
        while let Ok(Some(_)) = sent.next_field().await {}
        Err(stale())
    }
}

async fn is_ours(app: &App, headers: &HeaderMap, sent: &mut Multipart) -> bool {
    let Ok(Some(field)) = sent.next_field().await else { return false };
    if field.name() != Some("csrf") {
        return false;
    }
    let Ok(given) = field.text().await else { return false };
    token_of(app, headers).is_some_and(|token| token.accepts_csrf(&given))
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
