import type { Block, Draft, Sentence } from "../draft/document.ts";
import { groupsOf, withGroups } from "../draft/units.ts";
import { tagOf, type Unit } from "./units.ts";

// Characters of the private use area: no text has them, and Word's own marks do not touch them.
const [begin, end] = ["\uE0F0", "\uE0F1"];
const foreign = /[\uE0F0\uE0F1]/gu;

/** The draft with a mark in front of each unit, by which its paragraph is found in the finished file. */
export function marked(draft: Draft, units: readonly Unit[]): Draft {
  const number = (block: Block, sentence: Sentence, first: boolean) =>
    units.findIndex((unit) => unit.block === block.id && (unit.part === "" ? first : unit.part === sentence.id));
  return {
    ...draft,
    blocks: draft.blocks.map((block) => {
      let first = true;
      const groups = groupsOf(block).map((group) =>
        group.map((sentence) => {
          const text = sentence.text.replace(foreign, "");
          const at = number(block, sentence, first);
          first = false;
          return at < 0 ? { ...sentence, text } : { ...sentence, text: `${begin}${at}${end}${text}` };
        }),
      );
      return withGroups(block, groups) ?? block;
    }),
  };
}

/** Puts a content control around every marked paragraph: its text is free, the control itself cannot be deleted. */
export function wrapped(xml: string, units: readonly Unit[], of: { answer: string; version: number }): string {
  const pieces: string[] = [];
  let from = 0;
  for (let at = xml.indexOf(begin); at >= 0; at = xml.indexOf(begin, from)) {
    const start = Math.max(xml.lastIndexOf("<w:p>", at), xml.lastIndexOf("<w:p ", at));
    const stop = xml.indexOf("</w:p>", at) + "</w:p>".length;
    const position = Number(xml.slice(at + 1, xml.indexOf(end, at)));
    const paragraph = xml.slice(start, stop).replace(`${begin}${position}${end}`, "");
    const unit = units[position];
    pieces.push(xml.slice(from, start), unit ? control(paragraph, unit, position, of) : paragraph);
    from = stop;
  }
  return [...pieces, xml.slice(from)].join("");
}

function control(paragraph: string, unit: Unit, position: number, of: { answer: string; version: number }): string {
  const tag = tagOf({ ...of, block: unit.block, part: unit.part });
  const properties = `<w:sdtPr><w:alias w:val="Text ${position + 1}"/><w:tag w:val="${tag}"/><w:id w:val="${1_000 + position}"/><w:lock w:val="sdtLocked"/></w:sdtPr>`;
  const around = (content: string) => `<w:sdt>${properties}<w:sdtContent>${content}</w:sdtContent></w:sdt>`;
  if (!unit.cell) return around(paragraph);
  // A cell has to end with a paragraph, so its control lies within.
  const [, head = "", runs = ""] = /^(<w:p(?: [^>]*)?>(?:<w:pPr>.*?<\/w:pPr>|<w:pPr\/>)?)(.*)<\/w:p>$/su.exec(paragraph) ?? [];
  return `${head}${around(runs)}</w:p>`;
}
