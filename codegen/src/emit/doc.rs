//! Descriptions as rustdoc.
//!
//! A description is CommonMark from outside. It is parsed and written again, so that what comes
//! out is sound rustdoc: HTML is text, code blocks are no doctests, bare URLs are links, brackets
//! are no links to Rust items, and lists are indented as the lints want them.

use proc_macro2::TokenStream;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use quote::quote;

use crate::ir::Doc;
use crate::markdown::is_unsafe;

pub(crate) use crate::markdown::code;

/// Columns at which prose is broken: as code is, without the indentation and the `///`.
const WIDTH: usize = super::WIDTH - 8;

/// The attributes that document an item: summary, description, facts, deprecation.
///
/// Deprecation is said in words: the attribute would make the generated code itself warn wherever
/// it touches the item.
pub fn attributes(doc: &Doc, fallback: &str) -> TokenStream {
    let text = text(doc, fallback);
    let lines = lines(&text);
    quote! { #(#[doc = #lines])* }
}

/// The same as lines of text, indented by so many columns.
pub(super) fn lines_into(doc: &Doc, fallback: &str, indent: usize, out: &mut String) {
    for line in text(doc, fallback).lines() {
        out.extend(std::iter::repeat_n(' ', indent));
        out.push_str("/// ");
        out.push_str(line);
        out.truncate(out.trim_end().len());
        out.push('\n');
    }
}

/// A struct as a link names it: by its name alone, unless a derive macro of the prelude has the same.
pub(super) fn item(ident: &str) -> String {
    const DERIVES: &[&str] =
        &["Clone", "Copy", "Debug", "Default", "Eq", "Hash", "Ord", "PartialEq", "PartialOrd"];
    if DERIVES.contains(&ident) { format!("struct@{ident}") } else { ident.to_owned() }
}

/// The same for a text that is ours.
pub fn plain(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| format!(" {line}"));
    quote! { #(#[doc = #lines])* }
}

/// An item of a list: a name, and what is said of it. A list or another block begins on a line of its own.
pub(crate) fn list_item(name: &str, said: &str) -> String {
    let mut lines = String::new();
    for line in said.lines() {
        lines.push_str(if line.is_empty() { "" } else { "  " });
        lines.push_str(line);
        lines.push('\n');
    }
    let lines = lines.trim_end();
    if lines.is_empty() {
        format!("- {name}")
    } else if marker_width(said) > 0 || said.starts_with(['#', '>', '|']) || said.starts_with("```")
    {
        format!("- {name}:\n\n{lines}")
    } else {
        format!("- {name}: {}", lines.trim_start())
    }
}

/// Lines as `#[doc]` takes them, with the space that follows `///`.
fn lines(text: &str) -> Vec<String> {
    let indent = |line: &str| {
        if line.is_empty() { String::new() } else { format!(" {line}") }
    };
    text.lines().map(indent).collect()
}

/// What a description becomes, as one Markdown text; `fallback` where the document says nothing.
pub fn text(doc: &Doc, fallback: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    let summary = doc.summary.as_deref().map(markdown).unwrap_or_default();
    let description = doc.description.as_deref().map(markdown).unwrap_or_default();
    if !summary.is_empty() && !begins(&description, summary.trim_end_matches('.')) {
        parts.push(summary);
    }
    if !description.is_empty() {
        parts.push(description);
    }
    if parts.is_empty() && !fallback.is_empty() {
        parts.push(fallback.to_owned());
    }
    let facts = doc.deprecated.then_some("Deprecated.").into_iter();
    let facts: Vec<&str> = facts.chain(doc.facts.iter().map(String::as_str)).collect();
    let mut text = parts.join("\n\n");
    if facts.is_empty() {
        return text;
    }
    let last = text.rfind("\n\n").map_or(0, |gap| gap + "\n\n".len());
    let (said, told) = match text.get(last..) {
        Some(last_said) if joins(last_said, &facts) => (last, sentence(last_said, &facts)),
        _ => {
            text.push_str(if text.is_empty() { "" } else { "\n\n" });
            (text.len(), facts.iter().map(|fact| wrap(fact)).collect::<Vec<_>>().join("\n"))
        }
    };
    text.truncate(said);
    text + &told
}

/// Whether a text begins like this, but for capitals.
fn begins(text: &str, start: &str) -> bool {
    let same = |(a, b): (char, char)| a == b || a.to_lowercase().eq(b.to_lowercase());
    let mut chars = text.chars();
    start.chars().all(|c| chars.next().is_some_and(|other| same((c, other))))
}

/// Whether what is said last is a paragraph of prose, which the facts may continue.
fn joins(said: &str, facts: &[&str]) -> bool {
    let is_prose =
        |line: &str| !line.starts_with(' ') && !line.ends_with('\\') && !starts_block(line);
    !said.is_empty()
        && !said.ends_with(':')
        && said.lines().all(is_prose)
        && !facts.iter().any(|fact| starts_block(fact) || fact.contains('\n'))
}

/// The same with the facts behind it.
fn sentence(said: &str, facts: &[&str]) -> String {
    let stop = if said.ends_with(['.', '!', '?']) { "" } else { "." };
    wrap(&format!("{}{stop} {}", said.replace('\n', " "), facts.join(" ")))
}

/// Markdown from outside as Markdown that rustdoc takes as it is meant.
pub fn markdown(source: &str) -> String {
    prose(source).map_or_else(|| rewritten(source), |text| wrap(&text))
}

/// A text of plain paragraphs as it is, each on one line: most descriptions are such, and to parse them would
/// take longer than anything else that is done with them.
pub(crate) fn prose(source: &str) -> Option<String> {
    let mut text = String::with_capacity(source.len());
    let mut gap = "";
    for line in source.trim_end_matches(['\n', ' ']).split('\n') {
        if line.is_empty() {
            gap = if text.is_empty() { "" } else { "\n\n" };
        } else if is_prose(line) {
            text.push_str(gap);
            text.push_str(line);
            gap = " ";
        } else {
            return None;
        }
    }
    Some(text)
}

/// Whether a line is words and short pieces of code, which mean the same in Markdown.
fn is_prose(line: &str) -> bool {
    let mut in_code = false;
    let mut before = b' ';
    for byte in line.bytes() {
        let is_sound = match byte {
            b'`' => before != b'`' && (in_code || before != b'_'),
            b'_' => in_code || before.is_ascii_alphanumeric(),
            _ if before == b'_' && !in_code => byte.is_ascii_alphanumeric(),
            b' ' => !in_code,
            _ if before == b'`' && !in_code => b".,:;?!'\")".contains(&byte),
            _ => byte.is_ascii_alphanumeric() || b".,:;?!'\"()/%$@=+-".contains(&byte),
        };
        if !is_sound {
            return false;
        }
        in_code ^= byte == b'`';
        before = byte;
    }
    let first = line.split(' ').next().unwrap_or_default();
    !in_code
        && !matches!(before, b' ' | b'_')
        && !line.contains("://")
        && !first.starts_with(':')
        && !starts_block(first)
}

/// The same for any text.
pub(crate) fn rewritten(source: &str) -> String {
    let source = source.replace('\t', "    ");
    let source: String = source.chars().filter(|c| !is_unsafe(*c)).collect();
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let events = join_texts(Parser::new_ext(&source, options));
    let mut out = String::new();
    let style = pulldown_cmark_to_cmark::Options {
        code_block_token_count: 3,
        list_token: '-',
        ..pulldown_cmark_to_cmark::Options::default()
    };
    let events = Sound::default().rewrite(events);
    match pulldown_cmark_to_cmark::cmark_with_options(events.iter(), &mut out, options, style) {
        Ok(_) => {
            // As `&#x202e;` such a character is none of the source.
            out.retain(|c| !is_unsafe(c));
            wrap(out.trim())
        }
        // Formatting into a string does not fail; what cannot be written is left out.
        Err(_) => String::new(),
    }
}

/// Joins neighbouring texts: the parser splits them where a bracket might have begun a link.
fn join_texts<'a>(events: impl Iterator<Item = Event<'a>>) -> Vec<Event<'a>> {
    let mut joined: Vec<Event<'a>> = Vec::new();
    for event in events {
        match (joined.last_mut(), event) {
            (Some(Event::Text(before)), Event::Text(text)) => {
                *before = CowStr::from(format!("{before}{text}"));
            }
            (_, event) => joined.push(event),
        }
    }
    joined
}

/// What the rewriting knows of where it is.
#[derive(Default)]
struct Sound {
    in_code: bool,
    in_link: usize,
    /// For each open link whether it is kept.
    links: Vec<bool>,
}

impl Sound {
    fn rewrite(mut self, mut events: Vec<Event<'_>>) -> Vec<Event<'_>> {
        anchors(&mut events);
        let mut out = Vec::with_capacity(events.len());
        for event in events {
            self.event(event, &mut out);
        }
        out
    }

    fn event<'a>(&mut self, event: Event<'a>, out: &mut Vec<Event<'a>>) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                self.in_code = true;
                out.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language(&kind)))));
            }
            Event::End(TagEnd::CodeBlock) => {
                self.in_code = false;
                out.push(event);
            }
            Event::Start(Tag::Link { ref dest_url, .. }) => {
                let keep = is_url(dest_url);
                self.links.push(keep);
                self.in_link += 1;
                if keep {
                    out.push(inline_link(event));
                }
            }
            Event::End(TagEnd::Link) => {
                self.in_link = self.in_link.saturating_sub(1);
                if self.links.pop() == Some(true) {
                    out.push(event);
                }
            }
            // A picture is not fetched from a page of documentation; its text stays.
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            Event::Start(Tag::HtmlBlock) => out.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => out.push(Event::End(TagEnd::Paragraph)),
            Event::Html(html) | Event::InlineHtml(html) => push_html(&html, out),
            // Lines are broken anew.
            Event::SoftBreak => out.push(Event::Text(CowStr::from(" "))),
            Event::Text(text) if !self.in_code && self.in_link == 0 => link_urls(&text, out),
            event => out.push(event),
        }
    }
}

/// Makes links of `<a href="…">` and `</a>` where nothing but words stands between them.
fn anchors(events: &mut [Event<'_>]) {
    for start in 0..events.len() {
        let Some(Event::InlineHtml(html)) = events.get(start) else { continue };
        let Some(url) = href(html).map(str::to_owned) else { continue };
        let rest = events.iter().enumerate().skip(start + 1);
        let mut ends = rest.skip_while(|(_, event)| {
            matches!(event, Event::Text(_) | Event::Code(_) | Event::SoftBreak)
        });
        if let Some((end, Event::InlineHtml(html))) = ends.next()
            && html.eq_ignore_ascii_case("</a>")
            && end > start + 1
        {
            let tag = Tag::Link {
                link_type: LinkType::Inline,
                dest_url: CowStr::from(url),
                title: CowStr::from(""),
                id: CowStr::from(""),
            };
            events[start] = Event::Start(tag);
            events[end] = Event::End(TagEnd::Link);
        }
    }
}

/// The address of the opening tag of a link, if it is a whole URL.
fn href(html: &str) -> Option<&str> {
    html.strip_prefix("<a ").or_else(|| html.strip_prefix("<A "))?;
    let (_, value) = html.split_once("href=")?;
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let (url, _) = value.get(1..)?.split_once(quote)?;
    Some(url.trim()).filter(|url| is_url(url) && !url.contains(['<', '>', '(', ')', '\\']))
}

/// A line break separates words; other HTML is shown as the text that it is.
fn push_html(html: &str, out: &mut Vec<Event<'_>>) {
    let tag: String = html.chars().filter(|c| c.is_alphabetic()).collect();
    if tag.eq_ignore_ascii_case("br") {
        out.push(Event::Text(CowStr::from(" ")));
    } else {
        link_urls(html.trim_end(), out);
    }
}

fn is_url(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://"))
        && !text.contains(char::is_whitespace)
}

/// A link with its address beside it: definitions elsewhere in the text are not kept.
fn inline_link(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let link_type = match link_type {
                LinkType::Autolink => LinkType::Autolink,
                _ => LinkType::Inline,
            };
            Event::Start(Tag::Link { link_type, dest_url, title, id })
        }
        other => other,
    }
}

/// Text with its bare URLs as links.
fn link_urls(text: &str, out: &mut Vec<Event<'_>>) {
    let mut rest = text;
    while let Some(start) =
        [rest.find("https://"), rest.find("http://")].into_iter().flatten().min()
    {
        let end = rest[start..]
            .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '|'))
            .map_or(rest.len(), |length| start + length);
        let url = rest[start..end]
            .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '*', '_']);
        if start > 0 {
            out.push(Event::Text(CowStr::from(rest[..start].to_owned())));
        }
        push_url(url, out);
        rest = &rest[start + url.len()..];
    }
    if !rest.is_empty() {
        out.push(Event::Text(CowStr::from(rest.to_owned())));
    }
}

/// A template such as `https://{host}` is code, a whole URL a link.
fn push_url(url: &str, out: &mut Vec<Event<'_>>) {
    let host = url.split("://").nth(1).unwrap_or_default();
    if host.is_empty() || url.contains(['{', '}', '[', ']', '\\', '(', ')']) {
        out.push(Event::Code(CowStr::from(url.to_owned())));
        return;
    }
    let dest = CowStr::from(url.to_owned());
    let empty = CowStr::from("");
    out.push(Event::Start(Tag::Link {
        link_type: LinkType::Autolink,
        dest_url: dest.clone(),
        title: empty.clone(),
        id: empty,
    }));
    out.push(Event::Text(dest));
    out.push(Event::End(TagEnd::Link));
}

/// The language of a code block, never one that rustdoc would compile.
fn language(kind: &CodeBlockKind<'_>) -> CowStr<'static> {
    let info = match kind {
        CodeBlockKind::Fenced(info) => info.to_ascii_lowercase(),
        CodeBlockKind::Indented => String::new(),
    };
    let known =
        ["json", "http", "yaml", "xml", "html", "bash", "sh", "console", "javascript", "sql"];
    known
        .iter()
        .find(|language| info == **language)
        .map_or(CowStr::from("text"), |language| CowStr::from(*language))
}

/// Breaks the lines of prose at [`WIDTH`]; code blocks, tables and headings stay.
pub(super) fn wrap(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 40);
    let mut in_code = false;
    for line in text.lines() {
        let line = line.trim_end();
        let body = line.trim_start();
        let fence = body.starts_with("```");
        in_code ^= fence;
        if in_code || fence || body.starts_with(['|', '#']) {
            out.push_str(line);
        } else {
            wrap_line(line, &mut out);
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out
}

fn wrap_line(line: &str, out: &mut String) {
    let (first, hang) = lead(line);
    out.push_str(first);
    let start = first.chars().count();
    let mut column = start;
    let words = line.get(first.len()..).unwrap_or_default().split(' ');
    for (index, word) in words.filter(|word| !word.is_empty()).enumerate() {
        let width = word.chars().count();
        if index > 0 && column + 1 + width > WIDTH && !starts_block(word) {
            out.push('\n');
            out.push_str(&hang);
            column = start;
        } else if index > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += width;
    }
}

/// What stands before the words of a line, and before those of the lines that it is broken into: markers of
/// quotes again, room in place of those of list items.
fn lead(line: &str) -> (&str, String) {
    let mut hang = String::new();
    let mut rest = line;
    loop {
        let body = rest.trim_start();
        hang.extend(std::iter::repeat_n(' ', rest.len() - body.len()));
        if let Some(quoted) = body.strip_prefix("> ") {
            hang.push_str("> ");
            rest = quoted;
        } else {
            let width = marker_width(body);
            hang.extend(std::iter::repeat_n(' ', width));
            rest = body.get(width..).unwrap_or_default();
            // Within an item another block can begin.
            if width == 0 || !(rest.starts_with("> ") || marker_width(rest) > 0) {
                return (line.get(..line.len() - rest.len()).unwrap_or_default(), hang);
            }
        }
    }
}

/// Columns that the marker of a list item takes, with the space behind it.
fn marker_width(body: &str) -> usize {
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    match body.as_bytes().get(digits..) {
        Some([b'.' | b')', b' ', ..]) if digits > 0 => digits + 2,
        Some([b'-' | b'*' | b'+', b' ', ..]) if digits == 0 => 2,
        _ => 0,
    }
}

/// Whether a line that begins with `word` could be something else than prose.
fn starts_block(word: &str) -> bool {
    let mark = word.trim_start_matches(|c: char| c.is_ascii_digit());
    word.is_empty()
        || word.starts_with(['-', '+', '*', '#', '>', '<', '=', '|', '~'])
        || word.starts_with("```")
        || (mark.len() < word.len() && mark.starts_with(['.', ')']))
}
