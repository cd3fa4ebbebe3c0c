//! The pages in `docs/`, and the same on a terminal.

use crate::table::Table;

/// A part of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A heading.
    Heading(&'static str),
    /// What is said in prose, on the page only.
    Prose(String),
    /// A table, and what it shows.
    Table(String, Table),
    /// Facts, one a line.
    List(Vec<String>),
}

/// For a terminal: without the prose, which stands on the page.
pub fn terminal(parts: &[Part]) -> String {
    let shown = parts.iter().filter_map(|part| match part {
        Part::Heading(_) | Part::Prose(_) => None,
        Part::Table(title, table) => Some(format!("{title}\n{}\n", table.terminal())),
        Part::List(facts) => Some(list(facts)),
    });
    shown.collect::<Vec<String>>().join("\n")
}

/// For the page that begins with `head`.
pub fn markdown(head: &str, parts: &[Part]) -> String {
    let shown = parts.iter().map(|part| match part {
        Part::Heading(title) => format!("## {title}\n"),
        Part::Prose(text) => format!("{}\n", text.trim()),
        Part::Table(title, table) => format!("**{title}**\n\n{}", table.markdown()),
        Part::List(facts) => list(facts),
    });
    let body = shown.collect::<Vec<String>>().join("\n");
    format!("{}\n\n{body}", head.trim())
}

fn list(facts: &[String]) -> String {
    format!("- {}\n", facts.join("\n- "))
}

/// How the page of `bench codec` begins.
pub const CODEC: &str = "
# Benchmarks

Written by `cargo xtask bench codec --write`, which measures anew; only the text is kept by hand, in
`xtask/bench/src/page/`. Times differ from machine to machine and from hour to hour; instructions do
not, and the ratios are what counts.
";

/// How the page of `bench generate` begins.
pub const GENERATION: &str = "
# Benchmarks of generating

Written by `cargo xtask bench generate DIR --write`, which measures anew; only the text is kept by hand,
in `xtask/bench/src/page/`. Times differ from machine to machine and from hour to hour; the ratios are
what counts.
";

/// What stands between the tables.
pub(crate) mod prose {
    pub(crate) const METHOD: &str = include_str!("page/method.md");
    pub(crate) const COMPILE: &str = include_str!("page/compile.md");
    pub(crate) const READER: &str = include_str!("page/reader.md");
    pub(crate) const GENERATION: &str = include_str!("page/generation.md");
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    fn parts() -> Vec<Part> {
        let mut table = Table::new(["payload", "ours"]);
        table.row(["sample".to_owned(), "×0.50".to_owned()]);
        vec![
            Part::Heading("Reading"),
            Part::Prose("\nOf this.\n".to_owned()),
            Part::Table("Decode, time".to_owned(), table),
            Part::List(vec!["a fact".to_owned(), "another".to_owned()]),
        ]
    }

    #[test]
    fn on_the_page() {
        let text = markdown("\n# Numbers\n", &parts());
        expect![[r#"
            # Numbers

            ## Reading

            Of this.

            **Decode, time**

            | payload | ours |
            | --- | ---: |
            | sample | ×0.50 |

            - a fact
            - another
        "#]]
        .assert_eq(&text);
    }

    #[test]
    fn on_a_terminal() {
        expect![[r#"
            Decode, time
            ─────────────────
             payload    ours
            ═════════════════
             sample    ×0.50
            ─────────────────

            - a fact
            - another
        "#]]
        .assert_eq(&terminal(&parts()));
    }
}
