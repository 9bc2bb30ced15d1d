//! How soon the self-check begins to come: from the first byte of the question to the first byte of the answer, over a new line each time,
//! as an old telephone asks it.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Instant;

use super::Setting;
use super::report::{Figure, Limit};
use super::sample::Sample;
use crate::demo::{Build, Demo};
use crate::trouble::{Trouble, While};

/// How often it is asked, after a few times that are not counted.
const ROUNDS: usize = 300;
const WARM: usize = 10;

/// Starts a demonstration and asks it for the page.
pub fn measure(setting: &Setting<'_>) -> Result<Vec<Figure>, Trouble> {
    let demo = Demo::start(setting.repo, Build::Release)?;
    let host = demo.url().trim_start_matches("http://");
    let rounds = if setting.is_small { 5 } else { ROUNDS };
    let mut times = Vec::with_capacity(rounds);
    for round in 0..WARM + rounds {
        let took = first_byte(host)?;
        if round >= WARM {
            times.push(took);
        }
    }
    let what = "from asking for the self-check to its first byte, over a new connection each time";
    Ok(vec![Figure::new("self_check_first_byte", what, &Sample::of_milliseconds(times), Limit::P99Milliseconds(20.0))])
}

fn first_byte(host: &str) -> Result<f64, Trouble> {
    let begun = Instant::now();
    let mut line = TcpStream::connect(host).doing("asking for the self-check")?;
    let question = format!("GET /en/self-check HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n");
    line.write_all(question.as_bytes()).doing("asking for the self-check")?;
    let mut first = [0_u8; 1];
    line.read_exact(&mut first).doing("reading the self-check")?;
    let took = begun.elapsed().as_secs_f64() * 1000.0;
    let mut rest = Vec::new();
    line.read_to_end(&mut rest).doing("reading the self-check")?;
    if !rest.starts_with(b"TTP/1.1 200") {
        return Err(Trouble::new("the self-check was not answered with 200"));
    }
    Ok(took)
}
