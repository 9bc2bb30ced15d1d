//! A browser without a screen: one cookie, no redirect followed, the answer as it came.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::mpsc::{Receiver, channel};
use std::time::Instant;

use crate::{form, page};

/// Somebody at a screen.
#[derive(Clone)]
pub struct Browser {
    agent: ureq::Agent,
    origin: String,
    cookie: Option<String>,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The page.
    pub body: String,
    headers: Vec<(String, String)>,
}

impl Answer {
    /// What a person reads on it: its main part, without tags, with single blanks.
    #[must_use]
    pub fn words(&self) -> String {
        let main = self.body.split_once("<main").map_or(self.body.as_str(), |(_, rest)| rest);
        page::words(main.split("</main").next().unwrap_or_default())
    }

    /// Where it sends the browser.
    ///
    /// # Panics
    /// When it does not.
    #[must_use]
    pub fn place(&self) -> &str {
        assert_eq!(self.status, 303, "{}", self.words());
        self.header("location")
    }

    /// A header's value; empty when it did not come.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    fn read(answered: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Self {
        let mut response = answered.expect("the program answers");
        let header = |(name, value): (&ureq::http::HeaderName, &ureq::http::HeaderValue)| {
            (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        let headers = response.headers().iter().map(header).collect();
        let bytes = response.body_mut().read_to_vec().expect("a whole answer");
        Self { status: response.status().as_u16(), headers, body: String::from_utf8_lossy(&bytes).into_owned() }
    }
}

impl Browser {
    /// Nobody the program knows.
    #[must_use]
    pub fn stranger(origin: &str) -> Self {
        let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).max_redirects_will_error(false);
        // A line on which the program refused a form before it had read it is closed; each request gets a line of its own.
        let config = config.max_idle_connections(0);
        Self { agent: config.build().into(), origin: origin.to_owned(), cookie: None }
    }

    /// The invented member of staff with this role, signed in.
    ///
    /// # Panics
    /// When the demonstration has nobody with this role.
    #[must_use]
    pub fn with_role(origin: &str, role: &str) -> Self {
        Self::entering(origin, &format!("/demo/sign-in?as={role}"))
    }

    /// Somebody who came in by a link of the demonstration's door.
    ///
    /// # Panics
    /// When nobody comes in there.
    #[must_use]
    pub fn entering(origin: &str, link: &str) -> Self {
        let mut browser = Self::stranger(origin);
        let answer = browser.get(link);
        let cookie = answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
        assert!(!cookie.is_empty(), "nobody comes in at {link}: {}", answer.status);
        browser.cookie = Some(cookie);
        browser
    }

    /// Somebody who opens a link of their own and names the month and day of birth; the answer, and the browser as it is then.
    #[must_use]
    pub fn on_link(origin: &str, path: &str, month: &str, day: &str) -> (Self, Answer) {
        let mut browser = Self::stranger(origin);
        let request = browser.agent.post(format!("{origin}{path}")).header("origin", origin);
        let answer = Answer::read(request.send_form([("month", month), ("day", day)]));
        browser.cookie =
            Some(answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned()).filter(|it| !it.is_empty());
        (browser, answer)
    }

    /// Somebody whose browser sends this cookie, `name=value`, whoever gave it.
    #[must_use]
    pub fn holding(origin: &str, cookie: &str) -> Self {
        Self { cookie: Some(cookie.to_owned()), ..Self::stranger(origin) }
    }

    /// The cookie it sends, `name=value`; empty when it has none.
    #[must_use]
    pub fn cookie(&self) -> &str {
        self.cookie.as_deref().unwrap_or_default()
    }

    /// Sends a form exactly as given, with headers of one's own.
    pub fn post_with(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let mut request = self.as_person(self.agent.post(format!("{}{path}", self.origin)));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Answer::read(request.send_form(fields.iter().copied()))
    }

    /// Writes a request byte for byte, as no browser does, and answers what comes back, whole.
    ///
    /// # Panics
    /// When the program does not answer.
    #[must_use]
    pub fn raw(&self, request_line: &str, headers: &[&str]) -> String {
        let host = self.origin.trim_start_matches("http://");
        let mut line = TcpStream::connect(host).expect("the program answers");
        let cookie = self.cookie.as_deref().map(|cookie| format!("Cookie: {cookie}\r\n")).unwrap_or_default();
        let more: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
        write!(line, "{request_line} HTTP/1.1\r\nHost: {host}\r\n{cookie}{more}Connection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        let _closed = line.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Asks for a page.
    #[must_use]
    pub fn get(&self, path: &str) -> Answer {
        let request = self.agent.get(format!("{}{path}", self.origin));
        Answer::read(self.as_person(request).call())
    }

    /// Sends a form exactly as given.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self.agent.post(format!("{}{path}", self.origin));
        Answer::read(self.as_person(request).send_form(fields.iter().copied()))
    }

    /// Sends the form of a page that is sent to `action`, with what stands in it and with what is typed over it.
    ///
    /// # Panics
    /// When the page has no such form.
    pub fn fill(&self, page: &Answer, action: &str, typed: &[(&str, &str)]) -> Answer {
        let fields = form::with(&form::untouched(&page.body, action), typed);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.post(action, &fields)
    }

    /// Sends files by name and bytes, after this session's token, as a browser does.
    pub fn upload(&self, path: &str, files: &[(&str, &[u8])]) -> Answer {
        let edge = "a-line-that-no-document-holds-7f3a";
        let token = self.token();
        let mut body = format!("--{edge}\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n").into_bytes();
        for (name, bytes) in files {
            let head = format!(
                "--{edge}\r\ncontent-disposition: form-data; name=\"files\"; filename=\"{name}\"\r\ncontent-type: text/xml\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{edge}--\r\n").as_bytes());
        let request = self.agent.post(format!("{}{path}", self.origin));
        let request = request.header("content-type", format!("multipart/form-data; boundary={edge}"));
        Answer::read(self.as_person(request).send(&body[..]))
    }

    /// Sends a picture in the form of a page that is sent to `action`, in one of its fields, with what is typed over the others.
    ///
    /// # Panics
    /// When the page has no such form.
    pub fn send_picture(&self, page: &Answer, action: &str, typed: &[(&str, &str)], (field, picture): (&str, &[u8])) -> Answer {
        let edge = "a-line-that-no-picture-holds-7f3a";
        let mut body = Vec::new();
        for (name, value) in form::with(&form::untouched(&page.body, action), typed) {
            let head = format!("--{edge}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(head.as_bytes());
        }
        let head = format!(
            "--{edge}\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"card\"\r\ncontent-type: image/png\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(picture);
        body.extend_from_slice(format!("\r\n--{edge}--\r\n").as_bytes());
        let request = self.agent.post(format!("{}{action}", self.origin));
        let request = request.header("content-type", format!("multipart/form-data; boundary={edge}"));
        Answer::read(self.as_person(request).send(&body[..]))
    }

    /// Sends one document to the program's own address, as another provider's system does.
    pub fn deliver(&self, path: &str, token: Option<&str>, document: &[u8]) -> Answer {
        let request = self.agent.post(format!("{}{path}", self.origin));
        let request = match token {
            Some(token) => request.header("authorization", format!("Bearer {token}")),
            None => request,
        };
        Answer::read(request.send(document))
    }

    /// Sends a form with this session's token.
    pub fn send(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.token();
        let mut all = vec![("csrf", token.as_str())];
        all.extend(fields);
        self.post(path, &all)
    }

    /// Sends a form with one file and this session's token.
    ///
    /// # Panics
    /// When the program does not answer.
    pub fn send_file(&self, path: &str, name: &str, content: &str) -> Answer {
        let (token, line) = (self.token(), "----a-line-between");
        let body = format!(
            "--{line}\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n\
             --{line}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{content}\r\n--{line}--\r\n"
        );
        let request = self.agent.post(format!("{}{path}", self.origin));
        let request = request.header("content-type", format!("multipart/form-data; boundary={line}"));
        Answer::read(self.as_person(request).send(body))
    }

    /// This session's anti-forgery token, as every signed-in page carries it.
    #[must_use]
    pub fn token(&self) -> String {
        let page = self.get("/nowhere-at-all");
        let fields = page::forms(&page.body).into_iter().flat_map(|form| form.fields);
        fields.into_iter().find(|(name, _)| name == "csrf").map(|(_, value)| value).expect("a page with the token")
    }

    /// Listens to what changes, line by line, each with the moment it was heard.
    ///
    /// # Panics
    /// When the program does not answer.
    #[must_use]
    pub fn listen(&self, path: &str) -> Receiver<(Instant, String)> {
        let host = self.origin.trim_start_matches("http://");
        let mut line = TcpStream::connect(host).expect("the program answers");
        let cookie = self.cookie.as_deref().unwrap_or_default();
        write!(line, "GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nAccept: text/event-stream\r\n\r\n").unwrap();
        let (tell, heard) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(line).lines().map_while(Result::ok) {
                if tell.send((Instant::now(), line)).is_err() {
                    return;
                }
            }
        });
        heard
    }

    fn as_person<B>(&self, request: ureq::RequestBuilder<B>) -> ureq::RequestBuilder<B> {
        match &self.cookie {
            Some(cookie) => request.header("cookie", cookie),
            None => request,
        }
    }
}
