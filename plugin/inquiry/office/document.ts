import { formatDate } from "../../figures/format.ts";
import { house } from "../../houses.ts";
import { say } from "../../messages.ts";
import type { Renderer } from "../../ports/renderer.ts";
import { Refusal } from "../../refusal.ts";
import type { OfficeRequest } from "../../store/office-requests.ts";
import type { CaseRow } from "../../store/tables/work.ts";
import { docx } from "../answer/docx.ts";
import { html } from "../answer/html.ts";
import type { Draft } from "../draft/document.ts";
import { withControls } from "./controls.ts";
import { type FieldName, fieldsOf, labelOf } from "./fields.ts";
import type { RequestItem, RequestVersion } from "./items.ts";
import { officeBlocks } from "./words.ts";

/** Which request and which version a file belongs to, as printed: `0123456789abcdef/2`. */
const markOf = ({ id }: Pick<OfficeRequest, "id">, version: number): string => `${id}/${version}`;

/** How a field stands in the blocks until it becomes a control; nobody types this. */
const token = (number: number, name: FieldName): string => `\u27e6${number}.${name}\u27e7`;

export interface About {
  readonly town: string;
  readonly of: CaseRow;
  readonly request: OfficeRequest;
  readonly version: RequestVersion;
}

/** The values that the texts of templates/office print. Nothing of who asked, and nothing of other offices. */
export function textContext(
  { of, request, version }: About,
  items: readonly RequestItem[],
  value: (number: number, name: FieldName) => string,
) {
  return {
    ...{ office: request.office, kind: say(`case-kind.${of.kind}`), title: of.title, paperReference: of.paperReference || null },
    ...{ organization: of.organization, sitting: formatDate(of.sitting.slice(0, 10)), due: formatDate(request.due) },
    ...{ caseDue: formatDate(of.due), sent: formatDate(request.sentOn ?? version.asOf), mark: markOf(request, version.version) },
    several: items.length > 1,
    confidential: of.public === 0,
    items: items.map((item) => {
      const number = version.items.indexOf(item) + 1;
      const fields = fieldsOf(item.form).map((name) => ({ label: labelOf(name, number), value: value(number, name) }));
      return {
        number: String(number),
        heading: headingOf(item),
        asked: unsaid(item),
        missing: item.missing,
        figures: item.figures,
        fields,
      };
    }),
  };
}

/** The words of the question, unless what is missing repeats them. */
export const unsaid = ({ asked, missing }: RequestItem): string | null =>
  asked !== null && !missing.includes(asked.replace(/\?$/u, "")) ? asked : null;

const headingOf = ({ question }: RequestItem): string =>
  question === null ? say("office-request.heading-other") : say("office-request.heading", { question });

function draftOf(about: About, value: (number: number, name: FieldName) => string): Draft {
  const { town, of, request, version } = about;
  return {
    house: of.house,
    head: {
      town: house(of.house).town ?? town,
      title: say("office-request.title", { office: request.office, title: of.title }),
      organization: say("office-request.head"),
      date: null,
      asOf: version.asOf,
    },
    blocks: officeBlocks("request", textContext(about, version.items, value)),
    ...{ sources: [], gaps: [], commitments: [] },
  };
}

/** The request on the house's letterhead, with a content control per field. The same version gives the same bytes. */
export function requestDocx(about: About): Buffer {
  const filled = docx(draftOf(about, token), true, house(about.of.house).letterhead);
  return withControls(filled, about.request, about.version);
}

/** The same to read and print; the fields are lines to write on. */
export function requestHtml(about: About): string {
  return html(
    draftOf(about, () => say("office-request.blank")),
    true,
  );
}

/** Throws a Refusal where no Chromium is. */
export async function requestPdf(about: About, renderer: Renderer): Promise<Uint8Array> {
  if (!(await renderer.check()).ok) throw new Refusal("renderer.missing");
  return renderer.pdf(requestHtml(about));
}
