import type { Content, Section } from "./content.ts";
import { clockTime, germanDate, weekday } from "./dates.ts";
import type { Item, Meeting, Town } from "./town.ts";

/** The public agenda as the council office sends it out. Non-public items are left out altogether. */
export function agendaContent(town: Town, meeting: Meeting): Content {
  const lines = meeting.items.filter((item) => item.public).map((item) => headline(town, item));
  return {
    title: `Tagesordnung: ${meeting.name}, ${germanDate(meeting.start)}`,
    facts: facts(town, meeting),
    sections: [{ heading: null, paragraphs: lines }],
  };
}

/** The public minutes: one section per public item, in the order of the agenda. */
export function minutesContent(town: Town, meeting: Meeting): Content {
  const sections = meeting.items.filter((item) => item.public).map((item) => itemSection(town, item));
  const closed = meeting.items.some((item) => !item.public);
  const note = { heading: null, paragraphs: ["Über den nichtöffentlichen Teil wird eine gesonderte Niederschrift geführt."] };
  return {
    title: `Niederschrift über die Sitzung: ${meeting.name}, ${germanDate(meeting.start)} (öffentlicher Teil)`,
    facts: facts(town, meeting),
    sections: closed ? [...sections, note] : sections,
  };
}

function facts(town: Town, meeting: Meeting): Content["facts"] {
  const room = town.rooms.find(({ number }) => number === meeting.room);
  const end = meeting.end === undefined ? "" : ` bis ${clockTime(meeting.end)}`;
  return [
    { label: "Gremium", value: meeting.name },
    { label: "Sitzungstag", value: `${weekday(meeting.start)}, ${germanDate(meeting.start)}` },
    { label: "Zeit", value: `${clockTime(meeting.start)}${end} Uhr` },
    ...(room ? [{ label: "Ort", value: `${room.room}, ${room.streetAddress}, ${room.postalCode} ${room.locality}` }] : []),
  ];
}

function itemSection(town: Town, item: Item): Section {
  return {
    heading: headline(town, item),
    paragraphs: [
      ...item.minutes,
      ...(item.resolution === undefined ? [] : [`Beschluss: ${item.resolution}`]),
      ...(item.vote === undefined ? [] : [`Abstimmungsergebnis: ${item.vote}`]),
      ...(item.result === undefined ? [] : [`Ergebnis: ${item.result}`]),
    ],
  };
}

function headline(town: Town, item: Item): string {
  if (item.heading && item.top === "") return item.name;
  const paper = town.papers.find(({ number }) => number === item.paper);
  // A reference that the title already carries is not repeated.
  const reference = paper && !item.name.includes(paper.reference) ? ` (${paper.reference})` : "";
  return `TOP ${item.top} ${item.name}${reference}`;
}
