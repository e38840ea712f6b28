import type { OfficeReply } from "../../store/office-requests.ts";
import { blocksText } from "../answer/text.ts";
import { type About, textContext } from "./document.ts";
import { sameItem } from "./items.ts";
import { repliesTo } from "./reply.ts";
import { officeBlocks } from "./words.ts";

/** Mail programs and Windows cut longer addresses. */
const longestLink = 1_900;

/** A mail to copy; nothing is sent from here. */
export interface Mail {
  readonly subject: string;
  readonly body: string;
  /** Opens the mail program; null where the text is too long for that. */
  readonly link: string | null;
}

/** The request as a mail. */
export const requestMail = (about: About, address: string): Mail => mail("mail", about, address, about.version.items);

/** A reminder of what is still open: the first one, or a firmer one after that. */
export function reminderMail(about: About, replies: readonly OfficeReply[], address: string): Mail {
  const { request, version } = about;
  const open = version.items.filter((item) => !repliesTo(request, replies, item.key).some(({ asked }) => sameItem(asked, item)));
  return mail(request.reminders.length === 0 ? "reminder" : "reminder-again", about, address, open);
}

function mail(name: "mail" | "reminder" | "reminder-again", about: About, address: string, items: About["version"]["items"]): Mail {
  const [first, ...rest] = officeBlocks(
    name,
    textContext(about, items, () => ""),
  );
  const subject = first?.kind === "heading" ? first.text : "";
  const body = `${blocksText(rest)}\n`;
  // URLSearchParams writes a blank as +, which mail programs print.
  const query = `subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replaceAll("\n", "\r\n"))}`;
  const link = `mailto:${encodeURIComponent(address).replaceAll("%40", "@")}?${query}`;
  return { subject, body, link: link.length <= longestLink ? link : null };
}
