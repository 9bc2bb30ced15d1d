//! Ids in addresses: of somebody else, of another kind, of nobody, of no shape at all. What is not yours answers like what is not there,
//! nothing is told and nothing is written (ASVS 8.2.2, 8.3.1, 16.5.1).

use std::collections::BTreeMap;

use journeys::browser::{Answer, Browser};
use journeys::demo::Demo;
use journeys::routes::declared;

/// An id of the right make that nobody has.
const MISSING: &str = "019cae66-d220-70ee-902e-000000000000";

/// What stands for an id in an address, and the kind of record whose id it is.
const IDS: [(&str, &str); 48] = [
    ("patient", "patient"),
    ("inquiry", "inquiry"),
    ("session", "group_session"),
    ("note", "progress_note"),
    ("concern", "concern"),
    ("batch", "claim_batch"),
    ("referral", "referral_document"),
    ("referral_out", "referral_out"),
    ("check", "eligibility_check"),
    ("measure", "measure"),
    ("enrollment", "enrollment"),
    ("entry", "waitlist_entry"),
    ("offer", "place_offer"),
    ("consent", "consent"),
    ("paper", "paper"),
    ("card", "insurance_card"),
    ("event", "link_event"),
    ("link", "patient_link"),
    ("disclosure", "disclosure"),
    ("restriction", "payer_restriction"),
    ("limit", "restriction"),
    ("court_paper", "court_paper"),
    ("emergency", "emergency_disclosure"),
    ("request", "privacy_request"),
    ("complaint", "complaint"),
    ("breach", "breach"),
    ("letter", "breach_letter"),
    ("agreement", "agreement"),
    ("hold", "legal_hold"),
    ("recipient", "outside_recipient"),
    ("audit", "audit"),
    ("report", "public_health_report"),
    ("guard", "no_contact"),
    ("leave", "leave"),
    ("closure", "closure"),
    ("week_change", "week_change"),
    ("missed", "missed_session"),
    ("response", "appointment_response"),
    ("reminder", "session_reminder"),
    ("pack", "day_pack"),
    ("switch", "modality_switch"),
    ("notice", "modality_notice"),
    ("kiosk", "door_kiosk"),
    ("answer", "door_answer"),
    ("staff", "staff"),
    ("item", "room"),
    ("id", "account"),
    ("instrument", "none"),
];

/// What stands for no id, with a word that fits.
const WORDS: [(&str, &str); 11] = [
    ("room", "no-such-room"),
    ("part", "rooms"),
    ("key", "no_such_payer"),
    ("which", "given"),
    ("number", "1"),
    ("day", "2026-03-12"),
    ("gate", "assessment"),
    ("place", "0"),
    ("file", "question"),
    ("topic", "today"),
    ("token", "AAAAAAAAAAAAAAAAAAAAAAAA"),
];

/// Addresses whose whole answer is a stream, or that are for everybody.
const LEFT_OUT: [&str; 2] = ["/live/{topic}", "/assets/{file}"];
/// Shapeless ids.
const NO_IDS: [&str; 4] = ["1", "%27%20OR%201%3D1--", "..%2F..%2Fetc%2Fpasswd", "%00"];

/// An id with whose record it is.
type Known = BTreeMap<&'static str, Vec<(String, String)>>;

fn kind_of(name: &str) -> Option<&'static str> {
    IDS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
}

fn names(route: &str) -> Vec<&str> {
    route.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect()
}

/// An address of this route with something in the place of each id.
fn filled(route: &str, mut id: impl FnMut(&str) -> String) -> String {
    let one = |part: &str| match part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        Some(name) if kind_of(name).is_some() => id(name),
        Some(name) => WORDS.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("{route}: {name}")).1.to_owned(),
        None => part.to_owned(),
    };
    route.split('/').map(one).collect::<Vec<_>>().join("/")
}

/// Addresses of a route that exist: everything in them is about one person where the program has that, and about several people.
struct Addresses {
    missing: String,
    of_another_kind: String,
    /// Every id exists, and they belong together as far as they can.
    real: Option<String>,
    /// Every id exists, and the last belongs to somebody else.
    of_somebody_else: Option<String>,
}

impl Addresses {
    fn of(route: &str, known: &Known) -> Self {
        let first = names(route)[0];
        let none = Vec::new();
        let of = |name: &str| kind_of(name).and_then(|kind| known.get(kind)).unwrap_or(&none);
        let mut real = None;
        let mut of_somebody_else = None;
        for (id, chain) in of(first) {
            let pick = |is_same: bool| {
                let mut is_there = true;
                let address = filled(route, |name| {
                    if name == first {
                        return id.clone();
                    }
                    // The last of the others: what is about several people, such as an audit, is about the first ones.
                    let fits = of(name).iter().rfind(|(_, other)| (other == chain) == is_same);
                    is_there &= fits.is_some();
                    fits.map_or_else(String::new, |(id, _)| id.clone())
                });
                is_there.then_some(address)
            };
            real = real.or_else(|| pick(true));
            if names(route).iter().filter(|name| kind_of(name).is_some()).count() > 1 {
                of_somebody_else = of_somebody_else.or_else(|| pick(false));
            }
        }
        let other = |name: &str| if matches!(name, "staff" | "item") { &known["patient"][0].0 } else { &known["staff"][0].0 };
        Self {
            missing: filled(route, |_| MISSING.to_owned()),
            of_another_kind: filled(route, |name| other(name).clone()),
            real,
            of_somebody_else,
        }
    }
}

fn told(answer: &Answer) -> (u16, String, String) {
    (answer.status, answer.header("location").to_owned(), answer.body.clone())
}

/// Fails where the program itself failed.
fn is_no_fault(who: &str, method: &str, address: &str, answer: &Answer) {
    assert!(answer.status < 500, "{who}: {method} {address} answered {}: {}", answer.status, answer.words());
    if !answer.header("content-type").starts_with("text/html") {
        return;
    }
    for inner in ["panicked", "SELECT ", "rusqlite", "UUID", "Cannot parse", "src/", ".rs:"] {
        assert!(!answer.body.contains(inner), "{who}: {method} {address} tells `{inner}`: {}", answer.words());
    }
}

fn known(demo: &Demo) -> Known {
    let mut known: Known = IDS.iter().map(|(_, kind)| (*kind, demo.ids_of(kind))).collect();
    // A room is no record of anybody, nor is a member of staff.
    for kind in ["room", "staff"] {
        assert!(!known[kind].is_empty(), "{kind}");
    }
    known.insert("none", vec![("phq-9".to_owned(), String::new())]);
    known
}

/// Somebody, with the token of their session where they have one.
struct Person {
    who: String,
    browser: Browser,
    token: Option<String>,
}

impl Person {
    fn send(&self, address: &str) -> Answer {
        let fields: Vec<(&str, &str)> = self.token.iter().map(|token| ("csrf", token.as_str())).collect();
        self.browser.post(address, &fields)
    }
}

fn people(demo: &Demo) -> Vec<Person> {
    let signed = crate::roles(demo).into_iter().map(|role| {
        let browser = demo.with_role(role);
        Person { who: role.to_owned(), token: Some(browser.token()), browser }
    });
    signed.chain([Person { who: "nobody".to_owned(), browser: demo.stranger(), token: None }]).collect()
}

#[test]
fn asvs_8_2_2_on_every_address_with_an_id_what_is_not_yours_is_like_what_is_not_there() {
    // Given everybody in the program and somebody from outside, and ids of records that exist
    let folder = tempfile::tempdir().unwrap();
    let demo = crate::own_demo(folder.path(), None, "2026-03-12", "09:30");
    let people = people(&demo);
    let known = known(&demo);
    let routes = declared();
    let has_id = |route: &&String| names(route).iter().any(|name| kind_of(name).is_some()) && !LEFT_OUT.contains(&route.as_str());
    let with_ids: Vec<&String> = routes.keys().filter(has_id).collect();
    assert!(with_ids.len() > 70, "the program's addresses with ids: {}", with_ids.len());
    let mut before = demo.kept_by_kind();

    // When each asks and sends with ids that are nobody's, of another kind, of no shape
    let found = everybody(&people, |person| {
        let at = |route: &&String| routes[*route].iter().flat_map(|method| not_theirs(person, method, route, &known)).collect();
        with_ids.iter().flat_map(|route| -> Vec<String> { at(route) }).collect()
    });
    assert!(found.is_empty(), "{found:#?}");
    eprintln!("{} people at {} addresses", people.len(), with_ids.len());

    // Then nothing was written but that somebody looked
    let mut after = demo.kept_by_kind();
    let _looks = (before.remove("chart_view"), after.remove("chart_view"));
    assert_eq!(after, before);

    // When everybody sends an empty form to what exists; whose access would be closed by it is left alone
    let forms: Vec<&&String> =
        with_ids.iter().filter(|route| routes[**route].contains(&"post") && !route.contains("{staff}")).collect();
    let signed = people.iter().filter(|person| person.token.is_some());
    let found: Vec<String> =
        signed.flat_map(|person| forms.iter().flat_map(|route| sent_to_what_exists(person, route, &known))).collect();
    assert!(found.is_empty(), "{found:#?}");
}

/// Every one of them at the same time: "no" takes its time.
fn everybody(people: &[Person], work: impl Fn(&Person) -> Vec<String> + Sync) -> Vec<String> {
    let work = &work;
    std::thread::scope(|scope| {
        let threads: Vec<_> = people.iter().map(|person| scope.spawn(move || work(person))).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    })
}

/// Whether an address under somebody's id may hold what belongs to others too: the people of a group.
fn is_shared(route: &str) -> bool {
    route.starts_with("/sessions/") || route.contains("{instrument}")
}

/// What is told to whoever may not know, at one address.
fn not_theirs(person: &Person, method: &str, route: &str, known: &Known) -> Vec<String> {
    let addresses = Addresses::of(route, known);
    let at = format!("{}: {method} {route}", person.who);
    let mut found = Vec::new();
    let ask = |address: &str| {
        let answer = if method == "get" { person.browser.get(address) } else { person.send(address) };
        is_no_fault(&person.who, method, address, &answer);
        answer
    };
    let missing = ask(&addresses.missing);
    let of_another_kind = ask(&addresses.of_another_kind);

    // All of it is the same to them
    let other = addresses.of_another_kind.split('/').find(|part| part.len() == 36).unwrap_or("?");
    let nothing = (missing.status, missing.body.replace(MISSING, "…"));
    if nothing != (of_another_kind.status, of_another_kind.body.replace(other, "…")) {
        found.push(format!(
            "{at}: {} for what is not there, {} for what is of another kind",
            missing.status, of_another_kind.status
        ));
    }
    for no_id in NO_IDS {
        let status = ask(&filled(route, |_| no_id.to_owned())).status;
        if !matches!(status, 303 | 400..=499) {
            found.push(format!("{at}: {status} for {no_id}"));
        }
    }
    if person.token.is_none() && !matches!(missing.status, 303 | 400 | 403 | 404) {
        found.push(format!("{at}: {} from outside", missing.status));
    }
    if method != "get" {
        return found;
    }

    // What exists and is refused is like what does not exist
    for address in addresses.real.iter().chain(&addresses.of_somebody_else) {
        let real = ask(address);
        if matches!(real.status, 403 | 404) && told(&real) != told(&missing) {
            found.push(format!("{at}: what is not theirs is answered otherwise than what is not there"));
        }
    }
    // And a record of somebody else under this person's address is nobody's, whoever asks
    if let Some(address) = addresses.of_somebody_else.filter(|_| !is_shared(route))
        && ask(&address).status == 200
    {
        found.push(format!("{at}: the record of somebody else under {address}"));
    }
    found
}

/// What an empty form does to what exists, and should not.
fn sent_to_what_exists(person: &Person, route: &str, known: &Known) -> Vec<String> {
    let addresses = Addresses::of(route, known);
    let missing = person.send(&addresses.missing);
    let mut found = Vec::new();
    let crossed = addresses.of_somebody_else.iter().map(|address| (address, true));
    for (address, is_crossed) in addresses.real.iter().map(|address| (address, false)).chain(crossed) {
        let real = person.send(address);
        is_no_fault(&person.who, "post", address, &real);
        if real.status == 404 && told(&real) != told(&missing) {
            found.push(format!("{}: post {route}: what is not theirs is answered otherwise than what is not there", person.who));
        }
        if is_crossed && !is_shared(route) && real.status < 400 {
            found.push(format!("{}: post {address} answered {}", person.who, real.status));
        }
    }
    found
}
