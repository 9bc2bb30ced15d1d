//! Why somebody is next or passed over, in words. Who must not meet is never told apart: "Not this group." stands for it (ADR 0022).

use jiff::civil::Date;
use reactions::person::OneMore;
use reactions::waitlist::PassedOver;
use vocabulary::ProgramZone;

use crate::words::short_day;

pub(super) fn standing(zone: &ProgramZone, standing: &Result<Date, PassedOver>) -> String {
    match standing {
        Ok(day) => format!("A place could be theirs from {}.", short_day(*day)),
        Err(PassedOver::Offered(until)) => {
            format!("A place is offered and held until {}, {}.", short_day(zone.day(*until)), zone.clock_face(*until))
        }
        Err(PassedOver::Declined) => "They said no to a place.".to_owned(),
        Err(PassedOver::Unanswered) => "They did not answer in time.".to_owned(),
        Err(PassedOver::NoPlace) => "It would fit; no place is free.".to_owned(),
        Err(PassedOver::DoesNotFit(why)) => does_not_fit(*why).to_owned(),
    }
}

fn does_not_fit(why: OneMore) -> &'static str {
    match why {
        OneMore::NotInCare => "Passed over: they are in no level of care then.",
        OneMore::NotThis => "Not this group.",
        OneMore::Clash => "Passed over: one of its meetings falls on a time they cannot come.",
        OneMore::Lacks => "Passed over: child care or an interpreter is missing there.",
        OneMore::BesideTheirs => "Passed over: it cannot be beside the groups they have.",
        OneMore::TooManyHours => "Passed over: their week would have more hours than it may.",
    }
}
