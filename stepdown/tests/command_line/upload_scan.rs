//! What an installation has every file looked at by: a real command of the machine, asked by every way that files come in.

use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use crate::serve::{Serving, agent};
use crate::support::{Home, PROGRAM};

const LETTER: &str = r#"{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient",
    "name":[{"family":"Quill","given":["Mara"]}],"birthDate":"1990-05-05"}}]}"#;

fn poisoned() -> String {
    LETTER.replace("Mara", "MALWARE")
}

fn inquiries(home: &Home) -> i64 {
    let count = |tx: &store::Tx<'_>| tx.query_one("SELECT COUNT(*) FROM inquiry", &[])?.unwrap().int(0);
    home.store().read::<_, store::StoreError>(count).unwrap()
}

#[test]
fn asvs_5_2_2_every_way_in_asks_the_scanner_first() {
    // Given a command that knows one bad word, a sender with a token, a watched folder, and somebody of intake
    let home = Home::new();
    home.write("program.toml", PROGRAM.replace("[\"front_desk\"]", "[\"front_desk\", \"intake\"]"));
    assert_eq!(home.run(["program", "import", "program.toml", "--data", "d"]).code, 0);
    let script = home.write("scan", "#!/bin/sh\ntest \"$1\" = --quiet || exit 2\n! grep -q MALWARE\n");
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
    std::fs::create_dir(home.path("in")).unwrap();
    home.write(
        "stepdown.toml",
        format!("upload_scan = \"{} --quiet\"\nreferral_folder = \"in\"\ndata = \"d\"\n", script.display()),
    );
    let made = home.run(["referral", "token", "create", "Harbor View", "--json"]);
    let token = made.json()["token"].as_str().unwrap().to_owned();
    let house = home.house();
    let staff = house.all_staff().unwrap().into_iter().find(|one| one.roles.contains(&access::Role::Intake)).unwrap();
    let session = house.begin_session(staff.id).unwrap();
    let serving = Serving::start(home.command(["serve", "--listen", "127.0.0.1:0"]));

    // When a file with the word comes by each way
    let deliver = |document: &str| {
        let request = agent().post(format!("{}/api/referrals", serving.ready)).header("authorization", format!("Bearer {token}"));
        let mut answer = request.send(document).unwrap();
        (answer.status().as_u16(), answer.body_mut().read_to_string().unwrap())
    };
    let upload = |document: &str| {
        let edge = "a-line-between";
        let body = format!(
            "--{edge}\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\n{}\r\n--{edge}\r\ncontent-disposition: form-data; \
             name=\"files\"; filename=\"letter.json\"\r\n\r\n{document}\r\n--{edge}--\r\n",
            session.csrf().as_str()
        );
        let request = agent().post(format!("{}/inquiries/referrals", serving.ready));
        let request = request.header("content-type", format!("multipart/form-data; boundary={edge}"));
        let mut answer = request.header("cookie", format!("stepdown={}", session.to_cookie())).send(body).unwrap();
        (answer.status().as_u16(), answer.body_mut().read_to_string().unwrap())
    };
    let (status, said) = deliver(&poisoned());
    assert_eq!(status, 422, "{said}");
    assert!(said.contains("not_scanned_clean") && said.contains("did not pass"), "{said}");
    let (status, said) = upload(&poisoned());
    assert_eq!(status, 200, "{said}");
    assert!(said.contains("1 refused") && said.contains("The file did not pass"), "{said}");
    home.write("in/poisoned.json", poisoned());
    let is_put_aside = (0..200).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        home.path("in/refused/poisoned.json.reason.txt").exists()
    });
    assert!(is_put_aside);

    // Then nothing of it is kept, and the same without the word is taken
    assert_eq!(inquiries(&home), 0);
    let (status, said) = deliver(LETTER);
    assert_eq!(status, 202, "{said}");
    assert_eq!(inquiries(&home), 1);

    // And without the command nothing is taken at all
    std::fs::remove_file(&script).unwrap();
    let (status, said) = deliver(&LETTER.replace("Mara", "Nora"));
    assert_eq!(status, 422, "{said}");
    assert!(said.contains("could not be scanned"), "{said}");
    assert_eq!(inquiries(&home), 1);
    let (_, log) = serving.stop();
    assert!(log.contains("the scanner of uploads cannot be started") && !log.contains("Mara"), "{log}");
    let checked = home.run(["config", "check"]);
    assert!(checked.code == 1 && checked.all().contains("There is no program"), "{checked:?}");
}
