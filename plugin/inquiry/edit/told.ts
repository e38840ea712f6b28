import { formatDate } from "../../figures/format.ts";
import type { CaseRow } from "../../store/tables/work.ts";
import { detailsOf } from "../details.ts";

/** Texts that come from the case: what it is about, fields of the form, promises. */
export function toldAtCase(of: Pick<CaseRow, "details" | "title" | "organization" | "paperReference">): ReadonlySet<string> {
  const { fields, commitments } = detailsOf(of);
  const values = Object.values(fields).flatMap((value) => [value, ...value.split(/\r?\n/u), ...value.split(/\r?\n\s*\r?\n/u), day(value)]);
  const about = [of.title, `${of.title} (${of.paperReference ?? ""})`, of.organization];
  return new Set(
    [...about, ...values, ...commitments.map(({ text }) => text)].map((text) => text.replace(/\s+/gu, " ").trim()).filter(Boolean),
  );
}

const day = (value: string) => (/^\d{4}-\d{2}-\d{2}$/u.test(value) ? formatDate(value) : "");
