/// Make it findable.
///
/// [v2v.catalog.Catalog] writes, in the process that owns the library; [v2v.catalog.Search] reads,
/// in any. The index is derived: everything in it comes from releases, and `rebuild` makes it anew.
///
/// * **Nothing is seen before it is out.** A work in the making has a card in state pending that no
///   question matches; publishing replaces it. Every change is one fsynced commit, a rebuild too,
///   so a reader sees the index before it or after it, never between.
/// * **A text is read twice**: by the grammar of its language ([v2v.catalog.Languages]), so that
///   `chevaux` finds `cheval`, and as written with case, accents and width folded
///   ([v2v.catalog.Folding]), so that `aeroskobing` finds `Ærøskøbing`. A text that does not say
///   its language is read by the four usual grammars; that costs a third more index and loses
///   nobody's work. French and Spanish use Snowball, since Lucene's light grammars leave words of
///   four letters alone ([v2v.catalog.Stemmed]). Chinese, Japanese and Korean are kept as pairs.
/// * **Every word must be there**, in any field; the best field ranks it, and words too small for
///   some grammar (`le`, `the`) only help. Words in quotation marks are meant as written.
/// * **The question grammar is our own** ([v2v.catalog.Grammar]): Lucene's answers a slip with a
///   parser's trace. Whatever is typed gives an answer or a [v2v.catalog.BadQuery] sentence, and
///   its cost is bounded: 1,000 characters, 32 words, no leading `*`.
/// * **Dates are spans** ([v2v.catalog.Edtf]): `198X` is found by `date:1987`, `../1935` by
///   `date:1850`. The day of digitising is no date of the work. A date of several decades is
///   counted in none.
/// * **What is private stays out.** Notes, batch names, others' contracts and local identifiers
///   that are paths are not indexed: a search over them would tell by its answers what they say.
/// * **Text is cleaned when it comes in** ([v2v.catalog.Clean]): a control character in a title
///   must not drive the terminal of whoever searches. Snippets are plain text; escaping for HTML is
///   the caller's.
@NullMarked
package v2v.catalog;

import org.jspecify.annotations.NullMarked;
