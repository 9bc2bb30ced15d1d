//! Who and what an inquiry may be the same as: people in the program, and other open inquiries. Shown before anything is made of it,
//! never merged.

use std::collections::{HashMap, HashSet};

use access::{Action, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use episode::patient::duplicates::likeness;
use episode::patient::{Features, Likeness, PossibleDuplicate, possible_duplicates, possible_duplicates_of_each};
use jiff::Timestamp;
use jiff::civil::Date;
use store::Stored;
use vocabulary::id::InquiryId;
use vocabulary::{PersonName, Phone};

use super::{Inquiry, store as inquiries};

/// Asks who and what an inquiry may be the same as: while its sheet is written, and before a chart is made of it.
#[derive(Clone, Debug)]
pub struct WhoIsAlike {
    /// Which inquiry.
    pub inquiry: InquiryId,
    /// The name and day of birth that were typed since; nothing for what the inquiry says.
    pub typed: Option<(PersonName, Option<Date>)>,
}

/// Who and what an inquiry may be the same as.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alike {
    /// Known people.
    pub people: Vec<PossibleDuplicate>,
    /// Other open inquiries, oldest first.
    pub inquiries: Vec<LikeInquiry>,
}

impl Query for WhoIsAlike {
    type View = Alike;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Alike>, Refusal> {
        cx.require(Action::View, Kind::Inquiry)?;
        cx.require(Action::Search, Kind::Patient)?;
        let mut inquiry = inquiries::load(cx.tx, self.inquiry)?;
        if let Some((name, born)) = &self.typed {
            inquiry.record = typed(&inquiry, name.clone(), *born);
        }
        let alike = Alike { people: known_people(cx, &inquiry)?, inquiries: like(cx, &inquiry)? };
        Ok(Guarded::several(Kind::Patient, alike))
    }
}

/// The inquiry as if it said what was typed since.
fn typed(inquiry: &Inquiry, name: PersonName, born: Option<Date>) -> Inquiry {
    Inquiry { name, birth_date: born.or(inquiry.birth_date), ..inquiry.clone() }
}

/// Whether somebody known is like the person of an inquiry, under the name that was said or the one that was typed since.
pub(crate) fn is_like_somebody(
    cx: &Context<'_>,
    inquiry: &Inquiry,
    name: PersonName,
    born: Option<Date>,
) -> Result<bool, Refusal> {
    let typed = typed(inquiry, name, born);
    let found = possible_duplicates_of_each(cx, &[inquiry.features(), typed.features()])?;
    Ok(found.iter().flatten().any(|possible| possible.found.id != inquiry.patient))
}

/// Another open inquiry that may be about the same person: "spoke with us on Feb 2?".
#[derive(Clone, Debug, PartialEq)]
pub struct LikeInquiry {
    /// Which.
    pub id: InquiryId,
    /// The name.
    pub name: PersonName,
    /// First identifier, when it was said.
    pub birth_date: Option<Date>,
    /// Second identifier, when it was said.
    pub phone: Option<Phone>,
    /// When it reached us.
    pub received_at: Timestamp,
    /// Why we ask; never empty.
    pub why: Vec<Likeness>,
}

/// What an inquiry is looked for by when somebody writes or calls from a number.
pub(super) fn phone_key(phone: &Phone) -> String {
    format!("phone {}", phone.e164)
}

/// What an inquiry is looked for by: two that may be about the same person share at least one key. A day of birth counts with a word of
/// the name, a name by every two of its words, or by its only one.
pub(super) fn keys(asked: &Features) -> Vec<String> {
    let mut words = asked.words.clone();
    words.sort_unstable();
    words.dedup();
    words.truncate(MOST_WORDS);
    let mut keys: Vec<String> = asked.phones.iter().map(phone_key).collect();
    for (at, word) in words.iter().enumerate() {
        keys.extend(asked.born.map(|day| format!("born {day} {word}")));
        keys.extend(words.iter().skip(at + 1).map(|other| format!("name {word} {other}")));
    }
    if let [only] = words.as_slice() {
        keys.push(format!("name {only}"));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Words of a name that are looked at: nobody has more, and a text in the wrong field has no end.
const MOST_WORDS: usize = 12;

/// How many known people and other open inquiries may be the same as each of these, in their order. Everything is asked once for all.
pub(super) fn counts(cx: &Context<'_>, shown: &[Stored<Inquiry>]) -> Result<Vec<usize>, Refusal> {
    let features: Vec<Features> = shown.iter().map(|inquiry| inquiry.features()).collect();
    let known = possible_duplicates_of_each(cx, &features)?;
    let others = like_each(cx, shown)?;
    let counted = shown.iter().zip(known).zip(others);
    Ok(counted
        .map(|((inquiry, known), others)| {
            known.iter().filter(|possible| possible.found.id != inquiry.person()).count() + others.len()
        })
        .collect())
}

/// Known people who may be the person of this inquiry.
pub(super) fn known_people(cx: &Context<'_>, inquiry: &Inquiry) -> Result<Vec<PossibleDuplicate>, Refusal> {
    let mut found = possible_duplicates(cx, &inquiry.features())?;
    found.retain(|possible| possible.found.id != inquiry.person());
    Ok(found)
}

/// The other open inquiries that may be about the same person, oldest first. One that stepped back for another is not among them.
pub(super) fn like(cx: &Context<'_>, inquiry: &Stored<Inquiry>) -> Result<Vec<LikeInquiry>, Refusal> {
    Ok(like_each(cx, std::slice::from_ref(inquiry))?.pop().unwrap_or_default())
}

fn like_each(cx: &Context<'_>, asked: &[Stored<Inquiry>]) -> Result<Vec<Vec<LikeInquiry>>, Refusal> {
    let keys: Vec<Vec<String>> = asked.iter().map(|inquiry| keys(&inquiry.features())).collect();
    let mut every = keys.concat();
    every.sort_unstable();
    every.dedup();
    let mut by_key: HashMap<String, Vec<InquiryId>> = HashMap::new();
    for (key, id) in inquiries::with_keys(cx.tx, &every)? {
        by_key.entry(key).or_default().push(id);
    }
    let of_one = |(inquiry, keys): (&Stored<Inquiry>, &Vec<String>)| -> HashSet<InquiryId> {
        let ids = keys.iter().filter_map(|key| by_key.get(key)).flatten().copied();
        ids.filter(|id| *id != inquiry.id).collect()
    };
    let candidates: Vec<HashSet<InquiryId>> = asked.iter().zip(&keys).map(of_one).collect();
    let mut ids: Vec<InquiryId> = candidates.iter().flatten().copied().collect();
    ids.sort_unstable();
    ids.dedup();
    let mut others = inquiries::open_among(cx.tx, &ids)?;
    others.sort_by_key(|other| (other.received_at, other.id));
    Ok(asked.iter().zip(&candidates).map(|(inquiry, candidates)| judge(inquiry, candidates, &others)).collect())
}

/// Of those that share a key, the ones that are alike, with every reason.
fn judge(inquiry: &Inquiry, candidates: &HashSet<InquiryId>, others: &[Stored<Inquiry>]) -> Vec<LikeInquiry> {
    let asked = inquiry.features();
    others
        .iter()
        .filter(|other| candidates.contains(&other.id))
        .map(|other| LikeInquiry {
            id: other.id,
            name: other.name.clone(),
            birth_date: other.birth_date,
            phone: other.phones().next().map(|(phone, _)| phone.clone()),
            received_at: other.received_at,
            why: likeness(&asked, &other.features()),
        })
        .filter(|other| !other.why.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use proptest::prelude::*;

    use super::*;

    fn features() -> impl Strategy<Value = Features> {
        let words = prop::collection::btree_set("[a-d]", 1..4);
        let born = prop::option::of(1..4_i8);
        let phones = prop::collection::vec(0..3_u8, 0..3);
        (words, born, phones).prop_map(|(words, born, phones)| Features {
            words: words.into_iter().collect(),
            born: born.map(|day| Date::constant(1990, 1, day)),
            phones: phones.into_iter().map(|end| Phone::parse(&format!("508 555 010{end}")).unwrap()).collect(),
        })
    }

    proptest! {
        #[test]
        fn two_that_are_alike_share_a_key(one in features(), other in features()) {
            let (mine, theirs) = (keys(&one), keys(&other));
            if !likeness(&one, &other).is_empty() {
                prop_assert!(mine.iter().any(|key| theirs.contains(key)), "{mine:?} {theirs:?}");
            }
        }
    }
}
