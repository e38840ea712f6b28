/**
 * How a question taken from minutes is built, which decides the verb that can stand before it:
 * - `clause`: ob …, warum …, in welchem Umfang …
 * - `that`: dass …
 * - `infinitive`: … zu berichten, … abzustimmen
 * - `direct`: Wie viele …?
 * - `notice`: Anfrage zur Beteiligung …
 * - `report`: Auskunft über …
 * - `object`: noun phrase in the accusative: die Zahl …
 * - `phrase`: noun phrase in the dative, or without an article: der Zusammenarbeit …
 * - `other`: anything else; it is quoted, never bent into a sentence.
 */
export type Form = "clause" | "that" | "infinitive" | "direct" | "notice" | "report" | "object" | "phrase" | "other";

const questionWord =
  "(?:ob|wann|warum|weshalb|weswegen|wieso|wie|wer|wem|wen|wessen|was|wo|woher|wohin|wodurch|womit|wofür|woran|worauf|worin|welche[rsmn]?|inwiefern|inwieweit)";
const preposition = "(?:ab|an|auf|aus|bei|bis|durch|für|gegen|in|mit|nach|seit|über|um|unter|von|vor|zu|zum|zur|zwischen)";
const clause = new RegExp(`^(?:${preposition} )?(?:${preposition} )?${questionWord}(?![\\p{L}\\p{N}-])`, "u");
const infinitive = /(?:^|\s)(?:zu \p{Ll}+n|\p{Ll}{2,}zu\p{Ll}+n)$/u;
const notice = /^(?:Anfrage|Nachfrage|Zusatzfrage|Rückfrage|Frage)(?![\p{L}-])/u;
const report = /^(?:Auskunft|Mitteilung|Information(?:en)?|Angaben|Erläuterung(?:en)?|Übersicht|Darstellung|Bericht)(?![\p{L}-])/u;
const accusative = /^(?:die|das|ein|eine|einen|keine|keinen)\s/u;
const finite =
  /^(?:ist|sind|sei|seien|war|waren|wird|werden|wurde|wurden|werde|würde|würden|hat|haben|habe|hätte|hätten|kann|können|könne|könnte|könnten|soll|sollen|solle|sollte|sollten|muss|müssen|müsse|gibt|gebe|gäbe|bleibt|fehlt|fehlen)$/u;
const startOfPhrase = /^(?:\p{Lu}|\d|§|„|")|^(?:de[rmn]|zu[rm]|beim|vom|ih[rn]e[rnm]|sein?e?[rnm])$|^\p{Ll}+(?:en|er|em)$/u;

/** Judges the form by its first and last words. Must not be used to change the question: only the verb before it depends on this. */
export function formOf(question: string): Form {
  const [first = "", second = ""] = question.split(/\s+/u);
  if (question.endsWith("?") && first.charAt(0) !== first.charAt(0).toLowerCase()) return "direct";
  if (clause.test(question)) return "clause";
  if (/^dass(?!\p{L})/u.test(question)) return "that";
  if (infinitive.test(question)) return "infinitive";
  if (notice.test(question)) return "notice";
  if (report.test(question)) return "report";
  if (finite.test(first) || finite.test(second.replace(/,$/u, "")) || !startOfPhrase.test(first)) {
    return accusative.test(question) && !finite.test(second) ? "object" : "other";
  }
  return accusative.test(question) ? "object" : "phrase";
}
