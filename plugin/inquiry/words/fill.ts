/** Puts values into the `{slots}` of a pattern, in one pass: what a value contains is never read as a slot. Throws on a missing value. */
export function fill(pattern: string, values: Readonly<Record<string, string>>): string {
  return pattern.replace(/\{(\w+)\}/g, (_slot, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the pattern "${pattern}" needs "${name}"`);
    return value;
  });
}
