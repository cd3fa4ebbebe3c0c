//! Tables, on a terminal and in Markdown.

use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{CellAlignment, ContentArrangement};

/// A table: what stands at the head of its columns, and its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The head.
    pub head: Vec<String>,
    /// The rows, each as long as the head.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub fn new<'h>(head: impl IntoIterator<Item = &'h str>) -> Self {
        Self { head: head.into_iter().map(str::to_owned).collect(), rows: Vec::new() }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// For a terminal.
    pub fn terminal(&self) -> String {
        let mut table = comfy_table::Table::new();
        table.load_preset(UTF8_HORIZONTAL_ONLY);
        table.set_content_arrangement(ContentArrangement::Disabled);
        table.set_header(&self.head).add_rows(&self.rows);
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        table.trim_fmt()
    }

    /// For Markdown. The first column stands to the left, the others to the right.
    pub fn markdown(&self) -> String {
        let rule = self.head.iter().enumerate();
        let rule = rule.map(|(place, _)| if place == 0 { "---" } else { "---:" }.to_owned());
        let rows = [self.head.clone(), rule.collect()].into_iter().chain(self.rows.clone());
        rows.fold(String::new(), |text, cells| text + "| " + &cells.join(" | ") + " |\n")
    }
}

/// A ratio to the yardstick: `×0.74`.
pub fn ratio(value: f64, yardstick: f64) -> String {
    if yardstick > 0.0 { format!("×{:.2}", value / yardstick) } else { "-".to_owned() }
}

/// A count for people: `96.6 k`, `14.4 M`.
pub fn count(value: f64) -> String {
    match value {
        ..1e4 => format!("{value:.0}"),
        1e4..1e6 => format!("{:.1} k", value / 1e3),
        _ => format!("{:.1} M", value / 1e6),
    }
}

/// A time for people: `12.9 µs`, `4.6 ms`.
pub fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        ..1e3 => format!("{nanoseconds:.0} ns"),
        1e3..1e6 => format!("{:.1} µs", nanoseconds / 1e3),
        _ => format!("{:.1} ms", nanoseconds / 1e6),
    }
}

/// Seconds for people: `0.73 s`.
pub fn seconds(seconds: f64) -> String {
    format!("{seconds:.2} s")
}

/// A count as it is reckoned with. Counts stay far below 2^52, up to which an `f64` has every integer.
#[expect(clippy::cast_precision_loss, reason = "see above")]
pub fn float(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(text: &str, expected: &Expect) {
        expected.assert_eq(text);
    }

    fn sample() -> Table {
        let mut table = Table::new(["payload", "derive", "ours"]);
        table.row(["sample".to_owned(), count(96_576.0), ratio(71_723.0, 96_576.0)]);
        table.row(["four pages".to_owned(), count(226e6), "fails".to_owned()]);
        table
    }

    #[test]
    fn on_a_terminal() {
        check(
            &sample().terminal(),
            &expect![[r#"
            ──────────────────────────────
             payload       derive    ours
            ══════════════════════════════
             sample        96.6 k   ×0.74
            ──────────────────────────────
             four pages   226.0 M   fails
            ──────────────────────────────"#]],
        );
    }

    #[test]
    fn in_markdown() {
        check(
            &sample().markdown(),
            &expect![[r#"
            | payload | derive | ours |
            | --- | ---: | ---: |
            | sample | 96.6 k | ×0.74 |
            | four pages | 226.0 M | fails |
        "#]],
        );
    }

    #[test]
    fn numbers_are_short() {
        let numbers = [0.4, 9_999.0, 12_345.0, 1_999_999.0];
        let all = numbers.map(|number| format!("{} {}", count(number), time(number)));
        check(
            &all.join("\n"),
            &expect![[r#"
            0 0 ns
            9999 10.0 µs
            12.3 k 12.3 µs
            2.0 M 2.0 ms"#]],
        );
        check(&ratio(1.0, 0.0), &expect!["-"]);
    }
}
