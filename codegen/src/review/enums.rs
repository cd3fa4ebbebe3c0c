//! Changes of lists of values.

use super::direction::Change;
use super::draft::Draft;
use super::finding::Verdict;
use super::schemas::Pair;
use super::{Rule, code};
use crate::ir::{Enum, Symbol, SymbolValue};

/// All changes of the values.
pub(super) fn compare(pair: &Pair<'_>, old: &Enum, new: &Enum) -> Vec<Draft> {
    let mut drafts = Vec::new();
    if old.repr != new.repr {
        let message = format!("the values of {} are of another JSON type", pair.name());
        let items = pair
            .comparison
            .old_items(pair.ids.0)
            .into_iter()
            .chain(pair.comparison.new_items(pair.ids.1));
        let draft = pair.draft(Rule::ValueType, message).items(items);
        return vec![draft.wire(Change::Other.on_wire(pair.usage))];
    }
    let find =
        |body: &'_ Enum, value: &SymbolValue| body.symbols.iter().any(|it| it.value == *value);
    for symbol in old.symbols.iter().filter(|symbol| !find(new, &symbol.value)) {
        drafts.push(removed(pair, new, symbol));
    }
    for symbol in new.symbols.iter().filter(|symbol| !find(old, &symbol.value)) {
        drafts.push(added(pair, symbol));
    }
    drafts.extend(open(pair, old, new));
    drafts
}

fn value_text(value: &SymbolValue) -> String {
    code(&value.to_string())
}

fn item(pair: &Pair<'_>, symbol: &Symbol) -> [String; 1] {
    [format!("{}::{}", pair.path(), symbol.ident)]
}

fn removed(pair: &Pair<'_>, new: &Enum, symbol: &Symbol) -> Draft {
    let message = format!("{} is no longer a value of {}", value_text(&symbol.value), pair.name());
    let other = new.symbols.iter().find(|other| other.ident == symbol.ident);
    let run_time = match other {
        Some(other) => Verdict::breaking(format!(
            "`{}` stands for {} now",
            symbol.ident,
            value_text(&other.value)
        )),
        None => Verdict::none("what compiles does the same"),
    };
    pair.draft(Rule::ValueRemoved, message)
        .wire(Change::Tighter.on_wire(pair.usage))
        .run_time(run_time)
        .items(item(pair, symbol))
}

fn added(pair: &Pair<'_>, symbol: &Symbol) -> Draft {
    let message = format!("{} is a new value of {}", value_text(&symbol.value), pair.name());
    let wire = match (pair.usage.request, pair.usage.response) {
        (_, true) => Verdict::compatible("clients of ours keep a value that they do not list"),
        _ => Change::Looser.on_wire(pair.usage),
    };
    pair.draft(Rule::ValueAdded, message).wire(wire).items(item(pair, symbol))
}

fn open(pair: &Pair<'_>, old: &Enum, new: &Enum) -> Option<Draft> {
    let change = match (old.extensible, new.extensible) {
        (false, true) => Change::Looser,
        (true, false) => Change::Tighter,
        _ => return None,
    };
    let word = if new.extensible {
        "may have other values than those listed"
    } else {
        "has no other values than those listed"
    };
    let wire = match change {
        Change::Looser if pair.usage.response => {
            Verdict::compatible("clients of ours keep a value that they do not list")
        }
        change => change.on_wire(pair.usage),
    };
    Some(pair.draft(Rule::ValuesOpen, format!("{} {word}", pair.name())).wire(wire))
}
