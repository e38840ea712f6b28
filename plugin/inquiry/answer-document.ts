import type { Outgoing } from "../outbox/worker.ts";
import type { Renderer } from "../ports/renderer.ts";
import { Refusal } from "../refusal.ts";
import type { AnswerRow, CaseRow } from "../store/tables/work.ts";
import { renderDocx, renderHtml, renderText } from "./answer.ts";
import type { Draft } from "./draft.ts";
import { contentOf } from "./release.ts";

export type AnswerFormat = "html" | "docx" | "txt" | "pdf";

const mediaTypes = {
  html: "text/html",
  txt: "text/plain",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  pdf: "application/pdf",
};

/** An answer as a file; anything but the released version says that it is a draft. */
export async function answerDocument(
  answer: AnswerRow,
  format: AnswerFormat,
  renderer: Renderer,
): Promise<{ bytes: Uint8Array; mediaType: string; name: string }> {
  const final = answer.decision === "approved";
  const name = `${final ? "Beantwortung" : "Entwurf"}-${answer.id}-v${answer.version}.${format}`;
  return { bytes: await draftBytes(contentOf(answer).draft, format, final, renderer), mediaType: mediaTypes[format], name };
}

/** A draft in one of its forms. Throws a Refusal if a PDF is wanted where no Chromium is. */
export async function draftBytes(draft: Draft, format: AnswerFormat, final: boolean, renderer: Renderer): Promise<Uint8Array> {
  if (format === "docx") return renderDocx(draft, { final });
  if (format === "txt") return Buffer.from(renderText(draft, { final }), "utf8");
  const html = renderHtml(draft, { final });
  if (format === "html") return Buffer.from(html, "utf8");
  if (!(await renderer.check()).ok) throw new Refusal("renderer.missing");
  return renderer.pdf(html);
}

/** A released answer on its way: a tagged PDF, or the same page as HTML where no Chromium is. */
export function outgoingAnswer(answer: AnswerRow, of: CaseRow, town: string, renderer: Renderer): Outgoing {
  const { title, organization, sitting, paperReference } = of;
  return {
    folder: [town, organization, sitting, "Anfragen"],
    metadata: {
      Kommune: town,
      Gremium: organization,
      Sitzung: sitting,
      Betreff: title,
      Vorlage: paperReference ?? "",
      Freigabe: answer.decidedAt ?? "",
    },
    async render() {
      const extension = (await renderer.check()).ok ? "pdf" : "html";
      const { bytes, mediaType } = await answerDocument(answer, extension, renderer);
      return { bytes, mediaType, extension };
    },
  };
}
