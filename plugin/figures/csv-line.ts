/** One line of our tables: fields parted by semicolons, quoted where they must be, with a line feed behind. */
export const csvLine = (fields: readonly string[]): string => `${fields.map(quoted).join(";")}\n`;

const quoted = (field: string): string => (/[";\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
