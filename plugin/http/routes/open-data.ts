import { catalogue } from "../../public/catalogue.ts";
import { kept } from "../../public/kept.ts";
import { openFigures, openTable } from "../../public/open-data.ts";
import type { Operation } from "../operation.ts";
import { publicTownOf } from "./public-town.ts";

/** All published values of a town as one table. */
export const openFiguresTable: Operation = async (context, request, response) => {
  const town = publicTownOf(context, request);
  const published = await context.published.of(town.key);
  const table = kept(published, "csv", () => openTable(published, context.config.installation.baseUrl));
  response.set(open(published.since)).attachment(`${town.key}-figures.csv`).type("text/csv").send(table);
};

/** The same values with licence and what was withdrawn. Sent as text, because thousands of rows need not be checked with every request. */
export const openFiguresData: Operation = async (context, request, response) => {
  const town = publicTownOf(context, request);
  const published = await context.published.of(town.key);
  const data = kept(published, "json", () => JSON.stringify(openFigures(town, published, context.config.installation.baseUrl)));
  response.set(open(published.since)).type("application/json").send(data);
};

/** What data portals collect. */
export const openCatalogue: Operation = async (context, request, response) => {
  const town = publicTownOf(context, request);
  const published = await context.published.of(town.key);
  const text = kept(published, "jsonld", () => JSON.stringify(catalogue(town, published, context.config.installation.baseUrl)));
  response.set(open(published.since)).type("application/ld+json").send(text);
};

/** Pages of other hosts may read open data. */
const open = (since: Date) => ({
  "Cache-Control": "no-cache",
  "Last-Modified": since.toUTCString(),
  "Access-Control-Allow-Origin": "*",
});
