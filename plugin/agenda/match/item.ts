import { z } from "zod";

const Named = z.union([z.string(), z.object({ id: z.string().nullish(), name: z.string().nullish() })]);
const Text = z.string().nullish();

/** What is known of a body: its OParl id, its name, or both. */
export type BodyReference = z.infer<typeof Named>;

/**
 * One agenda item as it comes from a list. `body` and `organization` take an id, a name, `{ id, name }` or several of them; OParl servers
 * write `null` for what they do not know. Unknown fields are left alone.
 */
export const MatchItem = z.object({
  id: z.union([z.string(), z.number()]),
  name: z.string(),
  body: z.union([Named, z.array(Named)]).nullish(),
  organization: z.union([Named, z.array(Named)]).nullish(),
  paper: z.object({ name: Text, paperType: Text, text: Text }).nullish(),
  /** Day of the sitting; anything but a date is as good as none. */
  date: z.string().nullish(),
});
export type MatchItem = z.infer<typeof MatchItem>;
