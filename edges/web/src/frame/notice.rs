//! Pages that say no or not now. They say which rule and who can help, and never hint at what is behind
//! the door: absent and not-yours use the same words.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::area::Area;
use super::page::Page;
use super::plain::PlainPage;
use super::viewer::Frame;
use crate::component::Button;

/// Why there is no page. No patient detail in any of the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Absent or not yours.
    NotFound,
    /// A rule says no: which one, and what to do next.
    Refused {
        /// The rule in one sentence.
        why: String,
        /// Who can help or what to do.
        next: String,
    },
    /// Changed meanwhile.
    Conflict,
    /// Too much at once; later.
    Busy,
    /// One person asks more often than anybody works; in so many seconds again.
    TooOften {
        /// How long to wait.
        seconds: i64,
    },
    /// The address or the form has another shape than any page of ours gives it.
    Unreadable,
    /// Our fault, with the number that support asks for.
    Fault {
        /// The incident number.
        incident: String,
    },
    /// The form was not ours or too old.
    Stale,
}

impl Notice {
    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Refused { .. } | Self::Stale => StatusCode::FORBIDDEN,
            Self::Conflict => StatusCode::CONFLICT,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::TooOften { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::Fault { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn title(&self) -> &'static str {
        match self {
            Self::NotFound => "Not here",
            Self::Refused { .. } => "Not allowed",
            Self::Conflict => "Changed meanwhile",
            Self::Busy => "Busy for a moment",
            Self::TooOften { .. } => "A little slower",
            Self::Unreadable => "Not an address",
            Self::Fault { .. } => "Our fault",
            Self::Stale => "This form is too old",
        }
    }

    fn words(&self) -> Markup {
        html! {
            h1 { (self.title()) }
            @match self {
                Self::NotFound => {
                    p { "This page does not exist, or it is not yours to see. Both look the same on purpose." }
                    p { "Check the address, or find the person with Ctrl K. If you should be able to see it, ask your director." }
                }
                Self::Refused { why, next } => { p { (why) } p { (next) } }
                Self::Conflict => {
                    p { "Someone changed this while you had it open. Nothing was lost and nothing was saved over." }
                    p { "Go back, look at what changed, and save again." }
                }
                Self::Busy => { p { "Many things are being saved at once. Nothing was lost. Try again in a few seconds." } }
                Self::TooOften { seconds } => {
                    p { "You searched very often within a minute, more often than a person types. Nothing is lost." }
                    p { "The next search is possible in " (seconds) " seconds. If a program does this under your name, tell whoever runs the computer." }
                }
                Self::Unreadable => {
                    p { "No page of this program has this address, or something is missing in it." }
                    p { "Check the address, or go back and follow the link again." }
                }
                Self::Fault { incident } => {
                    p { "Something went wrong in the program, not in what you did. What you saved before is safe." }
                    p { "If it happens again, tell whoever runs the computer this number: " span.code { (incident) } "." }
                }
                Self::Stale => { p { "The form was open for too long or came from another place. Go back, reload the page and send it again. Your words are still on that page." } }
            }
        }
    }

    /// The answer: status and page, inside the frame when someone is signed in.
    #[must_use]
    pub fn answer(&self, frame: Option<&Frame>) -> Response {
        let page = match frame {
            Some(frame) => {
                let home = frame.rail.first();
                let (area, href) = home.map_or((Area::Today, crate::site::DESK), |item| (item.area, item.href.as_str()));
                Page::new(frame, area, self.title()).problem(true).render(self.block(href))
            }
            None => PlainPage::new(self.title(), "").problem(true).render(self.block("/")),
        };
        let mut answer = (self.status(), page).into_response();
        if let Self::TooOften { seconds } = self {
            answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
        }
        answer
    }

    fn block(&self, home: &str) -> Markup {
        html! {
            div.notice { (self.words()) div.acts { (Button::primary("Back to the start").href(home)) } }
        }
    }
}

/// "Absent or not yours", in the same words for both.
#[must_use]
pub fn not_found(frame: Option<&Frame>) -> Response {
    Notice::NotFound.answer(frame)
}
