//! Who holds the plan, on both forms of a coverage: mostly the person, often a parent. Whoever holds it gets the payer's letters.

use billing::coverage::{Relationship, SubscriberInput};
use maud::{Markup, html};

use crate::component::{Banner, Field, Problem, Select};
use crate::form::Sent;

/// The fields; what belongs to somebody else's plan opens when it is chosen or wrong.
pub(crate) fn fields(sent: &Sent, problems: &[Problem]) -> Markup {
    let whose = Relationship::ALL.iter().map(|one| (one.as_str(), one.whose()));
    let is_open = !sent.text("relationship").is_empty()
        || problems.iter().any(|one| one.field.starts_with("subscriber") || one.field == "relationship");
    html! {
        details.full open[is_open] {
            summary { "The plan is somebody else's" }
            (Banner::private("Whoever holds the plan may get the payer's letters about each visit. Ask the person whether that is safe before anything is sent; the payer must send them elsewhere when it is not."))
            div.form.cols {
                (Select::new("relationship", "Whose plan it is").option("", "The person's own").options(whose).chosen(sent.text("relationship")).problems(problems))
                (Field::date("subscriber_birth_date", "Their date of birth").optional().value(sent.text("subscriber_birth_date")).problems(problems))
                (Field::text("subscriber_given", "Their given name").optional().autocomplete("off").value(sent.text("subscriber_given")).problems(problems))
                (Field::text("subscriber_family", "Their family name").optional().autocomplete("off").value(sent.text("subscriber_family")).problems(problems))
            }
        }
    }
}

/// What was typed; nothing when the plan is the person's own. A name of somebody else without saying who they are is a problem: the
/// plan would pass for the person's own.
pub(crate) fn read(sent: &Sent, unread: &mut Vec<access::Problem>) -> Option<SubscriberInput> {
    let relationship = Relationship::parse(sent.text("relationship"));
    let names_somebody =
        ["subscriber_given", "subscriber_family", "subscriber_birth_date"].iter().any(|field| !sent.text(field).is_empty());
    if relationship.is_none() && names_somebody {
        unread.push(crate::patients::filled::wrong(
            "relationship",
            "Say whose plan it is, or leave their name and date of birth empty.",
        ));
    }
    Some(SubscriberInput {
        relationship: relationship?,
        given: sent.text("subscriber_given").to_owned(),
        family: sent.text("subscriber_family").to_owned(),
        birth_date: vocabulary::day::parse_day(sent.text("subscriber_birth_date")).ok(),
    })
}

/// "A parent's plan, held by Ann Reyes", for the line of a coverage.
pub(crate) fn through(coverage: &billing::coverage::Coverage) -> String {
    coverage
        .subscriber
        .as_ref()
        .map_or_else(String::new, |holder| format!("{} plan, held by {} · ", holder.relationship.whose(), holder.name.full()))
}
