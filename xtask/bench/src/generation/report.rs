//! From measurements to tables.

use super::{Document, Generator, Made, Measurements, Outcome};
use crate::machine;
use crate::page::{Part, prose};
use crate::table::{Table, float, ratio, seconds};

/// What is shown of a generator with a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Measure {
    Waiting,
    Generation,
    GenerationPerByte,
    Memory,
    MemoryPerByte,
    Lines,
    LinesPerOperation,
    Check,
}

impl Measure {
    const ALL: [Self; 8] = [
        Self::Waiting,
        Self::Generation,
        Self::GenerationPerByte,
        Self::Memory,
        Self::MemoryPerByte,
        Self::Lines,
        Self::LinesPerOperation,
        Self::Check,
    ];

    fn title(self) -> &'static str {
        match self {
            Self::Waiting => "Generating, by the clock",
            Self::Generation => "Generating, processor time",
            Self::GenerationPerByte => "Generating, nanoseconds for each byte of the document",
            Self::Memory => "Generating, peak memory",
            Self::MemoryPerByte => "Generating, bytes of memory for each byte of the document",
            Self::Lines => "Lines",
            Self::LinesPerOperation => "Lines for each operation",
            Self::Check => "`cargo check`, processor time",
        }
    }

    /// What is measured, of the whole document.
    fn of(self, made: &Made, floor: Option<u64>) -> Option<f64> {
        match self {
            Self::Waiting => Some(made.taken.wall.as_secs_f64()),
            Self::Generation => Some(made.taken.cpu.as_secs_f64()),
            Self::GenerationPerByte => Some(made.taken.cpu.as_secs_f64() * 1e9),
            Self::Memory => made.peak.map(float),
            Self::MemoryPerByte => Some(float(made.peak?.saturating_sub(floor?))),
            Self::Lines | Self::LinesPerOperation => Some(float(made.lines)),
            Self::Check => {
                let check = made.check.as_ref().filter(|check| check.fault.is_none())?;
                Some(check.taken?.cpu.as_secs_f64())
            }
        }
    }

    fn is_divided(self) -> bool {
        matches!(self, Self::GenerationPerByte | Self::MemoryPerByte | Self::LinesPerOperation)
    }

    /// What it is divided by.
    fn per(self, document: &Document) -> f64 {
        match self {
            Self::GenerationPerByte | Self::MemoryPerByte => float(document.bytes),
            Self::LinesPerOperation => {
                u32::try_from(document.operations).map_or(f64::INFINITY, f64::from)
            }
            _ => 1.0,
        }
    }
}

/// All of the report.
pub(crate) fn parts(all: &Measurements) -> Vec<Part> {
    let mut parts = vec![Part::Heading("How it is measured"), Part::List(facts(all))];
    parts.push(Part::Prose(prose::GENERATION.to_owned()));
    parts.push(Part::Heading("What was found"));
    parts.push(Part::Table("Documents".to_owned(), documents(all)));
    for measure in Measure::ALL {
        let table = View { all, measure }.table();
        parts.extend(table.map(|table| Part::Table(measure.title().to_owned(), table)));
    }
    let growth = all.generators.iter().filter_map(|&generator| growth(all, generator)).collect();
    for (title, facts) in [("Growth", growth), ("What fails", failures(all))] {
        if !facts.is_empty() {
            parts.extend([Part::Heading(title), Part::List(facts)]);
        }
    }
    parts
}

/// Machine, versions, who is missing, and what is left out of the numbers.
fn facts(all: &Measurements) -> Vec<String> {
    let mut facts = machine::machine();
    let packages = all.generators.iter().filter_map(|generator| generator.package());
    facts.extend(packages.map(|(package, version)| format!("{package} {version}")));
    facts.extend(
        all.missing
            .iter()
            .map(|(generator, reason)| format!("{} cannot be had: {reason}", generator.name())),
    );
    let ours = all.documents.iter().find_map(|document| all.made(document, Generator::Ours));
    let runtime = ours.map(|made| made.runtime);
    facts.extend(runtime.map(|lines| format!("Lines of our runtime: {lines}")));
    facts
}

fn documents(all: &Measurements) -> Table {
    let mut table = Table::new(["document", "bytes", "operations"]);
    for document in &all.documents {
        let counts = [document.bytes.to_string(), document.operations.to_string()];
        table.row([document.name.clone()].into_iter().chain(counts));
    }
    table
}

/// The peer that ours is held against.
const PEER: Generator = Generator::OpenapiToRust;

/// One measure of all.
struct View<'m> {
    all: &'m Measurements,
    measure: Measure,
}

impl View<'_> {
    /// A row for each document, and one for all together. Nothing if it was not measured.
    fn table(&self) -> Option<Table> {
        let all = self.all;
        // What is divided by the same has the ratio of what is not.
        let is_compared = all.generators.contains(&PEER) && !self.measure.is_divided();
        let mut table = Table::new(["document"]);
        table.head.extend(all.generators.iter().map(|generator| generator.name().to_owned()));
        table.head.extend(is_compared.then(|| format!("ours to {}", PEER.name())));
        let mut is_known = false;
        for document in &all.documents {
            let cells = all.generators.iter().map(|&generator| self.cell(document, generator));
            let compared = is_compared.then(|| self.compared(std::slice::from_ref(document)));
            table.row([document.name.clone()].into_iter().chain(cells).chain(compared));
            is_known |= self.value(document, Generator::Ours).is_some();
        }
        let whole = all.generators.iter().map(|&generator| self.whole(generator));
        let compared = is_compared.then(|| self.compared(&all.documents));
        table.row(["all".to_owned()].into_iter().chain(whole).chain(compared));
        is_known.then_some(table)
    }

    /// What is measured, of the whole document; nothing where it fails.
    fn value(&self, document: &Document, generator: Generator) -> Option<f64> {
        let made = self.all.made(document, generator)?;
        let floor = self.all.floor.get(&generator).copied();
        self.measure.of(made, floor)
    }

    fn cell(&self, document: &Document, generator: Generator) -> String {
        let Some(made) = self.all.made(document, generator) else { return "fails".to_owned() };
        if let (Measure::Check, Some(check)) = (self.measure, &made.check)
            && check.fault.is_some()
        {
            let taken = check.taken.map(|taken| seconds(taken.cpu.as_secs_f64()) + ", ");
            return taken.unwrap_or_default() + "fails";
        }
        let value = self.value(document, generator);
        self.shown(value.map(|value| value / self.measure.per(document)))
    }

    /// Of all documents together, if it is known of each.
    fn whole(&self, generator: Generator) -> String {
        let documents = self.all.documents.iter();
        let sum: Option<f64> =
            documents.clone().map(|document| self.value(document, generator)).sum();
        let per: f64 = documents.map(|document| self.measure.per(document)).sum();
        let per = if self.measure.is_divided() { per } else { 1.0 };
        self.shown(sum.map(|sum| sum / per))
    }

    /// Ours as a ratio to the peer, of the documents that both can do.
    fn compared(&self, documents: &[Document]) -> String {
        let both = documents.iter().filter_map(|document| {
            self.value(document, Generator::Ours).zip(self.value(document, PEER))
        });
        let (ours, peer) = both.fold((0.0, 0.0), |sum, both| (sum.0 + both.0, sum.1 + both.1));
        ratio(ours, peer)
    }

    fn shown(&self, value: Option<f64>) -> String {
        value.filter(|value| value.is_finite()).map_or_else(
            || "-".to_owned(),
            |value| match self.measure {
                Measure::Waiting | Measure::Generation | Measure::Check => seconds(value),
                Measure::Memory => format!("{:.1} MB", value / 1e6),
                _ => format!("{value:.0}"),
            },
        )
    }
}

/// What a byte costs, from the document where it is cheapest to that where it is dearest.
fn growth(all: &Measurements, generator: Generator) -> Option<String> {
    let span = |measure| {
        let view = View { all, measure };
        let each = all
            .documents
            .iter()
            .filter_map(|document| Some(view.value(document, generator)? / measure.per(document)));
        let mut each: Vec<f64> = each.collect();
        each.sort_by(f64::total_cmp);
        let (least, most) = (each.first()?, each.last()?);
        Some(format!("{least:.0} to {most:.0} ({})", ratio(*most, *least)))
    };
    let name = generator.name();
    let time = span(Measure::GenerationPerByte)?;
    let memory = span(Measure::MemoryPerByte);
    let memory = memory.map_or_else(String::new, |memory| format!(", bytes of memory {memory}"));
    Some(format!("{name}, for each byte of a document: nanoseconds {time}{memory}"))
}

/// Why those that fail do, one line each.
fn failures(all: &Measurements) -> Vec<String> {
    let failures = all.outcomes.iter().filter_map(|((document, generator), outcome)| {
        let said = match outcome {
            Outcome::Fails(said) => format!("fails: {said}"),
            Outcome::Made(made) => {
                format!("does not compile: {}", made.check.as_ref()?.fault.as_ref()?)
            }
        };
        Some((*generator, format!("{}, {document}: {said}", generator.name())))
    });
    let mut failures: Vec<(Generator, String)> = failures.collect();
    failures.sort();
    failures.into_iter().map(|(_, failure)| failure).collect()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::time::Duration;

    use expect_test::expect;

    use super::*;
    use crate::generation::Check;
    use crate::page;
    use crate::stopwatch::Taken;

    fn document(name: &str, bytes: u64, operations: usize) -> Document {
        let path = PathBuf::from(format!("{name}.yaml"));
        Document { name: name.to_owned(), crate_name: name.to_owned(), path, bytes, operations }
    }

    fn taken(milliseconds: u64) -> Taken {
        let cpu = Duration::from_millis(milliseconds);
        Taken { wall: cpu / 2, cpu }
    }

    fn made(milliseconds: u64, peak: u64, fault: Option<&str>) -> Outcome {
        let check =
            Check { taken: Some(taken(milliseconds * 10)), fault: fault.map(str::to_owned) };
        let (lines, check) = (peak / 10_000, Some(check));
        Outcome::Made(Made {
            taken: taken(milliseconds),
            peak: Some(peak),
            lines,
            runtime: 7,
            check,
        })
    }

    fn sample() -> Measurements {
        let outcomes = [
            ("cats", Generator::Ours, made(100, 41_000_000, None)),
            ("dogs", Generator::Ours, made(60, 21_000_000, None)),
            ("cats", Generator::OpenapiToRust, made(400, 90_000_000, None)),
            ("dogs", Generator::OpenapiToRust, made(90, 50_000_000, Some("error[E1]: a loop"))),
            ("cats", Generator::Progenitor, made(50, 90_000_000, None)),
            ("dogs", Generator::Progenitor, Outcome::Fails("it panics: no".to_owned())),
        ];
        let key =
            |(name, generator, outcome): (&str, _, _)| ((name.to_owned(), generator), outcome);
        Measurements {
            documents: vec![document("cats", 2_000_000, 100), document("dogs", 1_000_000, 0)],
            generators: vec![Generator::Ours, PEER, Generator::Progenitor],
            missing: vec![(Generator::Oas3Gen, "it is offline".to_owned())],
            floor: [(Generator::Ours, 1_000_000), (PEER, 10_000_000)].into(),
            outcomes: outcomes.into_iter().map(key).collect(),
        }
    }

    #[test]
    fn each_measure_has_its_table() {
        let parts = parts(&sample());
        let tables = parts.iter().filter(|part| matches!(part, Part::Table(..)));
        let text = page::markdown("", &tables.cloned().collect::<Vec<_>>());
        expect![[r#"


            **Documents**

            | document | bytes | operations |
            | --- | ---: | ---: |
            | cats | 2000000 | 100 |
            | dogs | 1000000 | 0 |

            **Generating, by the clock**

            | document | ours | openapi-to-rust | progenitor | ours to openapi-to-rust |
            | --- | ---: | ---: | ---: | ---: |
            | cats | 0.05 s | 0.20 s | 0.03 s | ×0.25 |
            | dogs | 0.03 s | 0.04 s | fails | ×0.67 |
            | all | 0.08 s | 0.24 s | - | ×0.33 |

            **Generating, processor time**

            | document | ours | openapi-to-rust | progenitor | ours to openapi-to-rust |
            | --- | ---: | ---: | ---: | ---: |
            | cats | 0.10 s | 0.40 s | 0.05 s | ×0.25 |
            | dogs | 0.06 s | 0.09 s | fails | ×0.67 |
            | all | 0.16 s | 0.49 s | - | ×0.33 |

            **Generating, nanoseconds for each byte of the document**

            | document | ours | openapi-to-rust | progenitor |
            | --- | ---: | ---: | ---: |
            | cats | 50 | 200 | 25 |
            | dogs | 60 | 90 | fails |
            | all | 53 | 163 | - |

            **Generating, peak memory**

            | document | ours | openapi-to-rust | progenitor | ours to openapi-to-rust |
            | --- | ---: | ---: | ---: | ---: |
            | cats | 41.0 MB | 90.0 MB | 90.0 MB | ×0.46 |
            | dogs | 21.0 MB | 50.0 MB | fails | ×0.42 |
            | all | 62.0 MB | 140.0 MB | - | ×0.44 |

            **Generating, bytes of memory for each byte of the document**

            | document | ours | openapi-to-rust | progenitor |
            | --- | ---: | ---: | ---: |
            | cats | 20 | 40 | - |
            | dogs | 20 | 40 | fails |
            | all | 20 | 40 | - |

            **Lines**

            | document | ours | openapi-to-rust | progenitor | ours to openapi-to-rust |
            | --- | ---: | ---: | ---: | ---: |
            | cats | 4100 | 9000 | 9000 | ×0.46 |
            | dogs | 2100 | 5000 | fails | ×0.42 |
            | all | 6200 | 14000 | - | ×0.44 |

            **Lines for each operation**

            | document | ours | openapi-to-rust | progenitor |
            | --- | ---: | ---: | ---: |
            | cats | 41 | 90 | 90 |
            | dogs | - | - | fails |
            | all | 62 | 140 | - |

            **`cargo check`, processor time**

            | document | ours | openapi-to-rust | progenitor | ours to openapi-to-rust |
            | --- | ---: | ---: | ---: | ---: |
            | cats | 1.00 s | 4.00 s | 0.50 s | ×0.25 |
            | dogs | 0.60 s | 0.90 s, fails | fails | - |
            | all | 1.60 s | - | - | ×0.25 |
        "#]]
        .assert_eq(&text);
    }

    #[test]
    fn growth_and_failures_are_told() {
        let all = sample();
        let growth = all.generators.iter().filter_map(|&generator| growth(&all, generator));
        let text = growth.chain(failures(&all)).collect::<Vec<_>>().join("\n");
        expect![[r#"
            ours, for each byte of a document: nanoseconds 50 to 60 (×1.20), bytes of memory 20 to 20 (×1.00)
            openapi-to-rust, for each byte of a document: nanoseconds 90 to 200 (×2.22), bytes of memory 40 to 40 (×1.00)
            progenitor, for each byte of a document: nanoseconds 25 to 25 (×1.00)
            openapi-to-rust, dogs: does not compile: error[E1]: a loop
            progenitor, dogs: fails: it panics: no"#]].assert_eq(&text);
    }

    #[test]
    fn who_is_missing_is_named() {
        let facts = facts(&sample());
        assert!(facts.contains(&"oas3-gen cannot be had: it is offline".to_owned()), "{facts:?}");
    }

    #[test]
    fn without_compiling_there_is_no_table_of_it() {
        let mut all = sample();
        for outcome in all.outcomes.values_mut() {
            if let Outcome::Made(made) = outcome {
                made.check = None;
            }
        }
        assert_eq!(View { all: &all, measure: Measure::Check }.table(), None);
    }
}
