//! Makes a link for a person's phone. Its address is the answer, once; what is kept of it is a hash.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal, command::Receipt};
use jiff::SignedDuration;
use jiff::civil::Date;
use sign_in::LinkToken;
use vocabulary::id::{PatientId, PatientLinkId};

use super::{PatientLink, ToDo};
use crate::Fact;

/// No link lives longer, in days.
pub const MOST_DAYS: i64 = 30;
/// How often a link may be opened: a person comes back to it, a stranger does not come often.
const MOST_OPENINGS: u32 = 25;

/// Makes a link.
#[derive(Clone, Debug)]
pub struct SendLink {
    /// For whom.
    pub patient: PatientId,
    /// What to call them.
    pub name: String,
    /// Their date of birth, of which month and day are asked; nothing when nobody knows it.
    pub birth_date: Option<Date>,
    /// In which language the pages begin.
    pub language: String,
    /// What is to be done.
    pub to_do: Vec<ToDo>,
    /// For how many days it lives, 1 to 30.
    pub lives_days: i64,
}

/// A link as made. The address is shown once and kept nowhere.
#[derive(Clone, Debug)]
pub struct LinkSent {
    /// The link.
    pub link: PatientLinkId,
    /// The secret of its address.
    pub token: LinkToken,
}

impl Receipt for LinkSent {}

impl Command for SendLink {
    type Output = LinkSent;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<LinkSent, Fact>, Refusal> {
        cx.require(Action::Record, Kind::PatientLink)?;
        let mut problems = Problems::none();
        problems.require("birth_date", self.birth_date.is_some(), "Ask for the date of birth first: it opens the link.");
        problems.require("to_do", !self.to_do.is_empty(), "Choose what is to be done on the phone.");
        let in_days = (1..=MOST_DAYS).contains(&self.lives_days);
        problems.require("lives_days", in_days, "A link lives from 1 to 30 days.");
        let birth = problems.finish(self.birth_date)?;
        let token = LinkToken::generate().map_err(|error| Refusal::Fault(error.to_string()))?;
        let link = PatientLink {
            id: cx.new_id(),
            patient: self.patient,
            token_sha256: token.fingerprint().as_str().to_owned(),
            birth_month: birth.month(),
            birth_day: birth.day(),
            name: self.name.clone(),
            language: self.language.clone(),
            to_do: self.to_do.clone(),
            expires_at: cx.now + SignedDuration::from_hours(24 * self.lives_days),
            most_openings: MOST_OPENINGS,
            ended: None,
        };
        cx.tx.append(&link, &cx.entry("link made"))?;
        Ok(Done::with(LinkSent { link: link.id, token }, Fact::LinkChanged(self.patient)))
    }
}
