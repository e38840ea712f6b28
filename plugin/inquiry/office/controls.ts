import PizZip from "pizzip";
import { say } from "../../messages.ts";
import type { OfficeRequest } from "../../store/office-requests.ts";
import { type FieldName, fieldNames, labelOf, outcomesOf, promptOf } from "./fields.ts";
import type { RequestItem, RequestVersion } from "./items.ts";

/** `kim/<request>/<version>/<number>/<field>`: Word takes up to 64 characters. */
export const tagOf = (request: string, version: number, number: number, name: FieldName): string =>
  `kim/${request}/${version}/${number}/${name}`;

/** What a tag of ours says; null for any other. */
export function readTag(tag: string): { request: string; version: number; number: number; name: FieldName } | null {
  const [, request = "", version, number, name = ""] = /^kim\/([0-9a-z]{16})\/(\d+)\/(\d+)\/(\w+)$/u.exec(tag) ?? [];
  const field = fieldNames.find((one) => one === name);
  return field ? { request, version: Number(version), number: Number(number), name: field } : null;
}

const placed = /<w:r>(?:<w:rPr>(?:(?!<\/w:rPr>).)*<\/w:rPr>)?<w:t(?: [^>]*)?>\u27e6(\d+)\.(\w+)\u27e7<\/w:t><\/w:r>/gu;

/** Puts a content control in the place of every field of a filled letterhead. */
export function withControls(filled: Uint8Array, { id }: OfficeRequest, { version, items, asOf }: RequestVersion): Buffer {
  const zip = new PizZip(filled);
  const path = "word/document.xml";
  const xml = zip.file(path)?.asText() ?? "";
  let count = 0;
  const controlled = xml.replace(placed, (whole, digits: string, word: string) => {
    const [number, name] = [Number(digits), fieldNames.find((one) => one === word)];
    const item = items[number - 1];
    return item && name ? control(tagOf(id, version, number, name), labelOf(name, number), name, item, ++count) : whole;
  });
  zip.file(path, controlled, { date: new Date(`${asOf}T12:00:00Z`) });
  return zip.generate({ type: "nodebuffer", compression: "DEFLATE" });
}

function control(tag: string, label: string, name: FieldName, item: RequestItem, id: number): string {
  const properties = `<w:alias w:val="${escaped(label)}"/><w:tag w:val="${tag}"/><w:id w:val="${id}"/><w:lock w:val="sdtLocked"/><w:showingPlcHdr/>${kindOf(name, item)}`;
  const prompt = `<w:r><w:rPr><w:color w:val="595959"/></w:rPr><w:t xml:space="preserve">${escaped(promptOf(name))}</w:t></w:r>`;
  return `<w:sdt><w:sdtPr>${properties}</w:sdtPr><w:sdtContent>${prompt}</w:sdtContent></w:sdt>`;
}

/** A list to choose from, a calendar, or text in several lines. */
function kindOf(name: FieldName, { form }: RequestItem): string {
  if (name === "outcome") {
    const choices = outcomesOf(form).map(
      (one) => `<w:listItem w:displayText="${escaped(say(`office-request.outcome.${one}`))}" w:value="${one}"/>`,
    );
    return `<w:dropDownList>${choices.join("")}</w:dropDownList>`;
  }
  if (name !== "asOf" && name !== "validUntil") return '<w:text w:multiLine="1"/>';
  return '<w:date><w:dateFormat w:val="dd.MM.yyyy"/><w:lid w:val="de-DE"/><w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>';
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
