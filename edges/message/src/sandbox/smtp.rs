//! The sandbox's mail server: just enough SMTP to take a letter and keep it. No letter ever leaves it.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};

use super::{Sandbox, SandboxLetter};

/// No letter of ours is longer.
const MOST_LINES: usize = 2_000;

/// Answers on threads of its own until the program ends.
pub(super) fn answer(sandbox: Sandbox, listener: TcpListener) {
    std::thread::spawn(move || {
        for line in listener.incoming().flatten() {
            let own = sandbox.clone();
            std::thread::spawn(move || {
                let _the_caller_hung_up = talk(&own, line);
            });
        }
    });
}

fn talk(sandbox: &Sandbox, line: TcpStream) -> std::io::Result<()> {
    let mut out = line.try_clone()?;
    let mut reader = BufReader::new(line);
    let mut to = String::new();
    out.write_all(b"220 sandbox ready\r\n")?;
    loop {
        let mut said = String::new();
        if reader.read_line(&mut said)? == 0 {
            return Ok(());
        }
        let verb: String = said.chars().take_while(char::is_ascii_alphabetic).collect();
        let answer = match verb.to_ascii_uppercase().as_str() {
            "EHLO" | "HELO" => "250-sandbox\r\n250 8BITMIME\r\n",
            "RCPT" => {
                said.chars().skip_while(|c| *c != '<').skip(1).take_while(|c| *c != '>').collect::<String>().clone_into(&mut to);
                "250 fine\r\n"
            }
            "DATA" => {
                out.write_all(b"354 go on\r\n")?;
                let letter = read_letter(&mut reader)?;
                let at = sandbox.0.clock.now();
                sandbox.kept().letters.push(SandboxLetter { to: to.clone(), letter, at });
                "250 kept\r\n"
            }
            "QUIT" => {
                out.write_all(b"221 bye\r\n")?;
                return Ok(());
            }
            "MAIL" | "RSET" | "NOOP" => "250 fine\r\n",
            _ => "502 not here\r\n",
        };
        out.write_all(answer.as_bytes())?;
    }
}

fn read_letter(reader: &mut impl BufRead) -> std::io::Result<String> {
    let mut letter = String::new();
    for _ in 0..MOST_LINES {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line.trim_end_matches(['\r', '\n']) == "." {
            break;
        }
        let plain = line.strip_prefix('.').unwrap_or(&line);
        letter.push_str(plain);
    }
    Ok(letter)
}
