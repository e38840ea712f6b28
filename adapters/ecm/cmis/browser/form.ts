import type { FormFile } from "../../../shared/multipart/form.ts";
import { type Content, isoDate, type Property } from "../repository.ts";

/** An action with its properties, as controls of a form (CMIS 1.1 §5.4.4.3). Each value of a multi-valued one has an index of its own. */
export function* actionFields(
  action: string,
  properties: readonly Property[] = [],
  parameters: Readonly<Record<string, string | undefined>> = {},
): Iterable<readonly [string, string]> {
  yield ["cmisaction", action];
  for (const [name, value] of Object.entries({ succinct: "true", ...parameters })) if (value !== undefined) yield [name, value];
  for (const [index, { id, type, values, multiple }] of properties.entries()) {
    yield [`propertyId[${index}]`, id];
    const written = type === "dateTime" ? values.map(milliseconds) : values;
    if (multiple) for (const [place, value] of written.entries()) yield [`propertyValue[${index}][${place}]`, value];
    else yield [`propertyValue[${index}]`, written[0] ?? ""];
  }
}

/** Milliseconds since 1970, as JSON has dates (§5.2.10); what is no date is left to the repository to refuse. */
function milliseconds(value: string): string {
  const time = Date.parse(isoDate(value));
  return Number.isNaN(time) ? value : String(time);
}

export function contentFile({ mediaType, bytes }: Content): FormFile {
  return { name: "content", mediaType, bytes };
}
