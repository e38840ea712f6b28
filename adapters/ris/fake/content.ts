/** A document before it has a form: the same words become a page in the vendor's layout or plain text. */
export interface Content {
  readonly title: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly sections: readonly Section[];
}

export interface Section {
  readonly heading: string | null;
  readonly paragraphs: readonly string[];
}

/** Plain text with an empty line between paragraphs; UTF-8, lines end with a line feed. */
export function textOf({ title, facts, sections }: Content): string {
  const blocks = [
    title,
    facts.map(({ label, value }) => `${label}: ${value}`).join("\n"),
    ...sections.flatMap(({ heading, paragraphs }) => [heading ?? "", ...paragraphs]),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}
