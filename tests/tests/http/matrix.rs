//! Who gets what where: the status of every page for every role, printed and kept.

use std::collections::BTreeMap;

use journeys::browser::Browser;
use journeys::routes::{declared, route_of};

/// A stream that never ends, and files that everybody may load.
const LEFT_OUT: [&str; 2] = ["/live/{topic}", "/assets/{file}"];

#[test]
fn every_role_gets_the_pages_of_its_work_and_no_other() {
    // Given one address for every page, as somebody's links lead there
    let demo = super::demo();
    let routes = declared();
    let mut addresses: BTreeMap<&String, Option<String>> = BTreeMap::new();
    for (route, methods) in &routes {
        if methods.contains(&"get") && !LEFT_OUT.contains(&route.as_str()) {
            addresses.insert(route, (!route.contains('{')).then(|| route.clone()));
        }
    }
    let patient = demo.patients().remove(0);
    for (route, address) in &mut addresses {
        *address = address.take().or_else(|| super::about(route, &patient));
    }
    let roles = super::roles(&demo);
    let people: Vec<(&str, Browser)> = roles.iter().map(|role| (*role, demo.with_role(role))).collect();
    for visit in super::walks(&demo).iter().flat_map(|(_, visits)| visits) {
        if let Some(route) = route_of(routes.keys(), &visit.address)
            && let Some(address @ None) = addresses.get_mut(route)
        {
            *address = Some(visit.address.clone());
        }
    }

    // When each role asks for each
    let mut text = String::new();
    for (number, (role, _)) in people.iter().enumerate() {
        text.push_str(&format!("{} {role}\n", letter(number)));
    }
    let heads: String = (0..people.len()).map(|number| format!("{:>4}", letter(number))).collect();
    text.push_str(&format!("- not signed in\n\n{:<44}{heads}   -\n", ""));
    for (route, address) in &addresses {
        let row: String = match address {
            Some(address) => {
                let signed = people.iter().map(|(_, browser)| browser.get(address).status);
                let nobody = demo.stranger().get(address).status;
                signed.chain([nobody]).map(|status| format!(" {status}")).collect()
            }
            None => " no link leads there yet".to_owned(),
        };
        text.push_str(&format!("{route:<44} {}\n", row.trim_start()));
    }

    // Then it is as it was kept
    insta::assert_snapshot!("role_by_page", text);
}

fn letter(number: usize) -> char {
    char::from(b'A' + u8::try_from(number).unwrap())
}
