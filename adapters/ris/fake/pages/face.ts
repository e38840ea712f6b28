import { type Answer, htmlType } from "../answer.ts";
import { type Document, documentText, itemDocuments, meetingDocuments, paperDocuments } from "../documents.ts";
import { type Hidden, itemHidden, itemsOf, keyOf, type TownState } from "../state.ts";
import { addressRules, type ObjectKind, type Page } from "./address.ts";
import { asset, contentSecurityPolicy, looks } from "./look.ts";
import { rubinApi } from "./rubin-api.ts";
import { render } from "./templates.ts";
import { itemView, meetingView, paperView } from "./views.ts";

export interface PageRequest {
  readonly state: TownState;
  /** Path of the town on this server: `/koeln/`. */
  readonly root: string;
  /** Address of the server without a trailing slash. */
  readonly origin: string;
  /** Path below the root, without a leading slash, and the query as they came. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly panelUrl: string | undefined;
  /** A portal behind a login. */
  readonly login: boolean;
}

/** Answers a page, document or static file of one town. */
export function pageAnswer(request: PageRequest): Answer {
  const look = looks[request.state.face];
  const file = asset(look, request.path);
  if (file) return { status: 200, headers: { "content-type": file.mediaType }, body: file.body };
  if (look.app && request.path === "api.php") return rubinApi(request.state, request.root, request.query);
  const parameters = new Map([...request.query].map(([name, value]) => [name.toLowerCase(), value]));
  const page = addressRules[request.state.face].recognise(request.path, parameters);
  if (!page) return missing(request, 404);
  if (page.kind === "index") return html(request, 200, "index", indexView(request));
  if (page.kind === "document") return document(request, page.number);
  return objectPage(request, page);
}

function objectPage(request: PageRequest, page: Extract<Page, { kind: ObjectKind }>): Answer {
  const found = view(request, page);
  if (!found) return missing(request, 404);
  if ("status" in found) return missing(request, found.status);
  const template = page.kind === "motion" ? "paper" : page.kind;
  const printed = page.print && looks[request.state.face].prints === true;
  const online = `${request.origin}${request.root}${request.path}?${request.query}`;
  return html(request, 200, printed ? `print-${template}` : template, { ...found, online });
}

function view({ state, root }: PageRequest, { kind, number }: Extract<Page, { kind: ObjectKind }>): object | Hidden | null {
  const { town, hidden } = state;
  if (kind === "item") {
    const found = itemsOf(town).find(({ item }) => item.number === number && item.public && !item.heading);
    if (!found) return null;
    const { item, meeting } = found;
    return itemHidden(state, meeting, item) ?? { item: itemView(state, root, meeting, item), meeting: meetingView(state, root, meeting) };
  }
  if (kind === "meeting") {
    const meeting = town.meetings.find((candidate) => candidate.number === number);
    return meeting ? (hidden.get(keyOf("Meeting", number)) ?? { meeting: meetingView(state, root, meeting) }) : null;
  }
  const paper = town.papers.find((candidate) => candidate.number === number);
  return paper ? (hidden.get(keyOf("Paper", number)) ?? { paper: paperView(state, root, paper) }) : null;
}

function indexView({ state, root }: PageRequest): object {
  const live = state.town.meetings.filter(({ number }) => !state.hidden.has(keyOf("Meeting", number)));
  const newestFirst = live.toSorted((left, right) => right.start.localeCompare(left.start));
  return { meetings: newestFirst.map((meeting) => meetingView(state, root, meeting)) };
}

/** The document of that number that is still public; a status if its owner is hidden. */
export function findDocument({ town, hidden }: TownState, number: number): Document | Hidden | undefined {
  const all = [
    ...town.meetings.flatMap((meeting) => meetingDocuments(town, meeting)),
    ...town.meetings.flatMap((meeting) => meeting.items.filter((item) => item.public).flatMap((item) => itemDocuments(meeting, item))),
    ...town.papers.flatMap((paper) => paperDocuments(town, paper)),
  ];
  const found = all.find((candidate) => candidate.number === number);
  return found && (hidden.get(keyOf(found.owner.type, found.owner.number)) ?? found);
}

function document(request: PageRequest, number: number): Answer {
  const found = findDocument(request.state, number);
  if (!found) return missing(request, 404);
  return "status" in found ? missing(request, found.status) : documentAnswer(request, found);
}

/** The file itself: a page in the vendor's layout, or plain text. */
export function documentAnswer(request: PageRequest, found: Document): Answer {
  if (found.mediaType === "text/html") return html(request, 200, "document", { document: found.content });
  return { status: 200, headers: { "content-type": `${found.mediaType}; charset=utf-8` }, body: documentText(found) };
}

const missing = (request: PageRequest, status: number): Answer => html(request, status, "missing", { status });

function html({ state, root, panelUrl, login }: PageRequest, status: number, template: string, view: object): Answer {
  const { town } = state;
  const look = looks[state.face];
  const panel = panelUrl === undefined ? null : `${panelUrl}/panel/panel.js`;
  // Wicket numbers its components anew with every request; nothing may be found by these ids.
  const component = `id${Math.floor(Math.random() * 0xffff).toString(16)}`;
  const inside = look.app && !["document", "missing"].includes(template) ? "app" : template;
  const page = {
    ...view,
    page: template,
    root,
    home: `${root}${addressRules[state.face].index}`,
    town: town.key,
    title: town.title,
    panel,
    login,
    component,
  };
  const policy = look.open ? {} : { "content-security-policy": contentSecurityPolicy(look, panelUrl) };
  const body = render(`${look.folder}/${inside}`, page);
  if (!look.latin1) return { status, headers: { "content-type": htmlType, ...policy }, body };
  const bytes = body.replace(/[^\0-\xff]/gu, (character) => `&#${character.codePointAt(0)};`);
  return { status, headers: { "content-type": "text/html; charset=iso-8859-1", ...policy }, body: bytes, encoding: "latin1" };
}
