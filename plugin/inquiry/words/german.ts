const months = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(" ");

/** Position of a German month name, 1–12; 0 when it is none. */
export function monthOf(name: string): number {
  return months.findIndex((month) => month.toLowerCase() === name.toLowerCase()) + 1;
}

/** `Herr A, Herr B und Frau C` */
export function enumerate(parts: readonly string[]): string {
  if (parts.length < 2) return parts[0] ?? "";
  return `${parts.slice(0, -1).join(", ")} und ${parts.at(-1)}`;
}

/** First letter upper case, as at the start of a sentence. */
export function capitalise(text: string): string {
  return text.charAt(0).toLocaleUpperCase("de-DE") + text.slice(1);
}

const places: readonly (readonly [RegExp, string])[] = [
  [/^(?:Kreis|Landkreis|\p{L}+(?:-\p{L}+)*-Kreis|Land|Bezirk|Stadtbezirk|Regierungsbezirk|Stadtteil|Ortsteil)(?= |$)/u, "im"],
  [/^\p{L}+(?:er|ische) Kreis(?= |$)/u, "im"],
  [/^(?:Stadt|Gemeinde|StädteRegion|Städteregion|Region|Landeshauptstadt|Kreisstadt|Samtgemeinde)(?= |$)/u, "in der"],
];

/** Where: `in Köln`, `in der Stadt Köln`, `im Kreis Recklinghausen`, `im Märkischen Kreis`. */
export function locative(place: string): string {
  const preposition = places.find(([pattern]) => pattern.test(place))?.[1] ?? "in";
  return `${preposition} ${preposition === "im" ? place.replace(/^(\p{L}+isch)er /u, "$1en ") : place}`;
}
