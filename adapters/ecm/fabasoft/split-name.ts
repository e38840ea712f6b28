/** The interface keeps a file name and its extension apart. */
export function splitName(name: string): { base: string; extension: string } {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? { base: name.slice(0, dot), extension: name.slice(dot + 1) } : { base: name, extension: "" };
}

export function joinName(base: string, extension: string): string {
  return extension === "" ? base : `${base}.${extension}`;
}
