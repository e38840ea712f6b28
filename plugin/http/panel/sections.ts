import { membersSection, panelFragment, panelSection, panelStaffSection } from "../../agenda/print.ts";
import type { Address } from "../../agenda/resolve/place.ts";
import { resolve, type Shown } from "../../agenda/resolve.ts";
import type { Person } from "../../ports/identity.ts";
import { type Attachment, publicAttachment } from "../../store/attachments.ts";
import type { AppContext } from "../context.ts";
import { staffView } from "./staff.ts";

/** What a page of the RIS tells of itself. */
export interface Place {
  readonly address: Address;
  /** Day and body of its meeting, where its address says nothing that lasts. */
  readonly told: { readonly date?: string; readonly body?: string };
  /** Level of our heading, 2 to 6. */
  readonly level: number;
  /** A portal that only members and staff reach: they are led to the workbench. */
  readonly members: boolean;
}

export const towns = (context: AppContext) => [...context.config.towns.values()].map((town) => ({ town, ris: context.ris(town.key) }));

/**
 * The sections for a page, as everybody sees them; the same for the same page until a sheet is approved, withdrawn or hidden.
 * @param base for a proxy that puts the section into the page (`panelFragment`): it knows no rows
 */
export async function publicSections(context: AppContext, place: Place, base: string | null = null): Promise<string[]> {
  const { address, told, level } = place;
  const found = await resolve(context.store.read, towns(context), address, told);
  const shown = base === null ? found : found.filter(({ row }) => row === null);
  const sheets = await Promise.all(shown.map(async (one) => ({ ...one, attachment: await publicAttachment(context.store.read, one.key) })));
  const workbench = place.members ? workbenchAddress(context, place) : null;
  const sections = sheets.flatMap(({ key, row, attachment }) =>
    attachment ? [sectionFor(attachment, { address: publicAddress(context, key), level, row, base, workbench })] : [],
  );
  // Whether there is anything behind the link is not to be seen from here: it stands on the page of every item.
  return sections.length === 0 && workbench && isItemPage(context, place) ? [membersSection({ level, workbench })] : sections;
}

const isItemPage = (context: AppContext, { address }: Place): boolean =>
  towns(context).some(({ town, ris: { pages } }) => {
    const here = town.embeddingOrigins.some((origin) => new URL(origin).host === address.host);
    return here && pages?.recognise(address)?.type === "AgendaItem";
  });

const workbenchAddress = ({ config }: AppContext, { address }: Place): string =>
  `${config.installation.baseUrl}/workbench/here?${new URLSearchParams({ ...address })}`;

/** The sections for a page as a signed-in person sees them. `said`: what became of what the person did last, at that item. */
export async function staffSections(
  context: AppContext,
  { address, told, level }: Place,
  person: Person,
  said: { readonly key: string; readonly text: string; readonly done: boolean } | null = null,
): Promise<string[]> {
  const found = await resolve(context.store.read, towns(context), address, { ...told, every: true });
  const sections = await Promise.all(
    found.map(async ({ key, row }) => {
      const [attachment, staff] = [await publicAttachment(context.store.read, key), await staffView(context, person, key)];
      const about = { address: publicAddress(context, key), level, row, workbench: null };
      if (!staff) return attachment ? [sectionFor(attachment, { ...about, base: null })] : [];
      return [panelStaffSection(attachment?.sheet ?? null, { ...about, staff: { ...staff, said: said?.key === key ? said : null } })];
    }),
  );
  return sections.flat();
}

export const publicAddress = ({ config }: AppContext, key: string): string => `${config.installation.baseUrl}/public/agenda-items/${key}`;

const sections = new Map<string, string>();
const sectionsKept = 500;

interface About {
  readonly address: string;
  readonly level: number;
  readonly row: Shown["row"];
  readonly base: string | null;
  readonly workbench: string | null;
}

/** Rendered once per attachment and place: what is frozen never looks different. The oldest go first. */
function sectionFor({ id, sheet }: Attachment, about: About): string {
  const { base } = about;
  const name = JSON.stringify([id, about]);
  const section = sections.get(name) ?? (base === null ? panelSection(sheet, about) : panelFragment(sheet, { ...about, base }));
  sections.set(name, section);
  const [oldest] = sections.keys();
  if (sections.size > sectionsKept && oldest !== undefined) sections.delete(oldest);
  return section;
}
