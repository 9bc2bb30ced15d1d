//! The address that other providers' systems send documents to: one document a request, with a token of the sender's own. The answer
//! is the same whoever the document is about and whether it came before: it never says that anybody is known here (P2-05, P2-14).

use access::{Actor, Refusal, Role};
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use intake::referral::{CameBy, ReceiveReferral, ReferralSender, SenderOfToken};
use serde_json::json;
use sha2::{Digest, Sha256};
use sign_in::SenderToken;

use crate::app::App;
use crate::upload::scanned;

/// The most bytes of one document.
const MOST_BYTES: usize = 20 * 1024 * 1024;
/// The most documents of one sender in a minute.
pub(crate) const MOST_IN_A_MINUTE: u32 = 60;

pub(super) async fn receive(State(app): State<App>, request: Request) -> Response {
    let sender = match sender(&app, request.headers()).await {
        Ok(sender) => sender,
        Err(response) => return response,
    };
    if let Err(seconds) = app.0.arrivals.count(sender.id, app.0.house.clock().now()) {
        let body = answer(StatusCode::TOO_MANY_REQUESTS, "too_many", "Too many documents in a minute. Send the rest later.");
        return ([(header::RETRY_AFTER, seconds.to_string())], body).into_response();
    }
    let Ok(body) = to_bytes(request.into_body(), MOST_BYTES).await else {
        return answer(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too_large",
            "The document is larger than 20 MB, or the sending broke off.",
        );
    };
    let id = acknowledgement(&sender, &body);
    let body = match scanned(app.0.wiring.scan_upload.clone(), body.to_vec()).await {
        Ok(body) => body,
        Err(sentence) => {
            tracing::info!(code = "not_scanned_clean", "document refused");
            return answer(StatusCode::UNPROCESSABLE_ENTITY, "not_scanned_clean", &sentence);
        }
    };
    let read = app.0.wiring.read_referral.clone();
    let taken = app
        .work(move |house| {
            let read = match read(&body) {
                Ok(read) => read,
                Err(why) => return Ok(Err(why)),
            };
            let came_by = CameBy::Sender { id: sender.id, name: sender.name.clone() };
            let command = ReceiveReferral::of(read, "", body, came_by);
            match house.perform(&Actor::of_stepdown(Role::Intake), &command) {
                Err(Refusal::Invalid(problems)) => {
                    let sentences: Vec<String> = problems.into_iter().map(|problem| problem.sentence).collect();
                    Ok(Err(("not_accepted", sentences.join(" "))))
                }
                done => done.map(|_| Ok(())),
            }
        })
        .await;
    match taken {
        Ok(Ok(())) => (StatusCode::ACCEPTED, axum::Json(json!({ "id": id, "status": "received" }))).into_response(),
        Ok(Err((code, sentence))) => {
            tracing::info!(code, "document refused");
            answer(StatusCode::UNPROCESSABLE_ENTITY, code, &sentence)
        }
        Err(refusal) => {
            tracing::error!(%refusal, "a document could not be taken in");
            answer(StatusCode::SERVICE_UNAVAILABLE, "later", "The document was not taken in. Send it again in a moment.")
        }
    }
}

/// Whoever sends; the same answer for no token, a wrong one and one that was revoked.
async fn sender(app: &App, headers: &HeaderMap) -> Result<ReferralSender, Response> {
    let nobody = || {
        let body = answer(StatusCode::UNAUTHORIZED, "no_token", "A valid token is needed: `Authorization: Bearer …`.");
        ([(header::WWW_AUTHENTICATE, "Bearer")], body).into_response()
    };
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = given.and_then(|text| SenderToken::from_bearer(text.strip_prefix("Bearer ")?.trim())).ok_or_else(nobody)?;
    let query = SenderOfToken { token_sha256: token.fingerprint().as_str().to_owned() };
    match app.work(move |house| house.ask(&Actor::of_stepdown(Role::Intake), &query)).await {
        Ok(sender) => Ok((*sender).clone()),
        Err(Refusal::NotFound) => Err(nobody()),
        Err(refusal) => {
            tracing::error!(%refusal, "a sender could not be looked up");
            Err(answer(StatusCode::SERVICE_UNAVAILABLE, "later", "Send the document again in a moment."))
        }
    }
}

/// Made of the sender and the document alone: the same document has the same one whether it is the first or the tenth time.
fn acknowledgement(sender: &ReferralSender, body: &[u8]) -> String {
    let document = Sha256::digest(body);
    let mut both = Sha256::new();
    both.update(sender.id.to_string().as_bytes());
    both.update(document);
    hex::encode(both.finalize()).chars().take(32).collect()
}

fn answer(status: StatusCode, code: &str, sentence: &str) -> Response {
    (status, axum::Json(json!({ "error": code, "sentence": sentence }))).into_response()
}
