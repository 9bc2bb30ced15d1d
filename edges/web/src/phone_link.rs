//! A link to somebody's phone as it is shown this once: a picture to hold the phone over, the address to copy, and the neutral words that
//! may be sent with it (P2-14; ux 7). Nothing in them says what kind of place this is.

use access::{Actor, Refusal};
use confidential::Released;
use conversation::language::Language;
use conversation::message::{ThreadOf, enclosure};
use conversation::template::{self, Fill};
use maud::{Markup, PreEscaped, html};
use qrcode::QrCode;
use qrcode::render::svg;
use reactions::admission::{LinkLetter, TEMPLATE};
use reactions::send_link::{LinkAddresses, LinkAddressesView, SendOwnLink};
use vocabulary::Phone;
use vocabulary::id::PatientId;

use crate::app::App;
use crate::component::{Banner, Button, Card, Field, Icon, Select, csrf_field};
use crate::form::Sent;
use crate::inquiries::message;
use crate::patients::filled::Trouble;

/// What stands under the head of a page that shows a link.
pub(crate) const ONCE: &str = "It is shown now and never again. Whoever opens it is asked for month and day of birth.";

/// A link that somebody in a chart wishes for.
pub(crate) struct Wish {
    /// For whom.
    pub(crate) patient: PatientId,
    /// Whether their own pages about confidentiality stand on it.
    pub(crate) with_privacy: bool,
    /// Where the thread with them is.
    pub(crate) thread: String,
}

/// What became of the wish.
pub(crate) enum Made {
    /// It was made, and is shown this once.
    Shown(Markup),
    /// It was not, and why; with where it might be written to, so that the form comes back.
    Not(Refusal, Box<Released<LinkAddressesView>>),
}

/// The form that makes a link from a chart: to whom it is written, and for how many days it lives.
pub(crate) fn form(
    csrf: &str,
    action: &str,
    addresses: &LinkAddressesView,
    days: &str,
    sent: &Sent,
    trouble: &Trouble,
) -> Markup {
    let known = addresses.allowed.iter().map(|one| (one.address.clone(), said_address(&one.address)));
    let to: Vec<(String, String)> = known.chain([(String::new(), "Nobody: only show it here".to_owned())]).collect();
    let first = to.first().map_or("", |one| one.0.as_str());
    let typed = |field: &str, else_: &str| if trouble.is_some() { sent.text(field).to_owned() } else { else_.to_owned() };
    html! {
        form.form.cols method="post" action=(action) novalidate {
            (csrf_field(csrf))
            (Select::new("address", "Write it to").options(to.clone()).chosen(typed("address", first)).problems(&trouble.problems).hint("In words that say nothing, and not at night."))
            (Field::number("lives_days", "Days it lives").value(typed("lives_days", days)).problems(&trouble.problems).class("short"))
            div.acts { (Button::primary("Make the link").icon(Icon::Phone)) }
        }
    }
}

/// Makes the link that was filled in, and writes it where that was chosen.
pub(crate) async fn make(app: &App, actor: &Actor, wish: Wish, sent: &Sent, back: Button) -> Result<Made, Refusal> {
    let (actor, patient, address) = (actor.clone(), wish.patient, sent.text("address").to_owned());
    let (before_secret, sender) = (before_secret(app), app.0.house.neutral_program().0);
    let (lives_days, with_privacy) = (sent.parse("lives_days").unwrap_or(0), wish.with_privacy);
    let (name, before) = (sender.clone(), before_secret.clone());
    let made = app
        .work(move |house| {
            let addresses = house.ask(&actor, &LinkAddresses { patient })?;
            let language = language(&addresses.language);
            let letter = match address.as_str() {
                "" => None,
                _ => {
                    let words = neutral_text(name, enclosure::PLACE, language)?;
                    Some(LinkLetter { address, words, language, before_secret: before })
                }
            };
            let to = letter.as_ref().map(|letter| letter.address.clone());
            match house.perform(&actor, &SendOwnLink { patient, with_privacy, lives_days, letter }) {
                Ok(made) => {
                    let written = match to {
                        Some(to) => house.ask(&actor, &ThreadOf { patient })?.iter().rev().find(|one| one.address == to).cloned(),
                        None => None,
                    };
                    Ok(Ok((made, language, written)))
                }
                Err(refusal) => Ok(Err((refusal, addresses))),
            }
        })
        .await?;
    let (made, language, written) = match made {
        Ok(made) => made,
        Err((refusal, addresses)) => return Ok(Made::Not(refusal, Box::new(addresses))),
    };
    let secret = format!("{before_secret}{}", made.token.to_address());
    let words = neutral_text(sender, &secret, language)?;
    let written = written.as_ref().map(|message| Written {
        address: &message.address,
        thread: wish.thread,
        delivery: html! { (message::delivery(app.0.house.zone(), &message.delivery)) },
    });
    Ok(Made::Shown(shown(&secret, language, &words, written, back)))
}

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
