import { render } from "../../views.ts";
import { attributesOf, escaped, tag, tagPattern, unescaped } from "./markup.ts";
import type { Mistake } from "./mistakes.ts";
import type { RefusedForm, Typed } from "./refused.ts";

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly html: string;
}

/**
 * A page with what was typed into a refused form: the sentence at the top and at its field, and nothing that was typed lost. If
 * the page has no such form any more, what was typed stands below the sentence, to be copied.
 */
export function fillIn(html: string, refused: RefusedForm): string {
  const form = formOf(html, refused);
  const filled = form ? { ...form, html: fieldsOf(form.html, refused.typed, refused.mistakes) } : null;
  const mistakes = refused.mistakes.map(({ field, sentence }) => ({ sentence, ...labelOf(form?.html ?? "", field) }));
  const summary = render("workbench/refused", {
    ...{ sentence: refused.problem.title, link: refused.problem.link ?? null, mistakes: mistakes.filter(({ id }) => id !== null) },
    typed: form ? [] : longTexts(refused.typed),
  });
  const whole = filled ? `${opened(html.slice(0, filled.start))}${filled.html}${html.slice(filled.end)}` : html;
  return whole.replace(/<title>/, "<title>Fehler: ").replace(/<main[^>]*>/, (main) => `${main}\n${summary}`);
}

/** What somebody has written, not what a page had put into a form by itself. */
export const longTexts = (typed: Typed): string[] => [...typed.values()].flat().filter((text) => /\s/.test(text.trim()));

/** The form that was sent: of several with the same address the one that has all that came. */
function formOf(html: string, { action, typed }: RefusedForm): Piece | null {
  const all = [...html.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)]
    .map((match): Piece => ({ start: match.index, end: match.index + match[0].length, html: match[0] }))
    .filter((form) => [`action="${escaped(action)}"`, `formaction="${escaped(action)}"`].some((address) => form.html.includes(address)));
  return all.find((form) => [...typed.keys()].every((name) => form.html.includes(`name="${escaped(name)}"`))) ?? all[0] ?? null;
}

/** Details around the form are opened: who looks for the mistake must see it. */
function opened(before: string): string {
  const open: number[] = [];
  for (const match of before.matchAll(/<details\b|<\/details>/g)) {
    if (match[0] === "</details>") open.pop();
    else open.push(match.index);
  }
  return open.reduceRight((text, at) => `${text.slice(0, at)}<details open${text.slice(at + "<details".length)}`, before);
}

function fieldsOf(form: string, typed: Typed, mistakes: readonly Mistake[]): string {
  const left = new Map([...typed].map(([name, values]) => [name, [...values]]));
  const told = new Map(mistakes.map(({ field, sentence }) => [field, sentence]));
  let chosen: readonly string[] = [];
  const filled = form.replace(tagPattern, (whole, name: string, text: string) => {
    const attributes = attributesOf(text);
    const field = attributes.get("name") ?? "";
    const value = attributes.get("value") ?? "";
    const values = typed.get(field);
    if (name === "select") chosen = values ?? [];
    else if (name === "option") set(attributes, "selected", chosen.includes(value));
    else if (name === "input" && /^(checkbox|radio)$/.test(attributes.get("type") ?? "")) {
      set(attributes, "checked", values?.includes(value) ?? false);
    } else if (name === "input" && values && !/^(hidden|file)$/.test(attributes.get("type") ?? "")) {
      attributes.set("value", left.get(field)?.shift() ?? "");
    }
    const sentence = name === "option" || name === "button" ? undefined : told.get(field);
    if (sentence === undefined) return name === "button" ? whole : tag(name, attributes);
    told.delete(field);
    return wrong(name, attributes, sentence);
  });
  return filled.replace(/(<textarea\b[^>]*>)([\s\S]*?)<\/textarea>/g, (_whole, start: string, old: string) => {
    const values = left.get(attributesOf(start).get("name") ?? "");
    // The first line break after the tag is not part of the text.
    return `${start}${values ? `\n${escaped(values.shift() ?? "")}` : old}</textarea>`;
  });
}

/** A field with the sentence that belongs to it, tied to it for those who hear the page. */
function wrong(name: string, attributes: Map<string, string>, sentence: string): string {
  const id = `fehler-${attributes.get("id") ?? attributes.get("name")}`;
  attributes.set("aria-invalid", "true");
  attributes.set("aria-describedby", [id, attributes.get("aria-describedby")].filter(Boolean).join(" "));
  return `<span class="kim-error" id="${escaped(id)}">Fehler: ${escaped(sentence)}</span>${tag(name, attributes)}`;
}

function set(attributes: Map<string, string>, name: string, on: boolean): void {
  if (on) attributes.set(name, "");
  else attributes.delete(name);
}

/** Id and label of a field; null where the form has none of that name. */
function labelOf(form: string, field: string): { id: string | null; label: string } {
  for (const [, , text = ""] of form.matchAll(tagPattern)) {
    const attributes = attributesOf(text);
    const id = attributes.get("id");
    if (attributes.get("name") !== field || !id) continue;
    const [, label = field] = new RegExp(`<label for="${id}">([\\s\\S]*?)</label>`).exec(form) ?? [];
    return { id, label: unescaped(label.replace(/<[^>]*>/g, " ")).trim() };
  }
  return { id: null, label: field };
}
