/** Paths of the public pages, without the address of the service. */
export const townPath = (town: string): string => `/public/towns/${town}`;
export const itemPath = (key: string): string => `/public/agenda-items/${key}`;
export const dataPath = (town: string, file: "figures.csv" | "figures.json" | "catalogue.jsonld"): string => `/open-data/${town}/${file}`;

/** The page of an indicator; of another area or breakdown than the first only if that is said. */
export function indicatorPath(town: string, indicator: string, asked: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ""));
  return `${townPath(town)}/indicators/${indicator}${query.size > 0 ? `?${query}` : ""}`;
}
