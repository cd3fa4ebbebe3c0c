//! The only place that makes Rust identifiers.
//!
//! A wire name becomes an identifier in three steps: signs that carry meaning are spelled out
//! (`+1` is `plus_1`), [`heck`] sets the case, and what Rust or the generated code has taken
//! (keywords, the prelude, the runtime's types) gets a suffix. A [`Scope`] then keeps the
//! identifiers of one namespace apart.

use std::collections::{HashMap, HashSet};

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// Types that generated modules name without a path, and names that would mislead a reader.
const TAKEN_TYPES: &[&str] = &[
    "BTreeMap",
    "Base64",
    "Box",
    "Date",
    "DateTime",
    "Exact",
    "Extra",
    "IntegerOrString",
    "Into",
    "IntoIterator",
    "Json",
    "Model",
    "Number",
    "NumberOrString",
    "NumberText",
    "OneOrMany",
    "Option",
    "Result",
    "Self",
    "String",
    "UnixTime",
    "Uri",
    "Uuid",
    "Vec",
];

/// Methods that every request has, and the variables of the methods that give what it needs.
const TAKEN_SETTERS: &[&str] = &[
    "call",
    "clone",
    "event_stream",
    "failure",
    "give",
    "give_json",
    "give_tree",
    "made",
    "new",
    "paginate",
    "request",
    "send",
    "with_body",
];

/// The fields that every model has beside those of its schema.
const TAKEN_FIELDS: &[&str] = &["extra"];

/// Types that the modules of operations name without a path, and what a request of that name would hide as the
/// function that makes it.
pub(crate) const TAKEN_REQUESTS: &[&str] = &[
    "BTreeMap",
    "Base64",
    "Box",
    "ByteSource",
    "Bytes",
    "Call",
    "Client",
    "Date",
    "DateTime",
    "Err",
    "Exact",
    "File",
    "Gathered",
    "IntegerOrString",
    "Into",
    "IntoIterator",
    "Iterator",
    "Json",
    "Limit",
    "Method",
    "Multipart",
    "Needs",
    "None",
    "Number",
    "NumberOrString",
    "NumberText",
    "Ok",
    "OneOrMany",
    "Operation",
    "Option",
    "Param",
    "Pending",
    "Result",
    "Self",
    "Some",
    "String",
    "UnixTime",
    "Uri",
    "Uuid",
    "Vec",
];

/// The methods of a map of headers.
const TAKEN_HEADERS: &[&str] = &[
    "append",
    "borrow",
    "capacity",
    "clear",
    "clone",
    "contains_key",
    "drain",
    "entry",
    "eq",
    "extend",
    "fmt",
    "from",
    "get",
    "get_all",
    "get_mut",
    "hash",
    "index",
    "insert",
    "into",
    "into_iter",
    "is_empty",
    "iter",
    "iter_mut",
    "keys",
    "keys_len",
    "len",
    "ne",
    "remove",
    "reserve",
    "to_owned",
    "try_append",
    "try_entry",
    "try_from",
    "try_insert",
    "try_into",
    "try_reserve",
    "type_id",
    "values",
    "values_mut",
];

/// Types that the crate exports at its root.
const TAKEN_ROOT: &[&str] = &[
    "ApiError",
    "Client",
    "ClientBuilder",
    "ClientCredentials",
    "DecodeError",
    "Drift",
    "Error",
    "Response",
    "RetryPolicy",
    "Secret",
];

/// The methods of the client and its builder, private ones too, that no operation or scheme may take.
const TAKEN_METHODS: &[&str] = &[
    "allow_plain_http",
    "attempt_timeout",
    "base_url",
    "build",
    "builder",
    "check_limits",
    "checked_base_url",
    "checked_user_agent",
    "client_credentials",
    "clock",
    "clone",
    "connect_timeout",
    "credential",
    "elsewhere",
    "given_origin",
    "http_client",
    "http_or_own",
    "jitter",
    "max_body",
    "middleware",
    "new",
    "on_drift",
    "origin",
    "prepared",
    "rate",
    "retry",
    "retry_budget",
    "server",
    "stall_timeout",
    "timeout",
    "user_agent",
    "variable",
];

/// A type, trait or marker: `UpperCamelCase`.
pub fn type_ident(wire: &str) -> String {
    free_type(&camel(wire, "Unnamed"))
}

/// An identifier of a type, put together of such, where it is free; else with a suffix.
pub fn free_type(ident: &str) -> String {
    if TAKEN_TYPES.contains(&ident) { format!("{ident}Type") } else { ident.to_owned() }
}

/// A variant of an enum: `UpperCamelCase`.
pub fn variant_ident(wire: &str) -> String {
    let fallback = if wire.is_empty() { "Empty" } else { "Unnamed" };
    let ident = camel(wire, fallback);
    // `Self` is the one upper-case keyword.
    if ident == "Self" { "SelfValue".to_owned() } else { ident }
}

/// A field of a model: `snake_case`.
pub fn field_ident(wire: &str) -> String {
    free(snake(wire, "unnamed"), TAKEN_FIELDS)
}

/// A method of a request: `snake_case`.
pub fn setter_ident(wire: &str) -> String {
    free(snake(wire, "unnamed"), TAKEN_SETTERS)
}

/// The method that makes what `ident` names null: `snake_case`.
pub fn null_ident(ident: &str) -> String {
    format!("{}_null", ident.trim_end_matches('_'))
}

/// A method of the client or of its builder: `snake_case`.
pub fn method_ident(wire: &str) -> String {
    free(snake(wire, "unnamed"), TAKEN_METHODS)
}

/// The longest name of a module, in bytes.
const MOST_OF_MODULE: usize = 80;

/// A module, which is a file too: `snake_case` in ASCII, as Rust wants the names of files.
pub fn module_ident(wire: &str) -> String {
    let ascii: String = snake(wire, "unnamed").chars().filter(char::is_ascii).collect();
    // File systems take names of 255 bytes, and people shorter ones.
    let cut = ascii.get(..MOST_OF_MODULE).unwrap_or(&ascii);
    let ascii = start_with_letter(cut.trim_matches('_'), "n", "group");
    // `std` is named from the root in modules that have the groups beside them.
    free(ascii, &["mod", "needs", "std"])
}

/// A method that reads a header: `snake_case`, and no method that every map of headers has.
pub fn header_ident(wire: &str) -> String {
    let ident = free(snake(wire, "unnamed"), &[]);
    if TAKEN_HEADERS.contains(&ident.as_str()) { format!("{ident}_header") } else { ident }
}

/// The request type of an operation: `UpperCamelCase`, and no type that its module imports.
pub fn request_ident(wire: &str) -> String {
    let ident = camel(wire, "Unnamed");
    if TAKEN_REQUESTS.contains(&ident.as_str()) { format!("{ident}Request") } else { ident }
}

/// The enum of a server's variable: `UpperCamelCase`, and no type that stands at the crate's root.
pub fn variable_ident(wire: &str) -> String {
    let ident = type_ident(wire);
    if TAKEN_ROOT.contains(&ident.as_str()) { format!("Server{ident}") } else { ident }
}

/// A static: `SHOUTY_SNAKE_CASE`.
pub fn static_ident(wire: &str) -> String {
    start_with_letter(&clean(&spell(wire).to_shouty_snake_case()), "N", "UNNAMED")
}

/// The crate as a path names it: `r#box` where its name is a keyword.
pub fn crate_ident(crate_name: &str) -> String {
    let ident = crate_name.replace('-', "_");
    if is_keyword(&ident) { format!("r#{ident}") } else { ident }
}

/// The identifiers of one namespace, each given out once.
#[derive(Debug, Default, Clone)]
pub struct Scope {
    taken: HashSet<String>,
    /// The number to try next behind a name: many that want the same do not count from the start.
    next: HashMap<String, usize>,
}

impl Scope {
    /// A scope in which `names` are taken from the start.
    pub fn with(names: &[&str]) -> Self {
        let taken = names.iter().map(|name| (*name).to_owned()).collect();
        Self { taken, next: HashMap::new() }
    }

    /// `wanted`, or where that is taken, `wanted` with the first free number behind it.
    pub fn claim(&mut self, wanted: &str) -> String {
        if self.taken.insert(wanted.to_owned()) {
            return wanted.to_owned();
        }
        let separator = separator(wanted);
        let count = self.next.entry(wanted.to_owned()).or_insert(2);
        loop {
            let ident = format!("{wanted}{separator}{count}");
            *count += 1;
            if self.taken.insert(ident.clone()) {
                return ident;
            }
        }
    }

    /// The first of `wanted` that is free, else the last one with a number behind it.
    pub fn claim_first(&mut self, wanted: &[&str]) -> String {
        match wanted.iter().find(|name| !self.taken.contains(**name)) {
            Some(name) => self.claim(name),
            None => self.claim(wanted.last().copied().unwrap_or("Unnamed")),
        }
    }
}

/// What stands between a name and the number behind it, so that the case stays as it is and the
/// number does not run into a digit: `V1` and `V12` are other names.
fn separator(ident: &str) -> &'static str {
    let snake = ident.chars().all(|c| !c.is_uppercase());
    match ident.chars().next_back() {
        Some('_') => "",
        _ if snake => "_",
        Some(last) if last.is_ascii_digit() => "N",
        _ => "",
    }
}

fn camel(wire: &str, fallback: &str) -> String {
    if is_plain(wire) {
        let words = wire.split('_').map(|word| {
            let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
            first.to_ascii_uppercase() + rest
        });
        return words.collect();
    }
    start_with_letter(&clean(&spell(wire).to_upper_camel_case()), "N", fallback)
}

fn snake(wire: &str, fallback: &str) -> String {
    if is_plain(wire) {
        return wire.to_owned();
    }
    start_with_letter(&clean(&spell(wire).to_snake_case()), "n", fallback)
}

/// Whether a name is in `snake_case` already, which most are: words of small letters and digits with one `_`
/// between, the first of which begins with a letter.
fn is_plain(wire: &str) -> bool {
    let bytes = wire.as_bytes();
    let is_word = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    bytes.first().is_some_and(u8::is_ascii_lowercase)
        && bytes.last().is_some_and(is_word)
        && bytes.iter().all(|byte| is_word(byte) || *byte == b'_')
        && !bytes.windows(2).any(|pair| pair == b"__")
}

fn free(ident: String, taken: &[&str]) -> String {
    if taken.contains(&ident.as_str()) || is_keyword(&ident) { format!("{ident}_") } else { ident }
}

/// Whether `ident` is a keyword of any edition, strict or reserved.
fn is_keyword(ident: &str) -> bool {
    matches!(
        ident,
        "abstract"
            | "as"
            | "async"
            | "await"
            | "become"
            | "box"
            | "break"
            | "const"
            | "continue"
            | "crate"
            | "do"
            | "dyn"
            | "else"
            | "enum"
            | "extern"
            | "false"
            | "final"
            | "fn"
            | "for"
            | "gen"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "loop"
            | "macro"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "override"
            | "priv"
            | "pub"
            | "ref"
            | "return"
            | "self"
            | "static"
            | "struct"
            | "super"
            | "trait"
            | "true"
            | "try"
            | "type"
            | "typeof"
            | "unsafe"
            | "unsized"
            | "use"
            | "virtual"
            | "where"
            | "while"
            | "yield"
    )
}

/// Spells out the signs that would be lost and that tell names apart: a leading `+` or `-`, and
/// all signs of a name that has nothing else.
fn spell(wire: &str) -> String {
    if !wire.chars().any(char::is_alphanumeric) {
        let words: Vec<&str> = wire.chars().filter_map(sign).collect();
        return words.join(" ");
    }
    let rest = wire.trim_start();
    match rest.strip_prefix(['+', '-']) {
        Some(tail) if tail.starts_with(char::is_alphanumeric) => {
            let word = if rest.starts_with('+') { "plus" } else { "minus" };
            format!("{word} {tail}")
        }
        _ => wire.to_owned(),
    }
}

fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        '!' => "not",
        '"' => "quote",
        '#' => "hash",
        '$' => "dollar",
        '%' => "percent",
        '&' => "and",
        '\'' => "apostrophe",
        '(' => "open paren",
        ')' => "close paren",
        '*' => "star",
        '+' => "plus",
        ',' => "comma",
        '-' => "minus",
        '.' => "dot",
        '/' => "slash",
        ':' => "colon",
        ';' => "semicolon",
        '<' => "less",
        '=' => "equal",
        '>' => "greater",
        '?' => "question",
        '@' => "at",
        '[' => "open bracket",
        '\\' => "backslash",
        ']' => "close bracket",
        '^' => "caret",
        '_' => "underscore",
        '`' => "backtick",
        '{' => "open brace",
        '|' => "pipe",
        '}' => "close brace",
        '~' => "tilde",
        _ => return None,
    })
}

/// Leaves out what Rust does not take in an identifier, such as `²`.
fn clean(ident: &str) -> String {
    ident.chars().filter(|c| unicode_ident::is_xid_continue(*c)).collect()
}

fn start_with_letter(ident: &str, letter: &str, fallback: &str) -> String {
    match ident.chars().next() {
        None => fallback.to_owned(),
        Some('_') if ident.chars().all(|c| c == '_') => fallback.to_owned(),
        Some(first) if unicode_ident::is_xid_start(first) || first == '_' => ident.to_owned(),
        Some(_) => format!("{letter}{ident}"),
    }
}

/// The words of an identifier in `snake_case`, for use behind a prefix.
pub fn plain_snake(ident: &str) -> String {
    if is_plain(ident) { ident.to_owned() } else { ident.to_snake_case() }
}
