//! What holds of a request whatever the values of its parameters: a path value is one segment, a query
//! value one value, a header value itself, as the `url` crate and the header map read them; or the
//! request is refused, and only for a reason that is known here.
//!
//! The fuzz target `request` holds the same.

use std::sync::LazyLock;

use cometchat_client::runtime::{
    Call, Client, ClientBuilder, Error, Method, Operation, Param, Server, Style, Url,
};

/// The byte between two values of an input; it is in no UTF-8.
pub(super) const BETWEEN: u8 = 0xFF;

/// The longest URL that is sent, in bytes.
const LONGEST: usize = 65_534;

/// On loopback, where the client needs no TLS, which the fuzz target is built without.
static SERVER: Server = Server { url: "http://127.0.0.1:8443/v3", variables: &[] };

static WILD: Operation = Operation {
    id: "wild",
    method: Method::GET,
    path: "/a/{x}/b/{y}.{z}",
    params: &[
        Param::path("x"),
        Param::path("y"),
        Param::path("z"),
        Param::header("head"),
        Param::query("one"),
        Param::query("open").reserved(true),
        Param::query("deep").styled(Style::DeepObject),
        Param::query("list").exploded(false),
    ],
    security: &[],
    accept: "",
    content_type: "",
    sends_always: false,
    server: None,
    limits: None,
};

/// One for all inputs: to make a client takes long.
static CLIENT: LazyLock<Client> =
    LazyLock::new(|| ClientBuilder::new(&SERVER, "wild/1").build().expect("a good client"));

/// The values of an input. Those that it lacks are `v`.
struct Values {
    path: [String; 3],
    head: String,
    one: String,
    open: String,
    deep: (String, String),
    list: Vec<String>,
}

impl Values {
    fn of(input: &[u8]) -> Self {
        let mut values =
            input.split(|byte| *byte == BETWEEN).map(|value| String::from_utf8_lossy(value).into());
        let mut next = || values.next().unwrap_or_else(|| "v".to_owned());
        Self {
            path: [next(), next(), next()],
            head: next(),
            one: next(),
            open: next(),
            deep: (next(), next()),
            list: [next()].into_iter().chain(values).collect(),
        }
    }

    fn call(&self) -> Call {
        let mut call = Call::new(&CLIENT, &WILD);
        for (index, value) in self.path.iter().enumerate() {
            call.set(index, value);
        }
        call.set(3, &self.head);
        call.set(4, &self.one);
        call.set(5, &self.open);
        call.set(6, std::collections::BTreeMap::from([self.deep.clone()]));
        call.set(7, &self.list);
        call
    }

    fn segments(&self) -> Vec<String> {
        let [x, y, z] = &self.path;
        ["v3", "a", x, "b", &format!("{y}.{z}")].map(str::to_owned).into()
    }

    fn pairs(&self) -> Vec<(String, String)> {
        let deep = format!("deep[{}]", self.deep.0);
        let pairs =
            [("one", &self.one), (deep.as_str(), &self.deep.1), ("list", &self.list.join(","))];
        pairs.map(|(name, value)| (name.to_owned(), value.clone())).into()
    }

    /// Whether the request must be refused, its URL's length aside.
    fn must_be_refused(&self) -> bool {
        let head = &self.head;
        self.path.iter().any(|value| is_no_segment(value))
            || head.chars().any(char::is_control)
            || head.starts_with(' ')
            || head.ends_with(' ')
    }

    /// How long the URL is at the most.
    fn length(&self) -> usize {
        let pairs = self.pairs();
        let texts = self.path.iter().chain([&self.open]);
        let texts = texts.chain(pairs.iter().flat_map(|(name, value)| [name, value]));
        100 + texts.map(|text| 3 * text.len() + 3).sum::<usize>()
    }
}

/// The values that no segment can hold.
fn is_no_segment(text: &str) -> bool {
    let plain = text.to_ascii_lowercase().replace("%2e", ".");
    text.is_empty() || plain == "." || plain == ".."
}

/// Builds the request of an input.
///
/// # Errors
/// What is wrong with it.
pub(super) fn check(input: &[u8]) -> Result<(), String> {
    let values = Values::of(input);
    match values.call().request() {
        Ok(_) if values.must_be_refused() => Err("sent what no request can hold".to_owned()),
        Ok(request) => {
            same("header", request.headers()["head"].as_bytes(), values.head.as_bytes())?;
            same("count of headers", &request.headers().len(), &2)?;
            check_url(request.url(), &values)
        }
        Err(Error::Build(_)) if values.must_be_refused() => Ok(()),
        Err(Error::Build(error)) if error.name() == "URL" && values.length() > LONGEST => Ok(()),
        Err(error) => Err(format!("refused for no reason: {error}")),
    }
}

/// Parses the text of the URL again, as a server would.
fn check_url(url: &Url, values: &Values) -> Result<(), String> {
    let again = Url::parse(url.as_str()).map_err(|error| error.to_string())?;
    same("URL", &again, url)?;
    same("origin", &*again.origin().ascii_serialization(), "http://127.0.0.1:8443")?;
    same("fragment", &again.fragment(), &None)?;
    same("user", again.username(), "")?;
    let segments = again.path_segments().ok_or("a URL without segments")?;
    same("segments", &segments.map(decoded).collect::<Vec<_>>(), &values.segments())?;
    let mut pairs: Vec<(String, String)> = again.query_pairs().into_owned().collect();
    same("count of pairs", &pairs.len(), &4)?;
    // It keeps reserved characters, such as `+`, as the document asks; what it may not do is to leave
    // its place.
    let open = pairs.remove(1);
    same("name", &*open.0, "open")?;
    same("pairs", &pairs, &values.pairs())
}

fn same<T: PartialEq + std::fmt::Debug + ?Sized>(
    what: &str,
    found: &T,
    given: &T,
) -> Result<(), String> {
    if found == given { Ok(()) } else { Err(format!("{what}: {found:?} from {given:?}")) }
}

/// Percent-decoding by hand, so that nothing judges itself.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|_| first == b'%');
        let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
