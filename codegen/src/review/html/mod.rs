//! A review as one page that needs nothing else: no network, and no script to be read.
//!
//! Every text of a document is hostile. It reaches the page only through [`maud`], which escapes it, and
//! through [`words`], which shows what cannot be seen; it never reaches style or script, which are files of
//! their own. The page's policy lets nothing run but that script, by its hash.

mod listing;
mod words;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::{Bump, Effect, Finding, Review, Side, Verdict};
use crate::source::FileId;
use words::{plain, spans};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// How many operations or items are shown before the rest folds.
const FEW: usize = 4;

/// The review as a page: the verdict, then each change with its lines, old and new side by side.
pub fn html(review: &Review, old: Side<'_>, new: Side<'_>) -> String {
    let operations = operations(review);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { "Review: " (review.bump.as_str()) ", " (changes(review.findings.len())) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#changes" { "Skip to the changes" }
                (head(review, old, new))
                main #changes tabindex="-1" {
                    h2 { "Changes" }
                    @if review.findings.is_empty() {
                        p { "The generated crate stays as it is: nothing changes that it knows of." }
                    } @else {
                        (filter(review, &operations))
                        @for (number, finding) in review.findings.iter().enumerate() {
                            (change(number, finding, &operations, old, new))
                        }
                    }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string()
}

/// What the page may do: apply its own style, run its own script.
fn policy() -> String {
    let hash = |text: &str| STANDARD.encode(Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    )
}

/// The verdict, of what, and how much of each kind.
fn head(review: &Review, old: Side<'_>, new: Side<'_>) -> Markup {
    let name = |side: Side<'_>| side.source.name(FileId::ROOT).to_owned();
    html! {
        header {
            h1 { "Review of a change" }
            p.of { code { (plain(&name(old))) } " to " code { (plain(&name(new))) } }
            p.bump data-bump=(review.bump.as_str()) {
                strong { (review.bump.as_str()) } " " span { (meaning(review.bump)) }
            }
            @if let Some(release) = &review.release {
                p {
                    "The crate was " code { (plain(&release.base)) } ", needs " code { (plain(&release.needed)) }
                    ", and is " code { (plain(&release.current)) } ": "
                    @if release.is_enough { "which is enough." } @else { strong { "which is too low." } }
                }
            }
            @if !review.findings.is_empty() { (counts(review)) }
        }
    }
}

/// How many changes do what, by what they do it to.
fn counts(review: &Review) -> Markup {
    html! {
        table.counts {
            caption { (changes(review.findings.len())) ", by what they do" }
            thead { tr {
                th scope="col" { "To" }
                @for effect in EFFECTS { th scope="col" { (effect.to_string()) } }
            } }
            tbody {
                @for (index, (name, _)) in KINDS.iter().enumerate() { tr {
                    th scope="row" { (name) }
                    @for effect in EFFECTS {
                        td { (review.findings.iter().filter(|it| verdicts(it)[index].verdict == effect).count()) }
                    }
                } }
            }
        }
    }
}

const EFFECTS: [Effect; 3] = [Effect::Breaking, Effect::Compatible, Effect::None];

/// What is judged: for people, and as a name in the page.
const KINDS: [(&str, &str); 3] = [("Wire", "wire"), ("Rust", "rust"), ("Run time", "runtime")];

fn verdicts(finding: &Finding) -> [&Verdict; 3] {
    [&finding.wire, &finding.rust, &finding.run_time]
}

fn meaning(bump: Bump) -> &'static str {
    match bump {
        Bump::None => "The generated crate stays as it is.",
        Bump::Patch => "Something changes, and nobody has to know.",
        Bump::Minor => "Something is new, and what worked still does.",
        Bump::Major => "A program that compiled and ran may do so no longer.",
    }
}

fn changes(count: usize) -> String {
    format!("{count} change{}", if count == 1 { "" } else { "s" })
}

/// The operations that any change reaches, each once.
fn operations(review: &Review) -> Vec<&str> {
    let all = review.findings.iter().flat_map(|finding| &finding.operations);
    let mut all: Vec<&str> = all.map(String::as_str).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// What to show. It is hidden until the script is there to act on it.
fn filter(review: &Review, operations: &[&str]) -> Markup {
    html! {
        form #filter hidden aria-label="Which changes are shown" {
            @for (name, key) in KINDS {
                label { (name)
                    select name=(key) {
                        option value="" { "any" }
                        @for effect in EFFECTS { option { (effect.to_string()) } }
                    }
                }
            }
            @if !operations.is_empty() {
                label.wide { "Operation"
                    select name="operation" {
                        option value="" { "any" }
                        @for (number, operation) in operations.iter().enumerate() {
                            option value=(number) { (plain(operation)) }
                        }
                    }
                }
            }
            button type="reset" { "Show all" }
            output { (changes(review.findings.len())) }
        }
    }
}

fn change(
    number: usize,
    finding: &Finding,
    operations: &[&str],
    old: Side<'_>,
    new: Side<'_>,
) -> Markup {
    let worst = verdicts(finding).iter().map(|verdict| verdict.verdict).max();
    let worst = worst.unwrap_or(Effect::None).to_string();
    let reached = finding.operations.iter();
    let reached = reached.filter_map(|name| operations.binary_search(&name.as_str()).ok());
    let reached: Vec<String> = reached.map(|number| number.to_string()).collect();
    let [wire, rust, runtime] = verdicts(finding).map(|verdict| verdict.verdict.to_string());
    let title = format!("change-{number}");
    html! {
        article aria-labelledby=(title) data-worst=(worst)
            data-wire=(wire) data-rust=(rust) data-runtime=(runtime) data-operations=(reached.join(" "))
        {
            h3 #(title) { (spans(&finding.message)) }
            p.rule { code { (finding.rule.as_str()) } ": " (finding.rule.explanation()) }
            dl.verdicts {
                @for ((name, _), verdict) in KINDS.iter().zip(verdicts(finding)) {
                    div { dt { (name) } dd {
                        strong.effect data-effect=(verdict.verdict.to_string()) { (verdict.verdict.to_string()) }
                        " " (spans(&verdict.reason))
                    } }
                }
            }
            @if let Some(reason) = &finding.acknowledged {
                p.help { strong { "Acknowledged: " } (plain(reason)) }
            }
            @if let Some(help) = &finding.help { p.help { strong { "Help: " } (spans(help)) } }
            (listing::source(number, finding, old, new))
            (listing::rust(number, finding))
            (list("Operation", &finding.operations))
            (list("Rust item", &finding.items))
        }
    }
}

/// Names that may be many: the first stand there, all of them fold.
fn list(noun: &str, names: &[String]) -> Markup {
    let noun = format!("{noun}{}", if names.len() == 1 { "" } else { "s" });
    let all = || html! { ul { @for name in names { li { code { (plain(name)) } } } } };
    match names.len() {
        0 => html! {},
        1..=FEW => html! { div.list { h4 { (noun) } (all()) } },
        count => html! { details.list { summary { (count) " " (noun) } (all()) } },
    }
}
