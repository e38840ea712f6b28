import { licences } from "../config/public-pages.ts";
import type { TownConfig } from "../config.ts";
import { lastDay } from "../figures/fresh.ts";
import { say } from "../messages.ts";
import { dayOf } from "../views/dates.ts";
import { dataPath, townPath } from "./addresses.ts";
import type { Published } from "./arrange.ts";

const context = {
  dcat: "http://www.w3.org/ns/dcat#",
  dct: "http://purl.org/dc/terms/",
  foaf: "http://xmlns.com/foaf/0.1/",
  dcatde: "http://dcat-ap.de/def/dcatde/",
  xsd: "http://www.w3.org/2001/XMLSchema#",
};
const fileTypes = "http://publications.europa.eu/resource/authority/file-type/";

/** The open data of a town as a dataset of DCAT-AP.de, for portals that collect such descriptions. */
export function catalogue(town: TownConfig, published: Published, base: string): object {
  const days = published.figures.map(({ figure }) => lastDay(figure.reference)).sort();
  const modified = [...published.places, ...published.withdrawn]
    .map(({ decidedAt }) => decidedAt)
    .sort()
    .at(-1);
  const licence = licences[town.public.licence];
  const distribution = (file: "figures.csv" | "figures.json", type: string) => ({
    "@type": "dcat:Distribution",
    "dcat:accessURL": { "@id": `${base}${dataPath(town.key, file)}` },
    "dcat:downloadURL": { "@id": `${base}${dataPath(town.key, file)}` },
    "dct:format": { "@id": `${fileTypes}${type}` },
    "dct:license": { "@id": licence?.dcat },
    ...(licence?.attribution ? { "dcatde:licenseAttributionByText": town.name } : {}),
  });
  return {
    "@context": context,
    "@id": `${base}${dataPath(town.key, "catalogue.jsonld")}#figures`,
    "@type": "dcat:Dataset",
    "dct:title": { "@value": say("public.dataset", { town: town.name }), "@language": "de" },
    "dct:description": { "@value": say("public.dataset-about", { town: town.name }), "@language": "de" },
    "dct:publisher": { "@type": "foaf:Organization", "foaf:name": town.name },
    "dct:language": { "@id": "http://publications.europa.eu/resource/authority/language/DEU" },
    "dcat:landingPage": { "@id": `${base}${townPath(town.key)}` },
    "dcat:theme": [{ "@id": "http://publications.europa.eu/resource/authority/data-theme/SOCI" }],
    "dcatde:politicalGeocodingURI": { "@id": `http://dcat-ap.de/def/politicalGeocoding/municipalityKey/${town.ags}` },
    ...(days[0] ? { "dct:temporal": temporal(days[0], days.at(-1) ?? days[0]) } : {}),
    ...(modified ? { "dct:modified": { "@value": dayOf(modified), "@type": "xsd:date" } } : {}),
    "dcat:distribution": [distribution("figures.csv", "CSV"), distribution("figures.json", "JSON")],
  };
}

const temporal = (from: string, to: string): object => ({
  "@type": "dct:PeriodOfTime",
  "dcat:startDate": { "@value": from, "@type": "xsd:date" },
  "dcat:endDate": { "@value": to, "@type": "xsd:date" },
});
