//! A link to somebody's phone as it is shown this once: a picture to hold the phone over, the address to copy, and the neutral words that
//! may be sent with it (P2-14; ux 7). Nothing in them says what kind of place this is.

use access::Refusal;
use conversation::language::Language;
use conversation::template::{self, Fill};
use maud::{Markup, PreEscaped, html};
use qrcode::QrCode;
use qrcode::render::svg;
use reactions::admission::TEMPLATE;
use vocabulary::Phone;

use crate::app::App;
use crate::component::{Banner, Button, Card, Icon};

/// A message that carries the link already.
pub(crate) struct Written<'a> {
    /// To which number or address.
    pub(crate) address: &'a str,
    /// Where the thread is.
    pub(crate) thread: String,
    /// How far it came.
    pub(crate) delivery: Markup,
}

/// The link, with the words for it when nothing was written.
pub(crate) fn shown(address: &str, language: Language, words: &str, written: Option<Written<'_>>, back: Button) -> Markup {
    let body = html! {
        @if let Some(picture) = picture(address) {
            div.qr role="img" aria-label="A picture that a phone reads. The same stands below as an address." { (PreEscaped(picture)) }
        }
        p.secret { (address) }
        div.acts { button.b type="button" data-print { (Icon::Print) "Print" } (back) }
    };
    let text = html! {
        blockquote.neutral lang=(language.as_str()) { (words) }
        p.hint { (words.chars().count()) " characters. Only to a number where texts are fine." }
    };
    let is_written = written.is_some();
    html! {
        @if let Some(written) = written {
            div role="status" {
                (Banner::done(format!("Written to {}.", said_address(written.address))).link("See it in the thread", written.thread))
                p { (written.delivery) }
            }
        }
        (Banner::private("Do not read it out where others hear, and do not write it down elsewhere: take it back and make a new one instead."))
        (Card::new("On their phone").padded().body(body))
        @if !is_written { (Card::new("In words that say nothing").padded().body(text)) }
    }
}

/// What stands before the secret of a link.
pub(crate) fn before_secret(app: &App) -> String {
    format!("{}/l/", app.0.site.origin.trim_end_matches('/'))
}

/// A number as people write it; an e-mail address as it is.
pub(crate) fn said_address(address: &str) -> String {
    Phone::parse(address).map_or_else(|_| address.to_owned(), |phone| phone.display())
}

/// The language of the words, by the tag of what the person reads.
pub(crate) fn language(tag: &str) -> Language {
    tag.get(..2).and_then(Language::parse).unwrap_or_default()
}

fn picture(address: &str) -> Option<String> {
    let code = QrCode::new(address.as_bytes()).ok()?;
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(240, 240).build();
    // Without the line that only a file of its own has.
    drawn.find("<svg").and_then(|at| drawn.get(at..)).map(str::to_owned)
}

/// The text that is ready for a link, with its address or what stands for it.
pub(crate) fn neutral_text(sender: String, link: &str, language: Language) -> Result<String, Refusal> {
    template::filled(TEMPLATE, language, &Fill { sender, link: link.to_owned(), ..Fill::default() })
}
