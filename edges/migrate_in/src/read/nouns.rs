//! Which statements of an entry belong to which noun, and what all nouns share in reading one.

use crate::Refusal;
use crate::statement::Item;
use crate::xml::{self, Element};

use super::kind::{self, Kind, claims};
use super::reading::Reading;
use super::sections::Place;
use super::{conditions, observed, products, value, visits};

/// How statements are recognized.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// By the template they claim.
    Template,
    /// By their class alone, in a section of that kind: senders that write no or unknown templates.
    Class,
}

/// Reads all statements of one kind at or below a statement; false when there was none.
pub(crate) fn read<'a>(
    reading: &mut Reading<'a>,
    kind: Kind,
    by: By,
    top: Element<'a>,
    place: &Place<'_>,
) -> Result<bool, Refusal> {
    let chosen = match by {
        By::Template => by_template(kind, top),
        By::Class => by_class(kind, top),
    };
    for statement in &chosen {
        reading.count()?;
        reading.mark(*statement);
        take(reading, kind, *statement, place);
    }
    Ok(!chosen.is_empty())
}

fn by_template<'a>(kind: Kind, top: Element<'a>) -> Vec<Element<'a>> {
    let is_one = |node: &Element<'a>| match kind {
        Kind::Problem => xml::is(*node, "observation") && claims(*node, "4"),
        Kind::Medication => xml::is(*node, "substanceAdministration") && claims(*node, "16"),
        Kind::Allergy => xml::is(*node, "observation") && claims(*node, "7"),
        Kind::Result | Kind::Vital | Kind::Social => xml::is(*node, "observation"),
        Kind::Procedure => kind::is_statement(*node) && ["12", "13", "14"].iter().any(|id| claims(*node, id)),
        Kind::Encounter => xml::is(*node, "encounter") && claims(*node, "49"),
        Kind::Immunization => xml::is(*node, "substanceAdministration") && claims(*node, "52"),
    };
    top.descendants().filter(is_one).collect()
}

/// The statement itself, or those directly within it, of the class that the kind is written in.
fn by_class<'a>(kind: Kind, top: Element<'a>) -> Vec<Element<'a>> {
    let classes: &[&str] = match kind {
        Kind::Problem | Kind::Allergy | Kind::Result | Kind::Vital | Kind::Social => &["observation"],
        Kind::Medication | Kind::Immunization => &["substanceAdministration"],
        Kind::Procedure => &["procedure", "act", "observation"],
        Kind::Encounter => &["encounter"],
    };
    let is_one = |node: &Element<'a>| classes.iter().any(|class| xml::is(*node, class));
    if is_one(&top) { vec![top] } else { within(top).filter(is_one).collect() }
}

/// Statements directly within a statement.
pub(crate) fn within<'a>(node: Element<'a>) -> impl Iterator<Item = Element<'a>> {
    let links = node.children().filter(|link| xml::is(*link, "entryRelationship") || xml::is(*link, "component"));
    links.flat_map(|link| link.children()).filter(|node| kind::is_statement(*node))
}

fn take<'a>(reading: &mut Reading<'a>, kind: Kind, node: Element<'a>, place: &Place<'_>) {
    match kind {
        Kind::Problem => conditions::problem(reading, node, place),
        Kind::Medication => products::medication(reading, node, place),
        Kind::Allergy => conditions::allergy(reading, node, place),
        Kind::Result | Kind::Vital => observed::measurement(reading, kind, node, place),
        Kind::Procedure => visits::procedure(reading, node, place),
        Kind::Encounter => visits::encounter(reading, node, place),
        Kind::Immunization => products::immunization(reading, node, place),
        Kind::Social => observed::social(reading, node, place),
    }
}

/// Whether an item says what it is about; a code without words is kept and listed. One with neither goes back to the
/// leftovers with whatever words stand beside it: "no encounters" in such words is not an encounter.
pub(crate) fn has_name<'a>(reading: &mut Reading<'a>, node: Element<'a>, item: &Item, noun: &str) -> bool {
    match (&item.concept.display, &item.concept.code) {
        (Some(_), _) => true,
        (None, Some(code)) => {
            reading.unread(&item.path, &format!("{noun}: code {code} without words; kept as code"));
            true
        }
        (None, None) => {
            let denied = if item.is_negated { ", marked as not so" } else { "" };
            let has_value = xml::child(node, "value").is_some_and(|value| value.attribute("nullFlavor").is_none());
            let is_kept = item.text.is_some() || has_value;
            let kept = if is_kept { "; its words are kept among the other statements" } else { "" };
            reading.unread(&item.path, &format!("{noun} with neither code nor name{denied}{kept}"));
            if is_kept {
                reading.unmark(node);
            }
            false
        }
    }
}

/// Words of the values of related observations with a template, which are then not leftovers.
pub(crate) fn related<'a>(reading: &mut Reading<'a>, node: Element<'a>, ids: &[&str], path: &str) -> Vec<String> {
    let found: Vec<_> = within(node).filter(|one| ids.iter().any(|id| claims(*one, id))).collect();
    let said = found.into_iter().filter_map(|one| {
        reading.mark(one);
        value::read(reading, one, path).0
    });
    said.collect()
}

/// The same in one string; none when there is none.
pub(crate) fn related_words<'a>(reading: &mut Reading<'a>, node: Element<'a>, ids: &[&str], path: &str) -> Option<String> {
    let said = related(reading, node, ids, path);
    (!said.is_empty()).then(|| said.join("; "))
}
