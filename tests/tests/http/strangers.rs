//! Whoever may not see a person cannot learn whether there is one.

use journeys::browser::{Answer, Browser};
use journeys::routes::{declared, route_of, shape};

/// An id of the same make that nobody has.
const MISSING: &str = "019cae66-d220-70ee-902e-000000000000";

#[test]
fn a_stranger_cannot_tell_an_existing_patient_from_a_missing_one() {
    // Given every address about one person or one thing that anybody in the program can reach
    let demo = super::demo();
    let roles = super::roles(&demo);
    let routes = declared();
    let mut addresses: Vec<String> = Vec::new();
    let patient = demo.patients().remove(0);
    for (route, _) in routes.iter().filter(|(_, methods)| methods.contains(&"get")) {
        addresses.extend(super::about(route, &patient));
    }
    for visit in super::walks(&demo).iter().flat_map(|(_, visits)| visits) {
        let is_about_one = shape(&visit.address).contains("{id}") && route_of(routes.keys(), &visit.address).is_some();
        let is_known = addresses.iter().any(|known| shape(known) == shape(&visit.address));
        if is_about_one && !is_known {
            addresses.push(visit.address.clone());
        }
    }
    assert!(addresses.iter().any(|address| address.contains(&patient)), "{addresses:?}");

    // When each role and somebody who is not signed in ask for the real one and for one that does not exist
    let mut refused = 0;
    let people = roles.iter().map(|role| (*role, demo.with_role(role))).chain([("nobody", demo.stranger())]);
    for (who, browser) in people {
        for address in &addresses {
            let real = browser.get(address);
            let missing = browser.get(&without_ids(address));

            // Then whoever is refused the real one gets the very same answer for the missing one
            if real.status != 200 {
                refused += 1;
                assert_same(who, address, &real, &missing);
            } else if missing.status != 200 {
                // And whoever may see the real one reads, for a missing one, the words of a refusal
                assert_same(who, address, &nowhere(&browser), &missing);
            }
        }
        // And the same for what is sent
        for act in ["concern", "outreach"] {
            let fields = [("kind", "safety"), ("sentence", ""), ("way", "call"), ("result", "reached"), ("words", "")];
            if who != "nobody" {
                let real = browser.send(&format!("/patients/{patient}/{act}"), &fields);
                let missing = browser.send(&format!("/patients/{MISSING}/{act}"), &fields);
                if real.status == 404 {
                    assert_same(who, act, &real, &missing);
                }
            }
        }
    }
    assert!(refused > 0, "somebody is refused something");
    eprintln!("{} addresses, {refused} refusals compared", addresses.len());
}

fn without_ids(address: &str) -> String {
    let is_id = |part: &&str| shape(part) == "{id}";
    let name = |part: &str| if is_id(&part) { MISSING.to_owned() } else { part.to_owned() };
    address.split('/').map(name).collect::<Vec<_>>().join("/")
}

fn nowhere(browser: &Browser) -> Answer {
    browser.get("/nowhere-at-all")
}

fn assert_same(who: &str, address: &str, one: &Answer, other: &Answer) {
    let told =
        |answer: &Answer| (answer.status, answer.header("location").to_owned(), answer.header("content-length").to_owned());
    assert_eq!(told(one), told(other), "{who} at {}", shape(address));
    assert_eq!(one.body, other.body, "{who} at {}", shape(address));
}
