//! Walks through the program as one person: every link from the desk on, some of each kind.

use std::collections::{BTreeMap, VecDeque};

use crate::browser::{Answer, Browser};
use crate::page;
use crate::routes::shape;

/// How many pages one person opens at most.
const PAGES: usize = 460;
/// How many pages of one shape, such as one chart a person: the twentieth looks like the tenth.
const OF_ONE_SHAPE: usize = 4;

/// A page that was opened.
pub struct Visit {
    /// Where it is.
    pub address: String,
    /// On which page the way there was found.
    pub from: String,
    /// What came.
    pub answer: Answer,
}

/// Opens every page this person can reach from the desk.
#[must_use]
pub fn everywhere(browser: &Browser) -> Vec<Visit> {
    let mut visits = Vec::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut known: Vec<String> = vec!["/desk".to_owned()];
    let mut ahead = VecDeque::from([("/desk".to_owned(), String::new())]);
    while let Some((address, from)) = ahead.pop_front() {
        if visits.len() == PAGES {
            break;
        }
        let answer = browser.get(&address);
        let mut ways = page::links(&answer.body);
        // Who leaves the program goes where nobody here follows.
        if matches!(answer.status, 302 | 303 | 307) && answer.header("location").starts_with('/') {
            ways.push(answer.header("location").to_owned());
        }
        for way in ways {
            if is_public_site(&way) {
                continue;
            }
            let count = counts.entry(shape(&way)).or_default();
            if *count < OF_ONE_SHAPE && !known.contains(&way) {
                *count += 1;
                known.push(way.clone());
                ahead.push_back((way, address.clone()));
            }
        }
        visits.push(Visit { address, from, answer });
    }
    visits
}

/// The pages for everybody: the front page, and those of each language. They have journeys of their own.
fn is_public_site(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path == "/" || ["/en", "/es", "/pt", "/ht"].iter().any(|one| path == *one || path.starts_with(&format!("{one}/")))
}
