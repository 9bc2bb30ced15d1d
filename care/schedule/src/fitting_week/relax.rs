//! What would have to give so that a week fits: the smallest sets of wishes and limits, as a person can act on them. The hours of the
//! level never give: they are why somebody is here.

use super::{Ask, Week, search};

/// Something that could give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relax {
    /// One of the person's times, by its number.
    Busy(usize),
    /// The way: somebody drives them, or they take part from home.
    Way,
    /// The number of days.
    MostDays,
    /// A place in a full group, by its place in [`Ask::choices`].
    Full(usize),
    /// The most hours that may be used.
    Ceiling,
}

/// A set of things that would have to give, and the week that fits then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayOut {
    /// What would have to give; all of it.
    pub gives: Vec<Relax>,
    /// The best week then.
    pub week: Week,
}

/// The most things that are said to have to give at once.
const MOST_THINGS: usize = 3;
/// How many ways out are said.
const MOST_WAYS: usize = 3;
/// How many sets are tried at most.
const MOST_TRIED: usize = 600;

/// The smallest sets of things that would have to give; sets of one size only.
pub(super) fn ways(ask: &Ask) -> Vec<WayOut> {
    let things = things(ask);
    let all = things.iter().fold(ask.clone(), |eased, thing| without(&eased, *thing));
    if !search::is_possible(&all) {
        return Vec::new();
    }
    let mut tried = 0;
    for size in 1..=MOST_THINGS.min(things.len()) {
        let mut found: Vec<WayOut> = Vec::new();
        for set in sets(&things, size) {
            tried += 1;
            if tried > MOST_TRIED || found.len() == MOST_WAYS {
                break;
            }
            let eased = set.iter().fold(ask.clone(), |eased, thing| without(&eased, *thing));
            if search::is_possible(&eased)
                && let Some(week) = search::best(&eased, 1).pop()
            {
                found.push(WayOut { gives: set, week });
            }
        }
        if !found.is_empty() {
            found.sort_by_key(|way| way.week.cost);
            return found;
        }
    }
    Vec::new()
}

fn things(ask: &Ask) -> Vec<Relax> {
    let mut times: Vec<usize> = ask.cannot.iter().map(|taken| taken.by).collect();
    times.sort_unstable();
    times.dedup();
    let full = ask.choices.iter().enumerate().filter(|(_, one)| !one.has_room && !one.is_theirs).map(|(at, _)| Relax::Full(at));
    let mut all: Vec<Relax> = times.into_iter().map(Relax::Busy).collect();
    all.extend((ask.way > 0).then_some(Relax::Way));
    all.extend(ask.most_days.map(|_| Relax::MostDays));
    all.extend(full);
    all.extend(ask.ceiling.map(|_| Relax::Ceiling));
    all
}

fn without(ask: &Ask, thing: Relax) -> Ask {
    let mut eased = ask.clone();
    match thing {
        Relax::Busy(number) => eased.cannot.retain(|taken| taken.by != number),
        Relax::Way => eased.way = 0,
        Relax::MostDays => eased.most_days = None,
        Relax::Full(at) => eased.choices.iter_mut().skip(at).take(1).for_each(|one| one.has_room = true),
        Relax::Ceiling => eased.ceiling = None,
    }
    eased
}

/// Every set of so many of these, in their order.
fn sets(things: &[Relax], size: usize) -> Vec<Vec<Relax>> {
    match (size, things) {
        (0, _) => vec![Vec::new()],
        (_, []) => Vec::new(),
        (_, [first, rest @ ..]) => {
            let with = sets(rest, size - 1).into_iter().map(|set| std::iter::once(*first).chain(set).collect());
            with.chain(sets(rest, size)).collect()
        }
    }
}
