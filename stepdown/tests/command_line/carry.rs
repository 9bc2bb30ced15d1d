//! The line is cut for real, in network namespaces: the desk no longer reaches the program, a laptop filled from the last backup carries it,
//! gives its day back, and the program takes it in once (P2-40, P2-54).

use std::process::Command;

use age::secrecy::ExposeSecret;

use crate::support::{Home, Ran, ran};

/// Two computers on one line: the program on the one, the desk and the laptop on the other. Says what the desk hears.
const CUT: &str = r#"
set -e
ip link set lo up
unshare -n sleep 120 & other=$!
sleep 0.3
ip link add va type veth peer name vb netns $other
ip addr add 10.77.0.1/24 dev va; ip link set va up
nsenter -t $other -n sh -c 'ip link set lo up; ip addr add 10.77.0.2/24 dev vb; ip link set vb up'
hears() { nsenter -t $other -n curl -s -m 3 -o "$2" -w '%{http_code}' "$1" || true; }
"$PROGRAM" serve --data d --listen 10.77.0.1:8400 --behind-proxy >/dev/null 2>main.log & main=$!
for i in $(seq 100); do [ "$(hears http://10.77.0.1:8400/healthz /dev/null)" = 200 ] && break; sleep 0.2; done
echo "before: $(hears http://10.77.0.1:8400/healthz /dev/null)"
ip link set va down
echo "cut: $(hears http://10.77.0.1:8400/healthz /dev/null)"
nsenter -t $other -n "$PROGRAM" carry serve --data laptop --listen 127.0.0.1:8401 >/dev/null 2>laptop.log & laptop=$!
for i in $(seq 100); do [ "$(hears http://127.0.0.1:8401/healthz /dev/null)" = 200 ] && break; sleep 0.2; done
echo "carried: $(hears http://127.0.0.1:8401/sign-in sign-in.html)"
ip link set va up
for i in $(seq 20); do [ "$(hears http://10.77.0.1:8400/healthz /dev/null)" = 200 ] && break; sleep 0.2; done
echo "back: $(hears http://10.77.0.1:8400/healthz /dev/null)"
kill $laptop $main $other
wait $laptop $main 2>/dev/null || true
"#;

fn may_cut() -> bool {
    let mut command = Command::new("unshare");
    command.args(["-rn", "sh", "-c", "unshare -n true && ip link show lo && command -v nsenter && command -v curl"]);
    command.output().is_ok_and(|output| output.status.success())
}

/// The program with a backup of it, restored into `laptop`.
fn with_laptop() -> (Home, String) {
    let home = Home::with_program();
    let key = age::x25519::Identity::generate();
    home.write("key.txt", format!("{}\n", key.to_string().expose_secret()));
    let recipient = key.to_public().to_string();
    let said = home.run(["backup", "--data", "d", "--to", "last.age", "--recipient", &recipient]);
    assert_eq!(said.code, 0, "{said:?}");
    let said = home.run(["restore", "--from", "last.age", "--identity", "key.txt", "--data", "laptop"]);
    assert_eq!(said.code, 0, "{said:?}");
    (home, recipient)
}

/// Begins to carry without a line to cut: the laptop answers once on loopback and is stopped.
fn begin(home: &Home) {
    let command = home.command(["carry", "serve", "--data", "laptop", "--listen", "127.0.0.1:0"]);
    let serving = crate::serve::Serving::start(command);
    let page =
        crate::serve::agent().get(format!("{}/sign-in", serving.ready)).call().unwrap().body_mut().read_to_string().unwrap();
    assert!(page.contains("carried since"), "{page}");
    assert_eq!(serving.stop().0, Some(0));
}

fn whole(home: &Home, data: &str) {
    let said = home.run(["verify", "--data", data]);
    assert_eq!(said.code, 0, "{said:?}");
}

#[test]
fn p2_54_the_line_is_cut_a_laptop_carries_the_program_and_its_day_comes_back_once() {
    let (home, recipient) = with_laptop();
    if may_cut() {
        let mut command = Command::new("unshare");
        command.args(["-rn", "sh", "-c", CUT]).current_dir(home.path("")).env("PROGRAM", env!("CARGO_BIN_EXE_stepdown"));
        let heard: Ran = ran(&mut command);
        let lines: Vec<&str> = heard.out.lines().collect();
        assert_eq!(lines, ["before: 200", "cut: 000", "carried: 200", "back: 200"], "{heard:?}");
        let page = std::fs::read_to_string(home.path("sign-in.html")).unwrap();
        assert!(page.contains("carried since"), "{page}");
    } else {
        // Said, not skipped: without namespaces there is no line to cut here, and the laptop answers alone.
        let said = "network namespaces are not permitted on this machine: the line is not cut for real";
        std::io::Write::write_all(&mut std::io::stderr(), format!("{said}\n").as_bytes()).unwrap();
        begin(&home);
    }
    let day = jiff::Zoned::now().date().tomorrow().unwrap().to_string();
    let said = home.run(["daypack", "--data", "laptop", "--day", &day, "--out", "pack.pdf"]);
    assert_eq!(said.code, 0, "{said:?}");
    let unnamed = home.run(["carry", "give-back", "--data", "laptop", "--to", "day.age"]);
    assert!(unnamed.code == 2 && unnamed.all().contains("Nobody is named who can open the file"), "{unnamed:?}");
    let given = home.run(["carry", "give-back", "--data", "laptop", "--to", "day.age", "--recipient", &recipient, "--json"]);
    assert_eq!(given.code, 0, "{given:?}");
    assert!(given.json()["records"].as_u64().unwrap() >= 1, "{given:?}");
    let bytes = std::fs::read(home.path("day.age")).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/"), "encrypted");

    let take = || home.run(["carry", "take-back", "day.age", "--identity", "key.txt", "--data", "d", "--json"]);
    let taken = take();
    assert_eq!(taken.code, 0, "{taken:?}");
    assert_eq!((&taken.json()["taken"], &taken.json()["to_decide"]), (&1.into(), &0.into()), "{taken:?}");
    let again = take();
    assert_eq!((&again.json()["taken"], &again.json()["already"]), (&0.into(), &1.into()), "twice changes nothing: {again:?}");
    whole(&home, "d");
    whole(&home, "laptop");
    assert!(home.run(["carry", "conflicts", "--data", "d"]).all().contains("Nothing waits for a person."));
}

#[test]
fn a_copy_is_not_the_program_and_the_program_is_no_copy() {
    let (home, recipient) = with_laptop();
    let early = home.run(["carry", "give-back", "--data", "laptop", "--to", "day.age", "--recipient", &recipient]);
    assert!(early.code == 1 && early.all().contains("does not carry the program"), "{early:?}");
    let main = home.run(["carry", "serve", "--data", "d", "--listen", "127.0.0.1:0"]);
    assert!(main.code == 1 && main.all().contains("was not filled from a backup"), "{main:?}");
    begin(&home);
    let served = home.run(["serve", "--data", "laptop", "--listen", "127.0.0.1:0"]);
    assert!(served.code == 1 && served.all().contains("it is not the program"), "{served:?}");
    let given = home.run(["carry", "give-back", "--data", "laptop", "--to", "day.age", "--recipient", &recipient]);
    assert_eq!(given.code, 0, "{given:?}");
    let itself = home.run(["carry", "take-back", "day.age", "--identity", "key.txt", "--data", "laptop"]);
    assert!(itself.code == 1 && itself.all().contains("takes nothing back"), "{itself:?}");
    let other = Home::with_program();
    std::fs::copy(home.path("day.age"), other.path("day.age")).unwrap();
    std::fs::copy(home.path("last.age"), other.path("last.age")).unwrap();
    std::fs::copy(home.path("key.txt"), other.path("key.txt")).unwrap();
    let backup = other.run(["carry", "take-back", "last.age", "--identity", "key.txt", "--data", "d"]);
    assert!(backup.code == 1 && backup.all().contains("nothing that a carried program gave back"), "{backup:?}");
}
