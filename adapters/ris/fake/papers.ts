import type { Content } from "./content.ts";
import { germanDate } from "./dates.ts";
import type { Paper, Town } from "./town.ts";

/** A paper with the head that every council paper has. */
export function paperContent(town: Town, paper: Paper): Content {
  const named = (wanted: number | undefined) => town.organizations.find(({ number }) => number === wanted)?.name;
  const office = named(paper.office);
  const originator = named(paper.originator);
  return {
    title: paper.name,
    facts: [
      { label: "Vorlage", value: paper.reference },
      { label: "Art", value: paper.paperType },
      { label: "Datum", value: germanDate(paper.date) },
      ...(office === undefined ? [] : [{ label: "Federführung", value: office }]),
      ...(originator === undefined ? [] : [{ label: "Antragstellend", value: originator }]),
    ],
    sections: [{ heading: null, paragraphs: paper.signed === undefined ? paper.text : [...paper.text, paper.signed] }],
  };
}
