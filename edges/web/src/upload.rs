//! Files that a browser sends, read one after the other and never more of one than is allowed: what is over is let pass unread, so
//! that a large file costs its line and nothing else. Each is given to the installation's scanner before anybody sees its bytes.

use axum::extract::multipart::Field;
use axum::extract::{FromRequest, FromRequestParts, Multipart, Request};
use axum::http::header;
use axum::response::Response;
use sign_in::SessionToken;

use crate::app::App;
use crate::form::Sent;
use crate::frame::Notice;
use crate::signed::{Signed, token_of};
use crate::wiring::ScanUpload;

/// A file as sent.
pub(crate) struct SentFile {
    /// The name of its field in the form.
    pub(crate) field: String,
    /// Its name as the browser says, without folders.
    pub(crate) name: String,
    /// Its bytes, or why they are not taken.
    pub(crate) bytes: Result<Vec<u8>, NotTaken>,
}

/// Why the bytes of a file are not taken.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NotTaken {
    /// There are more than are allowed.
    TooLarge,
    /// The installation's scanner says no, in this sentence.
    Scanned(String),
}

impl NotTaken {
    /// A sentence for whoever sent it, with the one for a file that is too large.
    pub(crate) fn sentence(self, too_large: impl Into<String>) -> String {
        match self {
            Self::TooLarge => too_large.into(),
            Self::Scanned(sentence) => sentence,
        }
    }
}

/// The parts of a form with files as they arrive.
pub(crate) struct Sending {
    parts: Multipart,
    scan: Option<ScanUpload>,
}

impl Sending {
    /// The parts of a form, with what this installation has every file looked at by.
    pub(crate) fn new(app: &App, parts: Multipart) -> Self {
        Self { parts, scan: app.0.wiring.scan_upload.clone() }
    }

    /// The next part, whatever it is.
    async fn next(&mut self) -> Result<Option<Field<'_>>, Broken> {
        self.parts.next_field().await.map_err(|_| Broken)
    }
}

/// Has somebody look at the bytes, away from the threads that answer browsers; one that ends in the middle has said no.
pub(crate) async fn scanned(scan: Option<ScanUpload>, bytes: Vec<u8>) -> Result<Vec<u8>, String> {
    let Some(scan) = scan else { return Ok(bytes) };
    let looked = tokio::task::spawn_blocking(move || scan(&bytes).map(|()| bytes)).await;
    looked.unwrap_or_else(|_| Err("The file could not be looked at, so it was not taken. Send it again in a moment.".to_owned()))
}

/// The line broke before everything had arrived.
pub(crate) struct Broken;

/// The most of a form of another make that is read before it is refused.
const MOST_REFUSED_BYTES: usize = 1 << 20;

/// Files that somebody signed in sent from a form of ours: the anti-forgery token comes before any file and is right.
pub(crate) struct SignedFiles(pub(crate) Signed, pub(crate) Sending);

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
        let sent = Multipart::from_request(Request::from_parts(parts, body), app).await.map_err(|_| stale())?;
        let mut sent = Sending::new(app, sent);
        if is_ours(token_of(app, &headers).as_ref(), &mut sent).await { Ok(Self(signed, sent)) } else { Err(stale()) }
    }
}

/// Whether a form of ours is sent: it begins with this token's proof. One that is not is read to its end, so that its answer arrives.
pub(crate) async fn is_ours(token: Option<&SessionToken>, sent: &mut Sending) -> bool {
    if begins_with_proof(token, sent).await {
        return true;
    }
    while let Ok(Some(_)) = sent.next().await {}
    false
}

async fn begins_with_proof(token: Option<&SessionToken>, sent: &mut Sending) -> bool {
    let Ok(Some(field)) = sent.next().await else { return false };
    if field.name() != Some("csrf") {
        return false;
    }
    let Ok(given) = field.text().await else { return false };
    token.is_some_and(|token| token.accepts_csrf(&given))
}

/// One part of a form: a text under the name of its field, or a file.
enum Part {
    Text(String, String),
    File(SentFile),
}

/// The most bytes of a text that stands beside a file.
const MOST_TEXT_BYTES: usize = 64 << 10;

/// The next file, read up to `most` bytes; an empty file field is passed over.
pub(crate) async fn next_file(sent: &mut Sending, most: usize) -> Result<Option<SentFile>, Broken> {
    loop {
        match next_part(sent, most).await? {
            Some(Part::File(file)) => return Ok(Some(file)),
            Some(Part::Text(..)) => {}
            None => return Ok(None),
        }
    }
}

/// The next file, and in `typed` what was typed in the fields before it. That stays there when the line breaks.
pub(crate) async fn next_file_and_typed(sent: &mut Sending, most: usize, typed: &mut Sent) -> Result<Option<SentFile>, Broken> {
    loop {
        match next_part(sent, most).await? {
            Some(Part::File(file)) => return Ok(Some(file)),
            Some(Part::Text(name, value)) => *typed = std::mem::take(typed).with(name, value),
            None => return Ok(None),
        }
    }
}

/// The next part that holds something.
async fn next_part(sent: &mut Sending, most: usize) -> Result<Option<Part>, Broken> {
    loop {
        let scan = sent.scan.clone();
        let Some(mut field) = sent.next().await? else { return Ok(None) };
        let of = field.name().unwrap_or_default().to_owned();
        let Some(name) = field.file_name().map(base_name) else {
            let bytes = read(&mut field, MOST_TEXT_BYTES).await?.unwrap_or_default();
            return Ok(Some(Part::Text(of, String::from_utf8(bytes).unwrap_or_default())));
        };
        let bytes = read(&mut field, most).await?;
        if !name.is_empty() {
            let bytes = match bytes {
                Some(bytes) => scanned(scan, bytes).await.map_err(NotTaken::Scanned),
                None => Err(NotTaken::TooLarge),
            };
            return Ok(Some(Part::File(SentFile { field: of, name, bytes })));
        }
    }
}

/// The bytes of a field, or nothing when there are more than `most`; what is over is let pass unread.
async fn read(field: &mut Field<'_>, most: usize) -> Result<Option<Vec<u8>>, Broken> {
    let mut bytes = Some(Vec::new());
    while let Some(chunk) = field.chunk().await.map_err(|_| Broken)? {
        bytes = bytes.filter(|read: &Vec<u8>| read.len() + chunk.len() <= most).map(|mut read| {
            read.extend_from_slice(&chunk);
            read
        });
    }
    Ok(bytes)
}

fn base_name(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or_default().trim().to_owned()
}
