//! «Аннулирование доступа»: on the web, from inside the cabinet, at the office on documentary evidence. Plain HTML.

pub(crate) mod evidence;
pub(in crate::pages) mod fields;
pub(crate) mod inside;
pub(crate) mod made;
pub(crate) mod outside;
