//! What `docs/architecture.md` and the README name exists.

use std::fs;

use conformance::spec;

/// Crates, modules and paths in backticks, wherever they stand in the page.
#[test]
fn the_names_on_the_page_exist() {
    let page = read("docs/architecture.md");
    let mut checked = 0;
    for name in quoted(&page) {
        let known = if name.contains('/') {
            exists(name.trim_end_matches('/'))
        } else if let Some(module) = name.strip_prefix("codegen::") {
            let file = module.split("::").next().unwrap_or_default();
            exists(&format!("codegen/src/{file}.rs"))
                || exists(&format!("codegen/src/{file}/mod.rs"))
                || read("codegen/src/lib.rs").contains(&format!("pub fn {file}("))
        } else if let Some(item) = name.strip_prefix("runtime::") {
            let root = read("codegen/runtime/src/runtime/mod.rs");
            root.contains(&format!("mod {item};")) || root.contains(item)
        } else {
            continue;
        };
        assert!(known, "docs/architecture.md names `{name}`, which is not there: mend the page");
        checked += 1;
    }
    assert!(checked > 30, "only {checked} names were found: has the form of the page changed?");
}

/// Each crate of the workspace has its row.
#[test]
fn every_crate_is_on_the_page() {
    let page = read("docs/architecture.md");
    for member in ["codegen", "runtime", "cometchat-client", "xtask", "bench", "conformance"] {
        assert!(
            page.contains(&format!("| `{member}` |")),
            "`{member}` has no row in the table of rooms"
        );
    }
}

/// The links of the README lead somewhere.
#[test]
fn the_links_of_the_readme_lead_somewhere() {
    let page = read("README.md");
    let links = page.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    for link in links.filter(|link| !link.contains("://")) {
        assert!(exists(link), "the README links to {link}, which is not there");
    }
}

fn quoted(page: &str) -> impl Iterator<Item = &str> {
    // Only what stands in a line: code blocks are drawings and commands.
    let lines = page.split("```").step_by(2).flat_map(str::lines);
    lines
        .flat_map(|line| line.split('`').skip(1).step_by(2))
        .filter(|name| !name.contains([' ', '<', '*']))
}

fn exists(path: &str) -> bool {
    spec::workspace().join(path).exists()
}

fn read(path: &str) -> String {
    let path = spec::workspace().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
