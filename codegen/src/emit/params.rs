//! Parameters in the table of their operation.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::ir::{Param, Place, Style};

/// A parameter's line in the table of its operation, its limits left out.
pub(super) fn line(param: &Param) -> TokenStream {
    let name = &param.name.wire;
    let (make, style, explode) = match param.place {
        Place::Path => (quote!(path), Style::Simple, false),
        Place::Query => (quote!(query), Style::Form, true),
        Place::Header => (quote!(header), Style::Simple, false),
        Place::Cookie => (quote!(cookie), Style::Form, true),
        Place::Form => (quote!(form), Style::Form, true),
        Place::Part => (quote!(part), Style::Form, true),
    };
    let styled = (param.style != style).then(|| {
        let style = format_ident!("{}", style_ident(param.style));
        quote!(.styled(crate::runtime::Style::#style))
    });
    let exploded = (param.explode != explode).then(|| {
        let explode = param.explode;
        quote!(.exploded(#explode))
    });
    let reserved = param.allow_reserved.then(|| quote!(.reserved(true)));
    let media = param.media.as_ref().map(|media| quote!(.media(#media)));
    quote!(Param::#make(#name) #styled #exploded #reserved #media)
}

fn style_ident(style: Style) -> &'static str {
    match style {
        Style::Simple => "Simple",
        Style::Label => "Label",
        Style::Matrix => "Matrix",
        Style::Form => "Form",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::DeepObject => "DeepObject",
    }
}
