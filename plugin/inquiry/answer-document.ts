import type { Outgoing } from "../outbox/context.ts";
import { dataNote, rendered, sourceData } from "../outbox/source-data.ts";
import type { Renderer } from "../ports/renderer.ts";
import { Refusal } from "../refusal.ts";
import type { Rendered } from "../store/deliveries/rendered.ts";
import type { AnswerRow, CaseRow } from "../store/tables/work.ts";
import { render } from "../views.ts";
import { renderDocx, renderHtml, renderText } from "./answer.ts";
import { contentOf } from "./answer-content.ts";
import { type Signed, withSignatures } from "./cosign/table.ts";
import type { Source } from "./draft/document.ts";
import type { Draft } from "./draft.ts";
import { toldAtCase } from "./edit/told.ts";
import { answerFolder } from "./filing.ts";

export type AnswerFormat = "html" | "docx" | "txt" | "pdf";

const mediaTypes = {
  html: "text/html",
  txt: "text/plain",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  pdf: "application/pdf",
};

/**
 * An answer as a file; anything but the released version says that it is a draft.
 * @param signed who has signed an undecided answer so far · @param of the case: what comes from there is not changed in Word
 */
export async function answerDocument(
  answer: AnswerRow,
  format: AnswerFormat,
  renderer: Renderer,
  { of, signed = [] }: { of: CaseRow; signed?: readonly Signed[] },
): Promise<{ bytes: Uint8Array; mediaType: string; name: string }> {
  const final = answer.decision === "approved";
  const { draft } = contentOf(answer);
  const name = `${final ? "Beantwortung" : "Entwurf"}-${answer.id}-v${answer.version}.${format}`;
  const bytes =
    format === "docx"
      ? answerInWord(answer, of, signed)
      : await draftBytes(final ? draft : withSignatures(draft, signed), format, final, renderer);
  return { bytes, mediaType: mediaTypes[format], name };
}

/** The Word file of a version; the texts of a draft can be read back from it. */
export function answerInWord(answer: AnswerRow, of: CaseRow, signed: readonly Signed[] = []): Buffer {
  const final = answer.decision === "approved";
  const { draft } = contentOf(answer);
  const editable = { answer: answer.id, version: answer.version, told: toldAtCase(of) };
  return renderDocx(final ? draft : withSignatures(draft, signed), { final, editable });
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

/** A released answer on its way: a tagged PDF, or the same page as HTML where no Chromium is, the Word file, and its data; of a withdrawal the notice. */
export function outgoingAnswer(
  answer: AnswerRow,
  of: CaseRow,
  on: { town: string; renderer: Renderer; title: string; approved: string | null; action: "file" | "withdraw" },
): Outgoing {
  const { title, organization, sitting, paperReference } = of;
  const { town, renderer } = on;
  return {
    folder: answerFolder(town, of),
    metadata: {
      Kommune: town,
      Gremium: organization,
      Sitzung: sitting,
      Betreff: title,
      Vorlage: paperReference ?? "",
      Freigabe: on.approved ?? "",
    },
    async render() {
      if (on.action === "withdraw") return [await printed(renderer, notice(answer, of, on))];
      const { draft } = contentOf(answer);
      const html = renderHtml(draft, { final: true, dataNote: dataNote(on.title, answer.id) });
      return answerFiles(answer, of, on, await printed(renderer, html));
    },
  };
}

/** A page as the file that is sent. */
async function printed(renderer: Renderer, html: string): Promise<Rendered> {
  if (!(await renderer.check()).ok) return rendered("document", Buffer.from(html, "utf8"), mediaTypes.html, "html");
  return rendered("document", await renderer.pdf(html), mediaTypes.pdf, "pdf");
}

/** One page that says that an answer was withdrawn, when, by whom and why: the last version of what was filed. */
function notice(answer: AnswerRow, { organization, sitting }: CaseRow, { town, title }: { town: string; title: string }): string {
  const { version, decidedAt, decidedBy } = answer;
  const reason = contentOf(answer).withdrawal?.reason ?? "";
  return render("answer/withdrawn", {
    town,
    title,
    organization,
    start: sitting,
    version,
    reason,
    withdrawnAt: decidedAt,
    withdrawnBy: decidedBy,
  });
}

/** All that is filed of an answer, given its document. The same content gives the same bytes. */
export function answerFiles(
  answer: AnswerRow,
  of: CaseRow,
  on: { title: string; approved: string | null },
  document: Rendered,
): Rendered[] {
  const { draft, signed } = contentOf(answer);
  const word = rendered("word", renderDocx(draft, { final: true }), mediaTypes.docx, "docx");
  const { id, version, house } = answer;
  const { organization, sitting, paperReference } = of;
  const asked = { id: of.id, title: of.title, organization, sitting, paperReference };
  const content = {
    ...{ case: asked, house, head: draft.head, sources: draft.sources.map(published) },
    ...(draft.correction ? { correction: draft.correction } : {}),
    ...(signed ? { cosigned: signed } : {}),
  };
  return [document, word, sourceData({ kind: "answer", id, title: on.title, version, approved: on.approved }, content, [document, word])];
}

/** Without the person who vouched for a statement: the office answers to the public, not an employee. */
function published(source: Source): object {
  if (source.kind === "figure") return source;
  const { approvedBy: _approvedBy, ...statement } = source.statement;
  return { ...source, statement };
}
