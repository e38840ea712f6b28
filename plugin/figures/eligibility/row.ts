/** Why a line cannot be read: a quote is open or stands where none may, it holds a zero byte, it is longer than a megabyte. */
export type Unreadable = "quote" | "nul" | "long";
/** A line that belongs to the record begun before it. */
export const continued = "continued";
export type Row = readonly string[] | Unreadable | typeof continued;
